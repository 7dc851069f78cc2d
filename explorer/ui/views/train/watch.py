"""A training while it runs and after: how far it is, its losses, its map, its strip."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.config import PIXELS
from explorer.errors import ExplorerError
from explorer.formatting import span
from explorer.jobs import memory
from explorer.jobs import status as jobs_status
from explorer.jobs.status import Status
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import encode
from explorer.ui.errors import as_sentence
from explorer.ui.shared import any_beta, datasets, models
from explorer.ui.shared.trainings import delete, may_manage, stop, trainings
from explorer.ui.texts import in_language, number, sentence, text
from explorer.ui.views.train import film
from explorer.ui.views.train.weights import VIEW, key
from explorer.ui.widgets.model_summary import show_summary

EVERY = 1.0  # seconds between two looks at a running training
ENDS = {"finished": st.success, "stopped": st.info, "interrupted": st.warning}
CURVES = ("r_loss", "kl_loss", "ae_loss", "classifier_accuracy", "loss")  # that have a name


def watch(job: str) -> None:
    """Show a job; while it has something new to tell, look again every second.

    Whoever began it, or a teacher, may stop and delete it.
    """
    is_live = _is_live(job)
    st.fragment(_look, run_every=EVERY if is_live else None)(job, is_live)


def _is_live(job: str) -> bool:
    status = trainings().status(job)
    return status is not None and (not status.is_over or trainings().is_busy(job))


@as_sentence
def _look(job: str, was_live: bool) -> None:
    if was_live and not _is_live(job):
        st.rerun()  # the whole page: no more looking, and a new model in the choosers
    status = trainings().status(job)
    if status is None:
        st.info(text("train.lost", job=job))
        return
    _show_state(status)
    _show_losses(status)
    if not status.is_over or status.epochs_done:
        left, right = st.columns([5, 4], gap="medium")
        with left:
            film.show(status)
        if status.epochs_done:
            with right:
                _show_strip(status, _choose_epoch(status))


def describe(status: Status) -> str:
    """One line that tells a job from others in a list; it stays the same as the job goes on."""
    model, epochs = status.config.model, status.config.training.epochs
    system = text(f"train.short_{model.name}", dim=model.latent_dim)
    return text("train.job", system=system, epochs=epochs, id=status.id[-10:][:4])


# ---- how far it is -----------------------------------------------------------


def _show_state(status: Status) -> None:
    """One line, a bar, and a button to stop while there is something to stop."""
    if not status.is_over:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.progress(_share(status), _progress_text(status))
        may_stop = may_manage(status.owner) and not trainings().is_elsewhere(status)
        right.button(
            text("train.stop"), key=key("stop"), on_click=stop, args=(status.id,),
            disabled=not may_stop or status.state in ("stopping", "looking"),
            help=_stop_help(status), width="stretch",
        )  # fmt: skip
        return
    if status.state == "failed":
        st.error(sentence(status.message))
    else:
        show = ENDS[status.state]
        if status.epochs_done or status.state == "finished":
            show(text(f"train.end_{status.state}", done=status.epochs_done))
        else:
            show(text(f"train.end_{status.state}_early"))
    if status.saved:
        _show_model(status)
    if may_manage(status.owner) and not trainings().is_busy(status.id):
        with st.popover(text("train.delete"), icon=":material/delete:"):
            st.markdown(text("train.delete_what"))
            st.button(
                text("train.delete_sure"), key=key("delete"), type="primary",
                on_click=_delete, args=(status.id,),
            )  # fmt: skip


def _delete(job: str) -> None:
    try:
        delete(job)
    except ExplorerError as error:
        st.toast(sentence(error), icon=":material/error:")
    else:
        state.forget(VIEW, "job")


def _stop_help(status: Status) -> str:
    if trainings().is_elsewhere(status):
        return text("train.elsewhere")
    return text("train.stop_help") if may_manage(status.owner) else text("train.not_mine")


def _share(status: Status) -> float:
    epochs = status.config.training.epochs
    batches = max(1, status.batches)
    done = max(status.epochs_done, status.epoch - 1 + status.batch / batches, 0.0)
    return min(1.0, done / epochs)


def _progress_text(status: Status) -> str:
    if status.state == "queued":
        return _place_text(status)
    if status.state == "starting" and status.tries > 1:
        there, needed = memory.there() / memory.GIGABYTE, memory.TRAINING / memory.GIGABYTE
        return text("train.again", died=status.tries - 1, there=there, needed=needed)
    if status.state in ("looking", "starting", "stopping"):
        return text(f"train.{status.state}")
    left = "…" if status.seconds_left is None else span(status.seconds_left)
    epochs = status.config.training.epochs
    return text("train.running", epoch=status.epoch, epochs=epochs, left=left)


def _place_text(status: Status) -> str:
    """How many are served before it, and when its turn comes."""
    ahead, seconds = trainings().ahead_of(status), trainings().seconds_to_start(status)
    if not ahead:
        return text("train.queued_next")
    if seconds is None:
        return text("train.queued_unknown", ahead=ahead)
    return text("train.queued", ahead=ahead, start=span(seconds))


def _show_model(status: Status) -> None:
    """The figures on the test set, once they are taken, and the way to the map."""
    try:
        record = saved.read_record(status.folder)
    except ExplorerError:
        return  # just being replaced
    if record.metrics:
        show_summary(record)
    elif trainings().is_busy(status.id):
        st.caption(text("train.measuring"))
    name = str(models.RUNS / Path(status.folder).name)
    if name in models.names():
        st.button(
            text("train.to_map"), key=key("to_map"), on_click=state.go,
            args=("map",), kwargs={"model": name},
        )  # fmt: skip
        if any_beta.is_one(record):
            _show_way_to_kl(record, name)


def _show_way_to_kl(record: SavedModel, name: str) -> None:
    """A VAE for every beta is shown at all of them, once its sweep is measured."""
    if any_beta.has_sweep(record):
        data = datasets.name_of(record.config.data.path)
        st.button(
            text("train.to_kl"), key=key("to_kl"), on_click=state.go,
            args=("kl",), kwargs={"part": "live", "data": data, "network": name},
        )  # fmt: skip
    else:
        st.caption(text("train.sweep_soon"))


# ---- losses ------------------------------------------------------------------


def _show_losses(status: Status) -> None:
    """A plot a loss; in words beside them, the latest values, a VAE's in nats as well."""
    from explorer.plots import training as figures

    names = [n for n in figures.panels(status.history, status.logs) if n in CURVES]
    if not names:
        return
    for column, name in zip(st.columns(len(names)), names, strict=True):
        words = {
            "title": text(f"train.curve_{name}"),
            "epoch": text("train.epoch"),
            "training": text("train.training"),
            "held_out": text("train.held_out"),
        }
        epochs = status.config.training.epochs
        figure = figures.curve(name, status.history, status.trail, words, epochs)
        column.plotly_chart(
            in_language(figure), key=key(f"curve.{name}"), config={"displayModeBar": False}
        )
    st.caption(_latest(status, names))


