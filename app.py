"""Latent Space Explorer: ``streamlit run app.py``."""

import streamlit as st

from explorer.ui import shell

st.set_page_config(
    "Latent Space Explorer", page_icon="🔢", layout="wide", initial_sidebar_state=250
)
shell.show()
