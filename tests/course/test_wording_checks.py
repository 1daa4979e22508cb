"""Each kind of damage that the checks claim to find is planted in each script, and found."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import LOCALES, locale_by_tag
from app.course.answer_lengths import answer_lengths
from app.course.catalogue import Course
from app.course.character_checks import forbidden_characters, old_encoding, wrong_order
from app.course.glossary import Glossary, load_glossary
from app.course.glossary_checks import missing_terms
from app.course.loader import load_course
from app.course.number_checks import numbers
from app.course.wording import Finding, Kind, Pair, Severity, pairs, passages
from app.course.wording_checks import (
    english_leftovers,
    findings_of,
    odd_lengths,
    same_sentences,
    script_share,
)
from tests.course.small_course import SmallCourse

ROOT = Path(__file__).parents[2] / "curriculum"
ENGLISH = "Keep your passport. You work 8 hours."
SOUND = {
    "km": "សូមទុកលិខិតឆ្លងដែនរបស់អ្នក។ អ្នកធ្វើការ ៨ ម៉ោង។",
    "lo": "ເກັບໜັງສືຜ່ານແດນຂອງທ່ານໄວ້. ທ່ານເຮັດວຽກ 8 ຊົ່ວໂມງ.",
    "my": "ပတ်စ်ပို့ကို ကိုယ်တိုင် သိမ်းပါ။ ၈ နာရီ အလုပ်လုပ်ရတယ်။",
    "th": "เก็บหนังสือเดินทางของคุณไว้ คุณทำงาน 8 ชั่วโมง",
    "vi": "Hãy giữ hộ chiếu của bạn. Bạn làm việc 8 giờ.",
    "zh-Hans": "请自己拿好护照。您每天工作8小时。",
}
each_language = pytest.mark.parametrize("tag", SOUND)


def pair(tag: str, own: str, english: str = ENGLISH, unit: str = "contract/what-for/promise") -> Pair:
    locale = locale_by_tag(tag)
    assert locale
    return Pair(unit, locale, {"text": own}, {"text": english})


def only(findings: list[Finding], kind: Kind, severity: Severity = Severity.WARNING) -> Finding:
    assert [(one.kind, one.severity) for one in findings] == [(kind, severity)]
    return findings[0]


@pytest.fixture
def terms(small: SmallCourse) -> Glossary:
    return load_glossary(small.root)


@each_language
def test_a_sound_text_is_left_alone(tag: str, terms: Glossary) -> None:
    sound = pair(tag, SOUND[tag])
    for check in (forbidden_characters, wrong_order, old_encoding, script_share, english_leftovers, numbers):
        assert list(check(sound)) == []
    assert list(missing_terms(sound, terms)) == []


@each_language
@pytest.mark.parametrize("character", ["\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\ue000", "\ufffd"])
def test_a_character_nobody_sees_is_a_fault(tag: str, character: str) -> None:
    planted = pair(tag, SOUND[tag][:4] + character + SOUND[tag][4:])
    finding = only(list(forbidden_characters(planted)), Kind.CHARACTER, Severity.FAULT)
    assert f"U+{ord(character):04X}" in finding.what


@pytest.mark.parametrize(
    ("tag", "right", "wrong"),
    [
        ("km", "ស្ត្រី", "ស្រ្តី"),
        ("km", "កើត", "កេីត"),
        ("lo", "ນ້ຳ", "ນຳ້"),
        ("lo", "ຄຳ", "ຄໍາ"),
        ("th", "น้ำ", "นํ้า"),
        ("th", "แม่", "เเม่"),
        ("my", "လို့", "လုိ့"),
        ("my", "ကျောင်း", "က\u1031\u103bာင်း"),
    ],
)
def test_signs_in_the_wrong_order_are_a_fault(tag: str, right: str, wrong: str) -> None:
    assert list(wrong_order(pair(tag, right))) == []
    finding = only(list(wrong_order(pair(tag, wrong))), Kind.ORDER, Severity.FAULT)
    assert wrong in finding.what


def test_burmese_in_zawgyi_is_a_fault() -> None:
    only(list(old_encoding(pair("my", "ျမန္မာႏိုင္ငံ အလုပ္သမား"))), Kind.ZAWGYI, Severity.FAULT)


@each_language
def test_a_lost_number_is_a_fault_in_any_digits(tag: str) -> None:
    for digit in "8៨၈":
        lost = SOUND[tag].replace(digit, "")
        if lost != SOUND[tag]:
            only(list(numbers(pair(tag, lost))), Kind.NUMBER, Severity.FAULT)


@each_language
def test_a_number_that_moved_to_another_option_is_a_fault(tag: str) -> None:
    locale = locale_by_tag(tag)
    assert locale
    moved = Pair("contract/questions/M03-Q01", locale, {"a": "9", "b": "8"}, {"a": "8", "b": "9"})
    assert [one.severity for one in numbers(moved) if "lost" in one.what] == [Severity.FAULT, Severity.FAULT]


@each_language
def test_a_number_of_its_own_is_a_warning(tag: str) -> None:
    assert "12" in only(list(numbers(pair(tag, SOUND[tag] + " 12"))), Kind.NUMBER).what


def test_a_number_that_the_english_says_in_words_is_none_of_its_own() -> None:
    assert list(numbers(pair("vi", "Từ ngày 1 tháng 8, 2 người", "From 1 August, two people"))) == []
    assert "8" in only(list(numbers(pair("vi", "Từ ngày 1 tháng 8", "From 1 march"))), Kind.NUMBER).what


def test_numbers_are_the_same_with_other_marks_between_thousands() -> None:
    assert list(numbers(pair("vi", "Trả 1.500.000 đồng", "Pay 1,500,000 dong"))) == []


@each_language
def test_a_text_left_in_another_script_is_seen(tag: str) -> None:
    foreign = "សូមទុកលិខិតឆ្លងដែន" if tag != "km" else "เก็บหนังสือเดินทาง"
    only(list(script_share(pair(tag, foreign))), Kind.SCRIPT)


@each_language
def test_names_and_addresses_do_not_count_against_the_script(tag: str) -> None:
    named = pair(tag, SOUND[tag] + " IOM, WhatsApp, https://www.example.org/help")
    assert list(script_share(named)) == []
    assert list(english_leftovers(named)) == []


@each_language
def test_english_words_left_are_seen(tag: str) -> None:
    assert "your" in only(list(english_leftovers(pair(tag, SOUND[tag] + " your passport"))), Kind.ENGLISH).what


@each_language
def test_a_term_that_is_missing_is_seen(tag: str, terms: Glossary) -> None:
    english = "A broker has it."
    finding = only(list(missing_terms(pair(tag, SOUND[tag], english), terms)), Kind.TERM)
    assert "broker" in finding.what


def test_a_second_form_of_a_term_counts(terms: Glossary) -> None:
    assert list(missing_terms(pair("th", "เก็บพาสปอร์ตไว้"), terms)) == []


@each_language
def test_a_text_far_shorter_or_longer_than_the_others_is_seen(tag: str) -> None:
    english = ENGLISH * 2
    usual = [pair(tag, SOUND[tag] * 2, english, f"contract/what-for/{number}") for number in range(5)]
    short, long = pair(tag, SOUND[tag], english), pair(tag, SOUND[tag] * 4, english)
    assert list(odd_lengths(usual)) == []
    for odd in (short, long):
        assert {one.kind for one in odd_lengths([*usual, odd])} == {Kind.LENGTH}


@each_language
def test_a_sentence_of_another_language_is_seen(tag: str) -> None:
    sentence = "This sentence was never translated"
    planted = pair(tag, f"{SOUND[tag]}\n{sentence}.")
    assert "en" in only(list(same_sentences([planted], {sentence: "en"})), Kind.SAME).what


@each_language
def test_a_right_answer_that_is_always_the_longest_is_seen(tag: str, small: SmallCourse) -> None:
    locale = locale_by_tag(tag)
    assert locale
    for slug in ("decide", "contract"):
        words = small.read(f"{slug}/questions/en.yaml")
        for old, new in (("One\n", f"{SOUND['th']}\n"), ("Two", "ก"), ("Three", "ข")):
            words = words.replace(f": {old}", f": {new}")
        small.write(f"{slug}/questions/{locale.disk}.yaml", words)
    found = list(answer_lengths(small.load(), locale))
    assert [one.kind for one in found] == [Kind.ANSWER] * 3
    assert "the longest option is right in 100%" in found[0].what
    assert "the shortest option is right in 0%" in found[1].what
    assert "the middle option is right in 0%" in found[2].what


@each_language
def test_a_right_answer_that_is_always_the_middle_one_is_seen(tag: str, small: SmallCourse) -> None:
    locale = locale_by_tag(tag)
    assert locale
    for slug in ("decide", "contract"):
        words = small.read(f"{slug}/questions/en.yaml").replace(": One\n", ": Four\n").replace(": Two", ": Six")
        small.write(f"{slug}/questions/{locale.disk}.yaml", words)
    found = [one.what for one in answer_lengths(small.load(), locale)]
    assert [what.partition(" option")[0] for what in found] == ["the longest", "the shortest", "the middle"]
    assert "the middle option is right in 100%" in found[2]


def test_answers_of_one_length_give_nothing_away(small: SmallCourse) -> None:
    locale = locale_by_tag("th")
    assert locale
    for slug in ("decide", "contract"):
        words = small.read(f"{slug}/questions/en.yaml").replace("Three", "Six")
        small.write(f"{slug}/questions/th.yaml", words)
    assert list(answer_lengths(small.load(), locale)) == []


def test_a_card_is_checked_without_its_markup(small: SmallCourse) -> None:
    card = small.load().editions["en"].cards["M01/first/promise"]
    words = "A contract is a promise on paper.\n\nIt binds both sides."
    assert passages(card) == {"title": "A promise on paper", "text": words}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.mark.parametrize("tag", [locale.tag for locale in LOCALES])
def test_the_texts_we_ship_have_no_fault(tag: str, course: Course) -> None:
    locale = locale_by_tag(tag)
    assert locale and list(pairs(course, locale))
    found = findings_of(course, load_glossary(ROOT), locale)
    assert [one for one in found if one.severity is Severity.FAULT] == []
