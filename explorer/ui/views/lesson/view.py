"""The lesson: ten minutes through the app, a step at a time, with questions for the class."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.lesson import CHOOSING, DIGIT, DIGITS, MINUTES, STEPS, Step
from explorer.ui import state
from explorer.ui.errors import as_sentence
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.lesson.pictures import PICTURES
from explorer.ui.views.lesson.steps import VIEW, chosen_digit, facts, key, number, vae

LINK: dict[str, Any] = {"step": number, "digit": number}
NUMBERS = range(1, len(STEPS) + 1)
QUESTIONS = (1, 2)


def show() -> None:
    """The whole view: where we are, the step itself, and what to ask about it."""
    here = _navigate()
    step = STEPS[here - 1]
    done = sum(one.minutes for one in STEPS[: here - 1])
    words = text(
        "lesson.progress",
        number=here,
        count=len(STEPS),
        minutes=step.minutes,
        done=done,
        total=MINUTES,
    )
    st.progress((done + step.minutes) / MINUTES, words)
    _show_step(step)


def _navigate() -> int:
    """Back, a choice of all steps, and next; the number of the present step."""
    chooser = state.sticky(VIEW, "step", 1, NUMBERS)
    here = int(st.session_state[chooser["key"]])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _turn("back", here - 1)
        st.selectbox(text("lesson.step"), NUMBERS, format_func=_title, **chooser)
        _turn("next", here + 1)
    return here


def _turn(name: str, to: int) -> None:
    """A button to the step before or after."""
    forward = name == "next"
    st.button(
        text(f"lesson.{name}"),
        key=key(name),
        type="primary" if forward else "secondary",
        icon=":material/arrow_forward:" if forward else ":material/arrow_back:",
        icon_position="right" if forward else "left",
        disabled=to not in NUMBERS,
        shortcut="Alt+N" if forward else "Alt+P",
        on_click=state.put,
        args=(VIEW, "step", to),
    )


def _title(step: int) -> str:
    return f"{step}. {text(f'lesson_{STEPS[step - 1].name}.title')}"


@as_sentence
def _show_step(step: Step) -> None:
    left, right = st.columns([1, 1.25], gap="large")
    values = facts()
    with left:
        st.subheader(text(f"lesson_{step.name}.title"))
        st.markdown(text(f"lesson_{step.name}.first", **values))
        st.markdown(text(f"lesson_{step.name}.second", **values))
        _open_view(step)
        st.markdown(f"**{text('lesson.questions')}**")
        for question in QUESTIONS:
            with st.expander(text(f"lesson_{step.name}.question_{question}", **values)):
                st.markdown(text(f"lesson_{step.name}.answer_{question}", **values))
    with right:
        if step.name in CHOOSING:
            _choose_digit()
        PICTURES[step.name]()


def _open_view(step: Step) -> None:
    """A button that opens another view in the state that this step is about."""
    values = dict(step.values)
    if step.name in CHOOSING:
        values |= {"index": chosen_digit(), "point": None}
    st.button(
        text(f"lesson_{step.name}.open"),
        key=key("open"),
        icon=":material/open_in_new:",
        on_click=state.go,
        args=(step.view,),
        kwargs=values,
    )


def _choose_digit() -> None:
    """One of the first test digits, whose reconstructions need no network."""
    labels = models.labels(vae())

    def title(index: int) -> str:
        return text("lesson.which", index=index, digit=labels[index])

    st.selectbox(
        text("lesson.digit"),
        range(DIGITS),
        format_func=title,
        **state.sticky(VIEW, "digit", DIGIT, range(DIGITS)),
    )
