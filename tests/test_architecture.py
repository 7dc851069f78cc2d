"""The house stays as it was drawn: imports go one way, TensorFlow waits, files stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "explorer"
FILES = sorted(PACKAGE.rglob("*.py"))
TOP = {
    "pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md", "app.py", "explorer",
    "pretrained", "tests", ".ci", ".streamlit", ".pre-commit-config.yaml", ".gitignore",
}  # fmt: skip

# A module may import those on floors below its own, and beside it only where said.
FLOORS = [
    {"errors", "noise_modes"},
    {"beta_range", "config", "files", "memory", "one_parser", "palette", "quiet", "room"},
    {
        "data",
        "corruption",
        "pictures",
        "latent",
        "metrics",
        "layers",
        "figures",
        "kl",
        "posterior",
        "lesson_figures",
        "ink",
        "weights_check",
    },
    {"regions", "clusters", "own_data", "modulation", "codegen_any_beta"},
    {
        "jobs_folder",
        "speed",
        "codegen_network",
        "codegen_parts",
        "training_figures",
        "rate_distortion",
        "curves",
        "drawing",
    },
    {"models", "codegen", "noise_figures"},
    {"jobs_limits", "jobs_queue", "compiled"},
    {"weights", "restorer", "evaluation", "compiled_beta"},
    {"checkpoint", "decoder_export", "beta_ladder"},
    {"alignment", "beta_maps"},
    {"sweep_movie"},
    {"jobs_parcel"},
    {"runfolder"},
    {"recorder"},
    {"training"},
    {"pretrain", "console", "exchange"},
    {"jobs_cluster", "jobs_events", "jobs_task"},
    {"jobs_link", "jobs_others", "jobs_restart"},
    {"jobs"},
    {"sweep"},
    {"sweeps"},
    {"commands"},
    {"commands_sweep"},
    {"__main__"},
    {"ui"},
]
BESIDE = {("evaluation", "weights")}
CORE = [name for floor in FLOORS[:3] for name in floor if name != "layers"]


def module_of(path: Path) -> str:
    """The part of the package a file belongs to: ``models``, ``ui``, or its own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """All modules a file imports, anywhere in it; from-imports of submodules resolved."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            if node.module == "explorer":
                found |= {f"explorer.{alias.name}" for alias in node.names}
    return found


def floor_of(name: str) -> int:
    return next(i for i, floor in enumerate(FLOORS) if name in floor)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_go_one_way(path):
    name = module_of(path)
    if name == "__init__":
        return
    used = {i.split(".")[1] for i in imports_of(path) if i.startswith("explorer.")} - {name}
    for other in used:
        below = floor_of(other) < floor_of(name)
        assert below or (name, other) in BESIDE, f"{name} must not import {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_who_may_import_what(path):
    name = module_of(path)
    used = {i.split(".")[0] for i in imports_of(path)}
    if name != "ui":
        assert "streamlit" not in used
    if name in ("errors", "config", "files"):
        assert used <= set(sys.stdlib_module_names) | {"explorer"}
    if name in CORE:
        assert not used & {"keras", "tensorflow"}
    assert not used & {"pickle", "joblib", "dill"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_are_small_and_have_no_lambda_layers(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= (200 if path.parent.name == "models" else 400)
    assert "layers.Lambda" not in text
    assert "allow_pickle=True" not in text
    assert text.startswith('"""') or not text


def test_the_app_is_short():
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 60


def loaded_by(modules: str, names: set[str]) -> str:
    """Which of ``names`` a fresh Python has loaded once it has imported ``modules``."""
    code = f"import sys, {modules}; print(sorted({names} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_loads_no_tensorflow():
    """Not the package, not the core, not even the app's view."""
    modules = (
        "explorer, explorer.models, explorer.weights, explorer.data, explorer.latent, "
        "explorer.__main__, explorer.ui.views.map"
    )
    assert loaded_by(modules, {"tensorflow", "keras"}) == "[]"


def test_the_first_picture_waits_for_no_large_library():
    """SciPy alone took a tenth of a second of a cold start, for a sigmoid and a quantile."""
    large = {"scipy", "skimage", "sklearn", "h5py", "distributed", "dask", "segno"}
    assert loaded_by("explorer.ui.shell, explorer.ui.views.map", large) == "[]"


def test_the_top_level_is_as_agreed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert {line.split("/")[0] for line in listed if line} <= TOP


def test_every_module_has_a_floor():
    known = {name for floor in FLOORS for name in floor}
    assert {module_of(path) for path in FILES} - {"__init__"} == known
