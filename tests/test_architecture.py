"""The house stays as it was drawn: imports go one way, TensorFlow waits, files stay small."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from explorer.config import MODEL_NAMES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "explorer"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
TOP = {
    "pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md", "app.py", "explorer",
    "pretrained", "tests", ".ci", ".streamlit", ".pre-commit-config.yaml", ".gitignore", ".github",
}  # fmt: skip

# A room may import what stands above it in this list, and nothing beside it: no circles.
FLOORS = (
    {"errors", "config", "files", "installed", "beta", "formatting", "one_parser", "sentences"},
    {"data"},
    {"models", "analysis", "codegen"},
    {"training", "plots", "lesson"},
    {"jobs"},
    {"web"},
    {"site"},
    {"cli", "ui"},
    {"__main__"},
)
FOUNDATION = FLOORS[0]  # whose modules may use each other
UI_FLOORS = (
    {"components", "state", "links", "texts", "errors", "workarounds"},
    {"shared"},
    {"widgets"},
    {"views"},
    {"shell"},
    {"server"},
)


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
            if node.module in ("explorer", "explorer.ui", "explorer.ui.views"):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def floor_of(name: str, floors: tuple[set[str], ...]) -> int:
    return next(i for i, floor in enumerate(floors) if name in floor)


def may_use(one: str, other: str, floors: tuple[set[str], ...]) -> bool:
    """Whether ``one`` room may import ``other``, by the list of floors."""
    if {one, other} <= floors[0]:
        return True
    return one == other or floor_of(other, floors) < floor_of(one, floors)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    place = path.relative_to(PACKAGE).with_suffix("").parts
    for name in imports_of(path):
        root, *used = name.split(".")
        if root != "explorer" or not used or place == ("__init__",):
            continue
        assert may_use(place[0], used[0], FLOORS), f"{place[0]} must not import {name}"
        if place[0] == used[0] == "ui" and len(used) > 1 and place != ("ui", "__init__"):
            assert may_use(place[1], used[1], UI_FLOORS), f"ui/{place[1]} must not import {name}"
            if place[1] == used[1] == "views" and len(used) > 2 and len(place) > 3:
                assert place[2] == used[2], "a view must not import another view"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_who_may_import_what(path):
    name = module_of(path)
    used = {i.split(".")[0] for i in imports_of(path)}
    if name != "ui":
        assert "streamlit" not in used
    if name in FOUNDATION:
        assert used <= set(sys.stdlib_module_names) | {"explorer", "numpy"}
    if name in ("data", "analysis", "codegen", "plots"):
        assert not used & {"keras", "tensorflow"}
    assert not used & {"pickle", "joblib", "dill"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_are_small_and_have_no_lambda_layers(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= (200 if path.stem in MODEL_NAMES else 400)
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
        "explorer, explorer.models, explorer.models.saved, explorer.data.mnist, "
        "explorer.analysis.latent, "
        "explorer.cli.parser, explorer.ui.views.map.view"
    )
    assert loaded_by(modules, {"tensorflow", "keras"}) == "[]"


def test_the_first_picture_waits_for_no_large_library():
    """SciPy alone took a tenth of a second of a cold start, for a sigmoid and a quantile."""
    large = {"scipy", "skimage", "sklearn", "h5py", "distributed", "dask", "segno"}
    assert loaded_by("explorer.ui.shell, explorer.ui.views.map.view", large) == "[]"


def test_the_top_level_is_as_agreed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert {line.split("/")[0] for line in listed if line} <= TOP


def test_every_room_has_a_floor():
    for folder, floors in ((PACKAGE, FLOORS), (PACKAGE / "ui", UI_FLOORS)):
        rooms = {path.stem for path in folder.iterdir() if path.suffix in ("", ".py")}
        assert rooms - {"__init__", "__pycache__"} == set().union(*floors)


ELSEWHERE = {"main.py"}  # of PyTorch's example


def spoken_of(path: Path) -> set[str]:
    """The Python files that a file's docstrings and comments send a reader to."""
    source = path.read_text("utf-8")
    if ".py" not in source:
        return set()
    docs = [
        ast.get_docstring(node) or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return set(re.findall(r"\b[\w-]+\.py\b", "\n".join([*docs, *comments])))


def test_files_that_the_words_point_to_are_there() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    known = {path.name for path in (ROOT / "app.py", *FILES, *tests)} | ELSEWHERE
    named = {path: spoken_of(path) for path in (*FILES, *tests)}
    assert sum(map(len, named.values())) > 60
    lost = {str(path.relative_to(ROOT)): names - known for path, names in named.items()}
    assert {path: names for path, names in lost.items() if names} == {}
