"""The pages of figures: what is shown is what is downloaded, and nothing is told of a small group."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session

from app.core.database import db
from app.core.permissions import Role
from app.figures.exporting import plain
from app.figures.tables import Figure
from tests.certificates.people import a_programme
from tests.conftest import Browser
from tests.learners.people import a_staff, sign_in_staff, text_of

PAGE = "/en/staff/figures"
WOMEN = "?period=2025&group=sex:female&by=sector"


@pytest.fixture
def officer(counted_app: Flask) -> FlaskClient:
    """An officer's browser."""
    counted_app.config["WTF_CSRF_ENABLED"] = False
    counted_app.test_client_class = Browser
    client = counted_app.test_client()
    with counted_app.app_context():
        staff = a_staff(Role.OFFICER)
        sign_in_staff(client, staff)
        db.session.remove()
    return client


def shown(page: str) -> list[tuple[str, str, str]]:
    """Read the tables of a page: the line, the heading, and what stands there."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        heads = re.findall(r'<th scope="col">(.*?)</th>', table)
        for line in re.findall(r'<tr><th scope="row">(.*?)</tr>', table):
            name, _, rest = line.partition("</th>")
            cells = re.findall(r"<td[^>]*>(.*?)</td>", rest)
            found += [(name, head, cell) for head, cell in zip(heads[-len(cells) :], cells, strict=True)]
    for name, words in re.findall(r'<dt>(.*?)</dt><dd class="big">(.*?)</dd>', page):
        found.append((name, "People", words))
    return found


@pytest.mark.parametrize("query", ["?period=2025&by=province", WOMEN, "?period=2025-03&award=core"])
def test_files_say_exactly_what_the_page_says(officer: FlaskClient, query: str) -> None:
    page = [(name, head, words.replace(",", "")) for name, head, words in shown(officer.get(PAGE + query).text)]
    lines = list(csv.reader(io.StringIO(officer.get(f"{PAGE}/figures.csv{query}").data.decode("utf-8-sig"))))
    assert sorted(page) == sorted((row[1], row[2], row[3]) for row in lines[1:] if row[0])
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{PAGE}/figures.xlsx{query}").data))
    cells = [
        (row[0], head, words)
        for sheet in book
        for head_row in [next(sheet.iter_rows(values_only=True))]
        for row in sheet.iter_rows(min_row=2, values_only=True)
        for head, words in zip(head_row[1:], row[1:], strict=True)
        if words is not None
    ]
    assert sorted(page) == sorted((str(name), str(head), str(words)) for name, head, words in cells)


def test_a_page_costs_the_same_queries_whatever_it_shows(officer: FlaskClient, counted_app: Flask) -> None:
    queries = ("?period=2025&by=province", WOMEN)
    assert {_queries(counted_app, officer, PAGE + query) for query in queries} == {3}


def test_two_groups_at_once_are_refused_in_words(officer: FlaskClient) -> None:
    answer = officer.get(f"{PAGE}?group=sex:female&group=province:Kandal")
    assert answer.status_code == 422
    assert "one group at a time" in text_of(answer)


@pytest.mark.parametrize("query", ["period=1999", "period=2025-3", "group=name:x", "group=sex:~", "by=name", "award=x"])
def test_what_there_cannot_be_is_not_found(officer: FlaskClient, query: str) -> None:
    assert officer.get(f"{PAGE}?{query}").status_code == 404


def test_a_group_that_is_not_told_says_so_and_no_number(officer: FlaskClient) -> None:
    answer = officer.get(f"{PAGE}?period=2025&group=sex:other")
    assert "they are too few" in text_of(answer)
    assert not shown(answer.text)


def test_plots_have_words_of_the_page_and_no_inline_style(officer: FlaskClient) -> None:
    page = officer.get("/km/staff/figures?period=2025&by=province").text
    pictures = re.findall(r"<svg role=\"img\".*?</svg>", page, re.DOTALL)
    assert len(pictures) >= 9
    for picture in pictures:
        assert "style=" not in picture and "<style" not in picture and "{" not in picture
        assert " id=" not in picture
        assert re.search(r'aria-label="[^"]{20,}"', picture)


def test_open_data_is_a_data_package_whose_lines_fit_its_schema(officer: FlaskClient) -> None:
    packed = zipfile.ZipFile(io.BytesIO(officer.get(f"{PAGE}/open-data.zip").data))
    package = json.loads(packed.read("datapackage.json"))
    assert package["licenses"] and "fewer than 5" in package["description"]
    assert {one["path"] for one in package["resources"]} == set(packed.namelist()) - {"datapackage.json"}
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(packed.read(resource["path"]).decode())))
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert rows and list(rows[0]) == list(fields)
        for row in rows:
            for name, value in row.items():
                _check(fields[name], value)
        assert all(row.get("people", "5") in ("",) or int(row["people"]) >= 5 or row["second_group"] for row in rows)


def _check(field: dict[str, object], value: str) -> None:
    rules = field.get("constraints", {})
    assert isinstance(rules, dict)
    assert value or not rules.get("required")
    assert not value or field["type"] != "integer" or int(value) >= 0
    assert not value or value in rules.get("enum", [value])


def test_before_the_first_count_the_page_offers_to_count(client: FlaskClient, session: scoped_session[Session]) -> None:
    a_programme()
    sign_in_staff(client, a_staff(Role.ADMINISTRATOR))
    assert "no figures yet" in text_of(client.get(PAGE))
    assert client.post(f"{PAGE}/count").status_code == 303
    assert client.get(f"{PAGE}/figures.csv").status_code == 404


def test_a_figure_is_written_for_a_spreadsheet_without_marks() -> None:
    assert [plain(Figure("1,234", 1234, is_count=True)), plain(Figure("87 %", 87)), plain(Figure("–"))] == [
        "1234",
        "87 %",
        "–",
    ]


def _queries(app: Flask, client: FlaskClient, address: str) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        client.get(address)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum("figure_sheet" in one or "centre" in one for one in seen)
