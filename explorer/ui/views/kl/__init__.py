"""The two weights of the loss: what they mean, and what VAEs make of them."""

from explorer.ui.views.kl.view import LINK as LINK
from explorer.ui.views.kl.view import show as show
