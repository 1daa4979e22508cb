"""Damage planted in facts, picture texts and the interface is found in each script, as it is in cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import LOCALES, Locale, locale_by_tag
from app.course.corpus import Shelf, findings_beyond, read_corpus
from app.course.fact_loader import load_facts
from app.course.glossary import load_glossary
from app.course.loader import load_course
from app.course.wording import Finding, Kind, Severity
from tests.course.small_course import SmallCourse

ROOT = Path(__file__).parents[2]
ENGLISH = "Keep your passport safe. You work 8 hours here."
SOUND = {
    "km": "សូមទុកលិខិតឆ្លងដែនរបស់អ្នក។ អ្នកធ្វើការ ៨ ម៉ោងនៅទីនេះ។",
    "lo": "ເກັບໜັງສືຜ່ານແດນຂອງທ່ານໄວ້. ທ່ານເຮັດວຽກ 8 ຊົ່ວໂມງ.",
    "my": "ပတ်စ်ပို့ကို ကိုယ်တိုင် သိမ်းပါ။ ၈ နာရီ အလုပ်လုပ်ရတယ်။",
    "th": "เก็บหนังสือเดินทางของคุณไว้ คุณทำงาน 8 ชั่วโมงที่นี่",
    "vi": "Hãy giữ hộ chiếu của bạn. Bạn làm việc 8 giờ ở đây.",
    "zh-Hans": "请自己拿好护照。您每天在这里工作8小时。",
}
FOREIGN = {tag: SOUND["th" if tag != "th" else "km"] for tag in SOUND}
WRONG_ORDER = {"km": "ស្រ្តី", "lo": "ນຳ້", "my": "လုိ့", "th": "นํ้า"}
GROUPS = ("facts", "pictures", "interface")
each_language = pytest.mark.parametrize("tag", SOUND)
each_group = pytest.mark.parametrize("group", GROUPS)


class Words:
    """A fact, a picture and a message of the interface that say the same."""

    def __init__(self, small: SmallCourse, tag: str) -> None:
        locale = locale_by_tag(tag)
        assert locale
        self.small, self.locale = small, locale
        for path in ("facts/text/km.yaml", "pictures/km.yaml"):
            (small.root / path).unlink()

    def findings(self, group: str, own: str, english: str = ENGLISH) -> list[Finding]:
        """Say something in one of the groups, and give what the checks find in it."""
        self._write(group, own, english)
        shelf = shelf_of(self.small.root, self.small.root.parent / "translations")
        found = findings_beyond(shelf, read_corpus(shelf), self.locale)
        assert all(one.unit.startswith(f"{group}/") for one in found)
        return found

    def _write(self, group: str, own: str, english: str) -> None:
        if group == "facts":
            self.small.change("facts/text/en.yaml", "  dest.min_wage: Words", f"  dest.min_wage: {english}")
            self.small.write(f"facts/text/{self.locale.disk}.yaml", f"labels:\n  dest.min_wage: {own}\n")
        elif group == "pictures":
            self.small.change("pictures/en.yaml", "A worker and a boss shake hands.", english)
            self.small.write(f"pictures/{self.locale.disk}.yaml", f"contract: {own}\n")
        else:
            po = f'msgid ""\nmsgstr ""\n"Language: {self.locale.disk}\\n"\n\nmsgid "{english}"\nmsgstr "{own}"\n'
            self.small.write(f"../translations/{self.locale.disk}/LC_MESSAGES/messages.po", po)


def shelf_of(root: Path, translations: Path) -> Shelf:
    course = load_course(root)
    return Shelf(root, course, load_facts(root, course.sectors), load_glossary(root), translations)


def kinds(findings: list[Finding], severity: Severity) -> set[Kind]:
    return {one.kind for one in findings if one.severity is severity}


@each_group
@each_language
def test_sound_words_are_left_alone(small: SmallCourse, tag: str, group: str) -> None:
    assert Words(small, tag).findings(group, SOUND[tag]) == []


@each_group
@each_language
def test_a_character_nobody_sees_is_a_fault(small: SmallCourse, tag: str, group: str) -> None:
    found = Words(small, tag).findings(group, SOUND[tag][:4] + "\u2060" + SOUND[tag][4:])
    assert kinds(found, Severity.FAULT) == {Kind.CHARACTER}


@each_group
@each_language
def test_a_lost_figure_is_a_fault(small: SmallCourse, tag: str, group: str) -> None:
    lost = SOUND[tag].translate(dict.fromkeys(map(ord, "8៨၈")))
    assert kinds(Words(small, tag).findings(group, lost), Severity.FAULT) == {Kind.NUMBER}


@each_group
@each_language
def test_a_text_in_another_script_is_seen(small: SmallCourse, tag: str, group: str) -> None:
    found = kinds(Words(small, tag).findings(group, FOREIGN[tag] + " 8"), Severity.WARNING)
    assert {Kind.SCRIPT, Kind.TERM} <= found


@each_group
@each_language
def test_english_left_is_seen(small: SmallCourse, tag: str, group: str) -> None:
    found = Words(small, tag).findings(group, SOUND[tag] + " your passport")
    assert Kind.ENGLISH in kinds(found, Severity.WARNING)


@each_group
@each_language
def test_a_sentence_of_another_language_is_seen(small: SmallCourse, tag: str, group: str) -> None:
    found = Words(small, tag).findings(group, f"{SOUND[tag]} . Say what a choice is.")
    assert Kind.SAME in kinds(found, Severity.WARNING)


@each_group
@pytest.mark.parametrize("tag", WRONG_ORDER)
def test_signs_in_the_wrong_order_are_a_fault(small: SmallCourse, tag: str, group: str) -> None:
    found = Words(small, tag).findings(group, f"{SOUND[tag]} {WRONG_ORDER[tag]}")
    assert kinds(found, Severity.FAULT) == {Kind.ORDER}


@each_group
def test_burmese_in_zawgyi_is_a_fault(small: SmallCourse, group: str) -> None:
    found = Words(small, "my").findings(group, "ျမန္မာႏိုင္ငံ အလုပ္သမား 8")
    assert Kind.ZAWGYI in kinds(found, Severity.FAULT)


@pytest.mark.parametrize("group", ["facts", "pictures"])
@each_language
def test_a_text_far_longer_than_its_kind_is_seen(small: SmallCourse, tag: str, group: str) -> None:
    path = {"facts": "facts/text", "pictures": "pictures"}[group]
    names = {"facts": ["pair.embassy", "origin.labour_hotline"], "pictures": ["one", "two"]}[group]
    words = Words(small, tag)
    words.findings(group, SOUND[tag] * 3)
    indent = "  " if group == "facts" else ""
    for name in names:
        if group == "facts":
            small.change(f"{path}/en.yaml", f"{name}: Words", f"{name}: {ENGLISH}")
        else:
            small.add(f"{path}/en.yaml", f"{name}: {ENGLISH}\n")
        small.add(f"{path}/{words.locale.disk}.yaml", f"{indent}{name}: {SOUND[tag]}\n")
    shelf = shelf_of(small.root, small.root.parent / "translations")
    found = findings_beyond(shelf, read_corpus(shelf), words.locale)
    assert [one.kind for one in found] == [Kind.LENGTH]


@each_language
@pytest.mark.parametrize("own", ["", "%(nam)s", "%(name)s %(name)s"])
def test_a_place_for_a_word_that_a_message_lost_is_a_fault(small: SmallCourse, tag: str, own: str) -> None:
    words = Words(small, tag)
    found = words.findings("interface", f"{SOUND[tag]} {own}", f"{ENGLISH} %(name)s")
    assert kinds(found, Severity.FAULT) == {Kind.PLACEHOLDER}
    assert found[0].at.file == f"translations/{words.locale.disk}/LC_MESSAGES/messages.po"
    assert words.findings("interface", f"{SOUND[tag]} %(name)s", f"{ENGLISH} %(name)s") == []


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: str(locale.tag))
def test_the_words_we_ship_have_no_fault(locale: Locale) -> None:
    shelf = shelf_of(ROOT / "curriculum", ROOT / "translations")
    found = findings_beyond(shelf, read_corpus(shelf), locale)
    assert [one for one in found if one.severity is Severity.FAULT] == []
