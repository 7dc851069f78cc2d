"""What travels to the browser: rows of digits and planes, their bytes and versions."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import numpy as np
import pytest

from explorer.ui.components import Row, encode, pack
from explorer.web import FOLDER, source

RNG = np.random.default_rng(0)
PICTURES = RNG.integers(0, 256, (3, 28, 28), dtype=np.uint8)


def back(text: str, dtype: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype)


def version(data: dict[str, Any]) -> str:
    return str(json.loads(pack(data))["version"])


def test_packed_data_is_its_json_with_a_version() -> None:
    data = {"label": "é ψ", "line": [[0.5, -1.0]], "none": None}
    assert json.loads(pack(data)) == {**data, "version": version(data), "point": "."}


def test_an_array_travels_in_its_own_order_and_type() -> None:
    points = RNG.normal(size=(5, 2)).astype(np.float32)
    assert np.array_equal(back(encode(points), "<f4").reshape(5, 2), points)
    assert base64.b64decode(encode(b"\x00\xff")) == b"\x00\xff"


def test_a_row_carries_each_picture_and_its_words() -> None:
    row = Row("A title", PICTURES, 42, ["one", "two", "three"], ["1", "2", "3"]).to_dict()
    assert np.array_equal(back(row["pixels"], "u1").reshape(-1, 28, 28), PICTURES)
    assert row == {
        "title": "A title",
        "size": 42,
        "pixels": row["pixels"],
        "labels": ["one", "two", "three"],
        "captions": ["1", "2", "3"],
    }
    assert json.loads(json.dumps(row)) == row


def test_captions_may_be_left_out() -> None:
    assert Row("", PICTURES, 42, ["a", "b", "c"]).to_dict()["captions"] == []


@pytest.mark.parametrize(
    "pictures",
    [PICTURES[::-1], PICTURES.transpose(0, 2, 1), np.asfortranarray(PICTURES), PICTURES * 1.0],
    ids=["reversed", "transposed", "Fortran order", "float64"],
)
def test_the_bytes_are_row_by_row_however_the_array_lies_in_memory(pictures: np.ndarray) -> None:
    sent = back(Row("", pictures, 42, []).to_dict()["pixels"], "u1").reshape(-1, 28, 28)
    assert np.array_equal(sent, pictures.astype(np.uint8))


def test_the_version_changes_with_any_part_of_the_data() -> None:
    rows = [Row("A", PICTURES, 42, ["x"] * 3), Row("B", PICTURES[:1], 84, ["y"])]
    one_grey = PICTURES.copy()
    one_grey[2, 27, 27] ^= 1  # a single bit of the last pixel
    changed = [
        [Row("A!", PICTURES, 42, ["x"] * 3), rows[1]],
        [Row("A", one_grey, 42, ["x"] * 3), rows[1]],
        [Row("A", PICTURES, 43, ["x"] * 3), rows[1]],
        [Row("A", PICTURES, 42, ["x", "x", "z"]), rows[1]],
        rows[:1],
        rows[::-1],
    ]
    versions = [version({"groups": [row.to_dict() for row in group]}) for group in [rows, *changed]]
    assert len(set(versions)) == len(versions)


def test_the_version_of_equal_data_is_equal() -> None:
    first, second = (
        version({"groups": [Row("A", PICTURES.copy(), 42, ["x"]).to_dict()], "pin": {"x": 0.1}})
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("name", ["plane", "digits", "waiter", "picked", "gallery", "sketch"])
def test_each_component_has_its_three_files(name: str) -> None:
    found = source(name)
    assert set(found) == {"html", "css", "js"}
    assert " as default" in found["js"]
    assert "\n" in found["js"].strip()  # or Streamlit takes it for a path
    assert all(found.values())


def test_no_component_asks_the_network_for_anything() -> None:
    for file in FOLDER.rglob("*"):
        if file.suffix in {".js", ".css", ".html", ".txt"} and "node_modules" not in file.parts:
            text = file.read_text("utf-8")
            for word in ("http:", "https:", "//cdn", "@import", "XMLHttpRequest"):
                assert word not in text, f"{file.name} has {word}"
            # a page without a server reads its own folder; the app's page tells its server of picks
            fetched = re.findall(r"fetch\((.{0,7})", text)
            assert set(fetched) <= {"`data/$", "new URL"}, file.name
