"""Estimates come from measurements alone, and from those of like trainings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.config import DataConfig, ModelConfig, NoiseConfig, RunConfig, TrainingConfig
from explorer.training import speed

CONFIG = RunConfig(
    ModelConfig("denoiser", 10), DataConfig(subset=10_000), NoiseConfig("course"),
    TrainingConfig(epochs=4, batch_size=100),
)  # fmt: skip


def one(per_image: float, start: float = 8.0, **changes: object) -> speed.Measurement:
    return replace(speed.measured(CONFIG, 10_000, per_image, start), **changes)  # type: ignore[arg-type]


def test_nothing_is_guessed() -> None:
    assert speed.estimate(CONFIG, []) is None
    assert speed.estimate(CONFIG, [one(0.001, model="dual")]) is None
    assert speed.estimate(CONFIG, [one(0.001, images=100)]) is None  # nothing like 10,000


def test_the_range_holds_what_was_measured_a_quarter_wider() -> None:
    """Oracle: start + seconds an image * images * epochs."""
    found = speed.estimate(CONFIG, [one(0.001), one(0.002, start=4.0)])
    assert found == speed.Estimate(0.75 * (8 + 40), 1.25 * (4 + 80), 2)


def test_the_nearest_of_kin_count() -> None:
    other = [
        one(1.0, noise="none"), one(1.0, batch_size=512), one(1.0, decoder="upsampling"),
    ]  # fmt: skip
    found = speed.estimate(CONFIG, [*other, one(0.001)])
    assert found
    assert (found.trainings, found.high) == (1, pytest.approx(60))
    assert speed.estimate(CONFIG, other)  # better than none
    many = [one(9.0)] + [one(0.001)] * speed.LATEST
    recent = speed.estimate(CONFIG, many)
    assert recent
    assert recent.high < 100  # the oldest does not count any more


def test_all_images_count_when_there_is_no_subset() -> None:
    whole = replace(CONFIG, data=DataConfig())
    found = speed.estimate(whole, [one(0.001, images=60_000, start=0.0)])
    assert found
    assert found.low == pytest.approx(0.75 * 4 * 60)


def test_measurements_are_remembered_and_damage_is_borne(tmp_path: Path) -> None:
    for number in range(3):
        speed.remember(tmp_path, one(number + 1.0))
    assert [m.per_image for m in speed.read(tmp_path)] == [1.0, 2.0, 3.0]
    for content in ("", "{}", "[1]", '[{"model": "x"}]', '{"a": {}}'):
        (tmp_path / speed.FILE).write_text(content)
        assert speed.read(tmp_path) == []
    speed.remember(tmp_path, one(5.0))
    assert len(speed.read(tmp_path)) == 1


@pytest.mark.parametrize(
    ("flags", "precision"),
    [
        ("flags : fpu sse2 avx2 avx512f", "float32"),
        ("flags : fpu avx512f avx512_bf16 amx_tile", "mixed_bfloat16"),
        ("flags : fpu amx_bf16 amx_tile", "mixed_bfloat16"),
        ("", "float32"),
        (None, "float32"),
    ],
)
def test_bfloat16_is_usual_where_the_processor_multiplies_it(
    flags: str | None, precision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cpuinfo"
    if flags is not None:
        file.write_text(f"processor : 0\n{flags}\n")
    monkeypatch.setattr(speed, "CPUINFO", file)
    assert speed.usual_precision() == precision
