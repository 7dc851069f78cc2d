"""What the server does for all pages: before the first visitor, and beneath Streamlit."""
