"""A user's own pictures, kept beside the models that are trained on them.

Whatever was brought (``readers``) is kept as an .npz of MNIST's form, grey uint8 28 x 28, with
the names of its classes. An .npz that is of that form already is checked and kept as it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from explorer import files
from explorer.config import IMAGE_SIDE, RunConfig
from explorer.data import fitting, kept, mnist, readers
from explorer.data.fitting import Fit
from explorer.data.readers.source import FEWEST, Source, distinct
from explorer.data.splitting import MOST_TEST, SEED, stratified
from explorer.errors import DataError

MAX_BYTES = 200 << 20
MAX_NEEDED = 400 << 20  # bytes of memory that looking at a part of it may take
MOST_BAD = 0.1  # of the pictures, that cannot be read

Array = np.ndarray


@dataclass(frozen=True)
class Report:
    """What became of pictures that were brought: a sentence can be made of it."""

    train: int
    test: int
    classes: int
    size: tuple[int, int] | None
    how: Fit
    bad: int = 0  # could not be read
    split: bool = True  # by us; False where the source says which are for the test
    left: int = 0  # left out, for a test needs no more


def told(report: Report, say: Callable[..., str]) -> str:
    """One sentence on what became of pictures; ``say(name, **values)`` is a text of a language."""
    size = say("data.size_any")
    if report.size:
        size = say("data.size", width=report.size[1], height=report.size[0])
    count = report.train + report.test + report.bad + report.left
    values = {"count": count, "size": size}
    named = say("data.count_bare", **values)
    if report.classes:
        named = say("data.count", classes=report.classes, **values)
    fitted = report.size == (IMAGE_SIDE, IMAGE_SIDE)
    done = [say("data.as_they_are" if fitted else "data.made")]
    how = report.how
    steps = {"turn": how.turn, "invert": how.invert, "crop": how.crop, "centre": how.centre}
    done += [say(f"data.{step}") for step, is_done in steps.items() if is_done]
    if fitted and len(done) > 1:
        del done[0]
    parts = [
        f"{named}, {', '.join(done)}",
        say("data.split" if report.split else "data.split_own", test=report.test),
    ]
    if report.left:
        parts.append(say("data.left", left=report.left))
    if report.bad:
        parts.append(say("data.bad", bad=report.bad))
    return f"{'; '.join(parts)}."


def check_bytes(name: str, size: int) -> None:
    """DataError for files of over 200 MB, all together."""
    if size > MAX_BYTES:
        raise DataError(f"{name} must have at most {MAX_BYTES >> 20} MB, got {size / 2**20:.0f}.")


def take_in(content: bytes, name: str, runs: Path) -> Path:
    """Check an .npz of MNIST's form and keep it in ``runs/data``; the same twice is kept once.

    Raises DataError for whatever ``data.load`` refuses, an empty training or test set,
    or more than 200 MB; StorageError when it cannot be written.
    """
    name = Path(name).name
    check_bytes(name, len(content))
    with files.scratch() as folder:
        path = folder / name
        path.write_bytes(content)
        mnist.check_size(path, MAX_NEEDED)
        for split in ("train", "test"):
            if len(mnist.load(split, path)) == 0:
                raise DataError(f"{name} has no {split} images.")
    return kept.keep(content, name, runs)


def planned(source: Source, how: Fit) -> Report:
    """What :func:`keep` will report, if all pictures can be read."""
    is_test, is_left = _parts_of(source)
    test, left = int(is_test.sum()), int(is_left.sum())
    size, split = source.size or fitting.common_size(source), source.is_test is None
    train = source.count - test - left
    return Report(train, test, len(source.names), size, how, split=split, left=left)


def _parts_of(source: Source) -> tuple[Array, Array]:
    """Which pictures are for the test, and which of a large test part are left out: bool (N,)."""
    none = np.zeros(source.count, bool)
    if source.is_test is None:
        return stratified(source.labels, SEED), none
    tests = np.flatnonzero(source.is_test)
    if len(tests) <= MOST_TEST:
        return source.is_test, none
    chosen, is_test = stratified(source.labels[tests], SEED, MOST_TEST / len(tests)), none.copy()
    is_test[tests[chosen]] = True
    return is_test, source.is_test & ~is_test


def keep(
    source: Source,
    how: Fit,
    runs: Path,
    names: tuple[str, ...] = (),
    on_progress: Callable[[int, int], object] | None = None,
) -> tuple[Path, Report]:
    """Make a source's pictures MNIST's form, and keep them in ``runs/data``.

    ``names``, if given, are written over those of its classes, as many. A fifth of the pictures,
    drawn by seed and stratified, is for the test where the source does not say, and 10,000 at
    most where it does. DataError where
    over a tenth of the pictures cannot be read, or the names are not as many as the classes.
    """
    if names and len(names) != len(source.names):
        raise DataError(
            f"a name for each of the {len(source.names)} classes is expected, got {len(names)}."
        )
    pictures, good = fitting.fit_all(source, how, None, on_progress)
    bad = int((~good).sum())
    if bad > MOST_BAD * source.count or good.sum() < FEWEST:
        source.picture(int(np.argmin(good)))  # says what is wrong with the first of them
    is_test, is_left = _parts_of(source)
    arrays: dict[str, Array] = {}
    for split, chosen in (("train", good & ~is_test & ~is_left), ("test", good & is_test)):
        if not chosen.any():
            raise DataError(f"{source.name} has no {split} images.")
        mixed = np.random.default_rng(SEED).permutation(np.flatnonzero(chosen))
        arrays[f"x_{split}"] = pictures[mixed]  # files lie class by class: the first show few
        arrays[f"y_{split}"] = source.labels[mixed].astype(np.uint8)
    arrays["names"] = np.array(distinct(list(names or source.names)), dtype="U24")
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    path = kept.keep(file.getvalue(), source.name, runs)
    return path, Report(
        len(arrays["x_train"]),
        len(arrays["x_test"]),
        len(source.names),
        source.size or fitting.common_size(source),
        how,
        bad,
        source.is_test is None,
        int(is_left.sum()),
    )


def from_path(path: Path, runs: Path, steps: dict[str, bool]) -> tuple[Path, Report | None]:
    """The .npz to train on for whatever lies at ``path``, and what was done to it, if anything.

    An .npz of MNIST's form is taken where it is. ``steps`` are those of a ``Fit`` that somebody
    wants or does not want; the others follow from how the pictures look.
    """
    if not steps and is_kept_form(path):
        return path.resolve(), None
    source = readers.read(path)
    return keep(source, replace(fitting.advice(source), **steps), runs)


def is_kept_form(path: Path) -> bool:
    """Whether a file is an .npz that ``mnist.load`` takes."""
    try:
        return all(len(mnist.load(split, path)) for split in ("train", "test"))
    except DataError:
        return False


def for_data(config: RunConfig) -> RunConfig:
    """A config whose classifier, if it has one, tells apart the classes of its data.

    DataError where these have none.
    """
    if not config.model.classifies:
        return config
    count = len(mnist.class_names(config.data.path))
    if count < 2:
        raise DataError(
            f"{config.model.name} learns to name pictures, so classes are expected, "
            "but these pictures have none."
        )
    return replace(config, model=replace(config.model, classes=count))
