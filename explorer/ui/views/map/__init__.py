"""The latent map: test digits as points, the decoded grid, and the picked point."""

from explorer.ui.views.map.view import LINK as LINK
from explorer.ui.views.map.view import show as show
