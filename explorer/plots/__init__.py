"""Arrays in, Plotly figures and GIFs out. No Streamlit and no Keras here."""
