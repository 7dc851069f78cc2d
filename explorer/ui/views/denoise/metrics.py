"""PSNR, SSIM and BCE of restored digits, beside what costs no learning."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from explorer.config import NoiseConfig
from explorer.models.saved import SavedModel
from explorer.ui.shared import denoising
from explorer.ui.texts import number, text
from explorer.ui.views.denoise.subject import Subject

Quality = dict[str, dict[str, float]]
ROWS = ("restored", "noisy", "black", "mean_image")
UNKNOWN = "…"


def show_numbers(
    record: SavedModel,
    subject: Subject,
    noise: NoiseConfig,
    pictures: tuple[np.ndarray, np.ndarray | None],
) -> bool:
    """One table for the shown digits, one for a held-out sample. True while one is missing."""
    corrupted, restored = pictures
    mean = denoising.mean_image(subject.path) if restored is not None else None
    shown = None if restored is None else _quality(subject.clean(), corrupted, restored, mean)
    sample = denoising.quality(record, noise) if restored is not None else None
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{text('denoise.of_shown', count=len(corrupted))}**")
        st.markdown(table(shown))
    with right:
        st.markdown(f"**{text('denoise.of_sample', count=denoising.SAMPLE)}**")
        st.markdown(table(sample))
    st.caption(text("denoise.numbers_note"))
    return mean is None or sample is None


def _quality(
    clean: np.ndarray, corrupted: np.ndarray, restored: np.ndarray, mean: np.ndarray | None
) -> Quality:
    from explorer.analysis.noise_curves import quality_at

    return quality_at(clean, corrupted, restored, mean)


def table(quality: Quality | None) -> str:
    """Markdown: a row for the restored digits and for each baseline, the best in bold."""
    heads = [text(f"denoise.measure_{name}") for name in ("psnr", "ssim", "bce")]
    lines = [f"| {text('denoise.picture')} | " + " | ".join(heads) + " |", "|---|--:|--:|--:|"]
    for what in ROWS:
        values = (quality or {}).get(what)
        cells = [UNKNOWN] * 3 if values is None else _cells(values)
        name = text(f"denoise.row_{what}")
        if what == "restored":
            name, cells = f"**{name}**", [f"**{cell}**" for cell in cells]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cells(values: dict[str, float]) -> list[str]:
    psnr = number(values["psnr"], ".1f") if math.isfinite(values["psnr"]) else "∞"
    return [psnr, number(values["ssim"], ".2f"), number(values["bce"], ".3f")]
