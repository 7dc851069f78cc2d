"""A sweep from the KL view: VAEs trained for a range of weights, their marks as they come."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.config import RunConfig
from explorer.formatting import span
from explorer.jobs import sweep
from explorer.jobs.sweep import Cell
from explorer.jobs.sweeps import Plan
from explorer.ui import links, state
from explorer.ui.errors import as_sentence
from explorer.ui.shared import visitors
from explorer.ui.shared.trainings import is_mine, may_manage, stop_sweep, sweeps, trainings
from explorer.ui.texts import in_language, language, number, plain, sentence, text, whole
from explorer.ui.views.kl.settings import LINK, VIEW, key
from explorer.ui.views.kl.sweep_settings import ALL_IMAGES, choose
from explorer.ui.widgets.rate_distortion import plotting

NONE = ""  # no sweep is chosen
EVERY = 2.0  # seconds between two looks at a running sweep
STATES = (
    "waiting", "queued", "starting", "stopping", "measuring", "stopped", "interrupted",
)  # fmt: skip


@as_sentence
def show(path: str | None) -> None:
    """What to train on the pictures of ``path``, and below it what came out.

    A change reruns only this.
    """
    is_live = sweeps().is_any_running()
    st.fragment(_show, run_every=EVERY if is_live else None)(is_live, path)


@as_sentence
def _show(was_live: bool, path: str | None) -> None:
    if was_live and not sweeps().is_any_running():
        st.rerun()  # the whole page: its models are new in the choosers
    st.markdown(text("kl_sweep.lead"))
    visitors.keep_secret(VIEW)
    _show_start(path)
    plan = _choose_sweep()
    if plan is None:
        st.caption(text("kl_sweep.empty"))
    else:
        _show_results(plan)
    links.publish(VIEW, LINK)


# ---- what to train -----------------------------------------------------------


@as_sentence
def _show_start(path: str | None) -> None:
    configs = choose(path)
    shown = {
        "k2": ", ".join(plain(c.model.k2) for c in configs),
        "beta": ", ".join(plain(c.model.beta) for c in configs),
    }
    st.caption(f"{text('kl_sweep.pairs', **shown)} {_duration(configs)}")
    label = text("kl_sweep.start", count=len(configs))
    if st.button(label, key=key("sweep_go"), type="primary"):
        plan = sweeps().start(configs, visitors.asker())
        state.put(VIEW, "sweep", plan.id)
        st.rerun()  # the whole page: the link names the sweep, and looks begin


def _duration(configs: Sequence[RunConfig]) -> str:
    found = [trainings().estimate(config) for config in configs]
    seconds = sum((e.low + e.high) / 2 for e in found if e)
    if None in found:
        return text("kl_sweep.no_estimate")
    slots = trainings().dask.slots or 1
    return text("kl_sweep.estimate", span=span(seconds / min(slots, len(configs))))


# ---- what came out -----------------------------------------------------------


def _choose_sweep() -> Plan | None:
    """One of this browser's, or another that is asked for, here or by a link."""
    known = sorted(sweeps().all(), key=lambda plan: not is_mine(plan.owner))
    if not known:
        return None
    first = known[0].id if is_mine(known[0].owner) else NONE
    names = {NONE: text("kl_sweep.none")} if first == NONE else {}
    names |= {plan.id: _title(plan) for plan in known}

    def title(name: str) -> str:
        return names.get(name, name)

    chosen = st.selectbox(
        text("kl_sweep.sweeps"), list(names), format_func=title, help=text("kl_sweep.sweeps_help"),
        **state.sticky(VIEW, "sweep", first, list(names)),
    )  # fmt: skip
    return next((plan for plan in known if plan.id == chosen), None)


def _title(plan: Plan) -> str:
    betas = [config.model.beta for config in plan.configs]
    first = plan.configs[0]
    line = text(
        "kl_sweep.title", count=len(betas), low=plain(min(betas)), high=plain(max(betas)),
        epochs=first.training.epochs, images=whole(first.data.subset or ALL_IMAGES),
        id=plan.id[-10:][:4],
    )  # fmt: skip
    return text("kl_sweep.mine", sweep=line) if is_mine(plan.owner) else line


