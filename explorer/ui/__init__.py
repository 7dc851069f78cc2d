"""The browser side: the only part of the project that imports Streamlit."""
