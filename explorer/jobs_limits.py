"""How much one session may ask for: settings of the server, for a class that shares it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explorer.config import RunConfig
from explorer.errors import ConfigError

PREFIX = "EXPLORER_MAX_"


@dataclass(frozen=True)
class Limits:
    """Most epochs and images of a training; most unfinished trainings of a session.

    Environment: EXPLORER_MAX_EPOCHS, EXPLORER_MAX_IMAGES, EXPLORER_MAX_JOBS.
    """

    epochs: int = 100
    images: int = 60_000
    jobs: int = 3

    @classmethod
    def from_environment(cls) -> Limits:
        """The defaults, or what the environment says; ConfigError unless whole numbers from 1."""
        given: dict[str, Any] = {}
        for name in cls.__dataclass_fields__:
            written = os.environ.get(PREFIX + name.upper(), "")
            if written:
                if not written.isdecimal() or int(written) < 1:
                    raise ConfigError(
                        f"{PREFIX}{name.upper()} must be a whole number from 1, got {written!r}."
                    )
                given[name] = int(written)
        return cls(**given)

    def check(self, config: RunConfig, unfinished: Sequence[object]) -> None:
        """Raise ConfigError when a session with these jobs may not have ``config`` trained."""
        if config.training.epochs > self.epochs:
            raise ConfigError(
                f"a training may have {self.epochs} epochs at most on this server, "
                f"got {config.training.epochs}."
            )
        if config.data.subset and config.data.subset > self.images:
            raise ConfigError(
                f"a training may have {self.images:,} images at most on this server, "
                f"got {config.data.subset:,}."
            )
        if len(unfinished) >= self.jobs:
            raise ConfigError(
                f"a session may have {self.jobs} unfinished trainings at most on this server; "
                "wait for one to end, or stop it."
            )
