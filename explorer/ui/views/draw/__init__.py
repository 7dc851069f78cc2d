"""Draw a digit, and watch a VAE encode it, draw z from the cloud and decode it."""

from explorer.ui.views.draw.view import LINK as LINK
from explorer.ui.views.draw.view import show as show
