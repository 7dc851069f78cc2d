"""Latent Space Explorer: ``streamlit run app.py``."""

if __name__ == "__main__":  # not in a training's process, which imports this file as well
    import streamlit as st

    from explorer.ui import shell

    st.set_page_config(
        "Latent Space Explorer", page_icon="🔢", layout="wide", initial_sidebar_state=250
    )
    shell.show()
