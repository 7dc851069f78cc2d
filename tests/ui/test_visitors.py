"""What of the folder of runs is on somebody's page, and therefore stays."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from visitor import Visitor

from explorer.ui.shared import models, trainings, visitors


@pytest.fixture(autouse=True)
def alone() -> None:
    gc.collect()  # the visits of other tests
    visitors.all_present().clear()


def test_the_model_on_somebody_s_map_is_in_use_until_they_leave(
    copy_run: Callable[..., Path], runs: Path
) -> None:
    folder = copy_run("trained")
    visitor = Visitor(model=str(folder)).assert_fine()
    assert visitor.selectbox("model").value == str(folder)
    assert folder in trainings._in_use()
    visitor.choose("selectbox", "model", "vae_functional").assert_fine()
    assert folder not in trainings._in_use()
    visitor.choose("selectbox", "compare", str(folder)).assert_fine()
    assert folder in trainings._in_use()
    del visitor
    gc.collect()
    assert trainings._in_use() == set()


def test_what_a_view_lets_choose_of_the_runs_is_watched() -> None:
    """Every sticky value whose options may be of the folder of runs has its place in the list."""
    views = Path(visitors.__file__).parents[1] / "views"
    for view, name in visitors.CHOOSERS:
        written = "".join(path.read_text("utf-8") for path in (views / view).glob("*.py"))
        controls = (views.parent / "widgets" / "model_chooser.py").read_text("utf-8")
        assert f'"{name}"' in written + controls, (view, name)


def test_each_session_has_a_secret_of_its_own_and_an_owner_that_does_not_tell_it() -> None:
    one, other = visitors.Visitor(), visitors.Visitor()
    assert one.secret != other.secret
    assert one.owner != other.owner
    assert one.secret not in one.owner
    assert models.RUNS not in one.looks_at
