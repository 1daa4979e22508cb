"""Texts go to translators as PO files and come back; the tools of gettext and our own agree on every word."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.cli import course_commands
from tests.course.small_course import SmallCourse

ROOT = Path(__file__).parents[2] / "curriculum"
KHMER = "decide/lessons/first/km.md"
PROMISE = 'msgctxt "decide/first/promise#text"'
each_translation = pytest.mark.parametrize(
    "locale", [locale for locale in LOCALES if locale is not SOURCE], ids=lambda locale: str(locale.tag)
)


def runner_for(root: Path) -> FlaskCliRunner:
    app = Flask(__name__)
    app.config["CURRICULUM"] = root
    app.cli.add_command(course_commands)
    return app.test_cli_runner()


@pytest.fixture
def runner(small: SmallCourse) -> FlaskCliRunner:
    small.write(KHMER, small.read(KHMER) + "\n## ប្រាក់ {#wage}\n\nមើល\n\n{{dest.min_wage}}\n")
    return runner_for(small.root)


@pytest.fixture
def po(runner: FlaskCliRunner, tmp_path: Path) -> Path:
    """The whole course in Khmer, exported."""
    file = tmp_path / "km.po"
    export(runner, "--locale", "km", "--out", str(file))
    return file


def export(runner: FlaskCliRunner, *arguments: str) -> str:
    result = runner.invoke(args=["course", "po", "export", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def take_back(runner: FlaskCliRunner, *files: Path, refused: bool = False) -> str:
    result = runner.invoke(args=["course", "po", "import", *map(str, files)])
    assert result.exit_code == int(refused), result.output
    return result.output


def gettext(*command: object) -> str:
    """Run one of the tools of GNU gettext, as a translator's own programme would."""
    program = shutil.which(str(command[0]))
    assert program, "the tools of GNU gettext are not installed"
    done = subprocess.run([program, *map(str, command[1:])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def entry(po: Path, context: str) -> str:
    """Give one entry of a PO file with its comments."""
    return next(one for one in po.read_text().split("\n\n") if f'msgctxt "{context}"' in one)


def change(po: Path, context: str, old: str, new: str) -> int:
    """Change the words of one entry, and give its first and last line."""
    before = entry(po, context)
    assert old in before
    text = po.read_text()
    po.write_text(text.replace(before, before.replace(old, new)))
    return text[: text.index(f'msgctxt "{context}"')].count("\n") + 1


def test_an_edit_with_a_tool_of_gettext_changes_that_one_string(
    runner: FlaskCliRunner, small: SmallCourse, po: Path
) -> None:
    """`msgfilter` runs `sed` on each translation, and `msgfmt` checks what came out."""
    before = files(small.root)
    edited = po.with_name("edited.po")
    gettext("msgfilter", "-i", po, "-o", edited, "sed", "s/កិច្ចសន្យាគឺជាការសន្យា។/កិច្ចសន្យាថ្មី។/")
    gettext("msgfmt", "-c", "--check", "-o", "/dev/null", edited)
    assert "1 passages changed" in take_back(runner, edited)
    after = files(small.root)
    assert [name for name in before if before[name] != after[name]] == [KHMER]
    expected = before[KHMER].decode().replace("កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យាថ្មី។")
    assert after[KHMER].decode() == expected


def test_a_placeholder_lost_in_the_edit_is_refused_with_its_line(
    runner: FlaskCliRunner, small: SmallCourse, po: Path
) -> None:
    before = files(small.root)
    edited = po.with_name("edited.po")
    gettext("msgfilter", "-i", po, "-o", edited, "sed", "-e", "s/{{dest.min_wage}}//", "-e", "s/មេរៀនទីមួយ/ថ្មី/")
    gettext("msgfmt", "-c", "--check", "-o", "/dev/null", edited)
    output = take_back(runner, edited, refused=True)
    lines = edited.read_text().split("\n")
    line = int(re.search(rf"{re.escape(str(edited))}:(\d+): decide/first/wage#text: ", output)[1])  # type: ignore[index]
    assert lines[line - 1].startswith("msg")
    assert 'msgctxt "decide/first/wage#text"' in "\n".join(lines[line - 2 : line + 1])
    assert "the placeholder {{dest.min_wage}} is lost; put {{dest.min_wage}} back" in output
    assert files(small.root) == before, "one lost placeholder holds the whole file back"


def test_a_file_saved_on_windows_is_taken(runner: FlaskCliRunner, small: SmallCourse, po: Path) -> None:
    po.write_bytes(b"\xef\xbb\xbf" + po.read_bytes().replace(b"\n", b"\r\n"))
    assert "0 passages changed" in take_back(runner, po)
    change(po, "decide/first/promise#text", "កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យាថ្មី។")
    po.write_bytes(po.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert "1 passages changed" in take_back(runner, po)
    assert "\r" not in small.read(KHMER)


@each_translation
def test_a_round_trip_changes_no_byte_of_what_we_ship(tmp_path: Path, locale: Locale) -> None:
    root = shutil.copytree(ROOT, tmp_path / "curriculum")
    before, runner, out = files(root), runner_for(root), tmp_path / "out"
    export(runner, "--locale", locale.tag, "--out", str(out))
    exported = sorted(out.glob("*.po"))
    assert [file.name for file in exported if file.stem.startswith("contract.")] == [f"contract.{locale.disk}.po"]
    whole = tmp_path / "whole.po"
    gettext("msgcat", *exported, "-o", whole)
    gettext("msgfmt", "-c", "--check", "-o", "/dev/null", whole)
    assert "0 passages changed" in take_back(runner, whole)
    assert files(root) == before


def test_the_file_says_what_it_is(po: Path, small: SmallCourse) -> None:
    head = po.read_text().split("\n\n")[0]
    for line in ("Language: km", "Plural-Forms: nplurals=1; plural=0;", "X-Course-Version: 2026.1"):
        assert f'"{line}\\n"' in head
    assert f'"X-Course-Digest: {small.load().digest}\\n"' in head


def test_an_entry_names_its_place_its_kind_and_its_terms(po: Path) -> None:
    card = entry(po, "decide/first/promise#title")
    assert "#. Title of a card. Lesson “The first lesson”. Seen at" in card
    assert "/km/course/decide/1/1" in card
    assert 'msgid "A promise on paper"\nmsgstr "ការសន្យា"' in card
    assert re.search(r"#: curriculum/decide/lessons/first/km.md:3$", card, re.MULTILINE)
    assert "An option to choose." in entry(po, "decide/questions/M01-Q02#a")
    assert "Explanation" in entry(po, "decide/questions/M01-Q02#explanation")
    assert "A fact, shown where a card asks for it." in entry(po, "facts/values/th.wage#text")
    assert "dest.min_wage (TH)" in entry(po, "facts/values/th.wage#text")
    assert "read aloud to people who hear the page" in entry(po, "pictures/contract#text")


def test_a_term_comes_with_its_note_and_its_risk(runner: FlaskCliRunner, small: SmallCourse, tmp_path: Path) -> None:
    small.change("pictures/en.yaml", "shake hands", "shake hands over a passport")
    export(runner, "--locale", "lo", "--module", "pictures", "--out", str(tmp_path / "lo.po"))
    comments = " ".join(re.findall(r"#\. (.*)", entry(tmp_path / "lo.po", "pictures/contract#text")))
    assert "Term: passport = ໜັງສືຜ່ານແດນ. To be confirmed by a speaker. Means another paper in Thai." in comments


def test_the_right_answer_is_told_to_no_translator(po: Path, small: SmallCourse) -> None:
    first, second = (re.findall("#[.,].*", entry(po, f"decide/questions/M01-Q02#{name}")) for name in "ab")
    assert first == second


def test_only_what_a_reviewer_signed_is_not_fuzzy(runner: FlaskCliRunner, small: SmallCourse, tmp_path: Path) -> None:
    runner.invoke(args=["course", "review", "--locale", "km", "--by", "Sok Dara", "decide/first"])
    small.change("decide/lessons/first/en.md", "It binds both sides.", "It binds you both.")
    file = tmp_path / "km.po"
    export(runner, "--locale", "km", "--out", str(file))
    assert "fuzzy" not in entry(file, "decide/first#title")
    assert "fuzzy" in entry(file, "decide/first/promise#text"), "its English changed"
    assert "fuzzy" in entry(file, "decide/about#title"), "nobody signed it"
    assert 'msgstr ""' in entry(file, "pictures/bus#text")
    assert "fuzzy" not in entry(file, "pictures/bus#text")


def test_taking_the_fuzzy_mark_away_signs_nothing(runner: FlaskCliRunner, small: SmallCourse, po: Path) -> None:
    before = files(small.root)
    edited = po.with_name("edited.po")
    gettext("msgattrib", "--clear-fuzzy", po, "-o", edited)
    take_back(runner, edited)
    assert files(small.root) == before


@pytest.mark.parametrize(
    ("context", "old", "new", "said"),
    [
        ("decide/first/promise#text", "កិច្ចសន្យាគឺជា", "<b>កិច្ចសន្យា", "raw HTML"),
        ("decide/first/promise#text", "កិច្ចសន្យាគឺជា", "កិច្ច\u2060សន្យា", r"U\+2060 must not stand here"),
        ("decide/first/promise#text", "កិច្ចសន្យាគឺជា", "ស្រ្តី", "should be written"),
        ("facts/values/th.wage#text", "១.៤០០", "ច្រើន", "1400 of the English are lost"),
        (
            "decide/first/promise#text",
            'first/promise#text"',
            'first/gone#text"',
            "nothing is called `decide/first/gone",
        ),
        ("decide/first/promise#text", "It binds both sides.", "It binds you.", "exported from version 2026.1"),
    ],
)
def test_what_may_not_be_taken_is_refused_with_its_line(
    runner: FlaskCliRunner, small: SmallCourse, po: Path, context: str, old: str, new: str, said: str
) -> None:
    before = files(small.root)
    line = change(po, context, old, new)
    output = take_back(runner, po, refused=True)
    found = re.search(rf"km\.po:(\d+): .*{said}", output)
    assert found, output
    assert line - 1 <= int(found[1]) <= line + 2
    assert files(small.root) == before


def test_english_that_changed_since_the_export_is_refused(runner: FlaskCliRunner, small: SmallCourse, po: Path) -> None:
    small.change("decide/lessons/first/en.md", "It binds both sides.", "It binds you both.")
    output = take_back(runner, po, refused=True)
    assert "decide/first/promise#text: the English has changed since this was exported from version 2026.1" in output
    assert "msgmerge" in output


def test_a_text_that_is_new_is_taken_once_it_is_whole(runner: FlaskCliRunner, small: SmallCourse, po: Path) -> None:
    change(po, "pictures/bus#text", 'msgstr ""', 'msgstr "សុមចៃរង់ចាំឡាន។"')
    change(po, "decide/questions/M01-Q03#a", 'msgstr ""', 'msgstr "មួយ"')
    change(po, "contract/first/promise#title", 'msgstr ""', 'msgstr "ការសន្យា"')
    output = take_back(runner, po)
    assert "bus: សុមចៃរង់ចាំឡាន។\n" in small.read("pictures/km.yaml")
    assert "decide/questions/M01-Q03 is left out until every passage of it has words" in output
    assert "contract/first/promise is left out" in output
    assert "M01-Q03" not in small.read("decide/questions/km.yaml")


def test_one_broken_file_holds_the_others_back(runner: FlaskCliRunner, small: SmallCourse, po: Path) -> None:
    before = files(small.root)
    other = shutil.copy(po, po.with_name("other.po"))
    change(po, "decide/first#title", "មេរៀនទីមួយ", "ថ្មី")
    change(Path(other), "decide/about#title", "My choice", "<b>")
    take_back(runner, po, Path(other), refused=True)
    assert files(small.root) == before


def test_a_file_that_is_no_po_or_of_no_language_is_named(runner: FlaskCliRunner, po: Path) -> None:
    text = po.read_text()
    po.write_text(text.replace("Language: km", "Language: fr"))
    assert "km.po:1: its language is `fr`; use one of km" in take_back(runner, po, refused=True)
    po.write_text(text + '\nmsgid "broken\n')
    last = text.count("\n") + 2
    assert f"km.po:{last}: this is no PO" in take_back(runner, po, refused=True)


def test_an_unknown_part_is_named(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(
        args=["course", "po", "export", "--locale", "km", "--module", "travel", "--out", str(tmp_path)]
    )
    assert result.exit_code == 1
    assert "there is no part called travel" in result.output
