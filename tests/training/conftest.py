"""Trainings of a few batches, where it does not matter how their steps are computed."""

from collections.abc import Iterator
from typing import Any

import pytest

from explorer.training import fit


@pytest.fixture(scope="module")
def without_graphs() -> Iterator[None]:
    """Of so small a training, the graph would take longer than all steps. Others have one."""
    compile_network = fit.compile_network

    def compile_eagerly(network: Any, *rest: Any) -> None:
        compile_network(network, *rest)
        network.model.run_eagerly = True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "compile_network", compile_eagerly)
        yield
