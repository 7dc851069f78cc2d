"""An .npz that somebody brings is checked before it is kept, and kept once."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from explorer.data import fitting, kept, mnist, own
from explorer.data.fitting import Fit
from explorer.data.readers.source import Source, of_array
from explorer.data.splitting import stratified
from explorer.errors import DataError, StorageError
from explorer.sentences import spoken


def test_what_is_kept_is_what_was_brought(tiny_npz: Path, tmp_path: Path) -> None:
    path = own.take_in(tiny_npz.read_bytes(), "my digits.npz", tmp_path)
    assert path.is_absolute()
    assert kept.known(tmp_path) == [str(path)]
    assert path.read_bytes() == tiny_npz.read_bytes()
    np.testing.assert_array_equal(
        mnist.load("test", path).labels, mnist.load("test", tiny_npz).labels
    )


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(
    tiny_npz: Path, tiny_arrays: dict, tmp_path: Path
) -> None:
    first = own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path)
    assert own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path) == first
    other = io.BytesIO()
    np.savez(other, **{**tiny_arrays, "y_test": tiny_arrays["y_test"][::-1]})
    assert own.take_in(other.getvalue(), "a.npz", tmp_path) != first
    assert len(kept.known(tmp_path)) == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"x_train": None}, "x_train"),
        ({"x_test": np.zeros((5, 8, 8), np.uint8)}, "28"),
        ({"y_train": np.full(240, 11, np.uint8)}, "labels|0 to 9|0..9"),
        ({"x_test": np.zeros((0, 28, 28), np.uint8), "y_test": np.zeros(0, np.uint8)}, "test"),
    ],
)
def test_what_cannot_be_trained_on_is_told_and_not_kept(
    tiny_arrays: dict, tmp_path: Path, change: dict, sentence: str
) -> None:
    arrays = {k: v for k, v in {**tiny_arrays, **change}.items() if v is not None}
    content = io.BytesIO()
    np.savez(content, **arrays)
    with pytest.raises(DataError, match=sentence) as error:
        own.take_in(content.getvalue(), "../mine.npz", tmp_path)
    assert str(error.value).startswith("mine.npz")
    assert kept.known(tmp_path) == []


def test_a_file_that_is_no_npz_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine.npz is not a readable \.npz"):
        own.take_in(b"garbage", "mine.npz", tmp_path)


def test_a_huge_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MAX_BYTES", 1 << 20)
    with pytest.raises(DataError, match="at most 1 MB, got 2"):
        own.take_in(bytes(2 << 20), "mine.npz", tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tiny_npz: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StorageError, match="could not be saved"):
        own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path)


class Trap:
    """Unpickled, it makes a file: proof that somebody unpickled it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("key", ["x_train", "y_train", "x_test", "y_test", "something else"])
def test_a_pickle_inside_is_never_unpickled(tiny_arrays: dict, tmp_path: Path, key: str) -> None:
    content = io.BytesIO()
    trap = np.array([Trap(tmp_path / "sprung")], dtype=object)
    np.savez(content, **{**tiny_arrays, key: trap})
    if key in tiny_arrays:
        with pytest.raises(DataError, match=key):
            own.take_in(content.getvalue(), "mine.npz", tmp_path)
    else:
        own.take_in(content.getvalue(), "mine.npz", tmp_path)  # what is not asked for stays shut
    assert not (tmp_path / "sprung").exists()


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Files of this process may have 10 kB at most."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_is_full_is_one_sentence_and_harms_nothing(
    tiny_npz: Path, tiny_arrays: dict, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path)
    other = io.BytesIO()
    np.savez(other, **{**tiny_arrays, "y_test": tiny_arrays["y_test"][::-1]})
    request.getfixturevalue("full_disk")
    with pytest.raises(StorageError, match="room for temporary files") as error:
        own.take_in(other.getvalue(), "b.npz", tmp_path)
    assert "\n" not in str(error.value)
    assert kept.known(tmp_path) == [str(path)]
    assert path.read_bytes() == tiny_npz.read_bytes()


# ---- pictures in other forms ----------------------------------------------------------


def some(count: int = 100, side: int = 10, classes: int = 4) -> Source:
    rng = np.random.default_rng(1)
    pictures = rng.integers(0, 256, (count, side, side), dtype=np.uint8)
    labels = np.arange(count) % classes
    return of_array("mine.zip", pictures, labels, tuple("abcdefghij"[:classes]))


