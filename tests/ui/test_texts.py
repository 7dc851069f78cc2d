"""Every sentence that the code asks for is there, fits its call, and none is left over.

In every language: French must have what English has, with the same placeholders.

Found by reading the code, not by running it: ``text("map.size")`` names an entry;
``text(f"map.grid_{kind}")`` names all those that a word of the same file completes.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import string
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import errors
from explorer.beta import ANNEALINGS
from explorer.config import BUNDLED_NAMES, K_PRESETS
from explorer.data import own
from explorer.data.fitting import Fit
from explorer.lesson import STEPS
from explorer.ui import texts
from explorer.ui.texts import DEFAULT, FOLDER, LANGUAGES, sentences, text
from explorer.ui.views import VIEWS

UI = FOLDER.parent
ROOT = UI.parents[1]
PLACEHOLDERS_LEFT_TO_JAVASCRIPT = {"map.legend": "common/legend.js"}


def entries(language: str = DEFAULT) -> dict[str, str]:
    every = sentences(language).items()
    return {f"{section}.{name}": value for section, part in every for name, value in part.items()}


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


ENTRIES = entries()


@dataclass(frozen=True)
class Call:
    """One call of ``text``, or of ``spoken`` in a plot: the entries it can mean, and its values.

    The values are None where they are not known here.
    """

    where: str
    source: str
    names: frozenset[str]
    values: frozenset[str] | None


def calls() -> list[Call]:
    plots = (UI.parent / "plots").glob("*.py")
    return [call for file in sorted(UI.rglob("*.py")) for call in _calls_of(file, "text", 0)] + [
        call for file in sorted(plots) for call in _calls_of(file, "spoken", 1)
    ]


def _calls_of(file: Path, function: str, place: int) -> list[Call]:
    """Its calls of a function whose argument at that place names the entry."""
    tree = ast.parse(file.read_text("utf-8"))
    words = _words(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == function:
            keys = [keyword.arg for keyword in node.keywords]
            values = None if None in keys else frozenset(str(key) for key in keys)
            names = frozenset(_names(node.args[place], words))
            found.append(Call(f"{file.name}:{node.lineno}", ast.unparse(node), names, values))
    return found


def _words(tree: ast.Module) -> str:
    """A pattern of the words that a file can put into an entry's name."""
    nodes = list(ast.walk(tree))
    literal = [str(n.value) for n in nodes if isinstance(n, ast.Constant)]
    literal += [*BUNDLED_NAMES, *ANNEALINGS, *K_PRESETS, *VIEWS, *(step.name for step in STEPS)]
    built = [_pattern(n, r"\w") for n in nodes if isinstance(n, ast.JoinedStr)]
    return "|".join([*map(re.escape, literal), *(b for b in built if re.match(r"\w{3}", b))])


def _pattern(fstring: ast.JoinedStr, blank: str) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else blank
        for part in fstring.values
    )


def _names(argument: ast.expr, words: str) -> set[str]:
    if isinstance(argument, ast.Constant):
        return {str(argument.value)}
    assert isinstance(argument, ast.JoinedStr), "text() takes a literal or an f-string"
    pattern = _pattern(argument, f"({words})")
    return {name for name in ENTRIES if re.fullmatch(pattern, name)}


CALLS = calls()


def test_the_reader_finds_the_calls() -> None:
    assert len(CALLS) > 300
    assert any(len(call.names) > 1 for call in CALLS)


@pytest.mark.parametrize("call", CALLS, ids=[call.where for call in CALLS])
def test_each_call_names_an_entry_that_is_there(call: Call) -> None:
    assert call.names, f"no entry fits {call.source}"
    assert call.names <= set(ENTRIES), f"{call.source} names no entry"


@pytest.mark.parametrize("call", [c for c in CALLS if c.values is not None], ids=lambda c: c.where)
def test_each_call_fills_in_all_placeholders_and_no_others(call: Call) -> None:
    """Of a name that is put together, only some completions may be meant: one must fit."""
    wrong = [_misfit(name, call) for name in call.names & set(ENTRIES)]
    assert not all(wrong), wrong


