"""Whatever people have is read, and what cannot be is told in one sentence."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from skimage import data

from explorer.data import fitting, readers
from explorer.data.readers.entries import MOST_FILES
from explorer.data.readers.source import Source
from explorer.errors import DataError

Array = np.ndarray
N = 60
RNG = np.random.default_rng(3)
GREY = RNG.integers(0, 256, (N, 28, 28), dtype=np.uint8)
LABELS = (np.arange(N) % 3).astype(np.uint8)


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def png(picture: Array, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, options.pop("format", "PNG"), **options)
    return file.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def idx(array: Array) -> bytes:
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.tobytes()


def table(pictures: Array, labels: Array | None, head: bool = True) -> bytes:
    flat = pictures.reshape(len(pictures), -1)
    rows = [",".join(map(str, row)) for row in flat]
    if labels is not None:
        rows = [f"{label},{row}" for label, row in zip(labels, rows, strict=True)]
    names = ["label"] * (labels is not None) + [f"pixel{i}" for i in range(flat.shape[1])]
    return "\n".join([",".join(names)] * head + rows).encode()


def upload(name: str, content: bytes) -> Source:
    return readers.read_uploads([(name, content)])


def all_of(source: Source) -> Array:
    return np.stack([source.picture(i) for i in range(source.count)])


# ---- arrays ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pictures", "key"),
    [
        (GREY, "x_train"),
        (GREY.reshape(N, 784), "images"),
        (GREY[..., None], "X"),
        (GREY[:, None], "train_images"),
        (GREY / np.float32(255), "x"),
        (GREY / 255.0, "data"),
        (GREY.astype(np.float64), "pictures"),
        (GREY.astype(np.int64), "imgs"),
        (GREY / 127.5 - 1.0, "images"),
        (GREY.astype(np.uint16) * 257, "images"),
        (np.asfortranarray(GREY / 255.0), "images"),
        (np.repeat(GREY[..., None], 3, axis=3), "images"),
    ],
)
def test_arrays_in_any_form_are_the_same_pictures(pictures: Array, key: str) -> None:
    labels = {"x_train": "y_train", "train_images": "train_labels"}.get(key, "labels")
    source = upload("mine.npz", npz(**{key: pictures, labels: LABELS}))
    assert np.abs(all_of(source).astype(int) - GREY).max() <= 1
    np.testing.assert_array_equal(source.labels, LABELS)
    assert (source.names, source.is_test, source.size) == (("0", "1", "2"), None, (28, 28))


def test_colours_are_weighed_as_pillow_weighs_them() -> None:
    colours = RNG.integers(0, 256, (N, 10, 12, 3), dtype=np.uint8)
    found = all_of(upload("c.npz", npz(images=colours)))
    expected = np.stack([np.asarray(Image.fromarray(picture).convert("L")) for picture in colours])
    assert np.abs(found.astype(int) - expected).max() <= 1


@pytest.mark.parametrize("top", [1, 16])
def test_small_whole_numbers_are_stretched_to_white(top: int) -> None:
    pictures = RNG.integers(0, top + 1, (N, 8, 8)).astype(np.uint8)
    found = all_of(upload("s.npz", npz(images=pictures)))
    np.testing.assert_array_equal(found, np.rint(pictures * (255 / top)).astype(np.uint8))


def test_parts_for_training_validation_and_test_stay_apart() -> None:
    source = upload(
        "m.npz",
        npz(
            train_images=GREY[:40], train_labels=LABELS[:40, None],
            val_images=GREY[40:50], val_labels=LABELS[40:50, None],
            test_images=GREY[50:], test_labels=LABELS[50:, None],
        ),
    )  # fmt: skip
    assert source.is_test is not None
    np.testing.assert_array_equal(source.is_test, np.arange(N) >= 50)
    np.testing.assert_array_equal(all_of(source), GREY)


@pytest.mark.parametrize(
    ("arrays", "names"),
    [
        ({"labels": np.array(["cat", "dog", "owl"])[LABELS]}, ("cat", "dog", "owl")),
        ({"labels": np.eye(3)[LABELS]}, ("0", "1", "2")),
        ({"labels": LABELS, "class_names": np.array(["a", "b", "c"])}, ("a", "b", "c")),
        ({"labels": LABELS * 5 + 2}, ("2", "7", "12")),
        ({"labels": LABELS.astype(float)}, ("0", "1", "2")),
        ({"labels": np.array([b"x", b"y", b"z"])[LABELS]}, ("x", "y", "z")),
        ({}, ()),
    ],
)
def test_classes_in_any_form(arrays: dict[str, Array], names: tuple[str, ...]) -> None:
    source = upload("mine.npz", npz(images=GREY, **arrays))
    assert source.names == names
    np.testing.assert_array_equal(source.labels, LABELS if names else 0 * LABELS)


# ---- IDX ---------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [True, False])
def test_idx_files_lie_beside_each_other(tmp_path: Path, packed: bool) -> None:
    files = {
        "train-images-idx3-ubyte": GREY[:50], "train-labels-idx1-ubyte": LABELS[:50],
        "t10k-images-idx3-ubyte": GREY[50:], "t10k-labels-idx1-ubyte": LABELS[50:],
    }  # fmt: skip
    for name, array in files.items():
        content = idx(array)
        path = tmp_path / (name + ".gz" * packed)
        path.write_bytes(gzip.compress(content) if packed else content)
    one = readers.read(tmp_path / ("train-images-idx3-ubyte" + ".gz" * packed))
    for source in (one, readers.read(tmp_path)):
        assert source.is_test is not None
        assert source.is_test.sum() == 10
        for index in (0, 49, 50, 59):
            where = np.flatnonzero((all_of(source) == GREY[index]).all(axis=(1, 2)))[0]
            assert source.labels[where] == LABELS[index]
            assert source.is_test[where] == (index >= 50)


def test_letters_of_emnist_have_their_names_and_lie_on_their_side(tmp_path: Path) -> None:
    pictures = np.tile(GREY, (2, 1, 1))[:78]
    labels = (np.arange(78) % 26 + 1).astype(np.uint8)
    (tmp_path / "emnist-letters-train-images-idx3-ubyte").write_bytes(idx(pictures))
    (tmp_path / "emnist-letters-train-labels-idx1-ubyte").write_bytes(idx(labels))
    source = readers.read(tmp_path / "emnist-letters-train-images-idx3-ubyte")
    assert "".join(source.names) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert source.lies


def test_idx_pictures_alone_have_no_classes() -> None:
    source = upload("train-images-idx3-ubyte", idx(GREY))
    assert (source.names, source.count) == ((), N)


# ---- tables --------------------------------------------------------------------------


@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize("labelled", [True, False])
def test_a_table_of_pixels(head: bool, labelled: bool) -> None:
    source = upload("train.csv", table(GREY, LABELS if labelled else None, head))
    np.testing.assert_array_equal(all_of(source), GREY)
    np.testing.assert_array_equal(source.labels, LABELS * labelled)


def test_kaggles_two_tables_count_as_the_one_that_has_labels() -> None:
    files = [("train.csv", table(GREY, LABELS)), ("test.csv", table(GREY, None))]
    source = readers.read_uploads(files)
    assert (source.count, source.names) == (N, ("0", "1", "2"))


# ---- pictures --------------------------------------------------------------------------


def pictures_in(folders: list[str], kind: str = "PNG") -> dict[str, bytes]:
    end = kind.lower()
    return {f"{folders[i % len(folders)]}{i:03}.{end}": png(GREY[i], format=kind) for i in range(N)}


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP", "GIF", "JPEG"])
def test_a_zip_with_a_folder_a_class(kind: str) -> None:
    members = pictures_in(["set/10/", "set/2/", "set/owl/"], kind)
    members |= {"__MACOSX/set/10/._000.png": b"x", "set/.DS_Store": b"x", "set/readme.txt": b"x"}
    source = upload("set.zip", zipped(members))
    assert source.names == ("2", "10", "owl")
    assert np.bincount(source.labels).tolist() == [20, 20, 20]
    near = 60 if kind == "JPEG" else 8 if kind == "WEBP" else 0
    first = source.picture(0)  # the first of "10" by name is the first of all
    assert np.abs(first.astype(float) - GREY[0]).mean() <= near


def test_a_folder_is_read_as_its_zip(tmp_path: Path) -> None:
    members = pictures_in(["train/a/", "train/b/", "test/a/", "test/b/"])
    for name, content in members.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    folder, packed = readers.read(tmp_path), upload("x.zip", zipped(members))
    for source in (folder, packed):
        assert source.names == ("a", "b")
        assert source.is_test is not None
        assert source.is_test.sum() == 30
    np.testing.assert_array_equal(all_of(folder), all_of(packed))


def test_pictures_in_one_folder_have_no_classes() -> None:
    source = upload("mine.zip", zipped(pictures_in(["holiday/"])))
    assert source.names == ()
    assert not source.labels.any()


def test_many_pictures_can_come_by_themselves() -> None:
    source = readers.read_uploads([(f"{i}.png", png(GREY[i])) for i in range(N)])
    np.testing.assert_array_equal(all_of(source), GREY)


def test_names_that_climb_out_lead_nowhere(tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    source = upload("x.zip", zipped(pictures_in(["../../../tmp/a/", "/etc/b/", "C:\\c\\"])))
    assert source.count == N
    assert all("/" not in name and "\\" not in name for name in source.names)
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_a_folder_are_left_out(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for i in range(N):
        (inside / f"{i:02}.png").write_bytes(png(GREY[i]))
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(GREY[0]))
    (inside / "link.png").symlink_to(secret)
    (inside / "up").symlink_to(tmp_path)
    assert readers.read(inside).count == N


# ---- kinds of pictures -----------------------------------------------------------------

SHADE = np.tile(np.arange(0, 240, 5, dtype=np.uint8), (30, 1))  # (30, 48), dark to light


def one_of(content: bytes, end: str = "png") -> Array:
    members = {f"{i}.{end}": content for i in range(N)}
    return upload("k.zip", zipped(members)).picture(0)


def test_a_photograph_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    found = one_of(png(SHADE, format="JPEG", exif=exif, quality=95), "jpg")
    assert found.shape == (48, 30)


def test_16_bits_cmyk_and_transparency_become_grey() -> None:
    deep = one_of(png(SHADE.astype(np.uint16) * 257))
    assert np.abs(deep.astype(int) - SHADE).max() <= 1
    file = io.BytesIO()
    Image.fromarray(SHADE).convert("CMYK").save(file, "JPEG", quality=98)
    assert np.abs(one_of(file.getvalue(), "jpg").astype(int) - SHADE).mean() < 6
    ink = np.zeros((30, 48, 4), np.uint8)
    ink[10:20, 10:20, 3] = 255  # black, drawn on nothing
    found = one_of(png(ink))
    assert (found[0, 0], found[15, 15]) == (255, 0)


def test_of_an_animation_the_first_picture_counts() -> None:
    file = io.BytesIO()
    frames = [Image.fromarray(np.full((9, 9), v, np.uint8)) for v in (200, 10)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert np.abs(one_of(file.getvalue(), "gif").astype(int) - 200).max() <= 3


# ---- what is not taken -----------------------------------------------------------------


def locked() -> bytes:
    content = bytearray(zipped(pictures_in(["a/", "b/"])))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)


def objects() -> bytes:
    ragged = np.empty(N, object)
    ragged[:] = [np.zeros((i % 5 + 3, 3)) for i in range(N)]
    return npz(images=ragged)


NAN = np.where(GREY == 0, np.nan, GREY / 255.0)

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "sizes that differ in an array": ("a.npz", objects, "of one shape, got Python objects"),
    "sizes that differ in two parts": (
        "a.npz", lambda: npz(x_train=GREY, x_test=GREY[:, :20, :20]), "of one size",
    ),
    "one class only": (
        "a.npz", lambda: npz(images=GREY, labels=0 * LABELS), r"2 to 26 classes, got 1 \(0\)",
    ),
    "300 classes": (
        "a.npz", lambda: npz(images=np.tile(GREY, (10, 1, 1)), y=np.arange(600) % 300),
        "2 to 26 classes, got 300",
    ),
    "NaN": ("a.npz", lambda: npz(images=NAN), "finite"),
    "infinity": ("a.npz", lambda: npz(images=np.where(NAN > 0, NAN, np.inf)), "finite"),
    "labels that do not match": (
        "a.npz", lambda: npz(images=GREY, labels=LABELS[:-1]), "a label a picture, got 60 .* 59",
    ),
    "labels that are halves": (
        "a.npz", lambda: npz(images=GREY, labels=LABELS / 2), "whole numbers",
    ),
    "two ones in a row": (
        "a.npz", lambda: npz(images=GREY, labels=np.ones((N, 3))), "one 1 in each row",
    ),
    "too few": ("a.npz", lambda: npz(images=GREY[:49]), "50 to 200,000 pictures, got 49"),
    "too many": (
        "a.npz", lambda: npz(images=np.zeros((200_001, 4, 4), np.uint8)), "got 200,001",
    ),
    "five dims": ("a.npz", lambda: npz(images=np.zeros((60, 2, 2, 2, 2))), "must have shape"),
    "no square": ("a.npz", lambda: npz(images=np.zeros((60, 785))), "must have shape"),
    "text for pictures": ("a.npz", lambda: npz(images=np.full((60, 8, 8), "x")), "numbers"),
    "nothing to see": ("a.npz", lambda: npz(images=0 * GREY), "show something"),
    "beyond 255": ("a.npz", lambda: npz(images=GREY.astype(int) * 9), "0..255 or in 0..1"),
    "other arrays": ("a.npz", lambda: npz(weights=GREY), "under a name such as .* weights"),
    "a damaged npz": ("a.npz", lambda: npz(images=GREY)[:3000], "cannot be read"),
    "no pictures": ("a.zip", lambda: zipped({"a/readme.txt": b"hello"}), "must hold pictures"),
    "an empty zip": ("a.zip", lambda: zipped({}), "must hold pictures|cannot be read"),
    "a locked zip": ("a.zip", locked, "locked by a password"),
    "a damaged zip": ("a.zip", lambda: zipped(pictures_in(["a/"]))[:900], "cannot be read"),
    "27 folders": (
        "a.zip", lambda: zipped(pictures_in([f"{i}/" for i in range(27)])), "2 to 26 folders",
    ),
    "few pictures": (
        "a.zip", lambda: zipped({"a/1.png": png(GREY[0])}), "50 to 200,000 pictures, got 1",
    ),
    "an IDX that ends": ("a-idx3-ubyte", lambda: idx(GREY)[:-5], "bytes after its head"),
    "IDX labels alone": ("a-idx1-ubyte", lambda: idx(LABELS), "pictures is missing"),
    "a table of text": (
        "a.csv", lambda: table(GREY, LABELS).replace(b"\n1,", b"\n1,red,", 1), "hold numbers",
    ),
    "an odd table": ("a.csv", lambda: table(GREY.reshape(N, -1)[:, :701], LABELS), "a square"),
    "an empty table": ("a.csv", lambda: table(GREY, LABELS).split(b"\n")[0], "no rows|has no"),
    "a page": ("a.html", lambda: b"<html>" * 90, "must hold pictures"),
    "nothing": ("a.npz", lambda: b"", "must hold pictures|not a readable"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_taken_is_told_in_one_sentence(case: str) -> None:
    name, content, words = BAD[case]
    with pytest.raises(DataError, match=words) as error:
        upload(name, content())
    assert len(str(error.value)) < 300


def test_a_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("0.png", b"\0" * (40 << 20))
        for i in range(1, N):
            archive.writestr(f"{i}.png", png(GREY[i]))
    source = upload("bomb.zip", file.getvalue())
    with pytest.raises(DataError, match="32 MB at most"):
        source.picture(0)


def test_a_gzip_that_grows_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers.idx, "MOST", 1 << 20)
    with pytest.raises(DataError, match="1 MB at most"):
        readers.idx.unpacked(
            readers.entries.of_bytes("x.gz", gzip.compress(b"\0" * (3 << 20))), 1 << 20
        )


def test_a_zip_of_too_many_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_FILES >= 200_000
    monkeypatch.setattr(readers.entries, "MOST_FILES", 20)
    with pytest.raises(DataError, match="20 files at most, got 60"):
        upload("x.zip", zipped(pictures_in(["a/"])))


def test_a_picture_that_cannot_be_read_is_told_when_it_is_asked_for() -> None:
    members = pictures_in(["a/", "b/"]) | {"a/000.png": b"no picture"}
    with pytest.raises(DataError, match=r"000\.png is not a readable picture"):
        upload("x.zip", zipped(members)).picture(0)


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is none"):
        readers.read(tmp_path / "nothing.zip")


# ---- a data set of photographs ----------------------------------------------------------


def test_faces_and_what_is_none_become_pictures_of_ours() -> None:
    """scikit-image's subset of Labelled Faces in the Wild: 100 faces, then 100 that are none."""
    faces = data.lfw_subset()
    labels = np.repeat(["face", "other"], 100)
    source = upload("faces.npz", npz(images=faces, labels=labels))
    assert (source.count, source.size, source.names) == (200, (25, 25), ("face", "other"))
    assert np.abs(all_of(source) / 255.0 - faces).max() < 0.003
    how = fitting.advice(source)
    assert not how.invert
    pictures, good = fitting.fit_all(source, how)
    assert good.all()
    means = np.abs(pictures.mean(axis=(1, 2)) / 255.0 - faces.mean(axis=(1, 2)))
    assert means.max() < 0.01