def test_pictures_become_an_npz_that_every_part_of_the_house_reads(tmp_path: Path) -> None:
    source = some()
    path, report = own.keep(source, Fit(), tmp_path)
    train, test = (mnist.load(split, path) for split in ("train", "test"))
    assert (len(train), len(test)) == (report.train, report.test) == (80, 20)
    assert mnist.class_names(path) == ("a", "b", "c", "d")
    assert np.bincount(test.labels).tolist() == [5, 5, 5, 5]
    assert kept.known(tmp_path) == [str(path)]
    expected = {fitting.fit(source.picture(i), Fit()).tobytes() for i in range(100)}
    found = {picture.tobytes() for picture in np.concatenate([train.pixels, test.pixels])}
    assert found == expected


def test_the_same_pictures_are_kept_once_and_other_names_make_another(tmp_path: Path) -> None:
    first, _ = own.keep(some(), Fit(), tmp_path)
    assert own.keep(some(), Fit(), tmp_path)[0] == first
    other, _ = own.keep(some(), Fit(), tmp_path, ("n", "e", "s", "w"))
    assert other != first
    assert mnist.class_names(other) == ("n", "e", "s", "w")
    with pytest.raises(DataError, match="each of the 4 classes is expected, got 2"):
        own.keep(some(), Fit(), tmp_path, ("n", "e"))


def test_pictures_without_classes_have_no_names(tmp_path: Path) -> None:
    source = some()
    bare = replace(source, names=(), labels=0 * source.labels)
    path, report = own.keep(bare, Fit(), tmp_path)
    assert (mnist.class_names(path), report.classes) == ((), 0)
    assert not mnist.load("train", path).labels.any()


def test_a_few_pictures_that_cannot_be_read_are_left_out_and_many_are_told(tmp_path: Path) -> None:
    def broken(every: int) -> Source:
        def picture(index: int) -> np.ndarray:
            if index % every == 0:
                raise DataError("7.png is not a readable picture.")
            return np.full((9, 9), index, np.uint8)

        return replace(some(), picture=picture)

    _, report = own.keep(broken(20), Fit(), tmp_path)
    assert (report.bad, report.train + report.test) == (5, 95)
    with pytest.raises(DataError, match=r"7\.png"):
        own.keep(broken(5), Fit(), tmp_path)


@given(counts=st.lists(st.integers(1, 60), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_a_split_takes_of_each_class_the_same_share(counts: list[int], seed: int) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    chosen = stratified(labels, seed)
    np.testing.assert_array_equal(chosen, stratified(labels, seed))
    for label, count in enumerate(counts):
        of_test = int(chosen[labels == label].sum())
        assert of_test == (0 if count == 1 else max(1, round(0.2 * count)))


def test_whatever_lies_at_a_path_becomes_an_npz(tmp_path: Path, tiny_npz: Path) -> None:
    assert own.from_path(tiny_npz, tmp_path, {}) == (tiny_npz.resolve(), None)
    folder = tmp_path / "shapes"
    for name, tone in (("dark", 30), ("light", 220)):
        (folder / name).mkdir(parents=True)
        for i in range(30):
            Image.fromarray(np.full((12, 12 + i), tone, np.uint8)).save(folder / name / f"{i}.png")
    path, report = own.from_path(folder, tmp_path / "runs", {})
    assert report is not None
    assert (report.train, report.test, report.size) == (48, 12, None)
    assert mnist.class_names(path) == ("dark", "light")


def test_what_is_planned_is_what_is_kept(tmp_path: Path) -> None:
    source = some()
    assert own.planned(source, Fit(crop=True)) == own.keep(source, Fit(crop=True), tmp_path)[1]


def test_of_a_large_test_part_ten_thousand_are_kept(tmp_path: Path) -> None:
    """As EMNIST's letters have 20,800: what is left out is in no part."""
    source = some(12_600, side=4)
    lopsided = replace(source, is_test=np.arange(12_600) >= 100)
    path, report = own.keep(lopsided, Fit(), tmp_path)
    assert (report.train, report.test, report.left) == (100, 10_000, 2_500)
    assert [len(mnist.load(split, path)) for split in ("train", "test")] == [100, 10_000]
    assert own.planned(lopsided, Fit()) == report
    said = own.told(report, partial(spoken, "en"))
    assert said.endswith("; 2,500 of the test part are left out, for 10,000 are enough.")