def _show_results(plan: Plan) -> None:
    cells = sweeps().cells(plan)
    _show_state(plan, cells)
    _show_figure([cell for cell in cells if cell.figures])
    _show_table(cells)
    st.download_button(
        text("kl_sweep.take"), sweep.to_csv(cells), f"{plan.id}.csv", "text/csv",
        key=key("sweep_take"), on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _show_state(plan: Plan, cells: Sequence[Cell]) -> None:
    """How far it is, with a button to stop it; or how it ended, with one to go on."""
    done = sum(cell.figures is not None for cell in cells)
    if sweeps().is_running(plan.id):
        stopping, may_stop = sweeps().is_stopping(plan.id), may_manage(plan.owner)
        line = text("kl_sweep.progress", done=done, count=len(cells))
        left, right = st.columns([4, 1], vertical_alignment="center")
        share = sum(1.0 if cell.figures else 0.9 * cell.share for cell in cells) / len(cells)
        left.progress(share, text("kl_sweep.stopping") if stopping else line)
        right.button(
            text("kl_sweep.stop"), key=key("sweep_stop"), on_click=stop_sweep, args=(plan.id,),
            disabled=stopping or not may_stop, width="stretch",
            help=text("kl_sweep.stop_help") if may_stop else text("kl_sweep.not_mine"),
        )  # fmt: skip
        return
    if sweeps().problem(plan.id):
        st.error(sentence(sweeps().problem(plan.id)))
    if done == len(cells):
        st.success(text("kl_sweep.finished"))
        return
    st.info(text("kl_sweep.cut_off"))
    if may_manage(plan.owner) and st.button(text("kl_sweep.go_on"), key=key("sweep_on")):
        state.put(VIEW, "sweep", sweeps().start(plan.configs, visitors.asker()).id)
        st.rerun()


def _show_figure(measured: Sequence[Cell]) -> None:
    if not measured:
        st.caption(text("kl_sweep.no_marks"))
        return
    plot = plotting()
    points = [
        plot.Measured.of(_mark(cell), cell.config.model.beta, cell.figures)
        for cell in measured
        if cell.figures
    ]
    words = {"x": text("kl_sweep.axis_kl"), "y": text("kl_sweep.axis_reconstruction"), "line": ""}
    figure = plot.figure(points, words, None, float("nan"), language=language())
    alt = text("kl_sweep.figure_alt", models=plot.told(points, language()))
    st.plotly_chart(in_language(figure), key=key("sweep_figure"), alt=alt)


def _mark(cell: Cell) -> str:
    model = cell.config.model
    return text("kl_sweep.mark", k1=plain(model.k1), k2=plain(model.k2))


def _show_table(cells: Sequence[Cell]) -> None:
    """A line a VAE, in a table that scrolls on a narrow page; last, how far it is."""
    names = ("k2", "beta", "kl", "reconstruction", "elbo", "knn", "state")
    rows = [[plain(c.config.model.k2), plain(c.config.model.beta), *_figures(c), _state(c)]
            for c in cells]  # fmt: skip
    columns = zip(names, zip(*rows, strict=True), strict=True)
    st.table({text(f"kl_sweep.column_{name}"): list(values) for name, values in columns},
             border="horizontal", hide_index=True)  # fmt: skip


def _figures(cell: Cell) -> list[str]:
    f = cell.figures
    if f is None:
        return ["–"] * 4
    return [
        number(f["kl_nats"], ".2f"),
        number(f["reconstruction_nats"], ".1f"),
        number(f["neg_elbo"], ".1f"),
        number(f["knn_accuracy"], ".1%"),
    ]


def _state(cell: Cell) -> str:
    if cell.figures:
        return text("kl_sweep.state_measured")
    if cell.state == "running":
        return text("kl_sweep.state_running", share=cell.share)
    if cell.state == "failed":
        return text("kl_sweep.state_failed", message=sentence(cell.message))
    state_name = cell.state if cell.state in STATES else STATES[0]
    return text(f"kl_sweep.state_{state_name}")
