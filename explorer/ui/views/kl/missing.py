"""No VAE for every ratio of these pictures yet: what to do about it."""

from __future__ import annotations

import streamlit as st

from explorer.config import ANY_BETA
from explorer.ui import links, state
from explorer.ui.shared import any_beta
from explorer.ui.texts import text
from explorer.ui.views.kl.settings import LINK, VIEW, handed_over, key


def show(path: str | None) -> None:
    """Say it, and hand over to the Train view what trains one; it starts from the bundled one."""
    st.info(text("kl.no_network"))
    for of in any_beta.unmeasured(path):
        st.caption(text("kl.no_sweep", run=of.folder.name, path=of.folder))
    if st.button(text("kl.train_network"), key=key("train_network"), type="primary"):
        state.go("train", **handed_over(ANY_BETA, path, any_beta.record()))
        st.rerun()
    links.publish(VIEW, LINK)
