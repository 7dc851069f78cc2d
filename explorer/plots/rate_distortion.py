"""Rate against distortion: what trained VAEs pay for their code, and what they get for it.

Arrays and numbers in, a Plotly figure out. (Alemi et al. 2018, "Fixing a broken ELBO",
for the plane; here rate is the KL and distortion the reconstruction, nats per test image.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from explorer.formatting import localised, number, plain
from explorer.plots.palette import ACCENT

MARGIN = {"l": 60, "r": 10, "t": 10, "b": 50}
HEIGHT = 380
SIDES = ("top right", "bottom right", "top left", "bottom left")  # of a mark, for its label
# in shares of the axes, in a narrow column: half a mark, a letter's width, a line's height
MARK, LETTER, LINE = 0.02, 0.03, 0.05
OTHERS = "#3f90da"
CURVE = "#94a4a2"


@dataclass(frozen=True)
class Measured:
    """One trained VAE: its name for people, its loss's beta, and test figures in nats."""

    title: str
    beta: float
    kl: float
    reconstruction: float

    @classmethod
    def of(cls, title: str, beta: float, figures: Mapping[str, Any]) -> Measured:
        """Of the figures that ``evaluation.evaluate`` took."""
        return cls(title, beta, figures["kl_nats"], figures["reconstruction_nats"])


def told(trained: Sequence[Measured], language: str = "en") -> str:
    """The marks of a figure in words."""
    return "; ".join(
        f"{p.title}: {number(p.kl, '.2f', language)} + "
        f"{number(p.reconstruction, '.1f', language)} nats"
        for p in trained
    )


@dataclass(frozen=True)
class Curve:
    """What one VAE for every beta reaches, in nats: (L,) each, by rising beta.

    ``information`` is the part of its KL that tells images apart, where it is known.
    """

    betas: Sequence[float]
    kl: Sequence[float]
    reconstruction: Sequence[float]
    information: Sequence[float] = ()

    def points(self) -> list[Measured]:
        rows = zip(self.betas, self.kl, self.reconstruction, strict=True)
        return [Measured("", float(b), float(x), float(y)) for b, x, y in rows]


def figure(
    trained: Sequence[Measured],
    words: Mapping[str, str],
    chosen: int | None,
    beta: float,
    curve: Curve | None = None,
    language: str = "en",
) -> go.Figure:
    """All of ``trained`` in the plane, the ``chosen`` one marked.

    ``words`` names ``x``, ``y`` and the dotted ``line``: every pair as good as the chosen
    one when one nat of KL costs ``beta`` nats of reconstruction; and the ``curve``, if any.
    Betas are written as ``language`` has numbers. A curve's ``information`` is dashed.
    """
    figure, every = go.Figure(), [*trained, *(curve.points() if curve else ())]
    if curve is not None:
        figure.add_scatter(
            x=list(curve.kl),
            y=list(curve.reconstruction),
            mode="lines",
            name=words["curve"],
            line={"color": CURVE, "width": 3},
            customdata=[localised(plain(one), language) for one in curve.betas],
            hovertemplate="β %{customdata}<br>%{x:.2f} + %{y:.1f} nats<extra></extra>",
        )
    if curve is not None and len(curve.information):
        figure.add_scatter(
            x=list(curve.information),
            y=list(curve.reconstruction),
            mode="lines",
            name=words["information"],
            line={"color": OTHERS, "width": 2, "dash": "dash"},
            hovertemplate="%{x:.2f} nats<extra></extra>",
        )
    if chosen is not None and np.isfinite(beta):
        x, y = equal_cost(every, chosen, beta)
        figure.add_scatter(
            x=x, y=y, mode="lines", name=words["line"], line={"dash": "dot", "color": ACCENT}
        )
    colours = [ACCENT if i == chosen else OTHERS for i in range(len(trained))]
    sizes = [17 if i == chosen else 11 for i in range(len(trained))]
    symbols = ["star" if i == chosen else "circle" for i in range(len(trained))]
    x_range, y_range = ranges(every)
    labels, sides = _labels(trained, chosen, (x_range, y_range), language)
    figure.add_scatter(
        x=[one.kl for one in trained],
        y=[one.reconstruction for one in trained],
        mode="markers+text",
        marker={"color": colours, "size": sizes, "symbol": symbols},
        text=labels,
        customdata=[one.title for one in trained],
        hovertemplate="%{customdata}<br>%{x:.2f} + %{y:.1f} nats<extra></extra>",
        textposition=sides,
        showlegend=False,
    )
    figure.update_layout(height=HEIGHT, margin=MARGIN, legend={"x": 1, "xanchor": "right", "y": 1})
    # the margin is known: measuring what it takes is a third of drawing the figure again
    figure.update_xaxes(title=words["x"], range=x_range, automargin=False)
    figure.update_yaxes(title=words["y"], range=y_range, automargin=False)
    return figure


def _labels(
    trained: Sequence[Measured],
    chosen: int | None,
    axes: tuple[list[float], list[float]],
    language: str,
) -> tuple[list[str], list[str]]:
    """Each mark's beta, and on which side of it that is written.

    The chosen one has its label first; one for which no side is free has none.
    """
    (left, right), (low, high) = axes
    spots = [
        ((one.kl - left) / (right - left), (one.reconstruction - low) / (high - low))
        for one in trained
    ]
    words, sides = [""] * len(trained), [SIDES[0]] * len(trained)
    taken = [Box(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in spots]
    for i in sorted(range(len(trained)), key=lambda i: (i != chosen, spots[i])):
        label = f"β {localised(plain(trained[i].beta), language)}"
        for side in SIDES:
            box = _box(spots[i], side, LETTER * len(label))
            if box.is_inside() and not any(box.meets(other) for other in taken):
                taken.append(box)
                words[i], sides[i] = label, side
                break
    return words, sides


class Box(NamedTuple):
    """A part of the figure, in shares of its axes."""

    left: float
    low: float
    right: float
    high: float

    def is_inside(self) -> bool:
        return self.left >= 0 and self.right <= 1 and self.low >= 0 and self.high <= 1

    def meets(self, other: Box) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.high <= other.low or other.high <= self.low)


def _box(spot: tuple[float, float], side: str, width: float) -> Box:
    """Where a label so wide is written beside a mark."""
    (x, y), gap = spot, MARK + 0.005
    left = x + gap if side.endswith("right") else x - gap - width
    low = y + gap if side.startswith("top") else y - gap - LINE
    return Box(left, low, left + width, low + LINE)


def ranges(trained: Sequence[Measured]) -> tuple[list[float], list[float]]:
    """Both axes' ends: KL from just under 0, reconstruction around what was measured."""
    if not trained:
        return [0.0, 1.0], [0.0, 1.0]
    rates = [one.kl for one in trained]
    heights = [one.reconstruction for one in trained]
    room = 0.15 * max(max(heights) - min(heights), 10.0)
    right = 1.2 * max(*rates, 1.0)
    return [-0.04 * right, right], [min(heights) - room, max(heights) + room]


def equal_cost(
    trained: Sequence[Measured], chosen: int, beta: float
) -> tuple[list[float], list[float]]:
    """Two ends of the line R + beta * KL = the chosen one's, cut to the axes' ranges."""
    (left, right), (low, high) = ranges(trained)
    one = trained[chosen]
    if beta == 0:
        return [left, right], [one.reconstruction] * 2
    # where the line leaves through the top and through the bottom
    top, bottom = (one.kl + (one.reconstruction - y) / beta for y in (high, low))
    ends = [max(left, top), min(right, bottom)]
    return ends, [one.reconstruction - beta * (x - one.kl) for x in ends]
