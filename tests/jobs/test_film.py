"""The film of a training: what its file keeps, and what a worker sends for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.config import RunConfig
from explorer.errors import StorageError
from explorer.jobs import film, worker
from explorer.training import fit
from explorer.training.recorder import Progress

RECORD = 8 + 4 * film.DIGITS


def points(seed: int, dims: int = 2, scale: float = 3.0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(0, scale, (film.DIGITS, dims))
    return drawn.astype(np.float32)


def test_frames_come_back_in_their_order(tmp_path: Path) -> None:
    for i, at in enumerate((0.1, 0.4, 1.0)):
        film.append(tmp_path, at, points(i))
    found = film.read(tmp_path)
    assert found is not None
    np.testing.assert_allclose(found.at, [0.1, 0.4, 1.0], rtol=1e-6)
    for i in range(3):
        far = np.abs(points(i)).max()
        np.testing.assert_allclose(found.points[i], points(i), atol=far / 32767)
    assert (tmp_path / film.FILE).stat().st_size == 3 * RECORD


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.125, 20, width=32), min_size=1, max_size=12), st.integers(0, 99))
def test_what_is_read_rises_and_ends_with_what_came_last(times: list[float], seed: int) -> None:
    """A training that was cut off does epochs again, also with another batch in between."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        for i, at in enumerate(times):
            film.append(Path(name), at, points(seed + i))
        found = film.read(Path(name), count=10)
    assert found is not None
    assert np.all(np.diff(found.at) > 0)
    assert found.at[-1] == pytest.approx(times[-1])
    assert found.points.shape[1:] == (10, 2)


def test_after_a_time_there_is_only_what_is_later(tmp_path: Path) -> None:
    assert film.after(tmp_path, -1) == b""
    assert film.read(tmp_path) is None
    for i, at in enumerate((0.5, 1.0, 1.5)):
        film.append(tmp_path, at, points(i))
    assert len(film.after(tmp_path, -1)) == 3 * RECORD
    assert film.after(tmp_path, 0.5) == (tmp_path / film.FILE).read_bytes()[RECORD:]
    assert film.after(tmp_path, 1.5) == b""


def test_a_frame_that_two_servers_hear_of_is_kept_once(tmp_path: Path) -> None:
    for seed in (0, 1):
        film.append(tmp_path, 0.5, points(seed))
    assert (tmp_path / film.FILE).stat().st_size == RECORD


def test_one_dim_is_spread_out_the_same_way_each_time(tmp_path: Path) -> None:
    for i, at in enumerate((0.5, 1.0)):
        film.append(tmp_path, at, points(i, dims=1))
    found = film.read(tmp_path)
    assert found is not None
    np.testing.assert_allclose(found.points[0, :, 1], found.points[1, :, 1], atol=1e-3)
    np.testing.assert_allclose(found.points[1, :, 0], points(1, dims=1)[:, 0], atol=1e-3)
    assert np.ptp(found.points[0, :, 1]) > 1.5


def test_a_record_that_was_cut_short_is_written_over(tmp_path: Path) -> None:
    film.append(tmp_path, 0.5, points(0))
    path = tmp_path / film.FILE
    path.write_bytes(path.read_bytes() + b"half a record")
    film.append(tmp_path, 0.7, points(1))
    assert path.stat().st_size == 2 * RECORD
    found = film.read(tmp_path)
    assert found is not None
    np.testing.assert_allclose(found.at, [0.5, 0.7], rtol=1e-6)


def test_many_frames_are_thinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "MOST", 10)
    for i in range(40):
        film.append(tmp_path, 0.1 + i / 10, points(i))
    found = film.read(tmp_path)
    assert found is not None
    assert len(found.at) <= 11
    assert found.at[-1] == pytest.approx(4.0)
    assert found.at[0] == pytest.approx(0.1)


