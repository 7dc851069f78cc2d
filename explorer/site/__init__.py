"""Pages that need no server: the explorer as a folder for any web host, or as one HTML file."""
