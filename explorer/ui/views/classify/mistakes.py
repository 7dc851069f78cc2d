"""The digits that the two systems get wrong, and what they think of a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import metrics
from explorer.models.saved import PRETRAINED, SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits
from explorer.ui.texts import in_language, text
from explorer.ui.widgets.model_chooser import title

VIEW = "classify"
WHOSE = ("either", "first", "second", "only_first", "only_second", "both")
ANY = "any"
SHOWN = 24  # mistakes in the gallery
THUMB = 56  # pixels


@dataclass(frozen=True)
class Answers:
    """What two systems say of one noisy sample.

    ``names`` are those of the systems, ``classes`` those of the K classes.
    ``index`` are the digits' numbers in the test set (B,), ``clean`` the digits uint8
    (B, 28, 28), ``pictures`` the noisy ones (B, 28, 28, 1) in [0, 1], ``probabilities``
    two arrays (B, K).
    """

    names: list[str]
    classes: tuple[str, ...]
    index: np.ndarray
    labels: np.ndarray
    clean: np.ndarray
    pictures: np.ndarray
    probabilities: tuple[np.ndarray, np.ndarray]

    @property
    def said(self) -> tuple[np.ndarray, np.ndarray]:
        """The likeliest class of each system, int (B,) twice."""
        first, second = self.probabilities
        return first.argmax(axis=1), second.argmax(axis=1)

    @property
    def right(self) -> tuple[np.ndarray, np.ndarray]:
        """Whether each system is right, bool (B,) twice."""
        first, second = self.said
        return first == self.labels, second == self.labels

    def confusion(self, side: int) -> np.ndarray:
        return metrics.confusion(self.labels, self.probabilities[side])

    def mistakes(self, whose: str, true: str = ANY, taken_for: str = ANY) -> np.ndarray:
        """Which rows of the sample fit: whose mistakes, which true digit, taken for which."""
        first, second = (~right for right in self.right)
        chosen = {
            "either": first | second,
            "first": first,
            "second": second,
            "only_first": first & ~second,
            "only_second": second & ~first,
            "both": first & second,
        }[whose]
        if true != ANY:
            chosen = chosen & (self.labels == int(true))
        if taken_for != ANY:
            a, b = (said == int(taken_for) for said in self.said)
            chosen = chosen & ((first & a) | (second & b))
        return np.flatnonzero(chosen)


def key(name: str) -> str:
    return state.key(VIEW, name)


def system_names(records: list[SavedModel]) -> list[str]:
    """Short names of the compared systems; those of own runs are their folders."""
    return [_system_name(record) for record in records]


def _system_name(record: SavedModel) -> str:
    if record.folder == PRETRAINED and record.name in ("dual", "inception"):
        return text(f"denoise.system_{record.name}")
    return title(record.name if record.folder == PRETRAINED else str(record.folder))


def show_mistakes(answers: Answers) -> None:
    """Filters, the gallery, and below it one digit's probabilities."""
    st.subheader(text("classify.heading_mistakes"))
    places = st.columns([3, 2, 2, 2])
    whose, true, taken_for = _choose_filters(answers, places[:3])
    rows = answers.mistakes(whose, true, taken_for)
    with places[3]:
        page = _choose_page(len(rows))
    shown = rows[page * SHOWN : (page + 1) * SHOWN]
    if len(shown):
        st.caption(text("classify.mistakes", count=len(rows), of=len(answers.labels)))
        _draw_gallery(answers, shown)
    else:
        st.info(text("classify.no_mistakes"))
    _show_one(answers, shown)


