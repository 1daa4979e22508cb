"""The drawn leaflet: in reading order, for ever readable, with everything in its place."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pikepdf
import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from app.course.facts import Wording
from app.handouts import pdf
from app.handouts.drawing import draw
from app.handouts.leaflet import Leaflet
from app.printing.errors import CannotPrint
from app.printing.measuring import first_fault
from tests.handouts.leaflets import (
    SPREAD,
    TAGS,
    THERE,
    copied_with_pdfium,
    copied_with_poppler,
    drawn,
    opened,
    said,
)

_TAG = re.compile("<[^>]+>")
spread = pytest.mark.parametrize(("slug", "tag"), SPREAD)


@pytest.fixture(autouse=True)
def at_work(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_the_spread_has_every_module_and_every_language_twice() -> None:
    assert len({slug for slug, _ in SPREAD}) == 12
    assert all([tag for _, tag in SPREAD].count(tag) >= 2 for tag in TAGS)


def in_order(leaflet: Leaflet, shows_stories: bool) -> Iterator[str]:
    """Give what a reader hears, in the order of the course."""
    yield leaflet.words["place"]
    yield leaflet.title.text
    yield leaflet.aim.text
    yield from leaflet.outcomes
    if leaflet.must_know:
        yield from (leaflet.must_know.question, leaflet.must_know.answer, leaflet.must_know.reason)
    for part in leaflet.parts:
        yield part.title.text
        for line in part.lines:
            if shows_stories or line.kind != "story":
                yield line.title + unescape(_TAG.sub("", line.html))


@spread
@pytest.mark.parametrize("copied_with", [copied_with_poppler, copied_with_pdfium], ids=["poppler", "pdfium"])
def test_the_text_is_copied_in_the_order_of_the_course(slug: str, tag: str, copied_with: Any) -> None:
    paper, leaflet = drawn(slug, tag), said(slug, tag)
    copied, place = copied_with(paper.content), 0
    for text in in_order(leaflet, paper.step.density < 2):
        place = copied.find("".join(text.split()), place)
        assert place >= 0, text
        place += 1


@spread
def test_two_pages_are_enough_in_type_that_can_be_read(slug: str, tag: str) -> None:
    paper = drawn(slug, tag)
    assert paper.pages <= 2
    assert paper.step.size >= {"km": 100, "my": 100}.get(tag, 90)
    assert len(paper.content) < 250_000


@pytest.mark.parametrize(("slug", "tag"), [("danger", "km"), ("danger", "my"), ("rights", "lo"), ("contract", "vi")])
def test_no_line_runs_out_of_its_column_and_nothing_touches(slug: str, tag: str) -> None:
    document, _ = pdf.laid_out(said(slug, tag))
    assert first_fault(document) is None


def test_a_text_too_long_is_refused_in_words() -> None:
    leaflet = said("money", "my")
    with pytest.raises(CannotPrint, match="money in my does not fit: the text takes more than two pages"):
        draw(replace(leaflet, parts=leaflet.parts * 4))


def test_a_word_too_wide_for_its_line_is_broken_and_stays_in_its_column() -> None:
    leaflet = said("money", "en")
    document, _ = pdf.laid_out(replace(leaflet, aim=Wording("W" * 200, "en")))
    assert first_fault(document) is None


@spread
def test_machines_find_all_that_archives_and_screen_readers_ask_for(slug: str, tag: str) -> None:
    with opened(drawn(slug, tag).content) as paper, paper.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == said(slug, tag).title.text
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == tag
        assert paper.Root.ViewerPreferences.DisplayDocTitle
        assert paper.Root.OutputIntents[0].DestOutputProfile.read_bytes()


@spread
def test_headings_and_pictures_are_named_for_those_who_hear_the_page(slug: str, tag: str) -> None:
    leaflet = said(slug, tag)
    with opened(drawn(slug, tag).content) as paper:
        found = [element for top in paper.Root.StructTreeRoot.K for element in structure(top)]
        kinds = [str(element.S) for element in found]
        says = [str(element.Alt) for element in found if element.S == "/Figure"]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= len(leaflet.parts)
    assert all(part.picture for part in leaflet.parts)
    assert [part.picture.says.text for part in leaflet.parts if part.picture] == says[-len(leaflet.parts) :]
    assert all(says)


def structure(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure(kid)


@spread
def test_every_font_is_embedded_and_our_own(slug: str, tag: str) -> None:
    run = subprocess.run(["pdffonts", "-"], input=drawn(slug, tag).content, capture_output=True, check=True)
    rows = run.stdout.decode().splitlines()[2:]
    assert rows
    assert all(re.search(r"\+Noto-Sans.* yes yes yes +\d+ +\d+$", row) for row in rows), rows


@spread
def test_a_draft_says_so_and_english_is_none(slug: str, tag: str) -> None:
    leaflet = said(slug, tag)
    draft = "".join(leaflet.words["draft"].split())
    assert leaflet.is_draft == (tag != "en")
    assert (draft in copied_with_poppler(drawn(slug, tag).content)) == leaflet.is_draft


def test_the_foot_names_version_edition_language_and_page() -> None:
    leaflet = said("contract", "vi")
    run = subprocess.run(["pdftotext", "-", "-"], input=draw(leaflet).content, capture_output=True, check=True)
    first, second = " ".join(run.stdout.decode().split("\f")[0].split()), run.stdout.decode().split("\f")[1]
    assert f"{leaflet.version} · {leaflet.edition} · Tiếng Việt" in first
    assert first.replace(" ", "").endswith("1/2")
    assert "".join(second.split()).endswith("2/2")


def test_a_phone_reads_the_square_and_finds_the_module(tmp_path: Any) -> None:
    (tmp_path / "paper.pdf").write_bytes(drawn("money", "en").content)
    subprocess.run(["pdftoppm", "-r", "150", "-l", "1", "-gray", "-png", "paper.pdf", "page"], cwd=tmp_path, check=True)
    (picture,) = tmp_path.glob("page*.png")
    with Image.open(picture) as page:
        (found,) = zxingcpp.read_barcodes(page)
    assert found.text == said("money", "en").address
    assert found.text.endswith("/en/course/money")


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    assert draw(said("money", "km")).content == draw(said("money", "km")).content


@pytest.mark.parametrize("tag", ["en", "my"])
def test_the_fullest_module_has_room_for_a_journey(tag: str) -> None:
    leaflet = said("danger", tag, THERE)
    paper = draw(leaflet)
    assert paper.pages <= 2
    copied = copied_with_pdfium(paper.content)
    assert all("".join(fact.text.text.split()) in copied for fact in leaflet.news)