def test_fewer_digits_than_a_frame_has_room_for(tmp_path: Path) -> None:
    film.append(tmp_path, 1.0, points(0)[:30])
    found = film.read(tmp_path, count=30)
    assert found is not None
    np.testing.assert_allclose(found.points[0], points(0)[:30], atol=1e-3)


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    (tmp_path / film.FILE).mkdir()
    with pytest.raises(StorageError, match="could not be saved"):
        film.append(tmp_path, 1.0, points(0))


# ---- what a worker sends -----------------------------------------------------


def test_a_worker_sends_frames_of_the_digits_as_they_lie_now(
    tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FRAMES", 0.0)  # a frame with each batch, of the fewest digits
    monkeypatch.setattr(worker, "BUDGET", 1.0)
    monkeypatch.setattr(worker, "FEWEST", 20)
    sent: list[dict[str, Any]] = []
    watch = worker.Watch(tiny_config, tmp_path, sent.append, 0.0)
    count = len(watch.turn)  # there are no more test digits
    codes: list[np.ndarray] = []

    def look(network: Any, progress: Progress) -> None:
        watch.on_batch(network, progress)
        codes.append(watch._points(network, slice(count)))

    order = watch.turn.copy()
    fit.fit(tiny_config, tmp_path, on_epoch=watch.on_epoch, on_batch=look)
    frames = [
        np.frombuffer(m["film"], np.float32).reshape(-1, m["dims"]) for m in sent if "film" in m
    ]
    assert len(frames) == len(codes) > 3
    np.testing.assert_allclose(frames[0], codes[0], atol=1e-5)  # all of them at first
    for i in range(1, len(frames)):  # then some of them, in turn
        first = 20 * (i - 1)
        moved = order[np.arange(first, first + watch.count if i == 1 else first + 20) % count]
        if i > 1:
            stayed = np.setdiff1d(order, moved)
            np.testing.assert_allclose(frames[i][moved], codes[i][moved], atol=1e-5)
            np.testing.assert_array_equal(frames[i][stayed], frames[i - 1][stayed])
    assert [m["kind"] for m in sent].count("epoch") == tiny_config.training.epochs


def spent_and_frames(monkeypatch: pytest.MonkeyPatch, config: RunConfig, each: float) -> list[Any]:
    """The share of 100 seconds that the film takes, its frames, and how often each digit moves.

    On a clock of the test's own, with an encoder that takes ``each`` seconds for a digit.
    """
    now, moves = [100.0], np.zeros(film.DIGITS, int)
    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
    sent: list[dict[str, Any]] = []
    watch = worker.Watch(config, Path("nowhere"), sent.append, 0.0)
    watch.turn = np.random.default_rng(0).permutation(film.DIGITS)
    spent = [0.0]

    def slowly(network: Any, rows: Any) -> np.ndarray:
        chosen = np.arange(film.DIGITS)[rows]
        moves[chosen] += 1
        now[0] += each * len(chosen)
        spent[0] += each * len(chosen)
        return np.zeros((len(chosen), 2), np.float32)

    monkeypatch.setattr(watch, "_points", slowly)
    batch = 0
    while now[0] < 200:
        batch += 1
        now[0] += 0.02
        watch.on_batch(None, Progress(1, 1, batch, 10_000, 1.0, {}))  # type: ignore[arg-type]
    frames = sum("film" in message for message in sent)
    return [spent[0] / (now[0] - 100), frames / (now[0] - 100), moves]


@pytest.mark.parametrize("each", [0.00002, 0.00015, 0.0004])
def test_the_film_moves_twice_a_second_and_keeps_to_its_share(
    tiny_config: RunConfig, monkeypatch: pytest.MonkeyPatch, each: float
) -> None:
    share, often, moves = spent_and_frames(monkeypatch, tiny_config, each)
    assert share < 0.075
    assert often > 1.9
    assert moves.max() - moves.min() <= 2  # all digits alike
    if each < 0.00003:
        assert moves.min() > 150  # there is time for all of them, each time


def test_a_very_slow_encoder_makes_frames_rarer(
    tiny_config: RunConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, often, _ = spent_and_frames(monkeypatch, tiny_config, 0.01)
    assert often < 1
    assert share < 0.25  # its first frame, of all digits, is a tenth of the time
