"""Who asks for trainings, and how much: settings of the server, for a class that shares it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explorer.config import RunConfig
from explorer.errors import ConfigError
from explorer.jobs.status import Status

PREFIX = "EXPLORER_MAX_"


@dataclass(frozen=True)
class Asker:
    """A browser, by a hash of its secret, and its address; a teacher may manage all trainings.

    Whoever starts the server is one: the default, which the command line uses.
    """

    owner: str = ""
    address: str = ""
    is_teacher: bool = True

    def may_manage(self, owner: str) -> bool:
        """Whether this one may stop, go on with or delete what ``owner`` began."""
        return self.is_teacher or (owner != "" and owner == self.owner)


@dataclass(frozen=True)
class Limits:
    """Most epochs and images of a training; most unfinished ones of a browser, of an address
    (a school may have a single one) and of all; most megabytes of uploads and trainings.

    Environment: EXPLORER_MAX_EPOCHS, _IMAGES, _JOBS, _PER_ADDRESS, _WAITING and _DISK.
    """

    epochs: int = 100
    images: int = 60_000
    jobs: int = 3
    per_address: int = 60
    waiting: int = 100
    disk: int = 5_000

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

    def check(self, config: RunConfig) -> None:
        """Raise ConfigError when nobody may have ``config`` trained on this server."""
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

    def check_room(self, asker: Asker, unfinished: Sequence[Status]) -> None:
        """Raise ConfigError when ``asker`` may start no further one beside these of the server."""
        own = sum(status.owner == asker.owner for status in unfinished)
        near = sum(status.address == asker.address for status in unfinished)
        if own >= self.jobs:
            raise ConfigError(
                f"a browser may have {self.jobs} unfinished trainings at most on this server; "
                "wait for one to end, or stop it."
            )
        if near >= self.per_address:
            raise ConfigError(
                f"{self.per_address} unfinished trainings at most may come from one network "
                "address on this server; wait for one to end."
            )
        if len(unfinished) >= self.waiting:
            raise ConfigError(
                f"this server has {self.waiting} unfinished trainings, and takes no more until "
                "one of them ends."
            )
