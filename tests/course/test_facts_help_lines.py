"""Help lines come in the order in which it is safe to call them, and say where they work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.course.corridor import COUNTRIES, DESTINATIONS, ORIGINS, Corridor
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.help_lines import EMERGENCY_PLACE, HELP_PLACES, HelpGroup, HelpLine, help_lines
from app.course.phones import Who

ROOT = Path(__file__).parents[2] / "curriculum"
SECTORS = ("home", "fishing", "building", "farm", "factory", "other")
TODAY = date(2026, 11, 22)
JOURNEYS = [
    Corridor(origin, destination, sector)
    for origin in ORIGINS
    for destination in DESTINATIONS
    if origin != destination
    for sector in (None, "home", "fishing")
]


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(ROOT, SECTORS)


def both_sides(book: FactBook, corridor: Corridor) -> list[tuple[HelpLine, ...]]:
    return [help_lines(book, corridor, "en", TODAY, at) for at in (corridor.origin, corridor.destination)]


def names(lines: tuple[HelpLine, ...], group: HelpGroup) -> list[str]:
    return [line.fact.id for line in lines if line.group is group]


def test_every_list_runs_from_emergency_over_charities_and_offices_to_embassy_and_police(book: FactBook) -> None:
    for corridor in JOURNEYS:
        for lines in both_sides(book, corridor):
            groups = [line.group for line in lines]
            assert groups == sorted(groups)


def test_a_charity_stands_before_every_embassy_and_all_police_but_the_emergency_numbers(book: FactBook) -> None:
    for corridor in JOURNEYS:
        for lines in both_sides(book, corridor):
            feared = False
            for line in lines:
                who = {phone.who for phone in line.fact.phones}
                if line.group is not HelpGroup.EMERGENCY:
                    feared = feared or bool(who & {Who.POLICE, Who.EMBASSY})
                    assert not (feared and who & {Who.CHARITY, Who.UNION}), (corridor, line.fact.id)


def test_emergency_numbers_are_those_of_the_country_one_is_in(book: FactBook) -> None:
    journey = Corridor("KH", "TH")
    at_work, at_home = help_lines(book, journey, "km", TODAY), help_lines(book, journey, "km", TODAY, "KH")
    assert names(at_work, HelpGroup.EMERGENCY)[0] == "th.hotline.ambulance"
    assert names(at_home, HelpGroup.EMERGENCY) == ["kh.hotline.police_117"]
    assert all(line.country == "TH" for line in at_work if line.group is HelpGroup.EMERGENCY)


def test_lines_of_the_country_one_is_in_come_first_within_their_group(book: FactBook) -> None:
    for corridor in JOURNEYS:
        for here, lines in zip((corridor.origin, corridor.destination), both_sides(book, corridor), strict=True):
            for group in HelpGroup:
                away = [line.country != here for line in lines if line.group is group]
                assert away == sorted(away)


def test_a_line_in_the_language_of_the_reader_comes_before_others_like_it(book: FactBook) -> None:
    journey = Corridor("KH", "TH")
    assert names(help_lines(book, journey, "km", TODAY), HelpGroup.GOVERNMENT)[0] == "th.hotline.employment"
    assert names(help_lines(book, journey, "vi", TODAY), HelpGroup.GOVERNMENT)[0] == "th.hotline.social_assistance"


def test_a_line_that_does_not_work_from_here_says_so(book: FactBook) -> None:
    lines = {line.fact.id: line for line in help_lines(book, Corridor("KH", "TH"), "km", TODAY)}
    assert not lines["kh.hotline.molvt"].is_reachable
    assert lines["kh.ngo.lscw"].is_reachable
    assert lines["kh.ngo.lscw"].fact.phones[0].dialled_from("TH") == "+85577455516"


def test_no_line_stands_twice_and_each_has_a_label_and_a_country_with_a_name(book: FactBook) -> None:
    for corridor in JOURNEYS:
        for lines in both_sides(book, corridor):
            assert len({line.fact.id for line in lines}) == len(lines)
            for line in lines:
                assert line.label.text
                assert line.country in COUNTRIES
                assert all(phone.country in COUNTRIES for phone in line.fact.phones)


def test_nobody_from_myanmar_is_sent_to_an_embassy(book: FactBook) -> None:
    for destination in DESTINATIONS:
        for lines in both_sides(book, Corridor("MM", destination)):
            assert names(lines, HelpGroup.EMBASSY) == []


def test_each_journey_that_has_any_help_begins_with_the_emergency_or_a_charity_where_one_is_known(
    book: FactBook,
) -> None:
    for corridor in JOURNEYS:
        for lines in both_sides(book, corridor):
            known = {line.group for line in lines}
            if HelpGroup.CHARITY in known:
                assert lines[0].group in (HelpGroup.EMERGENCY, HelpGroup.CHARITY)


def test_before_a_journey_is_chosen_there_is_nothing_and_half_of_one_gives_its_half(book: FactBook) -> None:
    assert help_lines(book, None, "en", TODAY) == ()
    assert help_lines(book, Corridor(), "en", TODAY) == ()
    assert {line.country for line in help_lines(book, Corridor("KH"), "en", TODAY)} == {"KH"}
    assert {line.country for line in help_lines(book, Corridor(destination="TH"), "en", TODAY)} == {"TH"}


def test_lines_for_home_workers_are_for_home_workers(book: FactBook) -> None:
    def lines(sector: str | None) -> set[str]:
        return {line.fact.id for line in help_lines(book, Corridor("VN", "SG", sector), "en", TODAY)}

    assert "sg.ngo.home_dw" in lines("home") and "sg.ngo.home_dw" in lines(None)
    assert "sg.ngo.home_dw" not in lines("factory")


def test_every_placeholder_with_help_exists(book: FactBook) -> None:
    assert {EMERGENCY_PLACE, *HELP_PLACES} <= set(book.placeholders)
