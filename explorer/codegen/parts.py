"""Parts of the programs that codegen.py writes: data, noise, losses, training.

Each is plain Keras code for one setting, so that what a student reads has no
branches and no names that are not used.
"""

from __future__ import annotations

from textwrap import indent

from explorer.config import DataConfig, NoiseConfig

SAMPLING = '''
class Sampling(layers.Layer):
    """Draw z = z_mean + exp(z_log_var / 2) * epsilon, with epsilon from N(0, 1)."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.random = keras.random.SeedGenerator(SEED)

    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean), seed=self.random)
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
'''

VAE_LOSSES = '''
def vae_losses(target, output, z_mean, z_log_var):
    """The two weighted losses of each image; their means add up to the loss."""
    bce = ops.mean(keras.losses.binary_crossentropy(target, output), axis=(1, 2))
    kl = -ops.mean(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=-1)
    return K1 * bce, K2 * kl
'''

LOSS_LAYER = '''
class VariationalLoss(layers.Layer):
    """Pass the output through, and add the loss to the model's on the way."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.r_loss = keras.metrics.Mean(name="r_loss")
        self.kl_loss = keras.metrics.Mean(name="kl_loss")

    def call(self, inputs):
        target, output, z_mean, z_log_var = inputs
        r_loss, kl_loss = vae_losses(target, output, z_mean, z_log_var)
        self.add_loss(ops.mean(r_loss) + ops.mean(kl_loss))
        self.r_loss.update_state(r_loss)
        self.kl_loss.update_state(kl_loss)
        return output
'''

VAE_CLASS = '''
class VAE(keras.Model):
    """A VAE with a training step of its own."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder
        self.trackers = [keras.metrics.Mean(name=n) for n in ("loss", "r_loss", "kl_loss")]

    @property
    def metrics(self):
        return self.trackers  # so that fit() resets them at the start of each epoch

    def call(self, image):
        return self.decoder(self.encoder(image)["z"])

    def losses_of(self, data):
        image, target = data
        latent = self.encoder(image)
        output = self.decoder(latent["z"])
        return vae_losses(target, output, latent["z_mean"], latent["z_log_var"])

    def track(self, r_loss, kl_loss):
        for tracker, value in zip(self.trackers, (r_loss + kl_loss, r_loss, kl_loss)):
            tracker.update_state(value)
        return {tracker.name: tracker.result() for tracker in self.trackers}

    def train_step(self, data):
        with tf.GradientTape() as tape:
            r_loss, kl_loss = self.losses_of(data)
            loss = ops.mean(r_loss) + ops.mean(kl_loss)
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply(gradients, self.trainable_weights)
        return self.track(r_loss, kl_loss)

    def test_step(self, data):
        return self.track(*self.losses_of(data))
'''

BATCHES = '''
class NoisyDigits(keras.utils.PyDataset):
    """Batches in a new order each epoch, each under new noise."""

    def __init__(self):
        super().__init__()
        self.rng = np.random.default_rng(SEED)
        self.order = self.rng.permutation(len(x_train))

    def __len__(self):
        return -(-len(x_train) // BATCH_SIZE)

    def __getitem__(self, index):
        rows = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        clean = x_train[rows]
        return {batch}

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(x_train))
'''

_BOTH_COMPILED = """
model.compile(
    keras.optimizers.RMSprop({rate}),
    loss={{"ae": "binary_crossentropy", "classifier": "sparse_categorical_crossentropy"}},
    loss_weights={{"ae": 1.0, "classifier": 1.0}},
    metrics={{"classifier": "accuracy"}},
)
"""
COMPILED = {
    "denoiser": 'model.compile(keras.optimizers.Adam({rate}), loss="binary_crossentropy")',
    "dual": _BOTH_COMPILED.strip(),
    "inception": _BOTH_COMPILED.strip(),
    "vae_functional": "model.compile(keras.optimizers.Adam({rate}))  # the loss is in its layer",
    "vae_subclass": "model.compile(keras.optimizers.Adam({rate}))  # the loss is in its steps",
    "any_beta": "model.compile(keras.optimizers.Adam({rate}))  # the loss is in its layer",
}

# What each mode does to the pictures x (N, 28, 28, 1); {level} is filled in.
NOISE = {
    "course": """
    x = random_noise(images, "gaussian", rng=rng, var={gaussian})
    x = random_noise(x, "s&p", rng=rng, amount={pepper})
    x = np.stack([random_noise(image, "poisson", rng=rng) for image in x])
    x = random_noise(x, "speckle", rng=rng, var={speckle})
    return x.astype("float32")
""",
    "gaussian": """
    return random_noise(images, "gaussian", rng=rng, var={level}).astype("float32")
""",
    "localvar": """
    ramp = np.linspace(0.0, {level}, 28).clip(1e-12)  # the variance rises from left to right
    variances = np.broadcast_to(ramp[None, None, :, None], images.shape)
    noisy = random_noise(images, "localvar", rng=rng, local_vars=variances)
    return noisy.astype("float32")
""",
    "poisson": """
    noisy = [random_noise(image, "poisson", rng=rng) for image in images]
    return np.stack(noisy).astype("float32")
""",
    "salt": """
    return random_noise(images, "salt", rng=rng, amount={level}).astype("float32")
""",
    "pepper": """
    return random_noise(images, "pepper", rng=rng, amount={level}).astype("float32")
""",
    "s&p": """
    return random_noise(images, "s&p", rng=rng, amount={level}).astype("float32")
""",
    "speckle": """
    return random_noise(images, "speckle", rng=rng, var={level}).astype("float32")
""",
    "mask": """
    x = images.copy()
    for image in x:  # a square of {side} pixels is hidden, at random
        top, left = rng.integers(0, 28 - {side} + 1, 2)
        image[top : top + {side}, left : left + {side}] = 0.0
    return x
""",
    "shuffle": """
    n = 28 // {side}  # patches on a side
    x = images.reshape(-1, n, {side}, n, {side}).transpose(0, 1, 3, 2, 4)
    x = x.reshape(-1, n * n, {side}, {side})
    x = np.stack([patches[rng.permutation(n * n)] for patches in x])
    x = x.reshape(-1, n, n, {side}, {side}).transpose(0, 1, 3, 2, 4)
    return x.reshape(images.shape)
""",
}


def noise_body(noise: NoiseConfig) -> str:
    """The body of ``corrupt(images, rng)`` for one mode and level."""
    level = noise.strength
    if noise.mode == "course" and level == 0:
        return "\n    return images\n"
    return NOISE[noise.mode].format(
        level=f"{level:g}",
        side=int(level),
        gaussian=f"{0.3 * level:g}",
        pepper=f"{0.2 * level:g}",
        speckle=f"{0.1 * level:g}",
    )


LOADED = """
with np.load({path}) as file:
    x_train, y_train = file["x_train"], file["y_train"]
    x_test, y_test = file["x_test"], file["y_test"]
"""
MNIST = """
# without a network: a file mnist.npz beside this program, such as the app's Code tab offers
if os.path.exists("mnist.npz"):
{loaded}
else:
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
"""


def loading(data: DataConfig) -> str:
    """How x_train, y_train, x_test and y_test come to be."""
    loaded = LOADED.strip().format(path=repr(data.path or "mnist.npz"))
    if data.path is not None:
        return loaded
    return MNIST.strip().format(loaded=indent(loaded, "    "))
