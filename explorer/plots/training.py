"""The curves of a training while it runs. No Streamlit and no Keras here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

MARGIN = {"l": 55, "r": 10, "t": 10, "b": 40}
HEIGHT = 240
TRAINING, HELD_OUT = "#3f90da", "#bd1f01"  # of the palette for digits: told apart by anybody


def panels(history: Mapping[str, object], logs: Mapping[str, object]) -> list[str]:
    """Which curves a training is seen by: a VAE's two losses, else what its outputs are worth.

    ``loss`` alone only where it has no parts: a sum hides which part moves.
    """
    known = {*history, *logs}
    for names in (("r_loss", "kl_loss"), ("ae_loss", "classifier_accuracy"), ("loss",)):
        if known & set(names):
            return [name for name in names if name in known]
    return []


def curve(
    name: str,
    history: Mapping[str, Sequence[float]],
    trail: Sequence[tuple[float, Mapping[str, float]]],
    words: Mapping[str, str],
    epochs: int,
) -> go.Figure:
    """One loss over the epochs, each epoch's mean; ``val_`` + ``name`` beside it.

    ``trail`` holds (epochs so far, means of the running epoch), a few points a second.
    ``words``: ``title``, ``epoch``, ``training``, ``held_out``.
    """
    figure = go.Figure()
    own, held_out = history.get(name, []), history.get(f"val_{name}", [])
    running = [(x, logs[name]) for x, logs in trail if name in logs and x > len(own)]
    if running:
        figure.add_scatter(
            x=[x for x, _ in running], y=[y for _, y in running], mode="lines",
            line={"color": TRAINING, "width": 1}, showlegend=False, hoverinfo="skip",
        )  # fmt: skip
    _line(figure, own, words["training"], TRAINING, "solid", "circle")
    if held_out:
        _line(figure, held_out, words["held_out"], HELD_OUT, "dash", "diamond")
    figure.update_layout(
        height=HEIGHT, margin=MARGIN, hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )  # fmt: skip
    last = max([len(own), *(x for x, _ in running), 1.0])
    far = min(float(epochs), 1.15 * last + 0.5)
    figure.update_xaxes(title=words["epoch"], range=[0, 1.02 * far], rangemode="tozero")
    figure.update_yaxes(title=words["title"])
    return figure


def _line(
    figure: go.Figure, values: Sequence[float], name: str, colour: str, dash: str, symbol: str
) -> None:
    figure.add_scatter(
        x=list(range(1, len(values) + 1)), y=list(values), name=name, mode="lines+markers",
        line={"color": colour, "dash": dash}, marker={"symbol": symbol},
    )  # fmt: skip
