"""An .npz that somebody brings is checked before it is kept, and kept once."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.data import mnist, own
from explorer.errors import DataError, StorageError


def test_what_is_kept_is_what_was_brought(tiny_npz: Path, tmp_path: Path) -> None:
    kept = own.take_in(tiny_npz.read_bytes(), "my digits.npz", tmp_path)
    assert kept.is_absolute()
    assert own.known(tmp_path) == [str(kept)]
    assert kept.read_bytes() == tiny_npz.read_bytes()
    np.testing.assert_array_equal(
        mnist.load("test", kept).labels, mnist.load("test", tiny_npz).labels
    )


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(
    tiny_npz: Path, tiny_arrays: dict, tmp_path: Path
) -> None:
    first = own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path)
    assert own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path) == first
    other = io.BytesIO()
    np.savez(other, **{**tiny_arrays, "y_test": tiny_arrays["y_test"][::-1]})
    assert own.take_in(other.getvalue(), "a.npz", tmp_path) != first
    assert len(own.known(tmp_path)) == 2


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
    assert own.known(tmp_path) == []


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
    kept = own.take_in(tiny_npz.read_bytes(), "a.npz", tmp_path)
    other = io.BytesIO()
    np.savez(other, **{**tiny_arrays, "y_test": tiny_arrays["y_test"][::-1]})
    request.getfixturevalue("full_disk")
    with pytest.raises(StorageError, match="room for temporary files") as error:
        own.take_in(other.getvalue(), "b.npz", tmp_path)
    assert "\n" not in str(error.value)
    assert own.known(tmp_path) == [str(kept)]
    assert kept.read_bytes() == tiny_npz.read_bytes()
