"""A recall lists certificates by their numbers, on a copy of the course we ship, and names nobody."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.orm import scoped_session

from app.audit.models import AuditEvent
from app.certificates.models import Certificate
from app.certificates.recall import Verdict
from app.certificates.recalling import NothingOfThatName, recall
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.course.queries import course, facts_in_files
from app.course.releasing import release_course
from app.course.snapping import Curriculum, load_curriculum
from app.editing.records import present_words
from app.editing.revision import init_editing
from app.editing.rules import Act, Manner, state_of
from app.editing.services import Decision, decide
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme
from tests.learners.people import a_staff

Db = scoped_session[Session]
SHIPPED = Path(__file__).parents[2] / "curriculum"
LESSON = "contract/lessons/what-for/en.md"
CARD = "contract/what-for/promise"
WAGE = "th.wage.bangkok"


@pytest.fixture(scope="module")
def released(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Curriculum:
    """A copy of the course we ship that is a release, whatever ours is."""
    root = tmp_path_factory.mktemp("released") / "curriculum"
    shutil.copytree(SHIPPED, root, ignore=shutil.ignore_patterns("releases"))
    release_course(root=root, version=app.extensions["course"].version, on=clock.today())
    return load_curriculum(root)


@pytest.fixture
def root(released: Curriculum, tmp_path: Path) -> Path:
    """A copy of that which the test may change."""
    copy = tmp_path / "curriculum"
    shutil.copytree(released.root, copy)
    return copy


@pytest.fixture
def runner(app: Flask, root: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    monkeypatch.setitem(app.config, "CURRICULUM", root)
    return app.test_cli_runner()


@pytest.fixture(autouse=True)
def served(app: Flask, released: Curriculum, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the released copy, and forget what an earlier test decided, whose edits were undone."""
    monkeypatch.setitem(app.extensions, "course", released.course)
    monkeypatch.setitem(app.extensions, "facts", released.facts)
    init_editing(app)
    yield
    init_editing(app)


@pytest.fixture
def issued(session: Db) -> Certificate:
    a_programme()
    return issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))


def correct(root: Path) -> None:
    words = (root / LESSON).read_text(encoding="utf-8")
    (root / LESSON).write_text(words.replace("Both of you must keep it.", "Both of you keep it.", 1), encoding="utf-8")


def change_the_wage() -> None:
    state = state_of(facts_in_files(), WAGE)
    words = replace(
        present_words(state),
        text=state.fact.text.replace("400", "410"),
        value=state.fact.value.replace("400", "410"),
        texts={},
    )
    today = clock.today()
    decision = Decision(Act.CHANGE, state.seen, checked_on=today, manner=Manner.READ, note="New order.", new=words)
    decide(fact_id=WAGE, decision=decision, by=a_staff(Role.EDITOR))


@pytest.mark.long
def test_a_certificate_of_the_words_of_now_is_not_recalled(root: Path, issued: Certificate) -> None:
    found = recall(root, CARD)
    assert (found.certificates, found.others, found.learners) == ((), (), 0)


def test_a_corrected_card_recalls_who_was_taught_the_other_words(root: Path, issued: Certificate) -> None:
    correct(root)
    found = recall(root, CARD)
    assert [(one.issued.number, one.verdict) for one in found.certificates] == [(issued.number, Verdict.TAUGHT)]
    assert [then.version for then, _ in found.others] == [course().version]
    assert found.learners == 1
    assert [one.issued.number for one in recall(root, "contract/what-for").certificates] == [issued.number]
    assert recall(root, "contract/what-for/tells").certificates == ()


def test_who_read_the_lesson_without_a_certificate_is_counted(root: Path, issued: Certificate) -> None:
    a_graduate()
    correct(root)
    assert recall(root, CARD).learners == 2
    assert recall(root, "rights").learners == 0


def test_a_changed_question_counts_who_met_it(root: Path, issued: Certificate) -> None:
    path = root / "contract/questions/en.yaml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("text: ", "text: Now, ", 1), encoding="utf-8")
    found = recall(root, "contract/questions/M03-Q01")
    assert len(found.certificates) == 1
    assert found.learners == 0, "the attempts of these people drew no question"


def test_a_digest_of_no_release_is_listed_as_unknown(root: Path, issued: Certificate) -> None:
    db.session.execute(text("DROP TRIGGER certificate_no_update"))
    issued.course_digest = "0" * 64
    db.session.flush()
    correct(root)
    assert [one.verdict for one in recall(root, CARD).certificates] == [Verdict.CANNOT_TELL]


@pytest.mark.long
def test_only_certificates_since_a_day_are_asked_for(root: Path, issued: Certificate) -> None:
    correct(root)
    assert recall(root, CARD, since=clock.today()).certificates
    assert not recall(root, CARD, since=clock.today() + timedelta(days=1)).certificates


def test_an_edited_fact_recalls_whose_journey_led_past_it(root: Path, issued: Certificate) -> None:
    a_graduate(destination="MY")
    nowhere = issue_certificate(learner=a_graduate(origin=None, destination=None), award=Award.CORE, wish=Wish("km"))
    issue_certificate(learner=a_graduate(destination="MY"), award=Award.CORE, wish=Wish("km"))
    assert recall(root, WAGE).certificates == ()

    change_the_wage()

    found = recall(root, WAGE)
    assert [(one.issued.number, one.verdict) for one in found.certificates] == [
        (issued.number, Verdict.TAUGHT),
        (nowhere.number, Verdict.MAY_HAVE_SEEN),
    ]
    assert [("400 THB" in spell.said.text, spell.until) for spell in found.spells] == [(True, clock.today())]


@pytest.mark.long
def test_who_learned_after_the_change_is_not_recalled(root: Path, session: Db) -> None:
    a_programme()
    change_the_wage()
    clock.move(timedelta(days=30))
    issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
    assert recall(root, WAGE).certificates == ()


def test_an_unknown_name_is_said(root: Path, session: Db) -> None:
    with pytest.raises(NothingOfThatName):
        recall(root, "contract/what-for/nothing")


def test_the_command_prints_numbers_and_no_names_and_notes_it(
    runner: FlaskCliRunner, root: Path, issued: Certificate
) -> None:
    correct(root)
    result = runner.invoke(args=["course", "recall", CARD])
    assert result.exit_code == 0, result.output
    assert f"{course().version} had other words than now in en, km" in result.output
    assert "Certificates: 1 taught, 0 may have seen, 0 cannot tell." in result.output
    assert f"{issued.number}  core  {clock.today()}  km  KH-TH  {course().version}" in result.output
    assert "SOK" not in result.output
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "text-recalled")).one()
    assert (event.subject_id, event.detail) == (CARD, {"certificates": 1})


def test_the_list_may_go_to_a_file(runner: FlaskCliRunner, root: Path, issued: Certificate, tmp_path: Path) -> None:
    correct(root)
    file = tmp_path / "recall.csv"
    result = runner.invoke(args=["course", "recall", CARD, "--since", "2026-01-01", "--csv", str(file)])
    assert result.exit_code == 0, result.output
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["number"], row["corridor"], row["why"]) for row in rows] == [(issued.number, "KH-TH", "taught")]


def test_the_command_says_when_it_knows_no_such_text(runner: FlaskCliRunner, session: Db) -> None:
    result = runner.invoke(args=["course", "recall", "contract/nothing"])
    assert result.exit_code == 1
    assert "no text and no fact of any release is called contract/nothing" in result.output
