"""The picked point: how it is chosen, and what is shown of it.

Where the page has the decoder, the codes and the pictures, it answers picks by itself
(``web/picked``), and tells of them afterwards. Until then, and in a browser that cannot, the
server answers: the planes report to it, and its pictures are shown.

With two models on the page, a digit picked in one is picked in the other too, and at
a place without a digit the other shows the nearest digit's own code.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.ui import links, state
from explorer.ui.components import Row, triggered
from explorer.ui.components import picked as picked_panel
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, codes, models, told
from explorer.ui.texts import number, numbers, spoken, text
from explorer.ui.views.map.settings import VIEW, Side

NEIGHBOURS = 8


def read_point(written: str) -> tuple[str, np.ndarray]:
    """A point as a link holds it: the hash of the model in whose space it is, and numbers."""
    model, _, numbers = written.partition(",")
    return model, np.array(links.numbers(numbers), np.float32)


# ---- choosing ----------------------------------------------------------------


def pick_random(sides: list[Side]) -> None:
    """Any of the test digits, in every space."""
    index = int(np.random.default_rng().integers(len(sides[0].means)))
    for side in sides:
        pick_digit(side, index)


def pick_digit(side: Side, index: int) -> None:
    _keep(side, side.means[index], index)


def _keep(side: Side, point: np.ndarray, index: int | None) -> None:
    state.keep_point(VIEW, f"{side.slot}point", side.record.sha256, point)
    state.keep(VIEW, f"{side.slot}index", index)


def take_picks(sides: list[Side], picks: list[dict[str, Any] | None]) -> None:
    """Turn a click into latent points; where there was none, see that there is a point."""
    for side, pick in zip(sides, picks, strict=True):
        if pick:
            browser_models.note_answer(side.record.sha256, by_page=False)
            _take(side, pick)
            _follow(side, [other for other in sides if other is not side])
    if _recall(sides[0]) is None:
        pick_digit(sides[0], _asked(sides[0]))
    _follow(sides[0], [side for side in sides[1:] if _recall(side) is None])


def _take(side: Side, pick: dict[str, Any]) -> None:
    """A digit's own code, or any place of the plane.

    The dims that the plane does not show are at their mean or, on the map, in the
    slice through the point that is picked.
    """
    if pick.get("index") is not None:
        pick_digit(side, int(pick["index"]))
        return
    through = _recall(side) if pick.get("slice") else None
    through = models.grid_centre(side.means) if through is None else through
    _keep(side, side.lift((pick["x"], pick["y"]), through), None)


def _follow(leader: Side, others: list[Side]) -> None:
    if not others:
        return
    index = state.recall(VIEW, f"{leader.slot}index")
    if index is None:
        nearest, _ = latent.neighbours(leader.means, picked(leader), 1)
        index = int(nearest[0])
    for side in others:
        pick_digit(side, index)


def _asked(side: Side) -> int:
    """The digit that a link asks for without a point in this space; at first, the first."""
    index = state.recall(VIEW, "index")
    known = isinstance(index, int) and 0 <= index < len(side.means)
    return index if known and state.recall(VIEW, "point") is None else 0


def _recall(side: Side) -> np.ndarray | None:
    """The picked point (D,) in a side's space; None if it is in another model's."""
    point = state.recall_point(VIEW, f"{side.slot}point", side.record.sha256)
    return point if point is not None and point.shape == side.means.shape[1:] else None


def picked(side: Side) -> np.ndarray:
    """The picked point (D,) of a side that has one, as :func:`take_picks` sees to."""
    point = _recall(side)
    assert point is not None
    return point


def _is_code(side: Side, point: np.ndarray, index: int | None) -> bool:
    """Whether the point is this digit's code, but for the decimals that a link leaves out."""
    if not isinstance(index, int) or not 0 <= index < len(side.means):
        return False
    return bool(np.allclose(point, side.means[index], rtol=1e-4, atol=1e-4))


# ---- showing -----------------------------------------------------------------


