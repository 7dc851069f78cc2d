"""What the commands of ``python -m explorer`` do. Each returns its exit code.

Arguments, files and settings are checked first; TensorFlow is imported after
that, so that a mistake is told at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from explorer import sentences
from explorer.cli.console import ProgressBar, figures, table
from explorer.config import (
    BUNDLED_NAMES,
    PIXELS,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
    default_config,
)
from explorer.data import drawing, mnist, own, pictures
from explorer.data.corruption import corrupt
from explorer.errors import ConfigError, DataError, StorageError, WeightsError
from explorer.installed import APP
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.models.tensorflow import import_tensorflow_quietly
from explorer.training import pretrain, run_folder

INTERRUPTED = 130  # the exit code of a process that Ctrl-C ended


def open_app(args: Any) -> int:
    """Start the app's server and wait for its end.

    The server becomes this very process, where that can be: who ends the one ends the other.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *args.options]
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.call(command)


def train(args: Namespace) -> int:
    """Train one system in a folder of its own."""
    out = Path(args.out or Path("runs") / args.model)
    base = run_folder.saved_config(out) if args.resume else default_config(args.model)
    config = with_options(base, args)
    check_data(config)
    config = own.for_data(config)
    if args.resume:
        run_folder.progress(out, config)
    elif run_folder.holds_model(out) and not args.overwrite:
        raise StorageError(
            f"{out} already holds a model: go on with --resume, replace it with --overwrite, "
            "or choose another --out."
        )
    run_folder.prepare(out)
    import_tensorflow_quietly()
    from explorer.training import fit

    if args.overwrite:
        run_folder.start_anew(out)
    bar = None if args.quiet else ProgressBar()
    if bar:
        print(_heading(config, out), file=sys.stderr)
    try:
        result = fit.fit(config, out, args.resume, on_progress=bar)
    finally:
        if bar:
            bar.close()
    _print_result(result.record, result.stopped)
    return INTERRUPTED if result.stopped else 0


def with_options(base: RunConfig, args: Namespace) -> RunConfig:
    """``base`` with the options that were given; all are checked by the configs."""
    given = {key: value for key, value in vars(args).items() if value is not None}
    k_given = [f"--{key}" for key in ("k1", "k2") if key in given]
    model = replace(
        base.model,
        name=args.model,
        **_only(given, "latent_dim", "decoder", "k1", "k2", "annealing"),
    )
    if k_given and not model.variational:
        raise ConfigError(f"only VAEs take {' and '.join(k_given)}, and {model.name} is none.")
    data_given = _only(given, "subset", "validation")
    if "data" in given:
        data_given["path"] = brought(args)  # also to be found from elsewhere
    mode = given.get("noise", base.noise.mode)
    kept = base.noise.level if mode == base.noise.mode else None
    names = ("epochs", "batch_size", "learning_rate", "schedule", "seed", "precision")
    return RunConfig(
        model=model,
        data=replace(base.data, **data_given),
        noise=NoiseConfig(mode, given.get("noise_level", kept)),
        training=replace(base.training, **_only(given, *names)),
    )


def brought(args: Namespace) -> str:
    """The .npz of MNIST's form that ``--data`` becomes; what was done to it is told on stderr."""
    if args.data in mnist.NAMED:
        return str(args.data)
    path = Path(args.data)
    steps = {"turn": args.turn, "invert": args.invert, "crop": args.crop, "centre": args.centre}
    given = {name: value for name, value in steps.items() if value is not None}
    kept, report = own.from_path(path, Path("runs"), given)
    if report:
        sentence = own.told(report, partial(sentences.spoken, sentences.DEFAULT))
        print(f"{path.name}: {sentence}\n  {kept}", file=sys.stderr)
    return str(kept)


def evaluate(args: Namespace) -> int:
    """Print the test figures of one saved model, or of all pretrained ones."""
    names = [args.model] if args.model else _pretrained_names()
    records = {name: saved.find(name) for name in names}
    for record in records.values():
        saved.verify(record)
    data = brought(args) if args.data else None
    if args.keep:
        _check_keeping(args, records)
    paths = {data or record.config.data.path for record in records.values()}
    splits = {path: (mnist.load("test", path), mnist.load("train", path)) for path in paths}
    import_tensorflow_quietly()
    from explorer.training import evaluation, precompute

    reports: dict[str, Any] = {}
    for name, record in records.items():
        if args.keep:
            kept = precompute.keep_beside(record, run_folder.history(record), lambda: False)
            reports[name] = kept.metrics
        else:
            test, training = splits[data or record.config.data.path]
            mean_image = evaluation.mean_image(training)
            reports[name] = evaluation.evaluate(saved.load(record), record, test, mean_image)
        if not args.json:
            print(table(name, reports[name], run_folder.losses(record)), flush=True)
    if args.json:
        print(json.dumps(reports, indent=2, allow_nan=False))
    return 0


def _check_keeping(args: Namespace, records: Mapping[str, SavedModel]) -> None:
    """Only what a run's own test pictures say is kept, and only beside a run's model."""
    if args.data:
        raise ConfigError("--keep measures a model on its own pictures: leave out --data.")
    for name, record in records.items():
        if record.folder == saved.PRETRAINED:
            raise ConfigError(f"--keep takes a model of your own, by its path, got {name!r}.")


