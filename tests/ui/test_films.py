"""Frames of a training's film, as a page asks the server for them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.jobs import film
from explorer.ui.server.films import Films, _asked


async def nobody(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"the app"})


def ask(runs: Path, query: str, path: str = "/film", method: str = "GET") -> tuple[int, bytes]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    asyncio.run(Films(nobody, runs)(scope, None, send))
    return sent[0]["status"], sent[1]["body"]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    (tmp_path / "runs" / "job-1").mkdir(parents=True)
    for i, at in enumerate((0.5, 1.0)):
        film.append(tmp_path / "runs" / "job-1", at, np.full((film.DIGITS, 2), i, np.float32))
    film.append(tmp_path, 1.0, np.zeros((film.DIGITS, 2), np.float32))  # outside of runs/
    return tmp_path / "runs"


def test_all_frames_or_what_is_new(runs: Path) -> None:
    whole = (runs / "job-1" / film.FILE).read_bytes()
    assert ask(runs, "job=job-1&after=-1") == (200, whole)
    assert ask(runs, "job=job-1&after=0.5") == (200, whole[len(whole) // 2 :])
    assert ask(runs, "job=job-1&after=1", path="/base/film")[1] == b""
    assert ask(runs, "job=another&after=-1") == (200, b"")


@pytest.mark.parametrize(
    "query",
    ["", "job=job-1", "after=1", "job=..&after=0", "job=../..&after=0", "job=a/b&after=0",
     "job=.&after=0", "job=job-1&after=x", "job=job-1&after=nan", "job=%2e%2e&after=0",
     "job=job-1&after=0&" + "&".join(f"x{i}=1" for i in range(50)), "job=" + "a" * 200 + "&after=0",
     "job=job-1%00&after=0"],
)  # fmt: skip
def test_other_questions_are_refused(runs: Path, query: str) -> None:
    assert ask(runs, query) == (400, b"")


def test_all_else_is_the_apps(runs: Path) -> None:
    assert ask(runs, "", path="/films")[0] == 418
    assert ask(runs, "job=job-1&after=-1", method="POST")[0] == 418


@given(st.binary(max_size=60))
def test_no_question_names_a_folder_elsewhere(query: bytes) -> None:
    asked = _asked(query)
    assert asked is None or (Path("runs") / asked[0]).parent == Path("runs")
