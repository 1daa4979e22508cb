"""The help lines on the back of a certificate."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.certificates.back import MOST_LINES, help_lines_for
from app.core import clock
from app.core.days import format_day
from app.core.i18n import LOCALES
from app.course.corridor import DESTINATIONS, ORIGINS, Corridor
from app.course.help_lines import help_lines
from app.course.queries import facts
from app.learners.models import Learner
from app.printing.glyphs import missing_characters

Db = scoped_session[Session]
CORRIDORS = [(origin, destination) for origin in ORIGINS for destination in DESTINATIONS if origin != destination]


def on_the_way(origin: str | None, destination: str | None) -> Learner:
    return Learner(origin=origin, destination=destination, sector=None)


@pytest.mark.parametrize(("origin", "destination"), CORRIDORS)
def test_the_lines_of_each_corridor_can_be_printed(session: Db, origin: str, destination: str) -> None:
    for locale in LOCALES:
        lines = help_lines_for(on_the_way(origin, destination), locale.tag)
        assert len(lines) <= MOST_LINES
        assert not missing_characters("".join(what + number for what, number in lines))


def test_the_corridors_to_the_neighbour_have_lines(session: Db) -> None:
    assert all(help_lines_for(on_the_way(origin, "TH"), "my") for origin in ORIGINS if origin != "TH")


def test_each_line_names_its_country_its_source_and_the_day_it_was_checked(session: Db) -> None:
    lines = help_lines_for(on_the_way("KH", "TH"), "en")
    countries = {facts().word("countries", code, "en").text for code in ("KH", "TH")}

    for what, _number in lines:
        assert any(country in what for country in countries)
        assert "Source: " in what
        assert "checked on " in what


def test_a_charity_stands_before_the_embassy_and_the_police_at_home(session: Db) -> None:
    lines = [what for what, _number in help_lines_for(on_the_way("KH", "TH"), "en")]
    charity = next(place for place, what in enumerate(lines) if "Charity" in what)

    assert all("Embassy" not in what and "Police or immigration" not in what for what in lines[:charity])


def test_without_a_journey_there_is_no_back(session: Db) -> None:
    assert help_lines_for(on_the_way(None, None), "en") == ()


def test_a_number_that_was_not_checked_for_long_stays_off_the_paper(app: Flask, session: Db) -> None:
    corridor = Corridor("KH", "TH")
    stale_on = clock.today().replace(year=clock.today().year + 2)
    shown = help_lines(facts(), corridor, "en", stale_on)

    assert any(line.fact.is_stale for line in shown)
    clock.move(stale_on - clock.today())
    printed = help_lines_for(on_the_way("KH", "TH"), "en")
    fresh = {format_day(line.fact.checked_on, "en") for line in shown if not line.fact.is_stale}
    assert len(printed) < len(shown)
    assert all(any(day in what for day in fresh) for what, _number in printed)
