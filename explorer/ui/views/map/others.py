"""Other pictures through a model: letters on the digits' map, and what stands out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from explorer.models.saved import SavedModel
from explorer.plots.palette import ACCENT, DIGIT_COLOURS
from explorer.ui import state
from explorer.ui.components import Row, digits, encode, plane, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import datasets, models, novelty
from explorer.ui.shared.novelty import Seen
from explorer.ui.texts import in_language, number, text
from explorer.ui.views.map.layers import SHADES
from explorer.ui.views.map.settings import VIEW, key
from explorer.ui.widgets.digit_plane import frame

NOTHING = ""
COLOURINGS = ("kind", "class", "surprise")
OWN_COLOUR = "#94a4a2"  # grey: what is known
SHOWN = 12  # of the strangest pictures
THUMB = 56  # pixels


@st.fragment
@as_sentence
def show_others(record: SavedModel, publish: Callable[[], None]) -> None:
    """Choose other pictures; then a map of both, their histograms, and the strangest ones."""
    st.subheader(text("others.heading"))
    chosen = _choose(record)
    publish()
    if chosen == NOTHING:
        st.caption(text("others.lead"))
        return
    paths = record.config.data.path, datasets.path_of(chosen)
    found = [novelty.seen(record, path) for path in paths]
    if found[0] is None or found[1] is None:
        waiter(text("others.wait"), key("others_wait"))
        return
    names = [_title(datasets.name_of(paths[0])), _title(chosen)]
    _show(record, chosen, (found[0], found[1]), names)


def _choose(record: SavedModel) -> str:
    own = datasets.name_of(record.config.data.path)
    options = [NOTHING, *(name for name in datasets.names() if name != own)]
    left, _ = st.columns([3, 5])
    return str(
        left.selectbox(
            text("others.choose"),
            options,
            format_func=_title,
            **state.sticky(VIEW, "others", NOTHING, options),
            help=text("others.help"),
        )
    )


def _title(name: str) -> str:
    return text("others.nothing") if name == NOTHING else datasets.short_title(name)


def _show(record: SavedModel, chosen: str, both: tuple[Seen, Seen], names: list[str]) -> None:
    from explorer.analysis.novelty import auroc
    from explorer.plots import novelty as plots

    left, right = st.columns([5, 5], gap="medium")
    with left:
        colouring = st.segmented_control(
            text("others.colour"),
            COLOURINGS,
            format_func=_colouring_title,
            required=True,
            **state.sticky(VIEW, "others_colour", COLOURINGS[0], COLOURINGS),
        )
        component = key(f"others_map.{record.sha256}")
        data = _map(both, names, str(colouring), datasets.path_of(chosen))
        picked = plane(data, key=component).pick
        if picked:
            state.keep(VIEW, "others_index", picked["index"])
    with right:
        values = [seen.surprise for seen in both]
        st.metric(
            text("others.auroc"), number(auroc(*values), ".3f"), help=text("others.auroc_help")
        )
        figure = plots.histograms(values, names, text("others.unit"), text("others.share"))
        st.plotly_chart(
            in_language(figure), key=key("others_bars"), config={"displayModeBar": False}
        )
        st.caption(text("others.hint"))
    _show_pictures(record, chosen, both)


def _colouring_title(name: str) -> str:
    return text(f"others.colour_{name}")


def _map(
    both: tuple[Seen, Seen], names: list[str], colouring: str, path: str | None
) -> dict[str, Any]:
    """Both on the first two axes of the space; a space of one dim lies on a line."""
    points = np.concatenate([seen.means for seen in both])[:, :2].astype(np.float32)
    if points.shape[1] == 1:
        points = np.hstack([points, np.zeros_like(points)])
    kinds = np.repeat(np.arange(2, dtype=np.uint8), [len(seen.means) for seen in both])
    colours = [OWN_COLOUR, ACCENT]
    if colouring == "class" and models.class_names(path):
        names = [names[0], *models.class_names(path)]
        kinds[kinds == 1] += models.test_digits(path)[1][: len(both[1].means)].astype(np.uint8)
        colours = [OWN_COLOUR, *DIGIT_COLOURS]
    data = {
        "view": frame(points.min(axis=0), points.max(axis=0)),
        "points": encode(np.ascontiguousarray(points)),
        "digits": encode(kinds),
        "classes": names,
        "names": names,
        "colours": colours,
        "marks": [],
        "axes": [text("map.axis", number=1), text("map.axis", number=2)],
        "label": text("others.map_label", own=names[0], other=names[1]),
        "legend": text("map.legend", digit="{digit}"),
        "space": "others",
    }
    if colouring == "surprise":
        surprise = np.concatenate([seen.surprise for seen in both]).astype(np.float32)
        low, high = np.percentile(both[0].surprise, [1, 99.5]).tolist()
        shades = {"low": low, "high": max(high, low + 1e-6), "colours": list(SHADES)}
        data["values"] = {"floats": encode(surprise), "title": text("others.unit"), **shades}
    return data


def _show_pictures(record: SavedModel, chosen: str, both: tuple[Seen, Seen]) -> None:
    """The strangest of the others, or the picked one, over what the model makes of it."""
    own_path, path = record.config.data.path, datasets.path_of(chosen)
    index = state.recall(VIEW, "others_index")
    count = len(both[0].means)
    if index is not None and index < count + len(both[1].means):
        is_own = index < count
        heading, shown = text("others.picked"), np.array([index if is_own else index - count])
    else:
        is_own = False
        heading, shown = text("others.strangest"), np.argsort(-both[1].surprise)[:SHOWN]
    seen, source = both[not is_own], own_path if is_own else path
    pictures, labels = models.test_digits(source)
    names = [models.class_name(source, labels[i]) for i in shown]
    worth = [number(seen.surprise[i], ".3f") for i in shown]
    told = [text("map.nearest_label", index=i, digit=n) for i, n in zip(shown, names, strict=True)]
    again = [
        text("gallery.rebuilt_label", index=i, digit=n) for i, n in zip(shown, names, strict=True)
    ]
    rows = [
        Row(heading, pictures[shown], THUMB, told, names),
        Row(text("others.rebuilt"), seen.rebuilt[shown], THUMB, again, worth),
    ]
    digits(rows, key("others_pictures"))
