"""The views, each a module of its own that the shell imports when it is shown.

A view has ``VIEW``, its name; ``LINK``, the sticky values that a link carries, with
what reads each from text; and ``show()``.
"""

VIEWS = ("lesson", "map", "denoise", "draw", "classify", "kl", "train")