def denoise(args: Namespace) -> int:
    """Restore one picture."""
    source, target = Path(args.source), Path(args.target)
    if target.suffix.lower() != ".png":
        raise ConfigError(f"the restored picture must be named *.png, got {target.name!r}.")
    if target.exists() and source.exists() and target.samefile(source):
        raise ConfigError(f"the restored picture would replace its source, {source}.")
    noise = NoiseConfig(args.noise, args.noise_level)
    seed = TrainingConfig(seed=args.seed).seed  # checked there
    picture = drawing.read_file(source)
    image = drawing.as_it_is(picture) if args.as_is else drawing.as_mnist(picture)
    record = saved.find(args.model)
    saved.verify(record)
    import_tensorflow_quietly()
    from explorer.training import evaluation

    network = saved.load(record)
    code = evaluation.encode(network, corrupt(image, noise, seed))
    restored = evaluation.decode(network, code.mean)
    print(pictures.write_png(target, np.asarray(restored[0, ..., 0])))
    return 0


def write_site(args: Namespace) -> int:
    """Write the page without a server, as a folder, as one file, or both."""
    from explorer.site import DEFAULT_MODELS, writer

    if not args.out and not args.single:
        raise ConfigError("a folder for the page is expected, or --single FILE.html; got neither.")
    names = args.models or DEFAULT_MODELS
    if args.data:
        names = [*_trained_on(brought(args)), *(args.models or [])]
    if args.out:
        files = writer.write_folder(Path(args.out), names, args.lang)
        print(f"{files[-1]}: {_megabytes(files)} in {len(files)} files")
    if args.single:
        file = writer.write_single(Path(args.single), names, args.lang)
        print(f"{file}: {_megabytes([file])}")
    return 0


def _trained_on(path: str) -> list[str]:
    """The models in ``runs/`` of a data set; ConfigError if there is none."""
    found = []
    for file in sorted(Path("runs").glob("*/model.json")):
        with suppress(WeightsError):
            if saved.read_record(file).config.data.path == path:
                found.append(str(file.parent))
    if not found:
        raise ConfigError(f"a model trained on {path} is expected in runs/, but there is none.")
    return found


def _megabytes(files: list[Path]) -> str:
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"


def remake(args: Namespace) -> int:
    """Train by the recipes and publish, one model at a time."""
    names = args.names or list(BUNDLED_NAMES)
    configs = {name: pretrain.recipe(name, args.epochs, args.subset) for name in names}
    folders = {name: Path(args.work) / name for name in names}
    for name, config in configs.items():
        if not args.force:
            run_folder.progress(folders[name], config)
        run_folder.prepare(folders[name])
    out = Path(args.out) if args.out else saved.PRETRAINED
    import_tensorflow_quietly()
    for name, config in configs.items():
        print(_heading(config, folders[name]), file=sys.stderr)
        bar = ProgressBar()
        start = pretrain.RECIPES[name].start
        if not pretrain.train(config, folders[name], args.force, bar, start):
            bar.close()
            print(f"Stopped; the same command goes on with {name}.", file=sys.stderr)
            return INTERRUPTED
        record = pretrain.publish(folders[name], out, name)
        print(table(name, record.metrics, run_folder.losses(record)))
        print(f"  {record.path}", flush=True)
    return 0


def _only(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def check_data(config: RunConfig) -> None:
    """Tell what is wrong with a user's .npz before TensorFlow is imported."""
    if config.data.path is not None:
        for split in ("train", "test"):
            if len(mnist.load(split, config.data.path)) == 0:
                raise DataError(f"{config.data.path} has no {split} images.")


def _pretrained_names() -> list[str]:
    known = saved.manifest()
    names = [name for name in BUNDLED_NAMES if name in known]
    if not names:
        raise WeightsError("pretrained/manifest.json lists no model; python -m explorer pretrain.")
    return names


def _heading(config: RunConfig, out: Path) -> str:
    model, noise = config.model, config.noise
    weighed = f", k1 {model.k1:g}, k2 {model.k2:g}: effective beta {model.beta:.3g}"
    return (
        f"{model.name} with {model.latent_dim} latent dims, noise {noise.mode}"
        f"{f' {noise.strength:g}' if noise.strength else ''}"
        f"{weighed if model.variational else ''}; {out}"
    )


def _print_result(record: saved.SavedModel, stopped: bool) -> None:
    """Where the model is, and the figures of its epoch."""
    numbers = dict(record.training)
    epoch = numbers.pop("best_epoch", 0)
    what = f"Model of the best epoch, {epoch}" if epoch else "Model cut off in its first epoch"
    print(f"{'Stopped. ' if stopped else ''}{what}: {record.path}")
    if epoch:
        print(f"  {figures(numbers)}{_nats(numbers, record.config.model)}")
    print(f"  Figures on the test set: python -m explorer evaluate {record.folder}")


def _nats(numbers: dict[str, Any], model: ModelConfig) -> str:
    """The weighted losses of a VAE in nats per image, where neither weight is 0."""
    if not model.variational or not model.k1 or not model.k2:
        return ""
    reconstruction = numbers["r_loss"] / model.k1 * PIXELS
    kl = numbers["kl_loss"] / model.k2 * model.latent_dim / 2
    return f" (in nats per training image: reconstruction {reconstruction:.1f} + KL {kl:.2f})"