@st.fragment
@as_sentence
def show_pick(side: Side, others: list[Side], publish: Callable[[], None]) -> None:
    """The picked point of a side, as the page draws it; what it picked by itself reruns only this.

    A page that answers by itself gets no pictures.
    """
    if take_told(side, others):
        publish()
    point = picked(side)
    index = _index(side, point)
    height = float(side.flat[index, 1]) if index is not None and len(point) == 1 else 0.0
    data = {
        "space": side.space,
        "key": browser_models.name_of(side.record),
        "pictures": codes.pictures_name(side.record),
        "axes": browser_models.axes_data(side.record, side.axes),
        "height": height,
        "beta": browser_models.beta_of(side.record),
        "follows": [other.space for other in others],
        "slot": side.slot,
        "model": side.record.sha256,
        "ticket": told.ticket(),
        # z with the decimals of a link: whoever comes by it sees the same
        "pick": {"z": [float(f"{value:.6g}") for value in point], "index": index},
        "groups": _groups(side, point),
        **spoken("map"),
    }
    picked_panel(data, _panel(side))


def _groups(side: Side, point: np.ndarray) -> list[dict[str, Any]] | None:
    """The pictures of a point, for a page that does not draw them by itself."""
    if browser_models.answers(side.record):
        return None
    return [row.to_dict() for row in _pictures(side, point)]


def _panel(side: Side) -> str:
    return side.key(f"pick.{side.record.sha256}")


def take_told(side: Side, others: list[Side]) -> bool:
    """Keep what the page picked by itself just now, if it did; or pick for it."""
    component = _panel(side)
    if triggered(component, "random"):
        pick_random([side, *others])
        st.rerun()  # the other model's panel shows it, too
    pick = triggered(component, "picked")
    if not pick:
        return False
    browser_models.note_answer(side.record.sha256, by_page=True)
    index, z = pick.get("index"), np.asarray(pick.get("z"), np.float32)
    if isinstance(index, int) and 0 <= index < len(side.means):
        pick_digit(side, index)
    elif z.shape == side.means.shape[1:] and np.isfinite(z).all():
        _keep(side, z, None)
    return True


def _index(side: Side, point: np.ndarray) -> int | None:
    """The digit whose code the picked point is, if it is one's."""
    kept = state.recall(VIEW, f"{side.slot}index")
    return kept if _is_code(side, point, kept) else None


def _pictures(side: Side, point: np.ndarray) -> list[Row]:
    """The decoded picture, the nearest test digit before and after, and its neighbours."""
    nearest, distances = latent.neighbours(side.means, point, NEIGHBOURS + 1)
    known = _index(side, point)
    index = int(nearest[0]) if known is None else known
    if known is not None:
        point = side.means[index]
    decoded = _decode(side, point, index)
    return _rows(side, point, decoded, index, known is not None, nearest, distances)


def _decode(side: Side, point: np.ndarray, index: int) -> np.ndarray:
    """The point and the digit's own code, decoded: uint8 (2, 28, 28).

    The first digits were decoded beforehand, so that the opening picture needs no
    TensorFlow.
    """
    ready = models.arrays(side.record).get("reconstructions", np.zeros((0, 28, 28), np.uint8))
    if index < len(ready) and np.array_equal(point, side.means[index]):
        return np.stack([ready[index]] * 2)
    points = np.stack([point, side.means[index]])
    if models.is_ready(side.record):
        return models.decode(side.record, points)
    with st.spinner(text("map.loading"), show_time=False):
        return models.decode(side.record, points)


def _rows(
    side: Side,
    point: np.ndarray,
    decoded: np.ndarray,
    index: int,
    is_digit: bool,
    nearest: np.ndarray,
    distances: np.ndarray,
) -> list[Row]:
    pictures, labels = models.test_digits(side.record.config.data.path)
    name = partial(models.class_name, side.record.config.data.path)
    written = numbers(point, ".2f")
    around = [(i, d) for i, d in zip(nearest, distances, strict=True) if i != index][:NEIGHBOURS]
    title = (
        text("map.picked_digit", index=index, digit=name(labels[index]))
        if is_digit
        else text("map.nearest", index=index, digit=name(labels[index]), distance=distances[0])
    )
    return [
        Row(
            text("map.decoded", point=written),
            decoded[:1],
            168,
            [text("map.decoded_label", point=written)],
        ),
        Row(
            title,
            np.stack([pictures[index], decoded[1]]),
            84,
            [
                text("map.nearest_label", index=index, digit=name(labels[index])),
                text("map.rebuilt_label"),
            ],
            [text("map.original"), text("map.rebuilt")],
        ),
        Row(
            text("map.neighbours"),
            pictures[[i for i, _ in around]],
            42,
            [
                text("map.neighbour_label", rank=rank + 1, digit=name(labels[i]), distance=d)
                for rank, (i, d) in enumerate(around)
            ],
            [number(d, ".2f") for _, d in around],
        ),
    ]
