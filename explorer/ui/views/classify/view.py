"""Systems 2 and 3 on the same noisy digits: accuracy, confusions, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from explorer.config import NoiseConfig
from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.components import waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import denoising, models
from explorer.ui.texts import in_language, number, text
from explorer.ui.views.classify.mistakes import Answers, show_mistakes, system_names
from explorer.ui.widgets.model_chooser import choose_model, classifying_names
from explorer.ui.widgets.noise import NOISE_LINK, choose_noise

VIEW = "classify"
SIZES = (200, 500, 1000, 2000, 5000, 10_000)
DEFAULT_SIZE = 1000
LINK: dict[str, Callable[[str], Any]] = {
    "first": str, "second": str, **NOISE_LINK, "size": int, "number": int
}  # fmt: skip


def key(name: str) -> str:
    return state.key(VIEW, name)


def show() -> None:
    """The whole view. What was measured when the models were trained needs no TensorFlow."""
    names = classifying_names()
    with st.sidebar:
        first = choose_model(
            VIEW, "first", "dual", text("classify.first"), text("classify.model_help"), names
        )
        second = choose_model(
            VIEW, "second", "inception", text("classify.second"), text("classify.model_help"), names
        )
    st.markdown(text("classify.lead"))
    paths = [record.config.data.path for record in (first, second)]
    if models.class_names(paths[0]) != models.class_names(paths[1]):
        st.info(text("classify.other_classes"))
        return
    compare(first, second)


@st.fragment
@as_sentence
def compare(first: SavedModel, second: SavedModel) -> None:
    """Everything that the noise and the sample change."""
    noise, seed = choose_noise(VIEW)
    size = st.select_slider(
        text("classify.size"),
        SIZES,
        format_func=_number,
        help=text("classify.size_help"),
        **state.sticky(VIEW, "size", DEFAULT_SIZE, SIZES),
    )
    records = [first, second]
    ready = denoising.is_ready([], records)
    answers = _answers(records, noise, seed, size) if ready else None
    if answers is None:
        _show_stored(records, noise)
        st.caption(text("classify.measuring", count=size))
        if waiter(text("classify.loading"), key("waiter"), alone=True) and not ready:
            denoising.warm_up([], records)
    else:
        _show_accuracy(answers)
        _show_confusions([answers.confusion(side) for side in (0, 1)], records)
        st.caption(text("classify.source", count=len(answers.labels), seed=seed))
        show_mistakes(answers)
    links.publish(VIEW, LINK)


def _number(value: int) -> str:
    return text("classify.number", count=value)


def _answers(records: list[SavedModel], noise: NoiseConfig, seed: int, size: int) -> Answers | None:
    """Both systems' probabilities on one noisy sample; None until a thread has them."""
    path = records[0].config.data.path
    found = [denoising.probabilities(record, path, noise, seed, size) for record in records]
    if found[0] is None or found[1] is None:
        return None
    index = denoising.sample_index(path, size)
    clean, labels = (part[index] for part in models.test_digits(path))
    pictures = denoising.noisy(path, noise, seed, size)
    return Answers(
        system_names(records),
        models.class_names(path),
        index,
        labels,
        clean,
        pictures,
        (found[0], found[1]),
    )


# ---- accuracy and confusions -----------------------------------------------------


def _show_stored(records: list[SavedModel], noise: NoiseConfig) -> None:
    """What the models' records say of this very noise, measured after their training."""
    fitting = [r for r in records if "confusion" in r.metrics and r.metrics.get("noise") == {
        "mode": noise.mode, "level": noise.strength
    }]  # fmt: skip
    if len(fitting) < len(records):
        return
    counts = [record.metrics["images"] for record in records]
    shares = [record.metrics["accuracy"] for record in records]
    _metrics(system_names(records), shares, counts)
    _show_confusions([record.metrics["confusion"] for record in records], records)
    st.caption(text("classify.stored", count=counts[0]))


def _show_accuracy(answers: Answers) -> None:
    from explorer.analysis.noise_curves import paired_difference

    first, second = answers.right
    columns = _metrics(answers.names, [first.mean(), second.mean()], [len(first)] * 2)
    difference, error = paired_difference(first, second)
    with columns[2]:
        st.metric(
            text("classify.difference"),
            f"{number(100 * difference, '+.1f')} ± {number(100 * error, '.1f')} "
            + text("classify.points"),
            help=text("classify.difference_help"),
        )


def _metrics(names: list[str], shares: list[float], counts: list[int]) -> list[Any]:
    """The accuracy of each system with its standard error; the columns, one still empty."""
    from explorer.analysis.noise_curves import standard_error

    columns = list(st.columns(3))
    for column, name, share, count in zip(columns, names, shares, counts, strict=False):
        error = standard_error(float(share), count)
        column.metric(
            text("classify.accuracy", system=name),
            f"{number(share, '.1%')} ± {number(error, '.1%')}",
            help=text("classify.accuracy_help", count=count),
        )
    return columns


def _show_confusions(matrices: list[Any], records: list[SavedModel]) -> None:
    from explorer.plots import noise as plots_noise

    names, classes = system_names(records), models.class_names(records[0].config.data.path)
    for side, column in enumerate(st.columns(2, gap="medium")):
        with column:
            st.markdown(f"**{text('classify.confusion', system=names[side])}**")
            figure = plots_noise.confusion(
                matrices[side], text("classify.predicted"), text("classify.true"), classes
            )
            st.plotly_chart(
                in_language(figure), key=key(f"confusion_{side}"), config={"displayModeBar": False}
            )
            st.caption(_worst(np.asarray(matrices[side]), classes))


def _worst(matrix: np.ndarray, classes: tuple[str, ...]) -> str:
    """The most frequent confusion in words: a description of the picture."""
    errors = matrix * (1 - np.eye(len(matrix), dtype=int))
    true, predicted = np.unravel_index(errors.argmax(), errors.shape)
    if errors.sum() == 0:
        return text("classify.no_errors")
    return text(
        "classify.worst", true=classes[true], predicted=classes[predicted],
        count=int(errors.max()), errors=int(errors.sum()),
    )  # fmt: skip
