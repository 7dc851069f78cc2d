"""The Keras program of exactly one ``RunConfig``, to read and to run in a notebook.

It needs Keras (and scikit-image where there is noise) and nothing of this project.
The network, the loss, the optimizer and the data are the same as in a training
here; only the noise and the order of the batches are drawn anew. The parts are in
codegen_parts.py; a test runs what comes out and compares the networks.
"""

from __future__ import annotations

from explorer.codegen import any_beta, networks, parts
from explorer.config import ANY_BETA, RunConfig

TRAIN_IMAGES = 60_000
TESTED = "Runs with Keras 3.3 and later; tested with 3.3.3, 3.5.0, 3.9.2 and 3.15.1."
TITLES = {
    "denoiser": "A denoising autoencoder (Vincent et al. 2008)",
    "dual": "A denoising autoencoder and a classifier of the same noisy picture",
    "inception": "A denoising autoencoder and a classifier with two branches (Szegedy et al. 2015)",
    "vae_functional": "A variational autoencoder (Kingma & Welling 2014), functional API",
    "vae_subclass": "A variational autoencoder (Kingma & Welling 2014), subclass of keras.Model",
    ANY_BETA: "A variational autoencoder for every beta (Bae et al. 2022, Perez et al. 2018)",
}
# (inputs, targets) as fit() takes them, of noisy pictures x, clean ones y and labels
FED = {
    "denoiser": ("{x}", "{y}"),
    "dual": ("{x}", '{{"ae": {y}, "classifier": {labels}}}'),
    "inception": ("{x}", '{{"ae": {y}, "classifier": {labels}}}'),
    "vae_functional": ('{{"image": {x}, "target": {y}}}', ""),
    "vae_subclass": ("{x}", "{y}"),
    ANY_BETA: ('{{"image": {x}, "target": {y}}}', ""),
}


def code_of(config: RunConfig) -> str:
    """A program that builds and trains ``config``'s model; its names: model, encoder, decoder."""
    sections = [
        _head(config), _settings(config), _data(config), *_definitions(config),
        _network(config), _training(config), _result(config),
    ]  # fmt: skip
    return "\n\n".join(section for section in sections) + "\n"


def _noisy(config: RunConfig) -> bool:
    return config.noise.mode != "none"


def _head(config: RunConfig) -> str:
    model = config.model
    lines = [f"# {TITLES[model.name]}"]
    if _noisy(config):
        lines.append(f"# Corruption to undo: {config.noise.mode} {config.noise.strength:g}")
    lines.append(f"# {TESTED}")
    if config.data.path is None:
        lines += ["import os", ""]
    lines += ["import keras", "import numpy as np"]
    if model.name == "vae_subclass":
        lines.append("import tensorflow as tf")
    lines.append(f"from keras import layers{', ops' if model.variational else ''}")
    random = parts.noise_body(config.noise) if _noisy(config) else ""
    if "random_noise" in random:
        lines.append("from skimage.util import random_noise")
    return "\n".join(lines)


def _settings(config: RunConfig) -> str:
    model, training = config.model, config.training
    lines = [f"LATENT_DIM = {model.latent_dim}"]
    if model.variational:
        lines.append(f"K1, K2 = {model.k1!r}, {model.k2!r}  # effective beta {model.beta:.4g}")
    lines += [
        f"EPOCHS = {training.epochs}",
        f"BATCH_SIZE = {training.batch_size}",
        f"LEARNING_RATE = {training.learning_rate!r}",
        f"SEED = {training.seed}",
    ]
    if training.precision != "float32":
        lines.append(
            f"# it was {training.precision} in the app; this program is float32 throughout"
        )
    return "\n".join([*lines, "", "keras.utils.set_random_seed(SEED)"])


def _data(config: RunConfig) -> str:
    """Pictures float32 (N, 28, 28, 1) in [0, 1]: for training, for validation, for the end."""
    lines = ["# ---- data", parts.loading(config.data)]
    for split in ("train", "test"):
        name = f"x_{split}"
        if config.data.path is not None:
            lines.append(f"{name} = {name} / (255.0 if {name}.dtype == np.uint8 else 1.0)")
            lines.append(f'{name} = {name}.reshape(-1, 28, 28, 1).astype("float32")')
        else:
            lines.append(f'{name} = {name}[..., None].astype("float32") / 255.0')
    subset = config.data.subset
    if subset and (config.data.path is not None or subset < TRAIN_IMAGES):
        size = subset if config.data.path is None else f"min({subset}, len(x_train))"
        lines += [
            "",
            f"chosen = np.random.default_rng(SEED).choice(len(x_train), {size}, replace=False)",
            "x_train, y_train = x_train[np.sort(chosen)], y_train[np.sort(chosen)]",
        ]
    if config.data.validation > 0:
        lines += [
            "",
            "# a part is held out, to choose the best epoch",
            f"held_out = round(len(x_train) * {config.data.validation!r})",
            "order = np.random.default_rng(SEED).permutation(len(x_train))",
            "x_val, y_val = x_train[order[:held_out]], y_train[order[:held_out]]",
            "x_train, y_train = x_train[order[held_out:]], y_train[order[held_out:]]",
        ]
    return "\n".join(lines)


