"""Train a model of one's own: settings, a running training, its code, its files."""

from explorer.ui.views.train.view import LINK as LINK
from explorer.ui.views.train.view import show as show
