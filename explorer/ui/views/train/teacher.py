"""What a teacher may do: with the server's own secret, stop and delete everybody's trainings."""

from __future__ import annotations

import streamlit as st

from explorer.ui import state
from explorer.ui.shared import visitors
from explorer.ui.shared.trainings import stop_all, trainings
from explorer.ui.texts import text
from explorer.ui.views.train.weights import VIEW, key


def show_teacher() -> None:
    """Ask for the secret, or show what it opens; nothing where the server has none."""
    if not visitors.has_teacher():
        return
    with st.expander(text("train.teacher"), icon=":material/school:"):
        if not visitors.asker().is_teacher:
            st.text_input(
                text("train.teacher_secret"), key=key("teacher"), type="password",
                on_change=state.while_shown(VIEW, _try), help=text("train.teacher_help"),
            )  # fmt: skip
            if state.recall(VIEW, "guessed_wrong"):
                st.error(text("train.teacher_wrong"))
            return
        st.markdown(text("train.teacher_is"))
        count = len(trainings().unfinished())
        with st.container(horizontal=True):
            st.button(
                text("train.stop_all", count=count), key=key("stop_all"), on_click=stop_all,
                disabled=not count,
            )  # fmt: skip
            st.button(
                text("train.teacher_leave"), key=key("teacher_leave"),
                on_click=visitors.stop_being_teacher,
            )  # fmt: skip


def _try() -> None:
    guess = st.session_state.get(key("teacher"), "")
    st.session_state[key("teacher")] = ""  # it stays on no screen
    if guess:
        state.keep(VIEW, "guessed_wrong", not visitors.become_teacher(guess))