def _choose_filters(answers: Answers, places: Sequence[Any]) -> tuple[str, str, str]:
    first, second, third = places

    words = {"first": answers.names[0], "second": answers.names[1]}
    classes = (ANY, *map(str, range(len(answers.classes))))

    def class_title(label: str) -> str:
        return text("classify.any") if label == ANY else answers.classes[int(label)]

    def whose_title(whose: str) -> str:
        return text(f"classify.whose_{whose}", **words)

    whose = first.selectbox(
        text("classify.whose"),
        WHOSE,
        format_func=whose_title,
        **state.sticky(VIEW, "whose", WHOSE[0], WHOSE),
    )
    true = second.selectbox(
        text("classify.true"),
        classes,
        format_func=class_title,
        **state.sticky(VIEW, "true", ANY, classes),
    )
    taken_for = third.selectbox(
        text("classify.predicted"),
        classes,
        format_func=class_title,
        **state.sticky(VIEW, "predicted", ANY, classes),
    )
    return whose, true, taken_for


def _choose_page(count: int) -> int:
    """Which part of the mistakes is shown, counted from 0."""
    pages = max(1, -(-count // SHOWN))
    if pages == 1:
        return 0
    kept = state.sticky(VIEW, "page", 1, within=(1, pages))
    return int(st.number_input(text("classify.page", pages=pages), 1, pages, step=1, **kept)) - 1


def _draw_gallery(answers: Answers, shown: np.ndarray) -> None:
    from explorer.data.pictures import to_bytes

    first, second = answers.said
    name = answers.classes
    captions = [f"{name[answers.labels[i]]} → {name[first[i]]} | {name[second[i]]}" for i in shown]
    labels = [_describe(answers, i) for i in shown]
    pictures = to_bytes(answers.pictures[shown][..., 0])
    names = {"first": answers.names[0], "second": answers.names[1]}
    row = Row(text("classify.gallery", **names), pictures, THUMB, labels, captions)
    digits([row], key("wrong"))


def _describe(answers: Answers, row: Any) -> str:
    first, second = answers.said
    return text(
        "classify.digit", index=int(answers.index[row]), true=answers.classes[answers.labels[row]],
        first=answers.classes[first[row]], second=answers.classes[second[row]],
    )  # fmt: skip


# ---- one digit ---------------------------------------------------------------------


def _show_one(answers: Answers, shown: np.ndarray) -> None:
    """Both systems' class probabilities of one digit of the sample."""
    st.subheader(text("classify.heading_one"))
    left, right = st.columns([3, 6], gap="large")
    with left:
        row = _choose_one(answers, shown)
        _draw_one(answers, row)
    with right:
        from explorer.plots import noise

        shares = {
            name: probabilities[row].tolist()
            for name, probabilities in zip(answers.names, answers.probabilities, strict=True)
        }
        figure = noise.probabilities(
            shares,
            int(answers.labels[row]),
            text("layers.colour_digit"),
            text("own.probability"),
            answers.classes,
        )
        st.plotly_chart(in_language(figure), key=key("bars"), config={"displayModeBar": False})
        st.caption(_describe(answers, row))


def _choose_one(answers: Answers, shown: np.ndarray) -> int:
    """A row of the sample: one of the mistakes in the gallery, or any digit by its number."""
    rows = [int(row) for row in shown] or [0]
    number = state.recall(VIEW, "number")
    asked = [] if number is None else np.flatnonzero(answers.index == number).tolist()
    rows = [row for row in asked if row not in rows] + rows
    numbers = [int(answers.index[row]) for row in rows]

    def name(chosen: int) -> str:
        return _describe(answers, rows[numbers.index(chosen)])

    chosen = st.selectbox(
        text("classify.number_of"),
        numbers,
        format_func=name,
        **state.sticky(VIEW, "number", numbers[0], numbers),
    )
    return rows[numbers.index(chosen)]


def _draw_one(answers: Answers, row: int) -> None:
    from explorer.data.pictures import to_bytes

    noisy = to_bytes(answers.pictures[row][..., 0])
    pictures = np.stack([noisy, answers.clean[row]])
    names = [text("classify.noisy"), text("classify.clean")]
    digits([Row("", pictures, 138, names, names)], key("one"))
