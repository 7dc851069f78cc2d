"""Ten colours for ten digits, told apart with any kind of colour vision.

Petroff (2021), "Accessible color sequences for data visualization",
arXiv:2107.02270: found by optimisation under simulated colour blindness and a
survey of preferences. Digits are labelled on the map as well: colour is never
the only cue.
"""

DIGIT_COLOURS = (
    "#3f90da",
    "#ffa90e",
    "#bd1f01",
    "#94a4a2",
    "#832db6",
    "#a96b59",
    "#e76300",
    "#b9ac70",
    "#717581",
    "#92dadd",
)
ACCENT = "#d6006c"  # of the picked place, on every plane and plot
