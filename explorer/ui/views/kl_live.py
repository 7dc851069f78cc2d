"""Beta under one's hand: the VAE for every beta, decoded in the browser while beta is dragged.

A plane over the prior with the decoded grid behind the test digits, a slider of beta and
the picture at the pinned place, all in one component: nothing is asked of the server
before the slider or the pointer is let go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer import posterior
from explorer.decoder_export import HIGHEST, LOWEST
from explorer.palette import DIGIT_COLOURS
from explorer.ui import cache, live, state
from explorer.ui.components import encode, plane
from explorer.ui.texts import text
from explorer.ui.views.map_planes import view_tools
from explorer.weights import Record

DIM = 2
REACH = 4.0  # standard deviations of the prior that are in view at first
DIGITS = 600  # points that follow beta
RUNGS = 32  # betas at which they are sent; between two of them the browser interpolates
WHOLE = 32767  # of the whole numbers that a code travels as, and stands for FAR
FAR = 32.0


@dataclass(frozen=True)
class Moved:
    """What was let go just now: a ``beta``, a ``place`` (x, y), or neither."""

    beta: float | None = None
    place: tuple[float, float] | None = None


def show(
    record: Record,
    beta: float,
    place: tuple[float, float] | None,
    betas: np.ndarray | None = None,
    maps: np.ndarray | None = None,
    view: str = "kl",
    space: str = "kl-live",
    ticks: Sequence[float] = (),
) -> Moved:
    """Draw the panel where the caller stands; call it inside the caller's fragment.

    Outside of fragments, the caller also calls ``live.bring(record, view)`` once, which
    sends the decoder.

    Args:
        record: a VAE with two latent dims, of the system ``any_beta``.
        beta: where the slider stands, 0.001 to 2000; what lies outside is drawn at its end.
        place: the pinned latent point (x, y); None pins the origin.
        betas, maps: the ladder beside its weights (``explorer/beta_ladder.py``): rising
            betas (L,), and z_mean (L, N, 2) of the first N test digits at each. With them
            the digits are drawn as points that follow beta; without, the grid alone.
        view: whose keys the component takes.
        space: planes of one name show one pin.
        ticks: betas that are marked on the slider.

    Returns what the visitor has let go, once, in the run that it causes. The caller
    keeps it (``state.keep``/``state.put``) and passes it back in the next run.
    """
    result = plane(_data(record, beta, place, betas, maps, space, ticks), state.key(view, "live"))
    pick = result.pick
    return Moved(result.beta, (float(pick["x"]), float(pick["y"])) if pick else None)


def _data(
    record: Record,
    beta: float,
    place: tuple[float, float] | None,
    betas: np.ndarray | None,
    maps: np.ndarray | None,
    space: str,
    ticks: Sequence[float] = (),
) -> dict[str, Any]:
    slider: dict[str, Any] = {
        "value": float(np.clip(beta, LOWEST, HIGHEST)),
        "low": LOWEST,
        "high": HIGHEST,
        "label": text("live.beta"),
        "picture": text("live.picture"),
        "ticks": list(ticks),
    }
    points: Mapping[str, Any] = {}
    if betas is not None and maps is not None:
        slider["rungs"], points = _rungs(betas, maps), _points(record, maps)
    return {
        "view": {"x": [-REACH, REACH], "y": [-REACH, REACH]},
        "axes": [text("map.axis", number=1), text("map.axis", number=2)],
        "label": text("live.label"),
        "space": space,
        "pin": list(place or (0.0, 0.0)),
        "outlines": [_prior()],
        "live": live.data(record, np.zeros(DIM), (0, 1), ground=True, beta=slider),
        "tools": {**view_tools(), "save": text("export.picture"), "file": "any_beta-map.png"},
        **points,
    }


def _rungs(betas: np.ndarray, maps: np.ndarray) -> dict[str, Any]:
    """Some of the ladder's maps as whole numbers of 16 bits, for the browser."""
    chosen = np.unique(np.linspace(0, len(betas) - 1, RUNGS).round().astype(int))
    near = np.clip(np.asarray(maps[chosen, :DIGITS], np.float32), -FAR, FAR)
    return {
        "betas": [float(beta) for beta in betas[chosen]],
        "codes": encode(np.rint(near / FAR * WHOLE).astype("<i2")),
        "unit": FAR / WHOLE,
    }


def _points(record: Record, maps: np.ndarray) -> Mapping[str, Any]:
    count = min(DIGITS, maps.shape[1])
    return {
        "points": encode(np.zeros((count, DIM), np.float32)),
        "digits": encode(cache.labels(record)[:count].astype(np.uint8)),
        "colours": list(DIGIT_COLOURS),
        "legend": text("map.legend", digit="{digit}"),  # plane_tools.js fills it in
        "marks": [],
    }


def _prior() -> dict[str, Any]:
    """The circle that holds 95 % of the prior."""
    line = posterior.ring([0, 0], [1, 1], posterior.times_around(0.95))
    return {"group": None, "name": "", "line": line.tolist()}
