"""All that a page without a server says and shows, gathered: JSON, and bytes by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from explorer import lesson
from explorer.config import ANY_BETA, K_PRESETS, NOISE_MODES
from explorer.data import mnist
from explorer.models import saved
from explorer.plots.palette import DIGIT_COLOURS
from explorer.sentences import LANGUAGES, chosen
from explorer.site import models
from explorer.training.evaluation import mean_image
from explorer.web import KERNEL

# the files of texts that the page speaks from, of those that the app has
SECTIONS = (
    "app", "views", "models", "map", "layers", "gallery", "strips", "live", "export", "kl",
    "kl_movie", "loss", "split", "noise", "denoise", "own", "lesson", "sketch", "could", "site",
    *(f"lesson_{step.name}" for step in lesson.STEPS),
)  # fmt: skip


def gather(names: Sequence[str], language: str | None) -> tuple[dict[str, Any], models.Parts]:
    """The page's content as JSON has it, and its parts.

    Args:
        names: models of the map: bundled ones, or paths of one's own.
        language: the page's; None is each browser's own.

    Raises WeightsError and ConfigError for a model that cannot be shown.
    """
    parts: models.Parts = {"kernel": KERNEL.read_bytes()}
    models.digits(parts, mnist.load("test"))
    ae, vae = (saved.find(name) for name in (lesson.AUTOENCODER, lesson.VAE))
    arrays, plain = saved.load_arrays(vae), saved.load_arrays(saved.find(lesson.PLAIN))
    # the lesson is about two of them, the KL view about one
    wanted = dict.fromkeys([*names, lesson.AUTOENCODER, lesson.PLAIN, lesson.VAE, ANY_BETA])
    sweeps = models.sweeps_of(wanted)
    sweep = sweeps[ANY_BETA]
    content = {
        "language": language,
        "languages": LANGUAGES,
        "sentences": {code: chosen(code, SECTIONS) for code in LANGUAGES},
        "colours": list(DIGIT_COLOURS),
        "images": lesson.IMAGES,
        "models": [models.described(name, parts) for name in wanted],
        "classifiers": [models.classifier(name, parts) for name in models.CLASSIFIERS],
        "sweeps": [models.sweep(name, found, parts) for name, found in sweeps.items()],
        "presets": K_PRESETS,
        # in whole greys the faint rim would be black, which costs much in nats
        "mean_image": [round(float(x), 6) for x in mean_image(mnist.load("train")).flat],
        "noise": {mode: asdict(spec) for mode, spec in NOISE_MODES.items()},
        "lesson": {
            "steps": [asdict(step) for step in lesson.STEPS],
            "choosing": lesson.CHOOSING,
            "tasks": lesson.TASKS,
            "digits": lesson.DIGITS,
            "digit": lesson.DIGIT,
            "facts": lesson.facts(ae, vae, arrays, plain, sweep),
            "log_vars": arrays["z_log_var"][: lesson.DIGITS].tolist(),
            "losses": models.losses(parts),
            "autoencoder": lesson.AUTOENCODER,
            "plain": lesson.PLAIN,
            "vae": lesson.VAE,
        },
    }
    return content, parts
