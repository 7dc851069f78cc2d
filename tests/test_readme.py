"""The README tells the truth: commands run, paths exist, figures are the measured ones."""

import re
import shlex
from pathlib import Path

import pytest

from explorer.cli.parser import build_parser
from explorer.jobs import dask_cluster
from explorer.models import saved

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if not kind for line in block.splitlines() if line]
EXPLORER = [line for line in COMMANDS if line.startswith("python -m explorer")]


def test_the_first_screen_is_a_sentence_a_picture_and_the_two_commands():
    first_screen = README.splitlines()[:22]
    assert any(line.startswith("![") for line in first_screen)
    assert "pip install -e . && streamlit run app.py" in first_screen
    assert 'pip install -e ".[test]" && pytest' in first_screen


def test_ci_calls_the_test_command_of_the_readme():
    command = next(line for line in COMMANDS if line.endswith("pytest"))
    assert command in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_the_app_file_of_the_first_command_is_there():
    command = next(line for line in COMMANDS if "streamlit run" in line)
    assert (ROOT / command.split()[-1]).is_file()


def test_the_readme_shows_every_command():
    assert {line.split()[3] for line in EXPLORER} == {
        "app", "train", "evaluate", "denoise", "pretrain", "sweep", "site",
    }  # fmt: skip


@pytest.mark.parametrize("line", EXPLORER)
def test_commands_are_understood(line):
    arguments = build_parser().parse_args(shlex.split(line.replace("s&p", "'s&p'"))[3:])
    assert callable(arguments.run)


@pytest.mark.slow
def test_the_commands_for_two_machines_are_dask_s():
    """Parsed by Dask's own command line, and the settings are those that the app reads."""
    from distributed.cli import dask_scheduler, dask_worker

    parsers = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
    shown = [line.split("dask ")[1].split() for line in COMMANDS if "dask " in line]
    assert [name for name, *_ in shown] == list(parsers)
    for name, *options in shown:
        parsers[name].make_context(name, options)  # click raises on what it does not know
    assert f"{dask_cluster.SETTING}=tcp://H:8786 streamlit run app.py" in COMMANDS


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_links_within_the_repository_lead_somewhere(link):
    assert link.startswith("https://") or (ROOT / link).exists()


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:explorer|tests|pretrained)/[^`]*)`", README)))
)
def test_paths_named_in_the_text_exist(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    "path",
    sorted(
        set(re.findall(r"(?:explorer|tests|pretrained)/[\w/.]*", GUIDE))
        | {f"explorer/{path}" for path in re.findall(r"`(\w+(?:\.py|/(?:\w+\.py)?))`", GUIDE)}
    ),
)
def test_paths_of_the_developers_guide_exist(path):
    """Whole ones, and those of the list of rooms, which stand for explorer/..."""
    known = (ROOT / path, ROOT / path.removeprefix("explorer/"), ROOT / "explorer/ui" / path[9:])
    assert any(place.exists() for place in known)


def test_the_table_of_figures_is_the_measured_one():
    measured = {name: entry["metrics"] for name, entry in saved.manifest().items()}
    promised = {
        "denoiser": f"BCE {measured['denoiser']['reconstruction']['bce']:.4f}",
        "dual": f"accuracy {measured['dual']['accuracy']:.4f}",
        "inception": f"accuracy {measured['inception']['accuracy']:.4f}",
        "vae_functional": f"-ELBO {measured['vae_functional']['neg_elbo']:.1f} nats",
        "vae_subclass": f"-ELBO {measured['vae_subclass']['neg_elbo']:.1f} nats",
        "any_beta": f"-ELBO {measured['any_beta']['neg_elbo']:.1f} nats",
    }
    rows = {
        row[1]: row[2]
        for row in re.findall(r"^\| (\d [^|]+) \| `(\w+)` \| ([^|]+) \|", README, re.M)
    }
    assert rows == promised


def test_the_python_example_runs(capsys):
    (example,) = (block for kind, block in BLOCKS if kind == "python")
    names: dict = {}
    exec(example, names)
    assert names["code"].mean.shape == (10_000, 2)
    assert names["strip"].shape == (12, 28, 28, 1)
