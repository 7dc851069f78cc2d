"""Noise on digits and off again: a gallery, a digit of one's own, numbers and curves."""

from explorer.ui.views.denoise.view import LINK as LINK
from explorer.ui.views.denoise.view import show as show
