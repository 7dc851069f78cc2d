"""The command line: ``python -m explorer``, and what is to be done: app, train, evaluate, ...

Where the project is installed, ``latent-space-explorer`` is the same, and opens the app when
nothing follows.

Whatever is wrong with arguments, files or settings is told in one sentence on
stderr, with exit code 2; Ctrl-C ends with 130.
"""

from __future__ import annotations

import math
import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections.abc import Sequence
from typing import Any, NoReturn

from explorer.beta import ANNEALINGS
from explorer.cli import commands
from explorer.cli import sweep as cli_sweep
from explorer.config import (
    BUNDLED_NAMES,
    DECODERS,
    MODEL_NAMES,
    NOISE_MODES,
    PRECISIONS,
    TrainingConfig,
)
from explorer.data.mnist import NAMED
from explorer.errors import ConfigError, ExplorerError
from explorer.jobs import sweep
from explorer.site import DEFAULT_MODELS

MODELS = ", ".join(MODEL_NAMES)
BUNDLED = ", ".join(BUNDLED_NAMES)


class Parser(ArgumentParser):
    """An ArgumentParser whose errors are one sentence, like all others of the project."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"{message}; see {self.prog} --help.")


def number(text: str) -> float:
    """A finite number, or ArgumentTypeError: NaN and infinity set nothing."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ArgumentTypeError(f"a finite number is expected, got {text!r}")
    return value


