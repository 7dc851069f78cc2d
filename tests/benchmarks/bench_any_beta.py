"""One VAE for every beta against nine trained for one beta each: test set, nats.

    python tests/benchmarks/bench_any_beta.py [run folder]

The weighted objective, reconstruction + beta * KL, is what each of the nine was trained
for; the last column says how far the VAE for every beta is from it (below 0: better).
Both are measured the same way, from one sampled z for each of the 10,000 test digits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from explorer.analysis import metrics
from explorer.config import ANY_BETA, DEDICATED, PIXELS
from explorer.data import mnist
from explorer.models import saved
from explorer.training import evaluation, precompute

HEAD = "| beta | alone: R + KL | R + beta KL | for every beta: R + KL | R + beta KL | gap |"


def dedicated(name: str, test: mnist.Split) -> tuple[float, float, float]:
    """beta, reconstruction and KL of one of the nine."""
    record = saved.find(f"vae_{name}")
    network = saved.load(record)
    code = evaluation.encode(network, test.images)
    assert code.log_var is not None
    points = evaluation.sample(code)
    reconstruction = PIXELS * metrics.bce(test.images, evaluation.decode(network, points)).mean()
    kl = metrics.kl_per_dimension(code.mean, code.log_var).sum()
    return record.config.model.beta, float(reconstruction), float(kl)


def main() -> None:
    record = saved.read_record(Path(sys.argv[1])) if sys.argv[1:] else saved.find(ANY_BETA)
    network, test = saved.load(record), mnist.load("test")
    print(f"{record.folder.name}/{record.name}, {record.config.training.epochs} epochs")
    print(HEAD + "\n|" + "--:|" * 6)
    for name in DEDICATED:
        beta, alone, rate = dedicated(name, test)
        point = precompute.measure(network, test, beta)
        every, every_rate = point["reconstruction_nats"], point["kl_per_dimension"].sum()
        costs = alone + beta * rate, every + beta * every_rate
        print(
            f"| {beta:.4g} | {alone:.1f} + {rate:.3f} | {costs[0]:.1f} "
            f"| {every:.1f} + {every_rate:.3f} | {costs[1]:.1f} | {costs[1] / costs[0] - 1:+.2%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
