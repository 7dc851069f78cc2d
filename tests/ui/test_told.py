"""Picks that a page has answered by itself: what it posts, and who takes it over."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitor import Visitor

from explorer.models import saved
from explorer.ui.server.posts import Posts
from explorer.ui.shared import told

MODEL = saved.pretrained_record("vae_functional").sha256


def post(ticket: str, **changes: Any) -> bytes:
    pick = {"view": "map", "slot": "", "model": MODEL, "z": [0.25, -1.5], "index": None}
    return json.dumps({"ticket": ticket, **pick, **changes}).encode()


@pytest.fixture
def ticket(visitor: Visitor) -> str:
    return str(visitor.shown("pick")["ticket"])


def test_a_told_pick_is_the_picked_point_of_the_next_run(visitor: Visitor, ticket: str) -> None:
    assert told.note(post(ticket))
    visitor.run().assert_fine()
    assert visitor.point() == pytest.approx([0.25, -1.5])
    assert visitor.shown("pick")["pick"] == {"z": [0.25, -1.5], "index": None}
    assert visitor.shown("pick")["groups"] is None  # the page draws it by itself
    assert visitor.link()["point"] == f"{MODEL},0.25,-1.5"


def test_a_button_pressed_after_it_is_about_it(visitor: Visitor, ticket: str) -> None:
    told.note(post(ticket, z=[2.0, 2.0], index=None))
    visitor.choose("number_input", "radius", 0.5).press("choose").assert_fine()
    kept = visitor.at.session_state["kept.map.group"][1]
    means = np.load(saved.PRETRAINED / "vae_functional.latent.npz")["z_mean"]
    assert set(kept.indices) == set(np.flatnonzero(np.hypot(*(means - 2.0).T) <= 0.5))


def test_the_last_of_several_counts_and_is_taken_once(visitor: Visitor, ticket: str) -> None:
    for x in (0.5, 0.75):
        told.note(post(ticket, z=[x, 0.0]))
    visitor.run()
    visitor.pick("cells", 2.0, 2.0).run()  # a later pick is not taken back
    assert visitor.point() == pytest.approx([2.0, 2.0])


def test_a_digit_of_both_models_is_told_for_each(visit: Callable[..., Visitor]) -> None:
    visitor = visit("map", model="denoiser", compare="vae_functional").assert_fine()
    data = visitor.shown("b_pick")
    code = np.load(saved.PRETRAINED / "vae_functional.latent.npz")["z_mean"][77]
    assert told.note(post(data["ticket"], slot="b_", z=code.tolist(), index=77))
    visitor.run().assert_fine()
    assert visitor.shown("b_pick")["pick"]["index"] == 77
    assert "index" in visitor.link()  # of the first model, as before


def test_a_place_of_the_kl_view_is_told_and_linked(visit: Callable[..., Visitor]) -> None:
    visitor = visit("kl").assert_fine()
    own = visitor.shown("live")["told"]
    assert told.note(json.dumps({**own, "x": 0.5, "y": -0.25}).encode())
    visitor.run().assert_fine()
    assert visitor.shown("live")["pin"] == [0.5, -0.25]
    assert visitor.link()["point"] == "0.5,-0.25"


def test_a_place_of_the_lesson_is_told(visit: Callable[..., Visitor]) -> None:
    visitor = visit("lesson", step="3").assert_fine()
    own = visitor.shown("nearest")["told"]
    assert told.note(json.dumps({**own, "x": 1.0, "y": 0.5}).encode())
    visitor.run().assert_fine()
    assert visitor.shown("nearest")["place"] == [1.0, 0.5]


def test_one_visit_cannot_tell_for_another(visit: Callable[..., Visitor], warm: None) -> None:
    one, other = visit(), visit()
    tickets = {v.shown("pick")["ticket"] for v in (one, other)}
    assert len(tickets) == 2
    told.note(post(one.shown("pick")["ticket"]))
    before = other.point()
    assert np.array_equal(other.run().point(), before)


@pytest.mark.parametrize(
    "changes",
    [
        {"ticket": "nobody's"},
        {"view": "train"},
        {"view": "kl"},
        {"view": "kl", "x": 1.0, "y": float("nan")},
        {"slot": "c_"},
        {"slot": ["a"]},
        {"z": []},
        {"z": None},
        {"z": ["a"]},
        {"z": [float("inf")]},
        {"z": [0.0] * 200},
        {"index": "3"},
        {"ticket": {"a": 1}},
    ],
)
def test_what_is_no_pick_is_refused(ticket: str, changes: dict[str, Any]) -> None:
    assert not told.note(post(**{"ticket": ticket, **changes}))


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    assert not told.note(content)


def test_of_many_visits_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST", 3)
    monkeypatch.setattr(told, "_picks", type(told._picks)())
    tickets = []
    for _ in range(5):
        with monkeypatch.context() as context:
            context.setattr(told.state, "recall", lambda *given: None)
            context.setattr(told.state, "keep", lambda *given: None)
            tickets.append(told.ticket())
    assert [told.note(post(one)) for one in tickets] == [False, False, True, True, True]


# ---- over HTTP -----------------------------------------------------------------


def answer(content: list[bytes], path: str = "/told", method: str = "POST") -> Any:
    """The status that the middleware answers with, or that it left the request to the app."""
    sent: list[dict[str, Any]] = []
    parts = list(content)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        sent.append({"status": "the app's"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path}
    asyncio.run(Posts(app)(scope, receive, send))
    return sent[0]["status"]


def test_a_post_is_answered_without_a_word(ticket: str) -> None:
    whole = post(ticket)
    assert answer([whole]) == 204
    assert answer([whole[:20], whole[20:]]) == 204  # it may come in parts
    assert answer([whole], "/behind/a/proxy/told") == 204
    assert answer([post("nobody's")]) == 400


def test_a_long_one_is_not_read_to_its_end(ticket: str) -> None:
    assert answer([b"x" * 5000] * 1000) == 400


def test_all_else_is_the_apps() -> None:
    assert answer([b""], "/told", "GET") == "the app's"
    assert answer([b""], "/_stcore/health") == "the app's"
