"""The monthly report: two languages, every figure of the month, words set as words."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from app.core.database import db
from app.figures.errors import NoSuchFigures
from app.figures.jobs import count_when_due
from app.figures.queries import sheets_of
from app.figures.reports import edition, make_report, ministry_language, report, reports
from app.printing.door import behind
from app.programme.queries import current_programme


def test_the_worker_counts_again_the_same_and_makes_the_report_in_two_languages(counted_app: Flask) -> None:
    with counted_app.app_context():
        before = sheets_of("2025")
        count_when_due()
        after, newest = sheets_of("2025"), sheets_of("2026-01")
        assert before and after and before.now == after.now
        (kept,) = reports()
        assert (kept.month, kept.name) == ("2026-01", "figures-2026-01-km-en.pdf")
        said = text_of(report(kept.name))
        assert newest and str(newest.now["full"].everybody.people) in said.split()
        db.session.remove()
    assert said.count("SAMPLE") == 2 and "Figures of January 2026" in said and "Test Office" in said


def test_words_of_a_plot_are_text_of_the_page(counted_app: Flask) -> None:
    with counted_app.app_context():
        sheets = sheets_of("2025-03")
        assert sheets
        plots = [plot for part in edition(sheets, "km").parts for plot in part.plots]
        pictures = [behind("app.figures.report_pdf").picture_of(plot, 56) for plot in plots]
        db.session.remove()
    assert len(pictures) > 10
    assert all("<text" not in picture and "<span" in picture for picture in pictures)


def test_a_ministry_with_an_english_name_alone_reports_in_the_language_of_most_learners_too(counted_app: Flask) -> None:
    with counted_app.app_context():
        programme = current_programme()
        programme.issuer_name = {"en": "Test Office"}
        assert ministry_language() == "km"
        db.session.rollback()
        db.session.remove()


@pytest.mark.parametrize("month", ["2025", "1999-01"])
def test_a_month_that_is_not_told_of_has_no_report(counted_app: Flask, month: str) -> None:
    with counted_app.app_context(), pytest.raises(NoSuchFigures):
        make_report(month)


def test_nothing_else_is_handed_out_as_a_report(counted_app: Flask) -> None:
    with counted_app.app_context(), pytest.raises(NoSuchFigures):
        report("../../waymark.db")


def text_of(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)
