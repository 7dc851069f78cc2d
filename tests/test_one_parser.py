"""Two threads that take Python apart at the same moment: neither may fail."""

from __future__ import annotations

import subprocess
import sys

# While the first thread makes a tree, collections start others, which make one of their own
RACE = """
import ast, gc, sys, threading

if "guarded" in sys.argv:
    from explorer.one_parser import parse_in_turn

    parse_in_turn()
    parse_in_turn()

met = []

def meet(phase, info):
    if phase == "start" and len(met) < 20 and threading.current_thread() is threading.main_thread():
        met.append(threading.Thread(target=ast.parse, args=("again = [1, 2]",)))
        met[-1].start()
        met[-1].join(0.05)  # guarded, it waits until the first has ended

def deep(level):
    if level:
        return deep(level - 1)
    gc.callbacks.append(meet)
    gc.set_threshold(1)
    return ast.parse("seen = [" + "(1 + 2) * 3, " * 500 + "]")

tree = deep(20)
gc.callbacks.clear()
for other in met:
    other.join(10)
print(len(tree.body[0].value.elts), any(other.is_alive() for other in met))
"""


def _race(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RACE, *arguments], capture_output=True, text=True, timeout=60
    )


def test_a_tree_is_whole_though_another_thread_makes_one_in_its_midst() -> None:
    done = _race("guarded")
    assert done.stdout.split() == ["500", "False"], done.stderr


def test_the_race_is_the_one_that_is_guarded_against() -> None:
    """Where Python needs no guard, the same race has no loser either."""
    done = _race()
    if sys.version_info >= (3, 12):
        assert done.stdout.split() == ["500", "False"], done.stderr
    else:
        assert "AST constructor recursion depth mismatch" in done.stderr
