"""Beta under one's hand: the any-beta VAE, decoded in the browser while beta is dragged.

A plane over the prior with the decoded grid behind its points, the picture at the pinned
place, and a slider of beta, all in one component: nothing is asked of the server
before the slider or the pointer is let go.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.weights import Record


@dataclass(frozen=True)
class Moved:
    """What was let go just now: a ``beta``, a ``place`` (x, y), or neither."""

    beta: float | None = None
    place: tuple[float, float] | None = None


def show(
    record: Record,
    beta: float,
    place: tuple[float, float] | None,
    codes: np.ndarray | None = None,
    space: str = "kl-live",
) -> Moved:
    """Draw the panel where the caller stands; call it inside the caller's fragment.

    Args:
        record: a model of the kind ``any_beta`` with two latent dims.
        beta: where the slider stands; changed by the caller when its own widgets change it.
        place: the pinned latent point (x, y); None pins the origin.
        codes: z_mean (N, 2) of the first N test digits at this beta, drawn as points in
            the colours of their digits; None draws the grid alone.
        space: planes of one name show one pin.

    Returns what the visitor has let go, once, in the run that it causes. The caller
    keeps it (``state.keep``/``state.put``) and passes it back in the next run.
    """
    raise NotImplementedError
