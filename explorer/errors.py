"""Every error this project raises on purpose, and nothing else.

    ExplorerError                 base: its text is one sentence fit for a class
    ├── ConfigError               a setting outside its range, or an unknown name
    ├── DataError                 a picture or an .npz that is not what it should be
    ├── StorageError              a file could not be written (full disk, permissions)
    ├── TrainingError             a training that cannot start or go on
    │   └── CheckpointError       ... because what it would go on from is damaged
    └── WeightsError              weights that are missing, corrupt or foreign

The app shows the sentence in place of the picture; the command line prints it
on stderr and exits with code 2. Anything else that is raised is a bug.
"""

LONGEST = 299  # characters of a sentence, whatever it quotes


class ExplorerError(Exception):
    """Base of every deliberate error; ``str(error)`` is one readable sentence on one line."""

    def __init__(self, sentence: str = "") -> None:
        words = " ".join(sentence.split())
        plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in words)
        super().__init__(plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…")


class ConfigError(ExplorerError):
    """A setting is outside its range, or a name is unknown."""


class DataError(ExplorerError):
    """A picture or an ``.npz`` has the wrong keys, shapes, types or values."""


class StorageError(ExplorerError):
    """A file could not be written; what was there before is still there."""


class TrainingError(ExplorerError):
    """A training cannot start or cannot go on."""


class CheckpointError(TrainingError):
    """What a training would go on from is damaged; it can be started anew."""


class WeightsError(ExplorerError):
    """Weights are missing, corrupt, or belong to another model."""
