"""Parts of the programs that codegen.py writes for system 6: what makes it follow beta."""

from __future__ import annotations

from explorer.beta import BASES, HIGHEST, LOWEST
from explorer.config import ModelConfig

RANGE = f"""
LOWEST, HIGHEST, BASES = {LOWEST}, {HIGHEST}, {BASES}  # the betas that are trained, and how finely
"""
DEFINITIONS = (
    RANGE
    + '''

class BetaBumps(layers.Layer):
    """Where on the scale of betas an image is: bell curves over log beta that add up to 1."""

    def call(self, log_beta):
        centres = np.linspace(np.log(LOWEST), np.log(HIGHEST), BASES)
        distance = (log_beta - centres.astype("float32")) / (centres[1] - centres[0])
        return ops.softmax(-0.5 * ops.square(distance), axis=-1)


class Modulation(layers.Layer):
    """Scale and shift each channel by what its beta asks for; at the start, by nothing."""

    def build(self, input_shape):
        shape = (BASES, input_shape[0][-1])
        self.scale = self.add_weight(name="scale", shape=shape, initializer="zeros")
        self.shift = self.add_weight(name="shift", shape=shape, initializer="zeros")

    def call(self, inputs):
        x, bumps = inputs
        each = (-1, *([1] * (len(x.shape) - 2)), x.shape[-1])
        scale, shift = (ops.reshape(bumps @ w, each) for w in (self.scale, self.shift))
        return x * (1 + scale) + shift


def modulated(layer, x, bumps, activation="relu"):
    return layers.Activation(activation)(Modulation()([layer(x), bumps]))


class DrawLogBeta(layers.Layer):
    """A log beta for each image, evenly over the scale, one from each of B equal parts."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.random = keras.random.SeedGenerator(SEED)

    def call(self, images):
        count = ops.shape(images)[0]
        within = keras.random.uniform((count, 1), seed=self.random)
        parts = ops.cast(ops.arange(count), "float32")[:, None]
        share = (parts + within) / ops.cast(count, "float32")
        return np.log(LOWEST) + share * np.log(HIGHEST / LOWEST)


class AnyBetaLoss(layers.Layer):
    """Pass the output through, and add each image's loss at its own beta."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.r_loss = keras.metrics.Mean(name="r_loss")
        self.kl_loss = keras.metrics.Mean(name="kl_loss")

    def call(self, inputs):
        target, output, z_mean, z_log_var, log_beta = inputs
        beta = ops.exp(log_beta[:, 0])
        share = 1 / ops.sqrt(1 + ops.square(beta))  # no beta outweighs the others
        bce = ops.mean(keras.losses.binary_crossentropy(target, output), axis=(1, 2))
        kl = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=-1)
        r_loss, kl_loss = share * bce, share * beta * kl / (28 * 28)
        self.add_loss(ops.mean(r_loss) + ops.mean(kl_loss))
        self.r_loss.update_state(r_loss)
        self.kl_loss.update_state(kl_loss)
        return output
'''
)

JOINED = """
image = keras.Input((28, 28, 1), name="image")
target = keras.Input((28, 28, 1), name="target")
log_beta = DrawLogBeta()(image)
latent = encoder([image, log_beta])
output = decoder([latent["z"], log_beta])
output = AnyBetaLoss()([target, output, latent["z_mean"], latent["z_log_var"], log_beta])
model = keras.Model({"image": image, "target": target}, output)
""".strip()


def encoder() -> str:
    """Image and log beta to the mean, the log variance and a sample."""
    return """
image, log_beta = keras.Input((28, 28, 1)), keras.Input((1,))
bumps = BetaBumps()(log_beta)
x = image
for filters, strides in ((32, 1), (64, 2), (64, 2), (64, 1)):
    x = modulated(layers.Conv2D(filters, 3, strides=strides, padding="same"), x, bumps)
x = modulated(layers.Dense(16), layers.Flatten()(x), bumps)
z_mean = modulated(layers.Dense(LATENT_DIM), x, bumps, "linear")
z_log_var = modulated(layers.Dense(LATENT_DIM), x, bumps, "linear")
z = Sampling()([z_mean, z_log_var])
outputs = {"z_mean": z_mean, "z_log_var": z_log_var, "z": z}
encoder = keras.Model([image, log_beta], outputs)
""".strip()


def decoder(model: ModelConfig) -> str:
    """Latent and log beta to image."""
    up, enlarge = 'layers.Conv2DTranspose({}, 3, strides={}, padding="same")', ""
    if model.decoder == "upsampling":
        up = 'layers.Conv2D({}, 3, padding="same")'
        enlarge = "\n    x = layers.UpSampling2D(strides)(x) if strides > 1 else x"
    return f"""
z, log_beta = keras.Input((LATENT_DIM,)), keras.Input((1,))
bumps = BetaBumps()(log_beta)
x = modulated(layers.Dense(7 * 7 * 64), z, bumps)
x = layers.Reshape((7, 7, 64))(x)
for filters, strides in ((64, 1), (64, 2), (32, 2)):{enlarge}
    x = modulated({up.format("filters", "strides")}, x, bumps)
output = modulated({up.format(1, 1)}, x, bumps, "sigmoid")
decoder = keras.Model([z, log_beta], output)
""".strip()
