"""The systems against the design's table, written out here once more."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from typing import Any

import keras
import numpy as np
import pytest

from explorer import models
from explorer.config import ANY_BETA, DECODERS, MODEL_NAMES, VAE_NAMES, ModelConfig
from explorer.data.mnist import Split
from explorer.errors import ConfigError
from explorer.models import vae_functional
from explorer.models.network import Network

LATENT = 3


# Each layer as (class, settings); "same" and relu convolutions of 3 x 3 are most of them.
def conv(filters: int, strides: int, kind: str = "Conv2D", activation: str = "relu") -> tuple:
    return (kind, filters, (3, 3), (strides, strides), "same", activation)


def conv_t(filters: int, strides: int, activation: str = "relu") -> tuple:
    return conv(filters, strides, "Conv2DTranspose", activation)


def valid(filters: int, size: int) -> tuple:
    return ("Conv2D", filters, (size, size), (1, 1), "valid", "relu")


def dense(units: int, activation: str = "linear") -> tuple:
    return ("Dense", units, activation)


FLATTEN, GROW = ("Flatten",), ("UpSampling2D", (2, 2))
POOL = ("MaxPooling2D", (2, 2))
TO_CUBE = [dense(7 * 7 * 64, "relu"), ("Reshape", (7, 7, 64))]

AE_ENCODER = [conv(32, 2), conv(64, 2), FLATTEN, dense(16, "relu"), dense(LATENT)]
AE_DECODERS = {
    "transposed": [*TO_CUBE, conv_t(64, 2), conv_t(32, 2), conv_t(1, 1, "sigmoid")],
    "upsampling": [
        *TO_CUBE, GROW, conv(64, 1), GROW, conv(32, 1), conv(1, 1, activation="sigmoid"),
    ],
}  # fmt: skip
VAE_ENCODER = [
    conv(32, 1), conv(64, 2), conv(64, 2), conv(64, 1), FLATTEN, dense(16, "relu"),
    dense(LATENT), dense(LATENT), ("SamplingLayer",),
]  # fmt: skip
VAE_DECODERS = {
    "transposed": [*TO_CUBE, conv_t(64, 1), conv_t(64, 2), conv_t(32, 2), conv_t(1, 1, "sigmoid")],
    "upsampling": [
        *TO_CUBE, conv(64, 1), GROW, conv(64, 1), GROW, conv(32, 1),
        conv(1, 1, activation="sigmoid"),
    ],
}  # fmt: skip


def cnn(size: int) -> list[tuple]:
    return [
        valid(8, size), POOL, ("Dropout", 0.2), valid(16, size), POOL, ("Dropout", 0.2),
        FLATTEN, dense(100, "relu"), ("Dropout", 0.5),
    ]  # fmt: skip


def described(layer: keras.Layer) -> tuple:
    """A layer as the table above writes it."""
    kind = type(layer).__name__
    if kind in ("Conv2D", "Conv2DTranspose"):
        activation = layer.activation.__name__
        return (kind, layer.filters, layer.kernel_size, layer.strides, layer.padding, activation)
    settings: dict[str, Any] = {
        "Dense": lambda: (layer.units, layer.activation.__name__),
        "Dropout": lambda: (layer.rate,),
        "MaxPooling2D": lambda: (tuple(layer.pool_size),),
        "UpSampling2D": lambda: (tuple(layer.size),),
        "Reshape": lambda: (tuple(layer.target_shape),),
    }
    return (kind, *settings.get(kind, tuple)())


def table_of(model: keras.Model) -> list[tuple]:
    return [described(x) for x in model.layers if type(x).__name__ != "InputLayer"]


@pytest.fixture(scope="module")
def networks() -> dict[tuple[str, str], Network]:
    """All systems with either decoder, 3 latent dims."""
    return {
        (name, decoder): models.build(ModelConfig(name, LATENT, decoder), seed=5)
        for name in MODEL_NAMES
        for decoder in DECODERS
    }


# --- architecture -------------------------------------------------------------------


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("name", [name for name in MODEL_NAMES if name != ANY_BETA])
def test_encoder_and_decoder_are_the_designs(networks: dict, name: str, decoder: str) -> None:
    network = networks[name, decoder]
    vae = name in VAE_NAMES
    assert table_of(network.encoder) == (VAE_ENCODER if vae else AE_ENCODER)
    assert table_of(network.decoder) == (VAE_DECODERS if vae else AE_DECODERS)[decoder]


def test_dual_classifier_is_the_designs(networks: dict) -> None:
    assert table_of(networks["dual", "transposed"].classifier) == [*cnn(3), dense(10, "softmax")]


def test_inception_classifier_is_two_branches_of_different_kernels(networks: dict) -> None:
    classifier = networks["inception", "transposed"].classifier
    # Keras lists layers by depth, so the branches are followed backwards instead
    *_, joined, last = classifier.layers
    assert described(last) == dense(10, "softmax")
    assert type(joined).__name__ == "Concatenate"
    assert joined.output.shape == (None, 200)
    branches = [keras.Model(classifier.input, tensor) for tensor in joined.input]
    assert [table_of(branch) for branch in branches] == [cnn(3), cnn(5)]


def test_optimizers_and_losses_are_the_courses(networks: dict) -> None:
    assert {n: networks[n, "transposed"].optimizer for n in MODEL_NAMES} == {
        "denoiser": "adam", "dual": "rmsprop", "inception": "rmsprop",
        "vae_functional": "adam", "vae_subclass": "adam", "any_beta": "adam",
    }  # fmt: skip
    assert networks["denoiser", "transposed"].compile_options == {"loss": "binary_crossentropy"}
    for name in ("dual", "inception"):
        options = networks[name, "transposed"].compile_options
        assert options["loss"] == {
            "ae": "binary_crossentropy",
            "classifier": "sparse_categorical_crossentropy",
        }
        assert options["loss_weights"] == {"ae": 1.0, "classifier": 1.0}
        assert options["metrics"] == {"classifier": "accuracy"}


def test_functional_vae_adds_its_loss_with_its_weights() -> None:
    network = models.build(ModelConfig("vae_functional", 2, k1=3.0, k2=7.0))
    layer = network.model.get_layer("loss")
    assert type(layer).__name__ == "VariationalLossLayer"
    assert (layer.k1, layer.k2) == (3.0, 7.0)


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_shapes_and_ranges(networks: dict, digits: Split, name: str, decoder: str) -> None:
    network, images = networks[name, decoder], digits.images[:3]
    latent = network.encoder(images, training=False)
    parts = latent if name in VAE_NAMES else {"latent": latent}
    assert list(parts) == (["z_mean", "z_log_var", "z"] if name in VAE_NAMES else ["latent"])
    assert all(part.shape == (3, LATENT) for part in parts.values())
    decoded = np.asarray(network.decoder(next(iter(parts.values())), training=False))
    assert decoded.shape == (3, 28, 28, 1)
    assert decoded.min() >= 0
    assert decoded.max() <= 1
    inputs, _ = network.pack(images, images, digits.labels[:3])
    output = network.model(inputs, training=False)
    if network.classifier is None:
        assert output.shape == (3, 28, 28, 1)
    else:
        assert {k: tuple(v.shape) for k, v in output.items()} == {
            "ae": (3, 28, 28, 1),
            "classifier": (3, 10),
        }
        np.testing.assert_allclose(np.asarray(output["classifier"]).sum(-1), 1, rtol=1e-5)


@pytest.mark.parametrize("latent_dim", [1, 2, 128])
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_latent_dim_is_an_option_of_all(name: str, latent_dim: int) -> None:
    network = models.build(ModelConfig(name, latent_dim))
    assert {tensor.shape for tensor in network.encoder.outputs} == {(None, latent_dim)}
    assert network.decoder.input_shape == (None, latent_dim)


# --- registry and seeds -------------------------------------------------------------


def test_registry_rejects_an_unknown_name() -> None:
    config = ModelConfig("denoiser")
    object.__setattr__(config, "name", "gan")  # ModelConfig itself would refuse it
    with pytest.raises(ConfigError, match="model must be one of denoiser, .*got 'gan'"):
        models.build(config)


def test_registry_holds_the_six() -> None:
    assert tuple(models.MODULES) == MODEL_NAMES
    assert len(MODEL_NAMES) == 6


def test_listing_the_names_imports_no_keras() -> None:
    code = (
        "import sys, explorer.models; print(sorted(explorer.models.MODULES)); "
        "assert not {'keras', 'tensorflow'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "vae_subclass" in done.stdout


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_equal_seeds_give_equal_weights(networks: dict, name: str) -> None:
    first = networks[name, "transposed"].model.get_weights()
    again = models.build(ModelConfig(name, LATENT), seed=5).model.get_weights()
    other = models.build(ModelConfig(name, LATENT), seed=6).model.get_weights()
    assert len(first) == len(again) == len(other)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


# --- systems 4 and 5 are one --------------------------------------------------------


TWINS = ("vae_functional", "vae_subclass")


@pytest.fixture(scope="module")
def twins(digits: Split) -> dict[str, tuple[Network, dict, dict]]:
    """Both VAEs from equal weights, trained for two real epochs; histories and last figures.

    60 images in batches of 25: the last batch is smaller, so wrong averages show.
    """
    images, unseen = digits.images[:60], digits.images[60:90]
    built = {name: models.build(ModelConfig(name, 2, k2=0.05), seed=9) for name in TWINS}
    start = [built[name].model.trainable_weights for name in TWINS]
    for four, five in zip(*start, strict=True):
        assert four.shape == five.shape
        five.assign(four)
    out = {}
    for name, network in built.items():
        network.model.compile(keras.optimizers.Adam(0.002), jit_compile=False)
        inputs, targets = network.pack(images, images, None)
        history = network.model.fit(
            inputs, targets, batch_size=25, epochs=2, shuffle=False, verbose=0
        ).history
        inputs, targets = network.pack(unseen, unseen, None)
        held_out = network.model.evaluate(
            inputs, targets, batch_size=25, verbose=0, return_dict=True
        )
        out[name] = (network, history, held_out)
    return out


def test_4_and_5_have_equal_losses_in_training(twins: dict) -> None:
    (_, four, held_4), (_, five, held_5) = (twins[name] for name in TWINS)
    assert set(four) == set(five) == {"loss", "r_loss", "kl_loss"}
    for key in four:
        np.testing.assert_allclose(four[key], five[key], rtol=1e-4, err_msg=key)
        assert held_4[key] == pytest.approx(held_5[key], rel=1e-4), key


def test_4_and_5_have_equal_weights_afterwards(twins: dict) -> None:
    after = [twins[name][0].model.trainable_weights for name in TWINS]
    fresh = models.build(ModelConfig("vae_functional", 2), seed=9).model.trainable_weights
    moved = [
        np.abs(np.asarray(a) - np.asarray(b)).max() for a, b in zip(after[0], fresh, strict=True)
    ]
    assert max(moved) > 1e-3  # they have learnt something
    for four, five in zip(*after, strict=True):
        np.testing.assert_allclose(np.asarray(four), np.asarray(five), atol=1e-4)


@pytest.mark.parametrize("name", TWINS)
def test_the_two_losses_add_up_to_the_loss_and_it_falls(twins: dict, name: str) -> None:
    _, history, held_out = twins[name]
    total = np.add(history["r_loss"], history["kl_loss"])
    np.testing.assert_allclose(history["loss"], total, rtol=1e-5)
    assert held_out["loss"] == pytest.approx(held_out["r_loss"] + held_out["kl_loss"], rel=1e-5)
    assert history["loss"][1] < history["loss"][0]
    assert min(history["kl_loss"]) > 0


@pytest.mark.parametrize("name", TWINS)
def test_whole_vae_survives_keras_save_and_load(
    twins: dict, digits: Split, name: str, tmp_path: Any
) -> None:
    network, images = twins[name][0], digits.images[:4]
    network.model.save(tmp_path / "whole.keras")
    loaded = keras.saving.load_model(tmp_path / "whole.keras")
    encoder, decoder = (
        (loaded.encoder, loaded.decoder)
        if name == "vae_subclass"
        else (loaded.get_layer("encoder"), loaded.get_layer("decoder"))
    )
    before, after = network.encoder(images), encoder(images)
    for part in ("z_mean", "z_log_var"):
        np.testing.assert_allclose(np.asarray(after[part]), np.asarray(before[part]), atol=1e-5)
    pictures = network.decoder(before["z_mean"]), decoder(after["z_mean"])
    np.testing.assert_allclose(np.asarray(pictures[1]), np.asarray(pictures[0]), atol=1e-5)
    assert np.asarray(pictures[0]).std() > 0.01


def test_equal_seeds_give_equal_weights_whatever_other_threads_do() -> None:
    """They load models for visitors at any moment, and use Python's shared ``random``."""
    over = threading.Event()

    def build_others() -> None:
        for seed in range(6):
            models.build(ModelConfig("denoiser"), seed)

    def draw() -> None:
        while not over.wait(0.0001):
            random.random()

    def weights() -> list[np.ndarray]:
        return models.build(ModelConfig("vae_functional"), 3).model.get_weights()

    keras.utils.set_random_seed(3)  # what Keras itself would give, on a single thread
    alone = vae_functional.build(ModelConfig("vae_functional"), 3).model.get_weights()
    others = [threading.Thread(target=work) for work in (build_others, draw)]
    for other in others:
        other.start()
    beside = [weights() for _ in range(6)]
    over.set()
    for other in others:
        other.join()
    for found in beside:
        for ours, expected in zip(found, alone, strict=True):
            np.testing.assert_array_equal(ours, expected)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_in_mixed_precision_codes_pictures_and_weights_stay_float32(
    networks: dict, digits: Split, name: str
) -> None:
    usual = networks[name, "transposed"]
    mixed = models.build(ModelConfig(name, LATENT), seed=5, precision="mixed_bfloat16")
    assert keras.config.dtype_policy().name == "float32"  # for others, nothing has changed
    for ours, theirs in zip(mixed.model.get_weights(), usual.model.get_weights(), strict=True):
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)  # equal seeds, equal start
    images = digits.images[:8]
    one, other = (network.encoder(images, training=False) for network in (mixed, usual))
    if name in VAE_NAMES:
        one, other = one["z_mean"], other["z_mean"]
        assert one.dtype == "float32"
    np.testing.assert_allclose(np.asarray(one, float), np.asarray(other), atol=0.02)
    pictures = mixed.decoder(other, training=False)
    assert pictures.dtype == "float32"
    np.testing.assert_allclose(
        np.asarray(pictures), np.asarray(usual.decoder(other, training=False)), atol=0.02
    )
    hidden = {layer.compute_dtype for layer in mixed.encoder.layers}
    assert "bfloat16" in hidden or name == ANY_BETA  # whose encoder wraps the one for all