def _latest(status: Status, names: list[str]) -> str:
    found = {n: curve[-1] for n, curve in status.history.items() if curve} | status.logs
    words = [f"{text(f'train.curve_{n}')} {number(found[n], '.4g')}" for n in names if n in found]
    model = status.config.model
    if model.variational and "r_loss" in found and "kl_loss" in found:
        if model.k1:
            nats = found["r_loss"] / model.k1 * PIXELS
            words.append(text("train.nats_r", nats=nats))
        if model.k2:
            nats = found["kl_loss"] / model.k2 * model.latent_dim / 2
            words.append(text("train.nats_kl", nats=nats))
        words.append(text("train.weights", k1=model.k1, k2=model.k2, beta=model.beta))
    return " · ".join(words)


# ---- after each epoch --------------------------------------------------------


def _choose_epoch(status: Status) -> int:
    """The scrubber. At its right end it follows the training; moved back, it stays."""
    last, name = status.epochs_done, f"epoch.{status.id}"
    if last == 1:
        return 1
    if state.recall(VIEW, f"follow.{status.id}", True):
        state.put(VIEW, name, last)

    def moved() -> None:
        state.keep(VIEW, f"follow.{status.id}", st.session_state[key(name)] == last)

    return st.slider(
        text("train.scrub"), 1, last, on_change=state.while_shown(VIEW, moved),
        **state.sticky(VIEW, name, last, within=(1, last)), help=text("train.scrub_help"),
    )  # fmt: skip


def _show_strip(status: Status, epoch: int) -> None:
    strip = jobs_status.read_strip(status.folder, epoch)
    if strip:
        # no file of the server: a slow browser would ask for it when the next has replaced it
        picture = f"data:image/png;base64,{encode(strip)}"
        st.image(picture, text("train.strip", epoch=epoch), width="stretch")
