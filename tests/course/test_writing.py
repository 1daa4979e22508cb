"""New words reach the files of the curriculum, and nothing else in these files changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.i18n import LOCALES, SOURCE, Locale, locale_by_tag
from app.course.fact_loader import load_facts
from app.course.loader import load_course
from app.course.markdown_writing import with_lesson
from app.course.refusals import Reason, Refusal, WordsRefused
from app.course.units import Unit, read_units
from app.course.word_checks import tidied
from app.course.writing import write_units
from app.course.yaml_writing import with_values
from tests.course.small_course import SmallCourse
from tests.sampling import sampled

ROOT = Path(__file__).parents[2] / "curriculum"
TRANSLATIONS = [locale for locale in LOCALES if locale is not SOURCE]


def locale_of(tag: str) -> Locale:
    locale = locale_by_tag(tag)
    assert locale
    return locale


def write(small: SmallCourse, path: str, tag: str = "km", **words: str) -> list[str]:
    paths = write_units(small.root, locale_of(tag), {path: words})
    return [written.relative_to(small.root).as_posix() for written in paths]


def units(root: Path, locale: Locale) -> dict[str, Unit]:
    course = load_course(root)
    return read_units(root, course, load_facts(root, course.sectors), locale)


def refusals(small: SmallCourse, path: str, tag: str = "km", **words: str) -> tuple[Refusal, ...]:
    before = files(small.root)
    with pytest.raises(WordsRefused) as refused:
        write(small, path, tag, **words)
    assert files(small.root) == before
    return refused.value.refusals


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


@pytest.mark.parametrize(
    ("path", "passage", "file", "old", "new"),
    [
        ("decide/first", "title", "decide/lessons/first/km.md", "# មេរៀនទីមួយ", "# ថ្មី"),
        ("decide/first/promise", "title", "decide/lessons/first/km.md", "## ការសន្យា {#promise}", "## ថ្មី {#promise}"),
        ("decide/first/promise", "text", "decide/lessons/first/km.md", "កិច្ចសន្យាគឺជាការសន្យា។", "ថ្មី"),
        ("decide/about", "aim", "decide/about/km.yaml", "aim: Learn to choose.", "aim: ថ្មី"),
        ("decide/about", "M01-LO1", "decide/about/km.yaml", "  M01-LO1: Say what a choice is.", "  M01-LO1: ថ្មី"),
        ("decide/questions/M01-Q02", "b", "decide/questions/km.yaml", "    b: Two", "    b: ថ្មី"),
        ("pictures/contract", "text", "pictures/km.yaml", "contract: អ្នកធ្វើការម្នាក់ និងថៅកែ ចាប់ដៃគ្នា។", "contract: ថ្មី"),
    ],
)
def test_only_the_passage_changes(small: SmallCourse, path: str, passage: str, file: str, old: str, new: str) -> None:
    before = files(small.root)
    assert write(small, path, **{passage: "ថ្មី"}) == [file]
    after = files(small.root)
    assert [name for name in before if before[name] != after[name]] == [file]
    assert changed_lines(before[file].decode(), after[file].decode()) == [(old, new)]


def test_comments_quotes_and_line_ends_of_others_stay(small: SmallCourse) -> None:
    source = "# A note.\r\n'contract' : \"Two\\u0020words\"  # said twice\r\nbus: A bus\r\n   that waits # here\r\n"
    (small.root / "pictures/en.yaml").write_bytes(source.encode())
    write(small, "pictures/bus", "en", text="No: it # waits")
    kept = source.replace("A bus\r\n   that waits", "'No: it # waits'")
    assert (small.root / "pictures/en.yaml").read_bytes().decode() == kept


def test_a_file_with_a_byte_order_mark_keeps_it(small: SmallCourse) -> None:
    words = "\ufeff" + small.read("decide/lessons/first/km.md")
    small.write("decide/lessons/first/km.md", words)
    write(small, "decide/first/promise", text="ថ្មី")
    assert small.read("decide/lessons/first/km.md") == words.replace("កិច្ចសន្យាគឺជាការសន្យា។", "ថ្មី")


def test_the_english_of_a_fact_changes_in_the_file_of_its_country(small: SmallCourse) -> None:
    words = "In Thailand you get 1,400 THB a day, from 1 July 2025."
    assert write(small, "facts/values/th.wage", "en", text=words) == ["facts/countries/th.yaml"]
    assert units(small.root, SOURCE)["facts/values/th.wage"].own == {"text": words}


def test_words_in_several_files_are_written_together(small: SmallCourse) -> None:
    changes = {"decide/first": {"title": "ថ្មី"}, "pictures/contract": {"text": "ថ្មី"}}
    assert len(write_units(small.root, locale_of("km"), changes)) == 2


def test_the_same_words_change_no_byte(small: SmallCourse) -> None:
    before = files(small.root)
    own = {path: dict(unit.own) for path, unit in units(small.root, locale_of("km")).items() if unit.own}
    assert write_units(small.root, locale_of("km"), own) == []
    assert files(small.root) == before


def test_a_text_that_is_missing_is_added_in_its_place(small: SmallCourse) -> None:
    write(small, "decide/questions/M01-Q01", text="សំណួរ", a="មួយ", b="ពីរ", c="បី", explanation="ពន្យល់")
    write(small, "decide/questions/M01-Q03", text="សំណួរ", a="មួយ", b="ពីរ", c="បី", explanation="ពន្យល់")
    lines = [line for line in small.read("decide/questions/km.yaml").split("\n") if line.startswith("M01")]
    assert lines == ["M01-Q01:", "M01-Q02:", "M01-Q03:"]
    write(small, "facts/labels/pair.embassy", text="ស្ថានទូត")
    write(small, "facts/values/th.charity", text="អង្គការនៅថៃឆ្លើយលេខ 02 957 5851។")
    lines = small.read("facts/text/km.yaml").split("\n")
    assert lines[:2] == ["labels:", "  pair.embassy: ស្ថានទូត"]
    assert lines[-2:] == ["  th.charity: អង្គការនៅថៃឆ្លើយលេខ 02 957 5851។", ""]


def test_a_card_that_is_missing_is_added_in_its_place(small: SmallCourse) -> None:
    write(small, "decide/first/wage", title="ប្រាក់", text="មើល\n\n{{dest.min_wage}}\n\nសួរ")
    assert small.read("decide/lessons/first/km.md").endswith(
        "កិច្ចសន្យាគឺជាការសន្យា។\n\n## ប្រាក់ {#wage}\n\nមើល\n\n{{dest.min_wage}}\n\nសួរ\n"
    )


def test_a_file_that_is_missing_is_made(small: SmallCourse) -> None:
    changes = {
        "contract/second": {"title": "ທີສອງ"},
        "contract/second/do-now": {"title": "ດຽວນີ້", "text": "- ອ່ານ\n- ເກັບ"},
        "contract/second/story": {"title": "ເລື່ອງ", "text": "ສົມໃຈ"},
        "contract/about": {"title": "ສັນຍາ", "aim": "ຮຽນ", "M03-LO1": "ບອກ"},
        "pictures/bus": {"text": "ສົມໃຈ ລໍຖ້າ"},
    }
    write_units(small.root, locale_of("lo"), changes)
    found = units(small.root, locale_of("lo"))
    assert {path: found[path].own for path in changes} == changes


def test_a_lesson_without_a_title_is_refused(small: SmallCourse) -> None:
    (refusal,) = refusals(small, "contract/second/story", "lo", title="ເລື່ອງ", text="ສົມໃຈ")
    assert refusal.reason is Reason.FAULT


REFUSED = [
    ("decide/second/gone", {"text": "x"}, Reason.UNKNOWN),
    ("decide/first", {"text": "x"}, Reason.UNKNOWN),
    ("decide/first", {"title": " "}, Reason.INCOMPLETE),
    ("decide/questions/M01-Q03", {"text": "សំណួរ"}, Reason.INCOMPLETE),
    ("decide/first/wage", {"title": "ប្រាក់", "text": "មើល"}, Reason.PLACEHOLDER),
    ("decide/first/wage", {"title": "ប្រាក់", "text": "{{dest.min_wage}} មើល"}, Reason.PLACEHOLDER),
    ("decide/first/promise", {"text": "មើល\n\n{{dest.min_wage}}"}, Reason.PLACEHOLDER),
    ("decide/about", {"aim": "{{dest.min_wage}}"}, Reason.PLACEHOLDER),
    ("decide/first/promise", {"text": "<b>មើល</b>"}, Reason.HTML),
    ("decide/questions/M01-Q02", {"a": "<i>មួយ"}, Reason.HTML),
    ("decide/first/promise", {"text": "មើល\n## ថ្មី {#new}"}, Reason.MARKUP),
    ("decide/first/promise", {"text": "មើល\n# ថ្មី"}, Reason.MARKUP),
    ("decide/first/promise", {"title": "ថ្មី {#new}"}, Reason.MARKUP),
    ("decide/first/promise", {"title": "ថ្មី\nពីរ"}, Reason.MARKUP),
    ("decide/first", {"title": "ថ្មី\nពីរ"}, Reason.MARKUP),
    ("decide/first/promise", {"text": "មើ\u2060ល"}, Reason.CHARACTER),
    ("decide/first/promise", {"text": "ស្រ្តី"}, Reason.ORDER),
    ("facts/values/th.wage", {"text": "១.៤០០ បាត ថ្ងៃទី១ កក្កដា"}, Reason.FIGURE),
    ("facts/values/th.charity", {"text": "អង្គការឆ្លើយលេខ 02 957 5851"}, Reason.COUNTRY),
    ("facts/phrases/only-inside", {"text": "នៅទីនោះ"}, Reason.PLACEHOLDER),
]


@pytest.mark.parametrize(("path", "words", "reason"), REFUSED)
def test_words_that_break_something_are_refused_before_anything_is_written(
    small: SmallCourse, path: str, words: dict[str, str], reason: Reason
) -> None:
    found = refusals(small, path, **words)
    assert {one.reason for one in found} == {reason}
    assert all(one.path == path and one.what and one.what_to_do for one in found)


def test_one_wrong_passage_holds_all_others_back(small: SmallCourse) -> None:
    before = files(small.root)
    with pytest.raises(WordsRefused, match=r"decide/first/promise, text: this text holds raw HTML; take it out"):
        write_units(
            small.root, locale_of("km"), {"decide/first": {"title": "ថ្មី"}, "decide/first/promise": {"text": "<b>"}}
        )
    assert files(small.root) == before


def test_a_figure_of_a_question_may_not_be_lost(small: SmallCourse) -> None:
    small.change("decide/questions/en.yaml", "a: One", "a: Pay 3")
    write(small, "decide/questions/M01-Q01", text="សំណួរ", a="បង់ ៣", b="ពីរ", c="បី", explanation="ពន្យល់")
    (refusal,) = refusals(small, "decide/questions/M01-Q01", a="បង់")
    assert (refusal.passage, refusal.reason) == ("a", Reason.FIGURE)


def test_an_english_figure_that_a_translation_lacks_is_refused(small: SmallCourse) -> None:
    words = "In Thailand the minimum wage is 1,500 THB a day, from 1 July 2025."
    (refusal,) = refusals(small, "facts/values/th.wage", "en", text=words)
    assert "the text in km has no 1500" in refusal.what


def test_a_new_name_of_a_country_must_stand_in_its_facts(small: SmallCourse) -> None:
    write(small, "facts/values/th.charity", text="អង្គការនៅថៃឆ្លើយលេខ 02 957 5851។")
    (refusal,) = refusals(small, "facts/countries/TH", text="សៀម")
    assert refusal.reason is Reason.FAULT


# Letters and marks of our scripts, signs that mean something to YAML or Markdown, spaces and breaks of all kinds.
ALPHABET = st.one_of(
    st.sampled_from("កខាសាກຂາကခါกขาăệ中文 \u00a0\u202f\u2028\u3000-:#'\"{}[]|>&*!%@`?,_~=.\\()+\n"),
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Nd"]),
)
MAY_BE_REFUSED = set(Reason) - {Reason.UNKNOWN, Reason.FAULT}
said = st.text(ALPHABET, min_size=1, max_size=30)
each_kind = pytest.mark.parametrize(
    ("path", "passage"),
    [
        ("decide/first", "title"),
        ("decide/first/promise", "title"),
        ("decide/first/promise", "text"),
        ("decide/about", "M01-LO1"),
        ("decide/questions/M01-Q02", "explanation"),
        ("facts/values/th.embassy", "text"),
        ("facts/labels/dest.min_wage", "text"),
        ("pictures/bus", "text"),
    ],
)


@each_kind
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=said)
def test_any_words_are_read_back_as_they_were_written_or_refused(path: str, passage: str, words: str) -> None:
    words = f"ថៃ {words}" if "embassy" in path else words
    khmer = locale_of("km")
    with TemporaryDirectory() as folder:
        small = SmallCourse(Path(folder))
        small.change("facts/countries/th.yaml", "answers at 02 957 5852.", "answers.")
        before = units(small.root, khmer)
        try:
            write_units(small.root, khmer, {path: {passage: words}})
        except WordsRefused as refused:
            assert {one.reason for one in refused.refusals} <= MAY_BE_REFUSED
            return
        after = units(small.root, khmer)
        assert (after[path].own or {})[passage] == tidied(words)
        assert {name: unit.own for name, unit in after.items() if name != path} == {
            name: unit.own for name, unit in before.items() if name != path
        }
        assert write_units(small.root, khmer, {path: {passage: words}}) == []


@given(words=said, quotes=st.sampled_from(["{}", "'{}'", '"{}"']))
def test_values_beside_stay_as_they_were(words: str, quotes: str) -> None:
    words = tidied(words) or "x"
    old = quotes.format("old")
    source = f"a:\n  b: {old} # kept\n  d: {{e: {old}, f: g}}\nz: |\n  two\n  lines\n\ny: x\n"
    written = with_values(source, {("a", "b"): words, ("a", "d", "e"): words, ("z",): words}, [])
    read = yaml.load(written, Loader=yaml.CBaseLoader)  # noqa: S506 - makes text alone.
    assert read == {"a": {"b": words, "d": {"e": words, "f": "g"}}, "z": words, "y": "x"}
    assert " # kept\n  d: {e: " in written
    assert written.endswith("\n\ny: x\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_card_without_a_last_line_break_keeps_none(end: str) -> None:
    source = end.join(["# A", "", "## B {#b}", "", "Old.", "", "## C {#c}", "", "Old."])
    written = with_lesson(source, None, {"c": {"text": "New.\n\nTwo."}}, ["b", "c"])
    assert written == source[: -len("Old.")] + f"New.{end}{end}Two."


def test_every_text_we_ship_can_be_written_again_without_a_change(tmp_path: Path) -> None:
    root = shutil.copytree(ROOT, tmp_path / "curriculum")
    before = files(root)
    for locale in LOCALES:
        own = {path: dict(unit.own) for path, unit in units(root, locale).items() if unit.own}
        assert write_units(root, locale, own) == []
    assert files(root) == before


@pytest.mark.parametrize("locale", sampled(TRANSLATIONS, TRANSLATIONS[0]), ids=lambda locale: str(locale.tag))
def test_every_text_we_ship_could_be_written_from_nothing(tmp_path: Path, locale: Locale) -> None:
    root = shutil.copytree(ROOT, tmp_path / "curriculum")
    own = {path: dict(unit.own) for path, unit in units(root, locale).items() if unit.own}
    for path in [*root.rglob(f"{locale.disk}.yaml"), *root.rglob(f"{locale.disk}.md")]:
        if path.parent.name != "countries":
            path.unlink()
    write_units(root, locale, {path: words for path, words in own.items() if path.startswith("facts/countries")})
    write_units(root, locale, own)
    assert {path: unit.own for path, unit in units(root, locale).items() if unit.own} == own