def _misfit(name: str, call: Call) -> str:
    """What is wrong with filling the entry ``name`` by this call, or nothing."""
    wanted = placeholders(ENTRIES[name])
    if not call.values and name in PLACEHOLDERS_LEFT_TO_JAVASCRIPT:
        script = (UI.parent / "web" / PLACEHOLDERS_LEFT_TO_JAVASCRIPT[name]).read_text("utf-8")
        wanted = {field for field in wanted if f'"{{{field}}}"' not in script}
    return f"{call.source}: {ENTRIES[name]!r}" if wanted != call.values else ""


def named_in_scripts() -> dict[str, set[str]]:
    """The entries that a name in the browser's modules may mean, by that name."""
    folders = [path for path in (UI.parent / "web").iterdir() if path.is_dir()]
    own = [path for path in folders if path.name not in ("dist", "node_modules")]
    scripts = [script for path in own for script in path.rglob("*.js")]
    found = {}
    for script in scripts:
        content = script.read_text("utf-8")
        for name in re.findall(r'"([a-z_]+[.][a-z_0-9]+)"', content):
            if name in ENTRIES:
                found[name] = {name}
        for name in re.findall(r'[ .(]text\(\s*"([^"]+)"', content):
            found[name] = {name} & set(ENTRIES)
        for name in re.findall(r"[ .(]text\(\s*(?:/\*.*?\*/ )?`([^`]+)`", content):
            parts = [re.escape(part) for part in re.split(r"\$\{(?:[^{}]|\{[^}]*\})*\}", name)]
            found[name] = {one for one in ENTRIES if re.fullmatch(".+".join(parts), one)}
    return found


def test_the_browser_s_modules_name_entries_that_are_there() -> None:
    found = named_in_scripts()
    assert len(found) > 60
    assert [name for name, entries in found.items() if not entries] == []


def test_no_entry_is_left_over() -> None:
    used = set().union(*(call.names for call in CALLS), *named_in_scripts().values())
    used |= names_in_the_sentence_on_pictures()
    used |= {"site.about", "site.begins", "site.noscript"}  # explorer/site/writer.py
    assert set(ENTRIES) - used == set()


def names_in_the_sentence_on_pictures() -> set[str]:
    """What explorer/data/own.py asks for, in the language of whoever brought them."""
    source = inspect.getsource(own.told)
    steps = {f"data.{step.name}" for step in dataclasses.fields(Fit)}
    return steps | set(re.findall(r'"(data\.\w+)"', source))


def figures() -> list[tuple[str, set[str]]]:
    """The (name, value, what its help names) that model_summary.py lists."""
    tree = ast.parse((UI / "widgets" / "model_summary.py").read_text("utf-8"))
    return [
        (str(node.elts[0].value), {ast.literal_eval(k) for k in node.elts[2].keys if k})
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple)
        and len(node.elts) == 3
        and isinstance(node.elts[0], ast.Constant)
        and isinstance(node.elts[2], ast.Dict)
    ]


def test_each_figure_has_a_name_and_a_help_that_it_fills() -> None:
    assert len(figures()) > 8
    for name, values in figures():
        assert not placeholders(ENTRIES[f"numbers.{name}"])
        assert placeholders(ENTRIES[f"numbers.{name}_help"]) == values, name


def test_values_are_filled_in() -> None:
    assert "10,000" in text("map.lead", count=10_000)
    assert text("map.axis", number=3) == "z3"


def test_thousands_are_written_as_each_language_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "10,000" in text("map.lead", count=10_000)
    monkeypatch.setattr(texts, "outside", "fr")
    assert "10\u202f000" in text("map.lead", count=10_000)
    assert text("map.axis", number=3) == "z3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_formatted(language: str) -> None:
    """A lone brace in a sentence would raise only when it is shown."""
    for name, sentence in entries(language).items():
        assert isinstance(sentence, str), name
        assert sentence.strip(), name
        placeholders(sentence)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {DEFAULT}))
def test_another_language_says_the_same(language: str) -> None:
    other = entries(language)
    assert set(other) == set(ENTRIES)
    fields = {name: placeholders(sentence) for name, sentence in ENTRIES.items()}
    assert {name: placeholders(sentence) for name, sentence in other.items()} == fields


