"""The curves that a running training is drawn by."""

from __future__ import annotations

from explorer.plots import training as figures

WORDS = {"title": "loss", "epoch": "epoch", "training": "own", "held_out": "held out"}


def test_the_parts_of_a_loss_stand_apart() -> None:
    vae = {name: [1.0] for name in ("loss", "r_loss", "kl_loss", "val_r_loss")}
    assert figures.panels(vae, {}) == ["r_loss", "kl_loss"]
    dual = dict.fromkeys(("loss", "ae_loss", "classifier_accuracy", "classifier_loss"), 0.5)
    assert figures.panels({}, dual) == ["ae_loss", "classifier_accuracy"]
    assert figures.panels({"loss": [1.0]}, {}) == ["loss"]
    assert figures.panels({}, {}) == []


def test_epochs_lie_at_their_ends_and_the_running_one_between() -> None:
    history = {"loss": [3.0, 2.0], "val_loss": [4.0, 3.0]}
    trail = [(0.5, {"loss": 9.0}), (2.25, {"loss": 1.9}), (2.5, {"other": 0.0})]
    running, own, held_out = figures.curve("loss", history, trail, WORDS, 5).data
    assert list(running.x) == [2.25]
    assert list(running.y) == [1.9]
    assert list(own.x) == [1, 2]
    assert list(own.y) == [3.0, 2.0]
    assert list(held_out.y) == [4.0, 3.0]
    assert (own.name, held_out.name) == ("own", "held out")
    assert own.marker.symbol != held_out.marker.symbol  # colour is not the only cue


def test_a_first_epoch_has_its_running_line_alone() -> None:
    figure = figures.curve("loss", {}, [(0.1, {"loss": 2.0}), (0.2, {"loss": 1.5})], WORDS, 5)
    assert [len(line.x or ()) for line in figure.data] == [2, 0]
    assert figure.layout.yaxis.title.text == "loss"
