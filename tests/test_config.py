"""Settings: the beta formula against its derivation, the checks, and the trip through JSON."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import config
from explorer.beta import balanced_k2, beta_of
from explorer.config import (
    DECODERS,
    MODEL_NAMES,
    NOISE_MODES,
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
)
from explorer.errors import ConfigError


@pytest.mark.parametrize(("k1", "k2", "dim"), [(1, 0.001, 2), (3, 7, 2), (0.5, 0.02, 10)])
def test_beta_is_the_ratio_that_makes_the_loss_an_elbo(k1, k2, dim):
    """The weighted loss must be one constant times (nats of BCE + beta * nats of KL)."""
    rng = np.random.default_rng(0)
    bce = rng.uniform(0.05, 0.5, (64, 784))  # per pixel
    mean, log_var = rng.normal(size=(2, 64, dim))
    terms = -(1 + log_var - mean**2 - np.exp(log_var))
    loss = k1 * bce.mean(axis=1) + k2 * terms.mean(axis=1)
    nats = bce.sum(axis=1) + beta_of(k1, k2, dim) * 0.5 * terms.sum(axis=1)
    np.testing.assert_allclose(loss, nats * k1 / 784, rtol=1e-12)


def test_known_betas():
    assert ModelConfig(k1=1, k2=0.001, latent_dim=2).beta == pytest.approx(0.784)
    assert beta_of(1, balanced_k2(1, 10), 10) == pytest.approx(1)
    assert beta_of(0, 1, 2) == math.inf
    assert beta_of(1, 0, 2) == 0


@pytest.mark.parametrize(
    ("section", "values"),
    [
        (ModelConfig, {"name": "gan"}),
        (ModelConfig, {"name": 3}),
        (ModelConfig, {"latent_dim": 0}),
        (ModelConfig, {"latent_dim": 2.5}),
        (ModelConfig, {"latent_dim": True}),
        (ModelConfig, {"decoder": "mlp"}),
        (ModelConfig, {"k1": math.nan}),
        (ModelConfig, {"k2": math.inf}),
        (ModelConfig, {"k1": -1}),
        (ModelConfig, {"k1": 0, "k2": 0}),
        (ModelConfig, {"k1": "1"}),
        (NoiseConfig, {"mode": "rain"}),
        (NoiseConfig, {"mode": "gaussian", "level": 1.5}),
        (NoiseConfig, {"mode": "gaussian", "level": math.nan}),
        (NoiseConfig, {"mode": "poisson", "level": 0.5}),
        (NoiseConfig, {"mode": "shuffle", "level": 5}),
        (DataConfig, {"subset": 3}),
        (DataConfig, {"validation": 0.9}),
        (DataConfig, {"path": 7}),
        (TrainingConfig, {"epochs": 0}),
        (TrainingConfig, {"batch_size": -1}),
        (TrainingConfig, {"learning_rate": 0}),
        (TrainingConfig, {"schedule": "step"}),
        (TrainingConfig, {"seed": -1}),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(section, values):
    with pytest.raises(ConfigError) as caught:
        section(**values)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    value = next(iter(values.values()))
    assert "k1 and k2" in sentence or repr(values.get("level", value)) in sentence


def test_json_gives_back_equal_settings():
    run = RunConfig(
        ModelConfig("dual", 7, "upsampling"),
        DataConfig("some.npz", 500, 0.2),
        NoiseConfig("mask", 10),
        TrainingConfig(3, 32, 0.01, "constant", 5),
    )
    assert RunConfig.from_json(run.to_json()) == run


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '{"model": 3}', '{"model": {"colour": 1}}', '{"more": {}}', '{"model": []}'],
)
def test_foreign_json_is_refused(text):
    with pytest.raises(ConfigError):
        RunConfig.from_json(text)


def test_the_hash_changes_with_every_setting():
    base = RunConfig()
    other = {
        "name": "vae_subclass", "latent_dim": 3, "decoder": "upsampling", "k1": 2.0, "k2": 0.5,
        "path": "x.npz", "subset": 100, "validation": 0.2, "mode": "salt", "level": 0.5,
        "epochs": 2, "batch_size": 2, "learning_rate": 0.5, "schedule": "constant", "seed": 1,
        "precision": "mixed_bfloat16", "annealing": "linear", "classes": 7, "bases": 16,
    }  # fmt: skip
    hashes = {base.hash}
    for section in dataclasses.fields(base):
        part = getattr(base, section.name)
        for field in dataclasses.fields(part):
            changed = dataclasses.replace(part, **{field.name: other[field.name]})
            hashes.add(dataclasses.replace(base, **{section.name: changed}).hash)
    assert len(hashes) == 1 + len(other)
    assert RunConfig().hash == base.hash


def test_a_vae_for_every_beta_of_an_earlier_version_keeps_its_bases():
    """Its record names none: they stood evenly then, sixteen of them."""
    for name, bases in ((config.ANY_BETA, 16), ("vae_functional", 22)):
        values = RunConfig(config.ModelConfig(name)).to_dict()
        assert RunConfig.from_dict(values).model.bases == 22
        del values["model"]["bases"]
        assert RunConfig.from_dict(values).model.bases == bases
    with pytest.raises(ConfigError, match="bases must be 16 or 22, got 17"):
        config.ModelConfig(bases=17)


def test_defaults_are_the_courses():
    assert config.default_config("vae_subclass").model.latent_dim == 2
    assert config.default_config("vae_subclass").noise.mode == "none"
    assert config.default_config("inception").model.latent_dim == 10
    assert config.default_config("inception").noise == NoiseConfig("course", 1.0)


def test_every_noise_mode_accepts_its_default_and_its_ends():
    for mode, spec in config.NOISE_MODES.items():
        for level in (spec.default, spec.low, spec.high, None):
            assert spec.low <= NoiseConfig(mode, level).strength <= spec.high


@st.composite
def configs(draw: st.DrawFn) -> RunConfig:
    """Any settings that are allowed."""
    mode = draw(st.sampled_from(sorted(NOISE_MODES)))
    spec = NOISE_MODES[mode]
    levels = st.sampled_from(spec.choices) if spec.choices else st.floats(spec.low, spec.high)
    weights = st.floats(1e-6, 1e6)
    return RunConfig(
        ModelConfig(
            draw(st.sampled_from(MODEL_NAMES)),
            draw(st.integers(1, 128)),
            draw(st.sampled_from(DECODERS)),
            draw(weights),
            draw(weights),
        ),
        DataConfig(
            draw(st.none() | st.text(max_size=20)),
            draw(st.none() | st.integers(10, 10_000_000)),
            draw(st.floats(0, 0.5)),
        ),
        NoiseConfig(mode, draw(levels)),
        TrainingConfig(
            epochs=draw(st.integers(1, 10_000)),
            learning_rate=draw(st.floats(1e-8, 10)),
            seed=draw(st.integers(0, 2**31 - 1)),
        ),
    )


@given(configs())
def test_settings_come_back_from_their_json(config: RunConfig) -> None:
    back = RunConfig.from_json(config.to_json())
    assert back == config
    assert back.hash == config.hash


@given(st.integers() | st.floats() | st.text(max_size=400) | st.none() | st.lists(st.integers()))
def test_whatever_a_setting_is_it_is_taken_or_refused_in_one_short_sentence(value: Any) -> None:
    for section, name in ((TrainingConfig, "seed"), (ModelConfig, "k1"), (DataConfig, "path")):
        try:
            section(**{name: value})
        except ConfigError as error:
            said = str(error)
            break
    else:
        said = "taken"
    assert len(said) < 300
    assert "\n" not in said
