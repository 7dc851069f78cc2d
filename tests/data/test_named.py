"""Data sets that come with a library: scikit-learn's digits."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_digits

from explorer.codegen import code_of
from explorer.config import DataConfig, RunConfig
from explorer.data import mnist, named

NAME = named.SKLEARN_DIGITS


def test_it_is_scikit_learn_s_and_split_once_for_all() -> None:
    found = load_digits()
    train, test = (mnist.load(split, NAME) for split in ("train", "test"))
    assert len(train) + len(test) == len(found.target) == 1797
    counts = np.bincount(found.target)
    np.testing.assert_array_equal(np.bincount(test.labels), np.rint(0.2 * counts))
    np.testing.assert_array_equal(np.bincount(train.labels), counts - np.rint(0.2 * counts))
    assert mnist.class_names(NAME) == mnist.DIGITS
    assert mnist.data_hash(NAME) == mnist.data_hash(NAME) != mnist.data_hash()


def test_its_pictures_are_the_same_digits_enlarged() -> None:
    """Shrunk again to 8 x 8, by means of squares of 3.5 pixels, they are what they were."""
    found, is_test = load_digits(), np.zeros(1797, bool)
    pictures = mnist.load("test", NAME).images[..., 0]
    is_test[named.stratified(found.target, named.SEED)] = True
    finer = pictures.repeat(2, axis=1).repeat(2, axis=2)  # 56 x 56
    small = finer.reshape(-1, 8, 7, 8, 7).mean(axis=(2, 4))
    likeness = np.corrcoef(small.ravel(), found.images[is_test].ravel())[0, 1]
    assert likeness > 0.98


def test_the_program_that_the_app_writes_has_the_same_pictures() -> None:
    program = code_of(RunConfig(data=DataConfig(NAME, None, 0.0)))
    start, end = program.index("found = load_digits()"), program.index("x_test, y_test = ")
    lines = program[start : program.index("\n", end)]
    names: dict[str, object] = {}
    exec(
        "import numpy as np\nfrom PIL import Image\nfrom sklearn.datasets import load_digits\n"
        + lines,
        names,
    )
    for split in ("train", "test"):
        ours = mnist.load(split, NAME)
        np.testing.assert_allclose(names[f"x_{split}"], ours.images, atol=1e-6)  # type: ignore[arg-type]
        np.testing.assert_array_equal(names[f"y_{split}"], ours.labels)  # type: ignore[arg-type]
