"""The lesson: ten minutes through the app, a step at a time, with questions for the class."""

from explorer.ui.views.lesson.view import LINK as LINK
from explorer.ui.views.lesson.view import show as show
