"""Latent Space Explorer: ``streamlit run app.py``."""

import streamlit as st

from explorer.ui.errors import as_sentence
from explorer.ui.views import map

st.set_page_config(
    "Latent Space Explorer", page_icon="🔢", layout="wide", initial_sidebar_state=250
)
# Streamlit leaves a hand's breadth empty above the first line; a projector has none to spare
st.html("<style>.stMainBlockContainer { padding: 2.5rem 2rem }</style>")
as_sentence(map.show)()
