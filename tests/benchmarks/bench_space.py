"""What the browser finds in a latent space, over many digits: node runs the page's own modules.

    python tests/benchmarks/bench_space.py [--digits 60]

For test digits, whole and with their lower half hidden: how often the true posterior leaves two
classes or more with over a tenth of its mass, how far the encoder's ELBO lies below log p, and how
long that takes. For all pairs of digits: how much longer the straight way is than the shortest.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from table import processor

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from explorer.data import mnist  # noqa: E402
from explorer.models import browser, browser_encoder, saved  # noqa: E402
from explorer.ui.components import encode  # noqa: E402
from explorer.web import KERNEL  # noqa: E402

VAE = "vae_functional"


def model(digits: int) -> dict[str, object]:
    """The VAE as a page gets it, its codes, and the first test digits."""
    record = saved.pretrained_record(VAE)
    described, floats = browser.described(browser.read(record))
    described.pop("probe")
    encoder, numbers = browser_encoder.pack(browser_encoder.read_encoder(record))
    arrays = saved.load_arrays(record)
    means, labels = arrays["z_mean"], arrays["labels"]
    return {
        "kernel": encode(KERNEL.read_bytes()),
        "decoder": {**described, "floats": encode(floats)},
        "encoder": {**encoder, "floats": encode(numbers)},
        "codes": encode(means.astype("<f4")),
        "labels": encode(labels.astype(np.uint8)),
        "digits": encode(mnist.load("test").images[:digits].astype("<f4")),
        "count": digits,
        "sides": np.quantile(means, [0.001, 0.999], axis=0).T.tolist(),
        "centres": [means[labels == digit].mean(axis=0).tolist() for digit in range(10)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--digits", type=int, default=60)
    args = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        sys.exit("node is needed, 20 or newer")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        file.write_text(json.dumps(model(args.digits)))
        script = Path(__file__).with_name("space.mjs")
        print(processor())
        subprocess.run([node, str(script), str(file)], check=True)


if __name__ == "__main__":
    main()
