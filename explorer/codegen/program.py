"""The Keras program of exactly one ``RunConfig``, to read and to run in a notebook.

It needs Keras (and scikit-image where there is noise) and nothing of this project. The network,
the loss, the optimizer and the data are the same as in a training here; only the noise and the
order of the batches are drawn anew. ``templates/`` has a program for each system; a test runs
what comes out and compares the networks.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from explorer.beta import COARSE, CYCLES, EVEN_BASES, EVEN_TO, FINE_FROM, FINE_TO, HIGHEST, LOWEST
from explorer.config import ANY_BETA, RunConfig

TITLES = {
    "denoiser": "A denoising autoencoder (Vincent et al. 2008)",
    "dual": "A denoising autoencoder and a classifier of the same noisy picture",
    "inception": "A denoising autoencoder and a classifier with two branches (Szegedy et al. 2015)",
    "vae_functional": "A variational autoencoder (Kingma & Welling 2014), functional API",
    "vae_subclass": "A variational autoencoder (Kingma & Welling 2014), subclass of keras.Model",
    ANY_BETA: "A variational autoencoder for every beta (Bae et al. 2022, Perez et al. 2018)",
}


def code_of(config: RunConfig) -> str:
    """A program that builds and trains ``config``'s model; its names: model, encoder, decoder."""
    name = config.model.name
    template = _environment().get_template(f"{name}.py.jinja")
    return template.render(
        name=name,
        title=TITLES[name],
        model=config.model,
        data=config.data,
        noise=config.noise,
        training=config.training,
        noisy=config.noise.mode != "none",
        lowest=LOWEST,
        highest=HIGHEST,
        coarse=COARSE,
        bases=config.model.bases,
        even_to=EVEN_TO,
        fine=(FINE_FROM, FINE_TO),
        finer=(config.model.bases - EVEN_BASES) // (FINE_TO - FINE_FROM),
        annealing=config.model.annealing,
        cycles=CYCLES,
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Templates that read as the programs they make: statements stand on lines of their own."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        variable_start_string="<<",
        variable_end_string=">>",
        lstrip_blocks=True,
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    environment.filters |= {"g": "{:g}".format, "repr": repr}
    return environment
