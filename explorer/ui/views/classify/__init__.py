"""Systems 2 and 3 on the same noisy digits: accuracy, confusions, mistakes."""

from explorer.ui.views.classify.view import LINK as LINK
from explorer.ui.views.classify.view import show as show
