"""The facts we ship keep the five rules that hold for facts, on every journey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.i18n import LOCALES
from app.course.corridor import DESTINATIONS, ORIGINS, Corridor
from app.course.fact_catalogue import Confidence
from app.course.fact_checks import figures
from app.course.fact_loader import load_facts
from app.course.facts import FactBook, Resolution
from app.course.phones import Who
from tests.course.small_facts import SmallFacts

ROOT = Path(__file__).parents[2] / "curriculum"
SECTORS = ("home", "fishing", "building", "farm", "factory", "other")
CHECKED = date(2026, 11, 21)
LONGEST = {
    "situation": 30,
    "registration": 90,
    "remittance": 90,
    "phone": 180,
    "wage": 365,
    "fee": 365,
    "law": 365,
    "definition": None,
}
JOURNEYS = [
    Corridor(origin, destination, sector)
    for origin in ORIGINS
    for destination in DESTINATIONS
    if origin != destination
    for sector in (None, *SECTORS)
]


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(ROOT, SECTORS)


def every_resolution(book: FactBook) -> Iterator[tuple[Corridor, Resolution]]:
    for corridor in JOURNEYS:
        for name in book.placeholders:
            yield corridor, book.resolve(name, corridor, "en", CHECKED)


def ids(resolution: Resolution) -> list[str]:
    return [fact.id for fact in resolution.facts]


# Nothing is lost.


def test_no_fact_that_was_ever_written_is_gone(book: FactBook) -> None:
    """One that turns out wrong keeps its place with low confidence, so that nobody finds and adds it again."""
    ever = (Path(__file__).parent / "fact_ids.txt").read_text().split()
    assert len(ever) == 276
    assert set(ever) <= set(book.facts)


def test_every_figure_an_editor_found_is_in_the_sentence(book: FactBook) -> None:
    """But where a source did not give the figure, or a name of a quarter, a goal or a file is no figure."""
    known = {
        "my.overtime": {"15"},
        "rem.sdg10c": {"10"},
        "rem.rpw.dataset": {"2011", "3"},
        "rem.kr_vn": {"3"},
        "rem.digital": {"3"},
        "rem.global.2023q3": {"3"},
        "rem.global.2025q3": {"3"},
        "rem.type.banks": {"3"},
        "rem.type.mobile": {"3"},
        "rem.jp_vn": {"1"},
    }
    lost = {name: figures(fact.value) - figures(fact.text) for name, fact in book.facts.items()}
    assert {name: set(gone) for name, gone in lost.items() if gone} == known


def test_every_placeholder_resolves_on_every_journey(book: FactBook) -> None:
    assert len(book.placeholders) >= 91
    for _, resolution in every_resolution(book):
        assert resolution.label.text
        assert bool(resolution.facts) != bool(resolution.fallback)


def test_every_placeholder_resolves_before_a_journey_is_chosen(book: FactBook) -> None:
    choose = book.word("fallbacks", "choose-journey", "en")
    for name in book.placeholders:
        for corridor in (None, Corridor()):
            assert book.resolve(name, corridor, "en", CHECKED).fallback == choose


def test_half_a_journey_answers_what_it_can(book: FactBook) -> None:
    assert ids(book.resolve("dest.min_wage", Corridor(destination="MY"), "en", CHECKED)) == ["my.wage"]
    assert ids(book.resolve("origin.labour_hotline", Corridor("KH"), "en", CHECKED)) == ["kh.hotline.molvt"]
    choose = book.word("fallbacks", "choose-journey", "en")
    assert book.resolve("pair.embassy", Corridor("VN"), "en", CHECKED).fallback == choose
    assert book.resolve("dest.min_wage", Corridor("VN"), "en", CHECKED).fallback == choose


def test_labels_are_short(book: FactBook) -> None:
    for name in book.placeholders:
        assert 2 <= len(book.word("labels", name, "en").text.split()) <= 6, name


# Rule 1: low confidence and no source never come out.


def test_nothing_of_low_confidence_and_nothing_without_a_source_comes_out(book: FactBook) -> None:
    shown = {fact.id for _, resolution in every_resolution(book) for fact in resolution.facts}
    assert len(shown) > 100
    for name in shown:
        fact = book.facts[name]
        assert fact.confidence is not Confidence.LOW
        assert fact.source and fact.source.url and fact.source.title and fact.checked_on


def test_facts_of_low_confidence_are_kept_for_editors(book: FactBook) -> None:
    assert not book.facts["th.hotline.ahtd_police"].is_publishable
    assert not book.facts["kh.cost.workshop_2013"].is_publishable
    assert not book.publishable(["sg.min_wage", "th.work_injury"])


def test_where_nothing_comes_out_the_fallback_sentence_does(book: FactBook) -> None:
    resolution = book.resolve("dest.emergency_numbers", Corridor("VN", "SG"), "en", CHECKED)
    assert resolution.facts == ()
    assert resolution.fallback == book.word("fallbacks", "check-first", "en")


# Rule 2: source and day of the check, and grey past the shelf life.


def test_shelf_lives_are_no_longer_than_promised(book: FactBook) -> None:
    for fact in book.facts.values():
        longest = LONGEST[fact.shelf_life]
        assert longest is None or (fact.days is not None and fact.days <= longest), fact.id


def test_every_fact_greys_the_day_after_its_shelf_life_and_not_before(book: FactBook) -> None:
    for fact in book.facts.values():
        if fact.checked_on and fact.days:
            last = fact.checked_on + timedelta(days=fact.days)
            assert not fact.is_stale(fact.checked_on)
            assert not fact.is_stale(last)
            assert fact.is_stale(last + timedelta(days=1))
            assert fact.is_stale(fact.checked_on - timedelta(days=2)), "a check in the future is a slip of the pen"


def test_definitions_never_grey(book: FactBook) -> None:
    assert not book.facts["ilo.forced_labour.definition"].is_stale(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("name", "corridor", "days"),
    [
        ("pair.situation", Corridor("KH", "TH"), 30),
        ("pair.situation", Corridor("MM", "MY"), 30),
        ("dest.remit_channels", Corridor("KH", "MY"), 90),
        ("dest.labour_hotline", Corridor("VN", "TW"), 180),
        ("dest.min_wage", Corridor("VN", "TW"), 365),
    ],
)
def test_what_a_reader_sees_greys_when_the_clock_moves(
    book: FactBook, name: str, corridor: Corridor, days: int
) -> None:
    checked = book.resolve(name, corridor, "en", CHECKED).facts[0].checked_on
    for passed, is_stale in ((days, False), (days + 1, True)):
        shown = book.resolve(name, corridor, "en", checked + timedelta(days=passed)).facts[0]
        assert shown.is_stale is is_stale
        assert shown.source.url
        assert shown.checked_on == checked


def test_the_digest_changes_with_every_word(tmp_path: Path) -> None:
    small = SmallFacts(tmp_path)
    before = small.load().digest
    small.change("countries/th.yaml", "a day, from", "for a day, from")
    assert small.load().digest != before


# Rule 3: numbers with their country, hours and languages, and from abroad.


def test_every_number_has_its_country_and_every_text_with_a_number_names_it(book: FactBook) -> None:
    for fact in book.facts.values():
        for phone in fact.phones:
            assert book.word("countries", phone.country, "en").text in fact.text, fact.id


def test_1191_never_stands_without_lao_pdr(book: FactBook) -> None:
    for _, resolution in every_resolution(book):
        for fact in resolution.facts:
            assert "1191" not in fact.text.text or "Lao PDR" in fact.text.text
            assert {phone.country for phone in fact.phones if phone.number == "1191"} <= {"LA"}


def test_the_sentence_and_the_number_to_tap_are_the_same(book: FactBook) -> None:
    for fact in book.facts.values():
        said = re.sub(r"\D", "", fact.text)
        for phone in fact.phones if fact.is_publishable else ():
            forms = {re.sub(r"\D", "", number) for number in (phone.number, phone.e164) if number}
            assert any(form in said for form in forms), fact.id


def test_who_gives_a_number_gives_it_to_tap(book: FactBook) -> None:
    for fact in book.facts.values():
        if fact.kind in ("hotline", "ngo_hotline", "emergency") and re.search(r" (?:at|call|is) \+?\d{3}", fact.text):
            assert fact.phones, fact.id


def test_a_number_from_abroad_begins_with_plus_and_short_numbers_have_none(book: FactBook) -> None:
    for fact in book.facts.values():
        for phone in fact.phones:
            if phone.e164:
                assert phone.from_abroad and phone.from_abroad.startswith("+")
            assert len(re.sub(r"\D", "", phone.number)) > 5 or phone.e164 is None, fact.id


def test_hours_and_languages_are_kept_where_they_are_known(book: FactBook) -> None:
    (phone,) = book.facts["kr.hotline.gyeonggi"].phones
    assert phone.hours and {"km", "vi", "lo", "th"} <= set(phone.languages)
    assert all(phone.is_always_open for phone in book.facts["tw.hotline.1955"].phones)


# Rule 4: the situation comes first and nothing contradicts it.


def test_the_warnings_of_a_corridor_are_known(book: FactBook) -> None:
    def warnings(origin: str, destination: str) -> list[str]:
        return [fact.id for fact in book.situation(Corridor(origin, destination), "en", CHECKED)]

    assert warnings("KH", "TH")[0] == "kh.th.border_closed"
    for destination in DESTINATIONS:
        assert warnings("MM", destination)[0] == "mm.exit_ban_men"
    assert all("jp.esd.start" in warnings(origin, "JP") for origin in ORIGINS)
    assert book.situation(None, "en", CHECKED) == ()
    assert warnings("VN", "MY") == []


def test_a_warning_stands_before_every_other_fact_of_a_card(book: FactBook) -> None:
    for _, resolution in every_resolution(book):
        lives = [book.facts[name].shelf_life == "situation" for name in ids(resolution)]
        assert lives == sorted(lives, reverse=True), resolution.placeholder


def test_a_stale_warning_is_still_shown(book: FactBook) -> None:
    warnings = book.situation(Corridor("KH", "TH"), "en", CHECKED + timedelta(days=400))
    assert warnings and all(fact.is_stale for fact in warnings)


def test_nothing_tells_cambodians_that_the_closed_way_to_thailand_works(book: FactBook) -> None:
    closed = re.compile(r"(?:th|kh)\.mou\.|kh\.cost\.|rem\.th_kh|th\.permit\.|kh\.th\.special_stay")
    for corridor, resolution in every_resolution(book):
        if corridor.pair == "KH-TH":
            assert not [name for name in ids(resolution) if closed.match(name)], resolution.placeholder


# Rule 5: charities before the police and embassies, for everybody.


def test_a_charity_stands_before_the_police_and_the_embassy(book: FactBook) -> None:
    for _, resolution in every_resolution(book):
        met: set[Who] = set()
        for fact in (book.facts[name] for name in ids(resolution)):
            if fact.who & {Who.CHARITY, Who.UNION}:
                assert not met & {Who.POLICE, Who.EMBASSY}, resolution.placeholder
            met |= fact.who


def test_where_no_charity_is_known_the_card_says_to_look_for_one_first(book: FactBook) -> None:
    for _, resolution in every_resolution(book):
        who = [book.facts[name].who for name in ids(resolution)]
        leads = any(one & {Who.POLICE, Who.EMBASSY} for one in who)
        helps = any(one & {Who.CHARITY, Who.UNION} for one in who)
        assert (resolution.advice is not None) == (leads and not helps), resolution.placeholder


def test_a_journey_says_nothing_of_the_traveller() -> None:
    """Nobody is asked for their papers, so no answer can depend on them."""
    assert set(Corridor.__slots__) == {"origin", "destination", "sector"}


# Places in particular.


def test_the_kind_of_work_narrows_what_is_shown(book: FactBook) -> None:
    def wages(sector: str | None) -> list[str]:
        return ids(book.resolve("dest.min_wage", Corridor("VN", "TW", sector), "en", CHECKED))

    assert wages(None) == ["tw.wage", "tw.domestic.wage", "tw.fishing.wage"]
    assert wages("home") == ["tw.domestic.wage"]
    assert wages("factory") == ["tw.wage"]


def test_a_card_about_one_kind_of_work_shows_it_to_all(book: FactBook) -> None:
    resolution = book.resolve("dest.domestic_worker_rules", Corridor("VN", "TW", "factory"), "en", CHECKED)
    assert ids(resolution) == ["tw.domestic.wage"]


def test_the_row_of_a_corridor_stands_instead_of_the_row_of_its_country(book: FactBook) -> None:
    def centres(origin: str) -> list[str]:
        return ids(book.resolve("dest.ngo_list", Corridor(origin, "TH"), "en", CHECKED))

    assert centres("KH")[0] == "th.ngo.issara.khmer"
    assert centres("MM")[0] == "th.ngo.issara.burmese"
    assert centres("VN") == ["th.ngo.lpn"]


def test_an_unknown_placeholder_is_an_error(book: FactBook) -> None:
    with pytest.raises(KeyError):
        book.resolve("dest.weather", None, "en", CHECKED)


def test_a_text_nobody_translated_is_given_in_english(tmp_path: Path) -> None:
    book = SmallFacts(tmp_path).load()
    journey = Corridor("KH", "TH")
    (wage,) = book.resolve("dest.min_wage", journey, "km", CHECKED).facts
    assert (wage.text.lang, "១.៤០០" in wage.text.text) == ("km", True)
    (wage,) = book.resolve("dest.min_wage", journey, "vi", CHECKED).facts
    assert wage.text.lang == "en"
    assert book.resolve("dest.min_wage", journey, "km", CHECKED).label.lang == "en"
    assert book.word("countries", "TH", "km").text == "ថៃ"


def test_in_place_of_words_nobody_translated_stands_the_fallback_sentence_with_the_numbers(book: FactBook) -> None:
    words = dict(book.words)
    values = {name: text for name, text in words["km"].sections["values"].items() if name != "th.hotline.police"}
    words["km"] = replace(words["km"], sections={**words["km"].sections, "values": values})
    left = replace(book, words=words)
    facts = left.resolve("dest.emergency_numbers", Corridor("KH", "TH"), "km", CHECKED).facts
    police = next(fact for fact in facts if fact.id == "th.hotline.police")
    fallback = book.placeholders["dest.emergency_numbers"].fallback
    assert police.text == book.word("fallbacks", fallback, "km")
    assert police.text.lang == "km"
    assert [phone.number for phone in police.phones] == ["191"]


def test_a_retired_fact_reaches_nobody(book: FactBook) -> None:
    fact = book.facts["th.hotline.police"]
    assert fact.is_publishable
    assert not replace(fact, retired_on=CHECKED).is_publishable


def test_the_history_of_a_fact_is_read_with_it(tmp_path: Path) -> None:
    small = SmallFacts(tmp_path)
    history = "  history:\n    - {edit: abc, day: 2026-11-22, by: sokha, act: check, was: {text: Old words}}\n"
    small.change("countries/th.yaml", "th.charity:\n", f"{history}th.charity:\n")
    (past,) = small.load().facts["th.wage"].history
    assert (past.key, past.on.isoformat(), past.by, past.act) == ("abc", "2026-11-22", "sokha", "check")
    assert past.was == {"text": "Old words"}


def test_high_confidence_is_for_facts_that_nothing_contradicts(book: FactBook) -> None:
    assert not [fact.id for fact in book.facts.values() if fact.contradicts and fact.confidence is Confidence.HIGH]


def test_no_value_comes_from_memory(book: FactBook) -> None:
    assert not [fact.id for fact in book.facts.values() if "memory" in fact.value + fact.text]


def test_editors_are_warned_where_calling_an_office_may_lead_to_arrest(book: FactBook) -> None:
    offices = {Who.GOVERNMENT, Who.POLICE}
    lines = [
        fact for fact in book.facts.values() if fact.kind == "hotline" and fact.country in ("TH", "KR", "MY", "CN")
    ]
    unwarned = [fact.id for fact in lines if fact.who & offices and not fact.warning]
    assert unwarned == ["th.hotline.thais_abroad"]  # It is called from abroad, by Thai people.


def test_every_journey_resolves_in_every_locale(book: FactBook) -> None:
    for locale in LOCALES:
        for name in book.placeholders:
            resolution = book.resolve(name, Corridor("LA", "TH"), locale.tag, CHECKED)
            assert all(fact.text.lang in (locale.tag, "en") for fact in resolution.facts)
