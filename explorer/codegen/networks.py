"""Parts of the programs that codegen.py writes: the networks, layer by layer."""

from __future__ import annotations

from explorer.config import ModelConfig

_BOTH = """
image = keras.Input((28, 28, 1))
outputs = {"ae": decoder(encoder(image)), "classifier": classifier(image)}
# older versions of Keras find an output's loss and metric by the name of its layer
outputs = {name: layers.Identity(name=name)(output) for name, output in outputs.items()}
model = keras.Model(image, outputs)
"""
# How the halves become the model that fit() trains
JOINED = {
    "denoiser": "model = keras.Model(image, decoder(encoder(image)))",
    "dual": _BOTH.strip(),
    "inception": _BOTH.strip(),
    "vae_functional": """
image = keras.Input((28, 28, 1), name="image")
target = keras.Input((28, 28, 1), name="target")
latent = encoder(image)
output = VariationalLoss()([target, decoder(latent["z"]), latent["z_mean"], latent["z_log_var"]])
model = keras.Model({"image": image, "target": target}, output)
""".strip(),
    "vae_subclass": "model = VAE(encoder, decoder)\nmodel.build((None, 28, 28, 1))",
}


def conv(filters: int, strides: int, into: str = "x") -> str:
    return (
        f"x = layers.Conv2D({filters}, 3, strides={strides}, "
        f'padding="same", activation="relu")({into})'
    )


def up(filters: int, strides: int, kind: str, activation: str = "relu", out: str = "x") -> str:
    """One step of the decoder, by transposed convolution or by upsampling."""
    if kind == "transposed":
        return (
            f"{out} = layers.Conv2DTranspose({filters}, 3, strides={strides}, "
            f'padding="same", activation="{activation}")(x)'
        )
    enlarge = f"x = layers.UpSampling2D({strides})(x)\n" if strides > 1 else ""
    options = f'padding="same", activation="{activation}"'
    return f"{enlarge}{out} = layers.Conv2D({filters}, 3, {options})(x)"


def encoder(model: ModelConfig) -> str:
    """Image to latent: one vector, or the mean, log variance and a sample of a VAE."""
    steps = [(32, 1), (64, 2), (64, 2), (64, 1)] if model.variational else [(32, 2), (64, 2)]
    lines = ["image = keras.Input((28, 28, 1))"]
    lines += [conv(*step, into="image" if i == 0 else "x") for i, step in enumerate(steps)]
    lines += ["x = layers.Flatten()(x)", 'x = layers.Dense(16, activation="relu")(x)']
    if not model.variational:
        lines += ["latent = layers.Dense(LATENT_DIM)(x)", "encoder = keras.Model(image, latent)"]
        return "\n".join(lines)
    lines += [
        "z_mean = layers.Dense(LATENT_DIM)(x)",
        "z_log_var = layers.Dense(LATENT_DIM)(x)",
        "z = Sampling()([z_mean, z_log_var])",
        'encoder = keras.Model(image, {"z_mean": z_mean, "z_log_var": z_log_var, "z": z})',
    ]
    return "\n".join(lines)


def decoder(model: ModelConfig) -> str:
    """Latent to image."""
    steps = [(64, 1), (64, 2), (32, 2)] if model.variational else [(64, 2), (32, 2)]
    lines = [
        "z = keras.Input((LATENT_DIM,))",
        'x = layers.Dense(7 * 7 * 64, activation="relu")(z)',
        "x = layers.Reshape((7, 7, 64))(x)",
    ]
    lines += [up(*step, model.decoder) for step in steps]
    lines += [up(1, 1, model.decoder, "sigmoid", out="output"), "decoder = keras.Model(z, output)"]
    return "\n".join(lines)


def classifier(name: str) -> str:
    """Image to the probabilities of ten classes, by one CNN or by two side by side."""
    lines = ["image = keras.Input((28, 28, 1))"]
    if name == "dual":
        lines += [_features("x", 3), 'output = layers.Dense(10, activation="softmax")(x)']
    else:
        lines += [_features("fine", 3), _features("coarse", 5)]
        lines.append("x = layers.Concatenate()([fine, coarse])")
        lines.append('output = layers.Dense(10, activation="softmax")(x)')
    return "\n".join([*lines, "classifier = keras.Model(image, output)"])


def _features(name: str, kernel: int) -> str:
    return f"""
{name} = layers.Conv2D(8, {kernel}, activation="relu")(image)
{name} = layers.MaxPooling2D(2)({name})
{name} = layers.Dropout(0.2)({name})
{name} = layers.Conv2D(16, {kernel}, activation="relu")({name})
{name} = layers.MaxPooling2D(2)({name})
{name} = layers.Dropout(0.2)({name})
{name} = layers.Flatten()({name})
{name} = layers.Dense(100, activation="relu")({name})
{name} = layers.Dropout(0.5)({name})
""".strip()
