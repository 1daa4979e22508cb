"""The export writes the edits in force into the files, keeps every other byte, and has nothing to write twice."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from app.course.errors import BrokenCourse
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.editing.fact_writing import export_edits
from app.editing.rules import Edit, Manner, revised, state_of
from app.editing.yaml_lines import with_item, with_value
from tests.editing import edits
from tests.editing.edits import ROOT, SECTORS

LINE = "sg.hotline.mom"
KHMER = "ក្រសួងការងារសិង្ហបុរី លេខ +65 6438 5123។"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "facts", tmp_path / "curriculum" / "facts")
    return tmp_path / "curriculum"


@pytest.fixture
def book(root: Path) -> FactBook:
    return load_facts(root, SECTORS)


def lines_changed(root: Path, file: str) -> tuple[list[str], list[str]]:
    """Give the lines that were taken out of a file and those put in, against the file we ship."""
    old, new = ((folder / "facts" / file).read_text().splitlines() for folder in (ROOT, root))
    difference = [line for line in difflib.unified_diff(old, new, n=0) if line[:3] not in ("---", "+++", "@@ ")]
    return [line[1:] for line in difference if line[0] == "-"], [line[1:] for line in difference if line[0] == "+"]


def a_change(book: FactBook) -> Edit:
    text = "The labour ministry of Singapore answers at +65 6438 5123: this is the government."
    return edits.change(book, LINE, text=text, value="+65 6438 5123", texts={"km": KHMER})


def test_a_check_changes_three_lines_and_adds_its_history(root: Path, book: FactBook) -> None:
    (path,) = export_edits(root, SECTORS, [edits.check(book, LINE, manner=Manner.CALLED)])
    assert path == root / "facts/countries/sg.yaml"
    out, into = lines_changed(root, "countries/sg.yaml")
    assert out == ["  checked_on: 2026-11-21"]
    assert into[:4] == ["  checked_on: 2026-11-22", "  checked_by: sokha", "  called_on: 2026-11-22", "  history:"]
    assert len(into) == 10


def test_a_change_is_written_in_every_language_and_the_old_is_kept(root: Path, book: FactBook) -> None:
    paths = export_edits(root, SECTORS, [a_change(book)])
    names = {path.name for path in paths}
    assert names == {"sg.yaml", "km.yaml", "lo.yaml", "my.yaml", "th.yaml", "vi.yaml", "zh_Hans.yaml"}
    assert lines_changed(root, "text/km.yaml")[1] == [f"  {LINE}: {KHMER}"]
    out, into = lines_changed(root, "text/vi.yaml")
    assert (len(out), into) == (1, [])
    fact = load_facts(root, SECTORS).facts[LINE]
    (past,) = fact.history
    assert past.was["text"] == book.facts[LINE].text
    assert past.was["text_vi"] == book.words["vi"].sections["values"][LINE]
    assert fact.text.endswith(": this is the government.")


def test_the_files_then_say_what_learners_saw_and_nothing_is_left(root: Path, book: FactBook) -> None:
    found: list[Edit] = [a_change(book)]
    for fact in book.facts.values():
        if fact.id != LINE:
            found.append(edits.check(book, fact.id))
            found.append(edits.retire(book, fact.id, 2) if fact.country == "TH" else edits.note(book, fact.id, 2))
    seen = revised(book, found)
    assert export_edits(root, SECTORS, found)
    written = load_facts(root, SECTORS)
    assert {name: state_of(written, name).seen for name in seen.facts} == {
        name: state_of(seen, name).seen for name in seen.facts
    }
    assert revised(written, found) is written
    assert export_edits(root, SECTORS, found) == []


def test_a_restored_fact_loses_the_line_again(root: Path, book: FactBook) -> None:
    taken = edits.retire(book, LINE)
    export_edits(root, SECTORS, [taken])
    assert load_facts(root, SECTORS).facts[LINE].retired_on is not None
    export_edits(root, SECTORS, [taken, edits.restore(load_facts(root, SECTORS), LINE, 2)])
    fact = load_facts(root, SECTORS).facts[LINE]
    assert (fact.retired_on, [past.act for past in fact.history]) == (None, ["retire", "restore"])


def test_what_would_break_the_files_is_not_written(root: Path, book: FactBook) -> None:
    broken = edits.change(book, LINE, text="Call +65 6438 5122.")
    before = (root / "facts/countries/sg.yaml").read_bytes()
    with pytest.raises(BrokenCourse, match="does not say that it is in Singapore"):
        export_edits(root, SECTORS, [broken])
    assert (root / "facts/countries/sg.yaml").read_bytes() == before


SOURCE = """\
# The head.
one:
  # Before a.
  a: old  # Beside a.
  b: long words
    on two lines

# Before two.
two: {c: 1}
"""


def test_comments_and_all_else_stay() -> None:
    changed = with_value(with_value(SOURCE, ("one", "a"), "new"), ("one", "b"), "short")
    assert changed == SOURCE.replace("old", "new").replace("long words\n    on two lines", "short")
    assert with_value(SOURCE, ("one", "b"), None) == SOURCE.replace("  b: long words\n    on two lines\n", "")
    assert with_value(SOURCE, ("one", "x"), None) == SOURCE


def test_a_new_key_comes_behind_those_before_it() -> None:
    placed = with_value(SOURCE, ("one", "aa"), ["x", "y"], order=("a", "aa", "b"))
    assert "  a: old  # Beside a.\n  aa: [x, y]\n  b: long words\n" in placed
    assert "    on two lines\n  z:\n    - {}\n\n# Before two." in with_item(SOURCE, ("one", "z"), {})


def test_words_that_look_like_something_else_are_quoted() -> None:
    for words in ("999", "yes", "# no comment", "a: b", "+6564385122", "'quoted'", "- item"):
        assert with_value(SOURCE, ("one", "a"), words).count("# Beside a.") == 1
        assert with_value(with_value(SOURCE, ("one", "a"), words), ("one", "a"), "old") == SOURCE
