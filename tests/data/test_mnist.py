"""The bundled MNIST is the real one; a user's .npz is taken, or refused with a sentence."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from explorer.data import mnist
from explorer.errors import DataError


def test_the_bundled_file_is_the_complete_mnist():
    assert mnist.data_hash() == "06af5dfe73b70e3bc1c36439982b18a8d76803db9b544f6fdf838a37fbb01b64"
    test = mnist.load("test")
    assert test.images.shape == (10_000, 28, 28, 1)
    assert test.images.dtype == np.float32
    assert (test.images.min(), test.images.max()) == (0.0, 1.0)
    # the published counts of each digit in the test set
    counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(test.labels).tolist() == counts


def test_the_training_set_is_whole():
    train = mnist.load("train")
    assert len(train) == 60_000
    assert train.images.mean() == pytest.approx(0.1306605, abs=1e-6)  # known mean of MNIST


@pytest.mark.parametrize("kind", ["uint8", "float32", "float64", "channel"])
def test_a_users_file_comes_out_the_same(tmp_path, tiny_arrays, kind):
    arrays = dict(tiny_arrays)
    for key in ("x_train", "x_test"):
        if kind.startswith("float"):
            arrays[key] = (arrays[key] / 255).astype(kind)
        elif kind == "channel":
            arrays[key] = arrays[key][..., None]
    np.savez(tmp_path / "own.npz", **arrays)
    split = mnist.load("test", tmp_path / "own.npz")
    expected = tiny_arrays["x_test"].astype(np.float32)[..., None] / 255
    np.testing.assert_allclose(split.images, expected, atol=1e-7)
    np.testing.assert_array_equal(split.labels, tiny_arrays["y_test"])


def _nan(x):
    x = x / 255
    x[3, 4, 5] = np.nan
    return x


@pytest.mark.parametrize(
    ("key", "change", "expected"),
    [
        ("x_train", lambda x: x[:, :, :27], r"shape \(N, 28, 28\), got \(240, 28, 27\)"),
        ("x_train", lambda x: x[:0], "shape"),
        ("x_train", lambda x: x.astype(np.int32), "uint8 or float, got int32"),
        ("x_train", lambda x: x // 200, "no value is above 1: such pictures would be black"),
        ("x_train", lambda x: x.astype(np.float32), r"0\.\.1 .*got 0 to 255"),
        ("x_train", lambda x: x / 255 - 0.5, r"0\.\.1"),
        ("x_train", _nan, r"0\.\.1"),
        ("x_train", lambda x: x[:-1], "239 images and 240 labels"),
        ("y_train", lambda y: y + 1, r"0\.\.9, got 1 to 10"),
        ("y_train", lambda y: y.astype(float), "whole numbers"),
        ("y_train", lambda y: np.eye(10, dtype=int)[y], "whole numbers"),
        ("y_train", lambda y: y.astype(object), "Python objects"),
    ],
)
def test_wrong_arrays_are_refused(tmp_path, tiny_arrays, key, change, expected):
    np.savez(tmp_path / "bad.npz", **{**tiny_arrays, key: change(tiny_arrays[key])})
    with pytest.raises(DataError, match=expected) as caught:
        mnist.load("train", tmp_path / "bad.npz")
    assert "\n" not in str(caught.value)


def test_wrong_keys_are_named(tmp_path):
    np.savez(tmp_path / "bad.npz", images=np.zeros(3))
    with pytest.raises(DataError, match="must hold x_train.*it holds images"):
        mnist.load("train", tmp_path / "bad.npz")


def test_what_is_no_npz_is_refused(tmp_path, tiny_npz):
    (tmp_path / "text.npz").write_text("hello")
    (tmp_path / "cut.npz").write_bytes(tiny_npz.read_bytes()[:5000])
    for name in ("text.npz", "cut.npz"):
        with pytest.raises(DataError, match="not a readable .npz file"):
            mnist.load("train", tmp_path / name)
    with pytest.raises(DataError, match="but there is none"):
        mnist.load("train", tmp_path / "none.npz")
    with pytest.raises(DataError, match="but there is none"):
        mnist.data_hash(tmp_path)


def test_a_flipped_byte_is_noticed(tmp_path, tiny_npz):
    content = bytearray(tiny_npz.read_bytes())
    content[20_000] ^= 255
    (tmp_path / "flipped.npz").write_bytes(content)
    with pytest.raises(DataError, match="not a readable"):
        mnist.load("train", tmp_path / "flipped.npz")


def test_a_huge_array_is_refused_from_its_header(tmp_path, tiny_arrays):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "|u1", "fortran_order": False, "shape": (10**9, 28, 28)}
    )
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x_train.npy", header.getvalue())
    with pytest.raises(DataError, match=r"1 GiB at most, got 730\.\d GiB"):
        mnist.load("train", path)


def test_subset_and_hold_out_are_seeded_and_share_nothing(digits):
    some = mnist.subset(digits, 100, seed=1)
    assert len(some) == 100
    np.testing.assert_array_equal(some.images, mnist.subset(digits, 100, seed=1).images)
    assert not np.array_equal(some.images, mnist.subset(digits, 100, seed=2).images)
    assert mnist.subset(digits, None, 1) is digits
    train, validation = mnist.hold_out(digits, 0.2, seed=3)
    assert (len(train), len(validation)) == (240, 60)
    together = {image.tobytes() for image in train.images} | {
        image.tobytes() for image in validation.images
    }
    assert len(together) == 300
    assert mnist.hold_out(digits, 0.0, 3) == (digits, None)


def test_pictures_stay_bytes_until_they_are_asked_for(tiny_npz: Path, tiny_arrays: dict) -> None:
    split = mnist.load("train", tiny_npz)
    for part in (
        split,
        split.take(slice(3, 9)),
        mnist.subset(split, 10, 0),
        *mnist.hold_out(split, 0.5, 0),
    ):
        assert part.pixels.dtype == np.uint8
        assert part.images.dtype == np.float32
        np.testing.assert_array_equal(part.images, part.pixels.astype(np.float32) / np.float32(255))
    np.testing.assert_array_equal(split.pixels[..., 0], tiny_arrays["x_train"])
