"""The design of certificates: made on pages, looked at in every language, finished for ever."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.certificates.composing import Names
from app.certificates.drawing import draw
from app.certificates.life import Reason
from app.certificates.sampling import LONG_NAMES, sample_statement
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core.database import db
from app.core.i18n import LOCALES
from app.core.permissions import Role
from app.office.designing import sample_pdf
from app.programme.design import LONGEST_WORDS, STANDARD, Design, DesignWords, Part
from app.programme.design_models import CertificateDesign, DesignPicture
from app.programme.designs import current_design, draft_words, drafted_design, finish_draft
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.printing.sent_pictures import EMBLEM, png, svg

Db = scoped_session[Session]
DESIGNS = "/en/staff/settings/designs"
WORDS = {
    "en-header": "Kingdom of Samples\nCare, Work, Return",
    "en-legal_line": "By Decree No. 1 on samples",
    "en-signatory": "Sample Signer",
    "en-signatory_title": "Director General of Samples",
    "km-header": "ព្រះរាជាណាចក្រសាកល្បង",
}


@pytest.fixture
def administrator(client: FlaskClient, session: Db) -> Staff:
    a_programme()
    administrator = a_staff(Role.ADMINISTRATOR)
    sign_in_staff(client, administrator)
    return administrator


def send(client: FlaskClient, part: str, content: bytes) -> TestResponse:
    return client.post(f"{DESIGNS}/draft/pictures/{part}", data={"file": (BytesIO(content), "a.bin")})


def make(client: FlaskClient, administrator: Staff) -> None:
    for part, content in (("logo", EMBLEM), ("seal", png()), ("signature", png(700, 200))):
        assert send(client, part, content).status_code == 303
    assert client.post(f"{DESIGNS}/draft/words", data=WORDS).status_code == 303
    finish_draft(by=administrator)


def test_a_certificate_is_given_in_the_design_of_its_day_and_keeps_it(
    client: FlaskClient, administrator: Staff
) -> None:
    before = Statement.from_json(issue_certificate(learner=a_graduate(), award=Award.CORE).statement)
    make(client, administrator)
    given = issue_certificate(learner=a_graduate(), award=Award.CORE)
    said = Statement.from_json(given.statement)
    assert before.design == STANDARD
    assert said.design == current_design().key != STANDARD
    assert (said.header, said.header_english) == ("ព្រះរាជាណាចក្រសាកល្បង", WORDS["en-header"])
    assert (said.signatory, said.signatory_english) == ("Sample Signer", "Sample Signer")
    drawn = draw(said)
    client.post(f"{DESIGNS}/0/choose")
    assert Statement.from_json(issue_certificate(learner=a_graduate(), award=Award.CORE).statement).design == STANDARD
    new = supersede(certificate=given, names=Names("សុខ", "SOK"), reason=Reason.LOST_PAPER, by=a_staff(Role.OFFICER))
    assert Statement.from_json(new.statement).design == said.design
    assert draw(Statement.from_json(given.statement)) == drawn


def test_the_pictures_are_in_the_file_as_artifacts_and_everything_else_stays_as_archives_want_it(
    client: FlaskClient, administrator: Staff
) -> None:
    make(client, administrator)
    with pikepdf.open(BytesIO(sample_pdf(current_design(), "my"))) as file:
        front = next(art for name, art in file.pages[0].Resources.XObject.items() if name.startswith("/front"))
        images = front.Resources.XObject
        assert len(images) == 2  # The seal and the signature; the emblem is a drawing.
        assert all(image.Subtype == "/Image" and image.SMask.ColorSpace == "/DeviceGray" for image in images.values())
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_a_design_is_finished_only_when_it_has_room_in_every_language(
    client: FlaskClient, administrator: Staff
) -> None:
    client.post(f"{DESIGNS}/draft/words", data={"en-signatory_title": "Sub-Director"})
    assert client.post(f"{DESIGNS}/draft/finish").status_code == 303
    assert sample_statement(current_design(), "my").signatory_title == "Sub-Director"
    wide = {f"{name}": "ខ្មែ" * 22 for name in ("header", "legal_line", "signatory", "signatory_title")}
    draft_words({"km": DesignWords(**wide | {"header": "\n".join(["ខ្មែ" * 200] * 9)})})
    page = client.post(f"{DESIGNS}/draft/finish")
    assert page.status_code == 422
    assert "too long for the paper in: ខ្មែរ" in text_of(page)


@pytest.mark.long
@pytest.mark.parametrize("tag", [locale.tag for locale in LOCALES])
def test_words_as_long_as_allowed_have_room_beside_the_longest_names(session: Db, tag: str) -> None:
    a_programme()
    letters = LONG_NAMES[tag][0] + " "
    long = {name: (letters * 9)[:most] for name, most in LONGEST_WORDS.items()}
    design = Design(words={tag: DesignWords(**long), "en": DesignWords(**long)})
    assert sample_pdf(design, tag)


def test_a_finished_design_cannot_be_changed_in_the_database(client: FlaskClient, administrator: Staff) -> None:
    make(client, administrator)
    for statement in (
        update(DesignPicture).values(content=b"x"),
        update(CertificateDesign).values(key=STANDARD),
    ):
        with pytest.raises(DBAPIError, match="append-only"), db.session.begin_nested():
            db.session.execute(statement)


def test_what_is_wrong_with_a_picture_is_said_and_the_draft_stays(client: FlaskClient, administrator: Staff) -> None:
    send(client, "logo", EMBLEM)
    page = send(client, "logo", svg("<script>alert(1)</script>"))
    assert page.status_code == 422
    assert "not a flat shape: &lt;script&gt;" in page.text, re.findall("role=.alert.*", page.text)
    assert drafted_design().pictures[Part.LOGO].content.startswith(b"<svg")
    client.post(f"{DESIGNS}/draft/pictures/logo/remove")
    assert drafted_design() == Design()
    assert send(client, "banner", EMBLEM).status_code == 404


def test_words_without_room_or_letters_are_refused_and_nothing_typed_is_lost(
    client: FlaskClient, administrator: Staff
) -> None:
    typed = WORDS | {"en-header": "one\ntwo\nthree", "my-signatory": "ဦး " + "𓀀", "vi-legal_line": "x" * 161}
    page = client.post(f"{DESIGNS}/draft/words", data=typed)
    text = text_of(page)
    assert page.status_code == 422
    assert "At most two lines" in text
    assert "cannot be printed: 𓀀" in text
    assert "at most 160" in text
    assert "Director General of Samples" in page.text
    assert drafted_design() == Design()


def test_the_same_design_is_not_finished_twice(client: FlaskClient, administrator: Staff) -> None:
    make(client, administrator)
    page = client.post(f"{DESIGNS}/draft/finish")
    assert page.status_code == 422
    assert "Nothing is different" in text_of(page)


def test_a_picture_of_each_paper_is_shown(client: FlaskClient, administrator: Staff) -> None:
    send(client, "logo", EMBLEM)
    page = client.get(f"{DESIGNS}/draft")
    pictures = re.findall(r'src="(/en/staff/settings/designs/draft/0/[^"]+png[^"]*)"', page.text)
    assert len(pictures) == len(LOCALES)
    shown = client.get(pictures[0])
    assert shown.data.startswith(b"\x89PNG")
    assert shown.mimetype == "image/png"
    assert client.get(f"{DESIGNS}/finished/0/km.pdf").data.startswith(b"%PDF")
    assert client.get(f"{DESIGNS}/finished/7/km.pdf").status_code == 404
    assert client.get(f"{DESIGNS}/draft/0/xx.png").status_code == 404


def test_a_design_begins_from_another(client: FlaskClient, administrator: Staff) -> None:
    make(client, administrator)
    finished = current_design()
    client.post(f"{DESIGNS}/0/copy")
    assert drafted_design() == Design()
    row = db.session.query(CertificateDesign).one()
    client.post(f"{DESIGNS}/{row.id}/copy")
    assert drafted_design() == finished
    assert "In use" in text_of(client.get(DESIGNS))
