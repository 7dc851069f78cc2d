"""Pages that need no server: the explorer as a folder for any web host, or as one HTML file."""

from explorer.config import ANY_BETA

DEFAULT_MODELS = ("denoiser", "vae_functional", ANY_BETA)  # of the map
