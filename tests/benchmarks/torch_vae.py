"""System 4 in PyTorch, as one would write it: the other side of bench_training.py."""

from __future__ import annotations

import time

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

K1, K2 = 1.0, 0.001


class VAE(nn.Module):
    """The network of explorer/models/vae_functional.py: images (B, 1, 28, 28), latent (B, 2)."""

    def __init__(self, latent_dim: int = 2) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
            nn.Flatten(),
            nn.Linear(7 * 7 * 64, 16), nn.ReLU(),
        )  # fmt: skip
        self.z_mean = nn.Linear(16, latent_dim)
        self.z_log_var = nn.Linear(16, latent_dim)
        self.decoder = nn.Sequential(
            nn.Linear(latent_dim, 7 * 7 * 64), nn.ReLU(),
            nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 64, 3, padding=1), nn.ReLU(),
            nn.ConvTranspose2d(64, 64, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, padding=1), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.encoder(image)
        z_mean, z_log_var = self.z_mean(x), self.z_log_var(x)
        z = z_mean + torch.exp(0.5 * z_log_var) * torch.randn_like(z_mean)
        return self.decoder(z), z_mean, z_log_var


def loss_of(model: VAE, image: Tensor) -> Tensor:
    """The design's loss: k1 times the mean BCE, k2 times the mean KL term without its 1/2."""
    output, z_mean, z_log_var = model(image)
    kl = -(1 + z_log_var - z_mean**2 - torch.exp(z_log_var)).mean()
    return K1 * F.binary_cross_entropy(output, image) + K2 * kl


def train_epoch(model: VAE, optimizer: torch.optim.Optimizer, images: Tensor, batch: int) -> float:
    """One epoch in a new order; images per second between the first and the last batch."""
    stamps = []
    for rows in torch.randperm(len(images)).split(batch):
        optimizer.zero_grad()
        loss = loss_of(model, images[rows])
        loss.backward()
        optimizer.step()
        loss.item()
        stamps.append(time.perf_counter())
    return batch * (len(stamps) - 1) / (stamps[-1] - stamps[0])
