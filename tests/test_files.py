"""Atomic writes: whole or not at all."""

import errno
import hashlib
import json
import os

import pytest

from explorer import files
from explorer.errors import StorageError


def test_writes_and_makes_folders(tmp_path):
    path = files.write_json(tmp_path / "a" / "b.json", {"x": 1})
    assert path.read_text() == '{\n  "x": 1\n}\n'
    assert [p.name for p in path.parent.iterdir()] == ["b.json"]


def test_a_full_disk_leaves_what_was_there_and_no_litter(tmp_path):
    path = tmp_path / "model.json"
    path.write_text("before")

    def half_write(temporary):
        temporary.write_text("hal")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError, match=r"model.json could not be saved.*No space left"):
        files.write_atomically(path, half_write)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_bug_while_writing_is_not_hidden_and_leaves_no_litter(tmp_path):
    def fail(temporary):
        temporary.write_text("x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        files.write_atomically(tmp_path / "x", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(StorageError, match="could not be saved"):
        files.write_json(tmp_path / "a" / "b.json", {})


def test_the_temporary_name_keeps_its_suffix(tmp_path):
    seen = []
    files.write_atomically(tmp_path / "m.weights.h5", lambda t: (seen.append(t), t.touch()))
    assert seen[0].name.endswith(".weights.h5")
    assert seen[0].parent == tmp_path


def test_sha256(tmp_path):
    (tmp_path / "f").write_bytes(b"abc" * 100_000)
    assert files.sha256(tmp_path / "f") == hashlib.sha256(b"abc" * 100_000).hexdigest()


def test_json_is_parsed_again_once_the_file_has_changed(tmp_path, monkeypatch):
    path = files.write_json(tmp_path / "a.json", {"x": 1})
    assert files.read_json(path) == {"x": 1}
    parsed = []
    monkeypatch.setattr(files.json, "loads", lambda text: parsed.append(text) or {"new": text})
    assert files.read_json(path) == {"x": 1}
    assert not parsed
    files.write_json(path, {"x": 2})  # of the same length
    assert json.dumps({"x": 2}, indent=2) in files.read_json(path)["new"]
    os.utime(path, ns=(0, 0))
    files.read_json(path)
    assert len(parsed) == 2


def test_json_that_is_not_there_or_not_readable_is_not_remembered(tmp_path):
    path = tmp_path / "a.json"
    with pytest.raises(FileNotFoundError):
        files.read_json(path)
    path.write_text("{")
    with pytest.raises(ValueError, match="Expecting"):
        files.read_json(path)
    path.write_text("[1]")
    assert files.read_json(path) == [1]


def test_a_scratch_folder_is_gone_afterwards_and_a_full_disk_is_a_sentence():
    with files.scratch() as folder:
        (folder / "a").write_text("x")
    assert not folder.exists()
    with (
        pytest.raises(StorageError, match=r"no room for temporary files.*No space left"),
        files.scratch() as folder,
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not folder.exists()
    with pytest.raises(ZeroDivisionError), files.scratch():
        raise ZeroDivisionError
