"""The two weights of the loss: what they mean, and what VAEs make of them.

Four parts, one at a time: one VAE for every ratio, live; its sweep through all of them as
a film; VAEs trained for one ratio alone; and a sweep of one's own trainings.
"""

from __future__ import annotations

import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import links
from explorer.ui.errors import as_sentence
from explorer.ui.shared import any_beta, browser_models, told
from explorer.ui.texts import text
from explorer.ui.views.kl import film, now, trained
from explorer.ui.views.kl.settings import LINK, VIEW, choose_weights, show_meaning
from explorer.ui.widgets.tabs import choose_tab

__all__ = ["LINK", "VIEW", "show"]
LIVE = ("live", "movie")  # the parts that need the VAE for every beta
PARTS = (*LIVE, "trained", "own")


def show() -> None:
    """The whole view. Nothing here needs TensorFlow until the first picture is seen."""
    record = any_beta.record()
    parts = PARTS if record else tuple(p for p in PARTS if p not in LIVE)
    part = choose_tab(VIEW, "part", text("kl.part"), parts, _title)
    if part == "own":
        from explorer.ui.views.kl import sweep  # the cluster: not before somebody wants to train

        sweep.show()
    elif part == "movie" and record:
        film.show(record)
    else:
        weigh(part, record)
        if part == "live" and record:
            browser_models.bring(record, VIEW)


def _title(part: str) -> str:
    return text(f"kl.part_{part}")


@st.fragment
@as_sentence
def weigh(part: str, record: SavedModel | None) -> None:
    """The weights and what follows from them; a slider that is let go reruns only this."""
    if part == "live":
        told.adopt()
        now.take()
    st.caption(text(f"kl.lead_{part}"))
    left, right = st.columns(2, gap="large")
    with left:
        k1, k2 = choose_weights()
    with right:
        show_meaning(k1, k2)
    if part == "live" and record:
        now.show(record, k1, k2)
    else:
        trained.show(k1, k2)
    links.publish(VIEW, LINK)
