"""Which loss have you got? One's own loss, as it is written, and the bargain that it stands for."""

from __future__ import annotations

import streamlit as st

from explorer.analysis.beta_sweep import BetaSweep
from explorer.beta import HIGHEST, LOWEST
from explorer.ui.components import mount, triggered
from explorer.ui.texts import spoken, text
from explorer.ui.views.kl.settings import key


def take() -> float | None:
    """The beta of the loss that is to be looked at, if that was asked for just now."""
    asked = triggered(key("loss"), "set")
    return float(min(max(asked["beta"], LOWEST), HIGHEST)) if asked else None


def show(sweep: BetaSweep) -> None:
    """A loss can be put together; the browser says what it weighs (``web/loss``)."""
    with st.expander(text("loss.title"), icon=":material/function:"):
        st.markdown(text("loss.lead"))
        data = {
            "betas": sweep.betas.tolist(),
            "kl": sweep.kl_nats.tolist(),
            "reconstruction": sweep.reconstruction_nats.tolist(),
            **spoken("loss"),
        }
        mount("loss", data, key("loss"), "set")
        with st.popover(text("loss.question")):
            st.markdown(text("loss.answer_question"))
