"""Settings of a run: data, corruption, model, training. Frozen, checked, JSON.

Every number that shapes a result is here, so a model saved with its
``RunConfig`` can be made again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from explorer.beta import ANNEALINGS, BASES, EVEN_BASES, LARGEST_WEIGHT, beta_of
from explorer.beta import IMAGE_SIDE as IMAGE_SIDE
from explorer.beta import K_PRESETS as K_PRESETS
from explorer.beta import PIXELS as PIXELS
from explorer.errors import ConfigError

CLASSES = 10  # of digits
MOST_CLASSES = 26  # of one's own pictures

ANY_BETA = "any_beta"  # the VAE that takes the weighing of its loss as an input
MODEL_NAMES = ("denoiser", "dual", "inception", "vae_functional", "vae_subclass", ANY_BETA)
VAE_NAMES = ("vae_functional", "vae_subclass", ANY_BETA)
ANNEALED = ("vae_functional", "vae_subclass")  # whose k2 may grow while they are trained
CLASSIFIERS = ("dual", "inception")  # systems 2 and 3 name the pictures, too
DECODERS = ("transposed", "upsampling")
PRECISIONS = ("float32", "mixed_bfloat16")

# The nine of them that a VAE of their own was trained for, as system 6 was: from system 4's
# weights, as many epochs. The course's pair has system 4 itself
DEDICATED = tuple(name for name in K_PRESETS if name != "course")

CLEAN = "dual_clean"  # system 2 again, trained without noise: it names digits of one's own
PLAIN_2D = "denoiser_2d"  # system 1 again, two latent dims and clean digits: a map with holes
SKLEARN_VAE = "vae_sklearn"  # system 4 again, of scikit-learn's digits (data/named.py)
# What pretrained/ holds: the six systems, those three, and system 4 at nine weighings of its loss
BUNDLED_NAMES = (
    *MODEL_NAMES, CLEAN, PLAIN_2D, *(f"vae_{name}" for name in DEDICATED), SKLEARN_VAE
)  # fmt: skip


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


def _number(name: str, value: Any, low: float, high: float, whole: bool = False) -> None:
    kind = "a whole number" if whole else "a number"
    sort = int if whole else (int, float)
    # compared as they are: an integer of 400 digits is no float, and NaN lies in no range
    good = isinstance(value, sort) and not isinstance(value, bool) and low <= value <= high
    if not good:
        raise ConfigError(f"{name} must be {kind} from {low:g} to {high:g}, got {_shown(value)}.")


def _shown(value: Any) -> str:
    """A value as a sentence quotes it; of a huge one, only what it is."""
    if isinstance(value, int) and abs(value) > 10**30:
        return "a huge number"
    return f"{value!r:.80}"


def _choice(name: str, value: Any, choices: tuple[str, ...] | dict[str, Any]) -> None:
    if not isinstance(value, str) or value not in choices:
        raise ConfigError(f"{name} must be one of {', '.join(choices)}, got {_shown(value)}.")


@dataclass(frozen=True)
class DataConfig:
    """Which images: ``path`` of an .npz (None is the bundled MNIST).

    ``subset`` keeps that many training images (None is all), drawn with the
    run's seed; ``validation`` is the share of them held out to choose the best
    epoch. The test set is never used for that.
    """

    path: str | None = None
    subset: int | None = None
    validation: float = 0.1

    def __post_init__(self) -> None:
        if self.path is not None and not isinstance(self.path, str):
            raise ConfigError(f"data path must be text, got {_shown(self.path)}.")
        if self.subset is not None:
            _number("subset", self.subset, 10, 10_000_000, whole=True)
        _number("validation", self.validation, 0.0, 0.5)


@dataclass(frozen=True)
class NoiseConfig:
    """Which corruption the model undoes, and how strong (see ``NOISE_MODES``)."""

    mode: str = "course"
    level: float | None = None

    def __post_init__(self) -> None:
        _choice("noise", self.mode, NOISE_MODES)
        spec = NOISE_MODES[self.mode]
        if self.level is None:
            object.__setattr__(self, "level", spec.default)
        name = f"level of {self.mode} ({spec.unit})"
        if spec.choices and self.level not in spec.choices:
            allowed = ", ".join(f"{c:g}" for c in spec.choices)
            raise ConfigError(f"{name} must be one of {allowed}, got {_shown(self.level)}.")
        _number(name, self.level, spec.low, spec.high)

    @property
    def strength(self) -> float:
        """The level as a number (the default has been filled in)."""
        assert self.level is not None
        return float(self.level)


@dataclass(frozen=True)
class ModelConfig:
    """Which architecture. ``k1`` and ``k2`` weigh the VAE's two losses.

    ``annealing`` says how k2 grows to its value while systems 4 and 5 are trained
    (:func:`explorer.beta.kl_share`). ``classes`` is how many the classifier of systems 2 and 3
    tells apart; the others have none. ``bases`` says how finely system 6 tells betas apart
    (:func:`explorer.beta.position`).
    """

    name: str = "vae_functional"
    latent_dim: int = 2
    decoder: str = "transposed"
    k1: float = 1.0
    k2: float = 0.001
    annealing: str = "none"
    classes: int = CLASSES
    bases: int = BASES

    def __post_init__(self) -> None:
        _choice("model", self.name, MODEL_NAMES)
        _choice("decoder", self.decoder, DECODERS)
        _number("latent_dim", self.latent_dim, 1, 128, whole=True)
        _number("k1", self.k1, 0, LARGEST_WEIGHT)
        _number("k2", self.k2, 0, LARGEST_WEIGHT)
        if self.k1 == 0 and self.k2 == 0:
            raise ConfigError("k1 and k2 cannot both be 0: there would be nothing to learn.")
        _number("classes", self.classes, 2, MOST_CLASSES, whole=True)
        if self.bases not in (EVEN_BASES, BASES):
            raise ConfigError(f"bases must be {EVEN_BASES} or {BASES}, got {self.bases!r}.")
        _choice("annealing", self.annealing, ANNEALINGS)
        if self.annealing != "none" and self.name not in ANNEALED:
            raise ConfigError(
                f"annealing is for {' and '.join(ANNEALED)}, which weigh their KL by one k2, "
                f"got {self.name}."
            )

    @property
    def classifies(self) -> bool:
        return self.name in CLASSIFIERS

    @property
    def variational(self) -> bool:
        return self.name in VAE_NAMES

    @property
    def beta(self) -> float:
        """Effective beta; see :func:`beta_of`."""
        return beta_of(self.k1, self.k2, self.latent_dim)


@dataclass(frozen=True)
class TrainingConfig:
    """How long and how fast. ``schedule`` is ``cosine`` (to 0) or ``constant``.

    ``precision`` is Keras's policy while training: in ``mixed_bfloat16`` the layers
    compute with 8 bits of mantissa, while weights, codes, pictures and losses stay
    float32. A trained model is used in float32 either way.
    """

    epochs: int = 20
    batch_size: int = 128
    learning_rate: float = 0.001
    schedule: str = "cosine"
    seed: int = 123
    precision: str = "float32"

    def __post_init__(self) -> None:
        _number("epochs", self.epochs, 1, 10_000, whole=True)
        _number("batch_size", self.batch_size, 1, 10_000, whole=True)
        _number("learning_rate", self.learning_rate, 1e-8, 10)
        _choice("schedule", self.schedule, ("cosine", "constant"))
        _number("seed", self.seed, 0, 2**31 - 1, whole=True)
        _choice("precision", self.precision, PRECISIONS)


@dataclass(frozen=True)
class RunConfig:
    """All settings of one training; travels as JSON beside the weights."""

    model: ModelConfig = field(default_factory=ModelConfig)
    data: DataConfig = field(default_factory=DataConfig)
    noise: NoiseConfig = field(default_factory=NoiseConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), indent=2)

    @property
    def hash(self) -> str:
        """First 16 hex digits of the sha256 of the settings: same hash, same run."""
        text = json.dumps(self.to_dict(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @classmethod
    def from_dict(cls, values: Any) -> RunConfig:
        """Read what ``to_dict`` wrote; unknown or missing sections raise ConfigError."""
        sections = {f.name: f.default_factory for f in dataclasses.fields(cls)}
        if not isinstance(values, dict) or set(values) - set(sections):
            raise ConfigError(
                f"a config has the sections {', '.join(sections)}, got {values!r:.80}."
            )
        parts: dict[str, Any] = {}
        for name, section in sections.items():
            try:
                parts[name] = section(**_complete(values.get(name, {})))  # type: ignore[operator]
            except TypeError as error:
                raise ConfigError(f"config section {name!r} cannot be read: {error}.") from None
        return cls(**parts)

    @classmethod
    def from_json(cls, text: str) -> RunConfig:
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"a config must be JSON, but it cannot be parsed: {error}.") from None
        return cls.from_dict(values)


def _complete(section: Any) -> Any:
    """A section as it is read; earlier versions wrote no ``bases`` of system 6."""
    if isinstance(section, dict) and section.get("name") == ANY_BETA:
        return {"bases": EVEN_BASES, **section}
    return section


def default_config(name: str) -> RunConfig:
    """The course's settings for one system: latent_dim 10 and noise, or a clean 2-D VAE."""
    if name in VAE_NAMES:
        return RunConfig(ModelConfig(name, latent_dim=2), noise=NoiseConfig("none"))
    return RunConfig(ModelConfig(name, latent_dim=10))
