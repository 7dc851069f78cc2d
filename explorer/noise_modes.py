"""The corruptions there are, and what the level of each means. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

IMAGE_SIDE = 28


@dataclass(frozen=True)
class NoiseMode:
    """What the ``level`` of one corruption means, and its range (inclusive)."""

    unit: str
    low: float
    high: float
    default: float
    choices: tuple[float, ...] = ()


# One table for the command line, the widgets and the checks. A mode whose range
# is a single point has no level to set.
NOISE_MODES: dict[str, NoiseMode] = {
    "none": NoiseMode("no corruption", 0.0, 0.0, 0.0),
    "course": NoiseMode("strength of the course recipe (1 = as published)", 0.0, 2.0, 1.0),
    "gaussian": NoiseMode("variance", 0.0, 1.0, 0.3),
    "localvar": NoiseMode("variance at the right edge (0 at the left)", 0.0, 1.0, 0.3),
    "poisson": NoiseMode("no level: photon noise of the picture itself", 0.0, 0.0, 0.0),
    "salt": NoiseMode("share of pixels set to 1", 0.0, 1.0, 0.2),
    "pepper": NoiseMode("share of pixels set to 0", 0.0, 1.0, 0.2),
    "s&p": NoiseMode("share of pixels set to 0 or 1", 0.0, 1.0, 0.2),
    "speckle": NoiseMode("variance of the multiplier", 0.0, 1.0, 0.1),
    "mask": NoiseMode("side of the hidden square, pixels", 0, IMAGE_SIDE, 12),
    "shuffle": NoiseMode("side of the shuffled patches, pixels", 2, 14, 7, (2, 4, 7, 14)),
}
