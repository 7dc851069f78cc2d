"""Systems 1, 4 and 6 in PyTorch, as one would write them: the other side of bench_training.py.

    python tests/benchmarks/torch_systems.py SYSTEM BATCH IMAGES EPOCHS THREADS WAY

prints the images per second of each epoch. WAY: eager, channels_last, compile, or both.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.beta import BASES, EVEN_TO, log_beta_at, position
from explorer.data import mnist

K1, K2 = 1.0, 0.001
WAYS = ("eager", "channels_last", "compile", "compile, channels_last")


def bce(output: Tensor, image: Tensor) -> Tensor:
    """Mean over each image's pixels, of its logits: (B,)."""
    return F.binary_cross_entropy_with_logits(output, image, reduction="none").mean((1, 2, 3))


def doubled_kl(z_mean: Tensor, z_log_var: Tensor) -> Tensor:
    return -(1 + z_log_var - z_mean**2 - torch.exp(z_log_var))


def draw(z_mean: Tensor, z_log_var: Tensor) -> Tensor:
    return z_mean + torch.exp(0.5 * z_log_var) * torch.randn_like(z_mean)


class Denoiser(nn.Module):
    """The network of explorer/models/denoiser.py: images (B, 1, 28, 28), latent (B, 10)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(7 * 7 * 64, 16), nn.ReLU(), nn.Linear(16, 10),
            nn.Linear(10, 7 * 7 * 64), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, padding=1),
        )  # fmt: skip

    def forward(self, image: Tensor) -> Tensor:
        """The loss of a batch, against itself: what is seen of it costs nothing here."""
        return bce(self.layers(image), image).mean()


class VAE(nn.Module):
    """The network of explorer/models/vae_functional.py: images (B, 1, 28, 28), latent (B, 2)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(7 * 7 * 64, 16), nn.ReLU(),
        )  # fmt: skip
        self.z_mean, self.z_log_var = nn.Linear(16, 2), nn.Linear(16, 2)
        self.decoder = nn.Sequential(
            nn.Linear(2, 7 * 7 * 64), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 64, 3, padding=1), nn.ReLU(),
            nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, padding=1),
        )  # fmt: skip

    def forward(self, image: Tensor) -> Tensor:
        """The design's loss: k1 times the mean BCE, k2 times the mean KL term without its 1/2."""
        x = self.encoder(image)
        z_mean, z_log_var = self.z_mean(x), self.z_log_var(x)
        output = self.decoder(draw(z_mean, z_log_var))
        return K1 * bce(output, image).mean() + K2 * doubled_kl(z_mean, z_log_var).mean()


class Modulated(nn.Module):
    """A layer whose channels are scaled and shifted for each image's beta."""

    def __init__(self, layer: nn.Module, channels: int) -> None:
        super().__init__()
        self.layer = layer
        self.scale = nn.Parameter(torch.zeros(BASES, channels))
        self.shift = nn.Parameter(torch.zeros(BASES, channels))

    def forward(self, x: Tensor, bumps: Tensor) -> Tensor:
        x = self.layer(x)
        shape = (len(x), -1, *([1] * (x.ndim - 2)))
        scale, shift = (bumps @ self.scale).view(shape), (bumps @ self.shift).view(shape)
        return x * (1 + scale) + shift


class AnyBeta(nn.Module):
    """The network of explorer/models/any_beta.py: each image at a beta of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            Modulated(nn.Conv2d(before, after, 3, stride=stride, padding=1), after)
            for before, after, stride in ((1, 32, 1), (32, 64, 2), (64, 64, 2), (64, 64, 1))
        )
        self.dense = Modulated(nn.Linear(7 * 7 * 64, 16), 16)
        self.z_mean, self.z_log_var = (Modulated(nn.Linear(16, 2), 2) for _ in range(2))
        self.widen = Modulated(nn.Linear(2, 7 * 7 * 64), 7 * 7 * 64)
        self.ups = nn.ModuleList(
            Modulated(
                nn.ConvTranspose2d(
                    before, after, 3, stride=stride, padding=1, output_padding=stride - 1
                ),
                after,
            )
            for before, after, stride in ((64, 64, 1), (64, 64, 2), (64, 32, 2))
        )
        self.last = Modulated(nn.ConvTranspose2d(32, 1, 3, padding=1), 1)

    def forward(self, image: Tensor) -> Tensor:
        count = len(image)
        share = (torch.arange(count) + torch.rand(count)) / count
        log_beta = log_beta_at((BASES - 1) * share, torch.clip)
        distance = position(log_beta[:, None], BASES, torch.clip) - torch.arange(BASES)
        bumps = torch.softmax(-0.5 * distance**2, -1)
        x = image
        for layer in self.convs:
            x = F.relu(layer(x, bumps))
        x = F.relu(self.dense(x.flatten(1), bumps))
        z_mean, z_log_var = self.z_mean(x, bumps), self.z_log_var(x, bumps)
        x = F.relu(self.widen(draw(z_mean, z_log_var), bumps)).view(-1, 64, 7, 7)
        for layer in self.ups:
            x = F.relu(layer(x, bumps))
        reconstruction = bce(self.last(x, bumps), image)
        beta = torch.exp(log_beta)
        nats = 0.5 * doubled_kl(z_mean, z_log_var).sum(-1)
        return ((reconstruction + beta * nats / 784) / torch.sqrt(1 + (beta / EVEN_TO) ** 2)).mean()


SYSTEMS = {"denoiser": Denoiser, "vae_functional": VAE, "any_beta": AnyBeta}


def train_epoch(
    model: nn.Module, optimizer: torch.optim.Optimizer, images: Tensor, batch: int, mixed: bool
) -> float:
    """One epoch in a new order; images per second between the first and the last batch."""
    stamps = []
    for rows in torch.randperm(len(images)).split(batch):
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=mixed):
            loss = model(images[rows])
        loss.backward()
        optimizer.step()
        loss.item()
        stamps.append(time.perf_counter())
    return batch * (len(stamps) - 1) / (stamps[-1] - stamps[0])


def main(system: str, batch: int, count: int, epochs: int, threads: int, way: str) -> None:
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = SYSTEMS[system]()
    pictures = mnist.load("train").take(slice(0, count)).images.transpose(0, 3, 1, 2)
    images = torch.from_numpy(pictures.copy())
    if "channels_last" in way:
        model = model.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    step = torch.compile(model) if "compile" in way else model
    for _ in range(epochs):
        print(train_epoch(step, optimizer, images, batch, "bfloat16" in way), flush=True)


if __name__ == "__main__":
    name, *numbers, chosen = sys.argv[1:]
    main(name, *map(int, numbers), chosen)