def test_no_french_line_begins_with_a_mark_or_ends_with_a_quote(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A space that belongs to a mark does not break; whoever writes a sentence types plain ones."""
    torn = re.compile(r" [:;?!»%](?!\w)|« ")
    assert [name for name, words in entries("fr").items() if torn.search(words)] == []
    assert text("app.link_hint") == sentences("en")["app"]["link_hint"]
    monkeypatch.setattr(texts, "outside", "fr")
    assert "«\u00a0Précédent\u00a0»" in text("app.link_hint")
    assert "k-NN ?" not in texts.typeset("k-NN ? oui", "fr")
    assert texts.typeset("d'où :material/open: sort", "fr") == "d'où :material/open: sort"
    assert texts.numbers((0.5, -1.25), ".1f") == "0,5\u202f; -1,2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_section_stands_in_two_files(language: str) -> None:
    """The second would replace the first."""
    files = sorted((FOLDER / language).glob("*.toml"))
    found = [name for file in files for name in tomllib.loads(file.read_text("utf-8"))]
    assert len(found) == len(set(found))


# ---- errors, in every language -----------------------------------------------------------

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
TOLD_BY = ("explorer/cli", "explorer/training/pretrain.py")  # the command line, in English
# sentences of jobs, which are no errors
OF_JOBS = (
    "the training ended with an error that was not foreseen: {}",
    "the sweep ended with an unforeseen error: {}.",
    *("a number", "a whole number"),  # what config.py fills in
    "the training's worker process died several times (it needs about {} GB of memory; app and "
    "trainings have {} GB together); started again, it goes on from its last whole epoch.",
)


def template(node: ast.expr) -> str:
    """An f-string with {} for what it fills in; other texts as they are."""
    if isinstance(node, ast.JoinedStr):
        parts = (str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        return "".join(parts)
    return str(ast.literal_eval(node))


def raised() -> list[str]:
    """What every ExplorerError that the app can show says, as templates."""
    found = set(OF_JOBS)
    for file in sorted((ROOT / "explorer").rglob("*.py")):
        if str(file.relative_to(ROOT)).startswith(TOLD_BY) or "node_modules" in file.parts:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        named = {
            t.id: n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                first = node.args[0]
                said = named.get(first.id) if isinstance(first, ast.Name) else first
                options = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                found |= {
                    template(o) for o in options if isinstance(o, (ast.JoinedStr, ast.Constant))
                }
    return sorted(found - {"{}"})


def test_the_reader_finds_the_errors() -> None:
    assert len(raised()) > 100


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != DEFAULT])
@pytest.mark.parametrize("english", raised())
def test_each_error_is_told_in_every_language(language: str, english: str) -> None:
    table = tomllib.loads((FOLDER / "errors" / f"{language}.toml").read_text("utf-8"))
    assert english in table, english
    values = [f"<{i}>" for i in range(english.count("{}"))]
    told = texts._translated(english.format(*values), language)
    assert told == texts.typeset(table[english], language).format(*values)
    assert told != english.format(*values)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != DEFAULT])
def test_no_translation_of_an_error_is_left_over(language: str) -> None:
    table = tomllib.loads((FOLDER / "errors" / f"{language}.toml").read_text("utf-8"))
    assert set(table) - set(raised()) == set()


def test_an_error_in_an_error_is_told_too_and_a_stranger_stays() -> None:
    inner = "share must lie between 0 and 1, got 1.5."
    told = texts._translated(f"model.json describes no model that can be built: {inner}", "fr")
    assert told == (
        "model.json ne décrit aucun modèle constructible\u00a0: "
        "la part doit être entre 0 et 1\u202f; reçu\u00a0: 1,5."
    )
    assert texts._translated("nobody has said this yet.", "fr") == "nobody has said this yet."
    assert texts._translated(inner, "en") == inner


@given(st.text(max_size=300))
def test_translating_never_fails(words: str) -> None:
    assert texts._translated(words, "fr") or not words
