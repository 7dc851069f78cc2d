"""The two weights of the loss: what they mean, and what VAEs make of them.

Four parts, one at a time: one VAE for every ratio, live; its sweep through all of them as
a film; VAEs trained for one ratio alone; and a sweep of one's own trainings. All of MNIST, or
of other pictures that VAEs were trained on.
"""

from __future__ import annotations

import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.errors import as_sentence
from explorer.ui.shared import any_beta, browser_models, datasets, models, told
from explorer.ui.texts import text
from explorer.ui.views.kl import film, missing, now, trained
from explorer.ui.views.kl.settings import LINK, VIEW, choose_weights, show_meaning
from explorer.ui.widgets.data_chooser import choose_data
from explorer.ui.widgets.model_chooser import title
from explorer.ui.widgets.tabs import choose_tab

__all__ = ["LINK", "VIEW", "show"]
LIVE = ("live", "movie")  # the parts that need the VAE for every beta
PARTS = (*LIVE, "trained", "own")


def show() -> None:
    """The whole view. Nothing here needs TensorFlow until the first picture is seen."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        part = choose_tab(VIEW, "part", text("kl.part"), PARTS, _title)
    with right:
        path = choose_data(VIEW, text("kl.data_help"), datasets.short_title)
    if part == "own":
        from explorer.ui.views.kl import sweep  # the cluster: not before somebody wants to train

        sweep.show(path)
        return
    record = _choose_network(path)
    if part in LIVE and record is None:
        missing.show(path)
    elif part == "movie" and record:
        film.show(record)
    else:
        weigh(part, path, record)
        if part == "live" and record:
            browser_models.bring(record, VIEW)


def _choose_network(path: str | None) -> SavedModel | None:
    """The VAE for every ratio of these pictures; a choice where there are several."""
    known = {models.name_of(of): of for of in any_beta.of_data(path)}
    if len(known) < 2:
        return next(iter(known.values()), None)
    name = st.selectbox(
        text("kl.network"),
        list(known),
        format_func=title,
        **state.sticky(VIEW, "network", next(iter(known)), known),
    )
    return known[str(name)]


def _title(part: str) -> str:
    return text(f"kl.part_{part}")


@st.fragment
@as_sentence
def weigh(part: str, path: str | None, record: SavedModel | None) -> None:
    """The weights and what follows from them; a slider that is let go reruns only this."""
    if part == "live":
        told.adopt()
        now.take()
    st.caption(text(f"kl.lead_{part}"))
    left, right = st.columns(2, gap="large")
    with left:
        k1, k2 = choose_weights()
    with right:
        show_meaning(k1, k2, path, record)
    if part == "live" and record:
        now.show(record, k1, k2)
    else:
        trained.show(k1, k2, path)
    links.publish(VIEW, LINK)
