"""One VAE for every beta against those trained for one beta each: test set, nats.

    python tests/benchmarks/bench_any_beta.py [--run FOLDER] [--more FOLDER]

The weighted objective, reconstruction + beta * KL, is what each of the nine bundled ones was
trained for; the last column says how far the VAE for every beta is from it (below 0: better).
Both are measured the same way, from one sampled z for each of the 10,000 test digits. ``--run`` is
another VAE for every beta. ``--more`` compares at betas 7, 12 and 30 as well, with VAEs that are
trained there first, with the start and epochs of the bundled ones (an hour each, or what is left).
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from explorer.analysis import metrics
from explorer.beta import balanced_k2
from explorer.config import ANY_BETA, DEDICATED, PIXELS
from explorer.data import mnist
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.models.tensorflow import import_tensorflow_quietly
from explorer.training import evaluation, precompute, pretrain

HEAD = "| beta | alone: R + KL | R + beta KL | for every beta: R + KL | R + beta KL | gap |"
MORE = (7.0, 12.0, 30.0)


def trained_alone(beta: float, folder: Path) -> SavedModel:
    """A VAE for one beta, trained in ``folder`` as the bundled one for beta 19.6 was."""
    made = pretrain.RECIPES["vae_k2_heavier"]
    config = pretrain.recipe("vae_k2_heavier")
    k2 = float(f"{beta * balanced_k2(1.0, 2):.6g}")
    config = replace(config, model=replace(config.model, k1=1.0, k2=k2))
    pretrain.train(config, folder, start=made.start)
    return saved.read_record(folder)


def costs_alone(record: SavedModel, test: mnist.Split) -> tuple[float, float]:
    """Reconstruction and KL of a VAE for one beta."""
    network = saved.load(record)
    code = evaluation.encode(network, test.images)
    assert code.log_var is not None
    points = evaluation.sample(code)
    reconstruction = PIXELS * metrics.bce(test.images, evaluation.decode(network, points)).mean()
    return float(reconstruction), float(metrics.kl_per_dimension(code.mean, code.log_var).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, help="another VAE for every beta")
    parser.add_argument("--more", type=Path, help="where VAEs of three more betas are, or go")
    given = parser.parse_args()
    import_tensorflow_quietly()
    record = saved.read_record(given.run) if given.run else saved.find(ANY_BETA)
    alone = [saved.find(f"vae_{name}") for name in DEDICATED]
    if given.more:
        alone += [trained_alone(beta, given.more / f"beta-{beta:g}") for beta in MORE]
    network, test = saved.load(record), mnist.load("test")
    print(f"{record.folder.name}/{record.name}, {record.config.training.epochs} epochs")
    print(HEAD + "\n|" + "--:|" * 6)
    for one in sorted(alone, key=lambda model: model.config.model.beta):
        beta, (reconstruction, rate) = one.config.model.beta, costs_alone(one, test)
        point = precompute.measure(network, test, beta)
        every, every_rate = point["reconstruction_nats"], point["kl_per_dimension"].sum()
        costs = reconstruction + beta * rate, every + beta * every_rate
        print(
            f"| {beta:.4g} | {reconstruction:.1f} + {rate:.3f} | {costs[0]:.1f} "
            f"| {every:.1f} + {every_rate:.3f} | {costs[1]:.1f} | {costs[1] / costs[0] - 1:+.2%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
