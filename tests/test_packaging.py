"""What is imported is declared, with bounds, and tested in versions that are written down."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONSTRAINTS = (ROOT / ".ci" / "constraints.txt").read_text("utf-8")
TESTED = dict(re.findall(r"^([\w.-]+)==(\S+)$", CONSTRAINTS, re.MULTILINE))


def name_of(requirement: str) -> str:
    return re.split(r"[<>=]", requirement)[0]


def roots_of(path: Path) -> set[str]:
    """The first names of all that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            first = node.args[0]
            if isinstance(first, ast.Constant):
                found.add(str(first.value).split(".")[0])
    return found


def test_all_that_is_imported_is_declared_and_nothing_else() -> None:
    files = (path for path in (ROOT / "explorer").rglob("*.py") if "node_modules" not in path.parts)
    imported = set().union(*map(roots_of, files))
    others = imported - set(sys.stdlib_module_names) - {"explorer"}
    providers = packages_distributions()
    needed = {providers[name][0].lower() for name in others}
    declared = {name_of(requirement) for requirement in PROJECT["dependencies"]}
    assert needed <= declared
    assert declared - needed == {"tensorboard"}  # Keras imports it to write a training's logs


@pytest.mark.parametrize("requirement", [*PROJECT["dependencies"], *chain(*EXTRAS.values())])
def test_bounds_are_on_both_sides_and_hold_what_is_tested(requirement: str) -> None:
    name = name_of(requirement)
    low, high = re.fullmatch(r"[\w-]+>=([\d.]+),<(\d+)", requirement).groups()  # type: ignore[union-attr]
    if name == "torch":
        return  # only for a benchmark, and in no CI
    tested = {key.lower().replace("_", "-"): value for key, value in TESTED.items()}[name]
    numbers = [int(part) for part in tested.split(".")[:3] if part.isdigit()]
    assert [int(part) for part in low.split(".")] <= numbers
    assert numbers[0] < int(high)


@pytest.mark.skipif(not os.environ.get("PIP_CONSTRAINT"), reason="installed as anybody does")
def test_ci_installs_the_versions_that_are_written_down() -> None:
    ours = {name: version(name) for name in ("streamlit", "keras", "tensorflow", "numpy", "plotly")}
    assert ours == {name: TESTED[name] for name in ours}