def _definitions(config: RunConfig) -> list[str]:
    """The classes and functions that the network and its training need, if any."""
    found = []
    if _noisy(config):
        head = (
            'def corrupt(images, rng):\n    """Pictures (N, 28, 28, 1) as the network gets them."""'
        )
        found.append(head + parts.noise_body(config.noise))
        batch = _fed(config, "corrupt(clean, self.rng)", "clean", "y_train[rows]", as_tuple=True)
        found.append(parts.BATCHES.format(batch=batch))
    if config.model.name == ANY_BETA:
        found += [parts.SAMPLING, any_beta.DEFINITIONS]
    elif config.model.variational:
        is_class = config.model.name == "vae_subclass"
        found += [parts.SAMPLING, parts.VAE_LOSSES]
        found.append(parts.VAE_CLASS if is_class else parts.LOSS_LAYER)
    # two empty lines around each, as everybody writes it
    blocks = "\n\n\n".join(part.strip("\n") for part in found)
    return [f"\n{blocks}\n"] if blocks else []


def _network(config: RunConfig) -> str:
    model = config.model
    if model.name == ANY_BETA:
        halves = [any_beta.encoder(), "", any_beta.decoder(model), "", any_beta.JOINED]
        return "\n".join(["# ---- the network", *halves])
    blocks = ["# ---- the network", networks.encoder(model), "", networks.decoder(model), ""]
    if model.name in ("dual", "inception"):
        blocks += [networks.classifier(model.name), ""]
    blocks.append(networks.JOINED[model.name])
    return "\n".join(blocks)


def _training(config: RunConfig) -> str:
    """Compile, fit, and go back to the best epoch."""
    model, training = config.model, config.training
    lines = ["# ---- training"]
    rate = "LEARNING_RATE"
    if training.schedule == "cosine":
        lines.append("steps = EPOCHS * -(-len(x_train) // BATCH_SIZE)")
        lines.append("rate = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)")
        rate = "rate"
    lines += [parts.COMPILED[model.name].format(rate=rate), ""]
    fed = "NoisyDigits(),"
    if not _noisy(config):
        fed = f"{_fed(config, 'x_train', 'x_train', 'y_train')},\n    batch_size=BATCH_SIZE,"
    monitor, validation = "loss", ""
    if config.data.validation > 0:
        monitor = "val_loss"
        noisy = "corrupt(x_val, np.random.default_rng(SEED))" if _noisy(config) else "x_val"
        lines += [f"validation = {_fed(config, noisy, 'x_val', 'y_val', as_tuple=True)}"]
        validation = "\n    validation_data=validation,"
    lines += [
        f'best = keras.callbacks.ModelCheckpoint(\n    "best.weights.h5", monitor="{monitor}", '
        "save_best_only=True, save_weights_only=True\n)",
        f"history = model.fit(\n    {fed}{validation}",
        "    epochs=EPOCHS,\n    callbacks=[best],\n)",
        'model.load_weights("best.weights.h5")',
    ]
    return "\n".join(lines)


def _fed(config: RunConfig, x: str, y: str, labels: str, as_tuple: bool = False) -> str:
    """What ``fit`` is given, as arguments or as one tuple."""
    inputs, targets = (part.format(x=x, y=y, labels=labels) for part in FED[config.model.name])
    if as_tuple:
        return f"({inputs}, {targets})" if targets else f"({inputs},)"
    return f"{inputs}, {targets}" if targets else inputs


def _result(config: RunConfig) -> str:
    """Ten test digits: what goes in, what comes out. In a notebook the picture is shown."""
    digits = "corrupt(x_test[:10], np.random.default_rng(0))" if _noisy(config) else "x_test[:10]"
    code = 'encoder(digits)["z_mean"]' if config.model.variational else "encoder(digits)"
    beta = []
    if config.model.name == ANY_BETA:
        beta = ["log_beta = np.full((10, 1), np.log(K2 / K1 * 2 * 28 * 28 / LATENT_DIM))"]
        code = '[np.array(encoder([digits, log_beta])["z_mean"]), log_beta]'
    return "\n".join(
        [
            "# ---- ten test digits: above what goes in, below what comes out",
            f"digits = {digits}",
            *beta,
            f"restored = np.array(decoder({code}))",
            "rows = [np.hstack(list(row)) for row in (digits, restored)]",
            "keras.utils.array_to_img(255 * np.vstack(rows), scale=False)",
        ]
    )
