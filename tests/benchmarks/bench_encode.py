"""How long the browser takes to encode a digit, and to decode one, in the same page.

    python tests/benchmarks/bench_encode.py [--rounds 200] [--core 0]

``--core`` keeps the browser and all else on one core, as `taskset` does.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from table import Line, processor, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import start_browser
from playwright.sync_api import Browser

from explorer.config import ANY_BETA
from explorer.data import mnist
from explorer.models import browser_encoder, saved
from explorer.ui.components import encode
from explorer.ui.shared import browser_models
from explorer.web import KERNEL, RUNTIME

LIMIT = 8.0  # milliseconds
TIME = """({ encoders, decoder, pictures, rounds }) => {
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const floats = (text) => new Float32Array(bytes(text).buffer);
    const built = (Class, model) =>
        new Class({ ...model, kernel: bytes(model.kernel), floats: floats(model.floats) });
    const pixels = floats(pictures);
    const ways = encoders.map((model) => {
        const encoder = built(latentRuntime.Encoder, model);
        return (i) => encoder.run(pixels.subarray(784 * i, 784 * (i + 1)));
    });
    const decode = built(latentRuntime.Decoder, decoder);
    ways.push((i) => decode.decode([Math.sin(i), Math.cos(i)]));
    const taken = ways.map(() => []);
    for (let round = -20; round < rounds; round++) {
        ways.forEach((way, which) => {
            const start = performance.now();
            way((round + 20) % 100);
            if (round >= 0) taken[which].push(performance.now() - start);
        });
    }
    return taken;
}"""


def packed(name: str, classifier: bool = False) -> dict[str, object]:
    record = saved.pretrained_record(name)
    read = browser_encoder.read_classifier if classifier else browser_encoder.read_encoder
    described, floats = browser_encoder.pack(read(record))
    return {**described, "kernel": encode(KERNEL.read_bytes()), "floats": encode(floats)}


def measure(browser: Browser, rounds: int) -> list[Line]:
    page = browser.new_page()
    page.add_script_tag(content=RUNTIME.read_text("utf-8"))
    asked = {
        "denoiser's encoder": packed("denoiser"),
        "VAE's encoder": packed("vae_functional"),
        "any beta's encoder": packed(ANY_BETA),
        "classifier, one CNN": packed("dual", classifier=True),
        "classifier, two branches": packed("inception", classifier=True),
    }
    images = np.random.default_rng(0).choice(mnist.load("test").images, 100)
    taken = page.evaluate(
        TIME,
        {
            "encoders": list(asked.values()),
            "decoder": browser_models._model(saved.pretrained_record("vae_functional")),
            "pictures": encode(images.astype("<f4")),
            "rounds": rounds,
        },
    )
    page.close()
    names = [*asked, "VAE's decoder"]
    limits = [(LIMIT, None)] * len(asked) + [(None, None)]
    return [Line(n, t, "ms", lim) for n, t, lim in zip(names, taken, limits, strict=True)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--core", type=int)
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    with start_browser() as chromium:
        print(report(measure(chromium, options.rounds)))
    print(processor())
