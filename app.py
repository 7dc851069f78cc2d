"""Latent Space Explorer: ``streamlit run app.py``."""

# Streamlit imports this file as "app" to find the server it starts, and runs it for each
# visitor as "__main__"; a training's process imports it under another name, and needs neither
if __name__ == "app":
    import streamlit as st

    from explorer.ui.server import startup

    startup.before_runtime()
    app = st.App(__file__, lifespan=startup.prepare, middleware=startup.MIDDLEWARE)

if __name__ == "__main__":
    import streamlit as st

    from explorer.ui import shell

    st.set_page_config(
        "Latent Space Explorer", page_icon="🔢", layout="wide", initial_sidebar_state=250
    )
    shell.show()