def whole(text: str) -> int:
    """A whole number, or ArgumentTypeError."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"a whole number is expected, got {text!r}") from None


def build_parser() -> Parser:
    """The parser of all seven commands; ``args.run`` is the one to call."""
    parser = Parser(prog="python -m explorer", description=__doc__, allow_abbrev=False)
    commands_of = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _add_app,
        _add_train,
        _add_evaluate,
        _add_denoise,
        _add_pretrain,
        _add_sweep,
        _add_site,
    ):
        add(commands_of)
    return parser


def _add_app(to: Any) -> None:
    about = "open the app; what follows goes to streamlit run, such as --server.port 8502"
    parser = to.add_parser("app", help=about, description=about, add_help=False)
    parser.set_defaults(run=commands.open_app)


def _add_train(to: Any) -> None:
    about = "train one system; its folder keeps the best model, a strip an epoch, and logs"
    parser = to.add_parser("train", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=commands.train)
    parser.add_argument("model", metavar="MODEL", help=MODELS)
    # No defaults here: an option left out comes from the saved run (--resume) or the config.
    default = TrainingConfig()
    option = parser.add_argument
    option("--epochs", type=whole, metavar="N", help=f"default {default.epochs}")
    option("--batch-size", type=whole, metavar="N", help=f"default {default.batch_size}")
    option("--learning-rate", type=number, metavar="RATE", help=f"default {default.learning_rate}")
    option("--schedule", metavar="KIND", help="cosine (to 0, default) or constant")
    option("--precision", metavar="POLICY", help=" or ".join(PRECISIONS) + ", faster on some CPUs")
    option("--k1", type=number, help="weight of a VAE's reconstruction loss, default 1")
    option("--k2", type=number, help="weight of its KL loss, default 0.001; beta is shown")
    option("--annealing", metavar="KIND", help=f"how k2 grows: {', '.join(ANNEALINGS)} (none)")
    option("--latent-dim", type=whole, metavar="D", help="default 2 for VAEs, else 10")
    option("--decoder", metavar="KIND", help=" or ".join(DECODERS))
    option("--noise", metavar="MODE", help=_escape(", ".join(NOISE_MODES)))
    option("--noise-level", type=number, metavar="L", help="its level; each mode has a default")
    _add_data(option, "default MNIST")
    option("--subset", type=whole, metavar="N", help="train on N images drawn with the seed")
    option("--validation", type=number, metavar="SHARE", help="held out, 0 to 0.5, default 0.1")
    option("--seed", type=whole, help=f"default {default.seed}")
    option("--out", metavar="DIR", help="the run's folder, default runs/MODEL")
    option("--quiet", action="store_true", help="no progress")
    again = parser.add_mutually_exclusive_group().add_argument
    again("--resume", action="store_true", help="go on; options left out are the saved ones")
    again("--overwrite", action="store_true", help="start anew where a model already is")


def _add_evaluate(to: Any) -> None:
    about = "measure saved models on the held-out test set"
    parser = to.add_parser("evaluate", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=commands.evaluate)
    help = f"{MODELS}, or the path of a saved model or run; default all pretrained"
    parser.add_argument("model", metavar="MODEL|PATH", nargs="?", help=help)
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    help = "keep figures and maps beside a model of one's own, as the app does after a training"
    parser.add_argument("--keep", action="store_true", help=help)
    _add_data(parser.add_argument, "default what the model was trained on")


def _add_denoise(to: Any) -> None:
    about = "restore a picture of one digit, which is first prepared as MNIST was"
    parser = to.add_parser("denoise", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=commands.denoise)
    parser.add_argument("source", metavar="IN.png")
    parser.add_argument("target", metavar="OUT.png")
    as_is = "take a picture of 28 x 28, light on black, as it is"
    parser.add_argument("--as-is", action="store_true", help=as_is)
    parser.add_argument(
        "--model", default="denoiser", metavar="MODEL|PATH", help="default denoiser"
    )
    help = _escape(f"corrupt the picture first: {', '.join(NOISE_MODES)}")
    parser.add_argument("--noise", default="none", metavar="MODE", help=help)
    parser.add_argument("--noise-level", type=number, metavar="L", help="of that corruption")
    parser.add_argument("--seed", type=whole, default=TrainingConfig().seed, help="of the noise")


def _add_pretrain(to: Any) -> None:
    about = "remake pretrained/, one model at a time; run it again to go on after a stop"
    parser = to.add_parser("pretrain", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=commands.remake)
    parser.add_argument("names", metavar="MODEL", nargs="*", help=f"default all: {BUNDLED}")
    parser.add_argument("--epochs", type=whole, metavar="N", help="fewer, to try it out")
    parser.add_argument("--subset", type=whole, metavar="N", help="fewer images, to try it out")
    parser.add_argument("--out", metavar="DIR", help="default pretrained/")
    parser.add_argument("--work", default="runs/pretrain", metavar="DIR", help="of the trainings")
    parser.add_argument("--force", action="store_true", help="train anew what is finished")


def _add_sweep(to: Any) -> None:
    about = "train VAEs for a grid of k1 and k2 on a cluster; again, it goes on after a stop"
    parser = to.add_parser("sweep", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=cli_sweep.run)
    option = parser.add_argument
    many: dict[str, Any] = {"type": number, "nargs": "+", "metavar": "K"}
    option("--k1", dest="k1_values", default=[1.0], help="default 1", **many)
    option("--k2", dest="k2_values", required=True, help="each with every k1", **many)
    option("--model", default=sweep.SYSTEMS[0], metavar="MODEL", help=" or ".join(sweep.SYSTEMS))
    default = TrainingConfig()
    option("--epochs", type=whole, metavar="N", help=f"default {default.epochs}")
    option("--batch-size", type=whole, metavar="N", help=f"default {default.batch_size}")
    option("--latent-dim", type=whole, metavar="D", help="default 2")
    option("--subset", type=whole, metavar="N", help="train on N images drawn with the seed")
    _add_data(option, "default MNIST")
    option("--seed", type=whole, help=f"default {default.seed}")
    option("--out", default="runs/sweep", metavar="DIR", help="default runs/sweep")
    option("--scheduler", metavar="tcp://HOST:8786", help="a running Dask cluster; default here")
    option("--workers", type=whole, metavar="N", help="trainings at a time, on this machine")


def _add_data(option: Any, usual: str) -> None:
    about = (
        f"own pictures: .npz, IDX, CSV, a zip or a folder of pictures, a folder a class; or "
        f"{', '.join(NAMED)}; {usual}"
    )
    option("--data", metavar="PATH", help=about)
    for name, help in (
        ("turn", "exchange their rows and columns, as EMNIST's need"),
        ("invert", "exchange light and dark; default as they look"),
        ("crop", "to what stands out"),
        ("centre", "as MNIST's digits are"),
    ):
        option(f"--{name}", action=BooleanOptionalAction, default=None, help=help)


def _add_site(to: Any) -> None:
    about = "write the explorer as a page that needs no server"
    parser = to.add_parser("site", help=about, description=about, allow_abbrev=False)
    parser.set_defaults(run=commands.write_site)
    option = parser.add_argument
    option("out", metavar="OUT", nargs="?", help="a folder, for any web server")
    option("--single", metavar="FILE.html", help="all in one file, which opens by a double click")
    help = f"of the map, bundled ones or runs; default {', '.join(DEFAULT_MODELS)}"
    option("--models", nargs="+", metavar="MODEL|PATH", help=help)
    _add_data(option, "of the map are then all models in runs/ that were trained on them")
    option("--lang", metavar="CODE", help="en or fr; default each browser's own")


def _escape(text: str) -> str:
    return text.replace("%", "%%")


def start() -> int:
    """What the installed command does: as :func:`main`, and without a command the app."""
    words = sys.argv[1:]
    names_none = not words or (words[0].startswith("--") and words[0] != "--help")
    return main(["app", *words] if names_none else words)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0, or 2 after a sentence on stderr, or 130 after Ctrl-C."""
    try:
        parser = build_parser()
        args, rest = parser.parse_known_args(argv)
        if rest and args.run is not commands.open_app:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        args.options = rest  # the app's are Streamlit's
        return int(args.run(args))
    except ExplorerError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return commands.INTERRUPTED
