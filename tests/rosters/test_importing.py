"""A confirmed roster comes in, all or nothing; what is known is never overwritten, and nobody comes in twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import unseal
from app.learners.enrolling import document_end_digest
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.rosters.columns import Column
from app.rosters.drafts import draft_of, forget_drafts
from app.rosters.errors import NoSuchDraft, Unanswered
from app.rosters.models import RosterDraft, RosterImport
from app.rosters.rules import Fate
from app.rosters.services import import_roster
from tests.cohorts.people import a_member, a_trainer
from tests.rosters.bringing import a_class, answers, as_same, bring_in, draft, everything, kindly, proposal
from tests.rosters.files import WORST_PEOPLE, WORST_QUESTIONS, Roster, all_rosters, worst_roster
from tests.rosters.making import as_csv, xlsx

ROSTERS = all_rosters()


def record_of(learner: Learner) -> LearnerRecord:
    return db.session.get_one(LearnerRecord, learner.id)


def learners_in(cohort: Cohort) -> list[Learner]:
    return [member.learner for member in members_of(cohort)]


def test_a_person_comes_in_with_name_number_and_record_and_no_pin(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    rows = [["ឈ្មោះ", "Latin", "Sex", "DOB", "Phone", "Passport", "Province"]]
    rows.append(["គំរូ តេស្ត", "KUMROU TEST", "F", "15/03/1999", "012345678", "N0000001", "Kandal"])
    came = bring_in(cohort, as_csv(rows), trainer)
    (learner,) = learners_in(cohort)
    assert (learner.name_native, learner.name_latin, learner.pin_hash) == ("គំរូ តេស្ត", "KUMROU TEST", None)
    assert (learner.locale, learner.origin, learner.destination) == ("km", "KH", "TH")
    record = record_of(learner)
    assert (record.sex, record.born_on, record.born_year) == ("female", date(1999, 3, 15), 1999)
    assert unseal(record.phone_sealed or "") == "+85512345678"
    assert unseal(record.document_sealed or "") == "N0000001"
    assert (record.document_end_digest, record.province) == (document_end_digest("0001"), "Kandal")
    assert came.done and (came.done.made, came.done.joined, came.done.left_out) == (1, 0, 0)
    assert came.left is None


@pytest.mark.parametrize("roster", ROSTERS, ids=str)
@pytest.mark.parametrize("answer", [kindly, as_same], ids=["kindly", "as-same"])
def test_bringing_a_file_in_twice_is_as_bringing_it_in_once(
    session: scoped_session[Session], roster: Roster, answer: object
) -> None:
    cohort, trainer = a_class(roster.locale, roster.origin)
    bring_in(cohort, roster.content, trainer, answer)  # type: ignore[arg-type]
    once = everything()
    again = bring_in(cohort, roster.content, trainer, answer)  # type: ignore[arg-type]
    assert everything() == once
    assert again.done is None


words = st.sampled_from(
    ["SAMPLE", "TEST", "EXAMPLE", "គំរូ", "ตัวอย่าง", "ေမာင္စမ္းသပ္", "မလွ", "样本", "NUMBER 2", "=TEST", ""]
)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
days = st.sampled_from(["", "15/03/1999", "1/1/1990", "2542", "๑๕/๐๓/๒๕๔๒", "36234", "31/02/1999", "soon"])
phones = st.sampled_from(["", "012345678", "12345678", "85512345678.0", "8.55E+10", "+66812345678", "n/a"])
documents = st.sampled_from(["", "N0000001", "n 0000001", "N0000002", "123456789.0", "x"])
lines = st.lists(st.tuples(names, days, phones, documents, st.sampled_from(["", "F", "ប្រុស", "?"])), max_size=7)


@given(lines=lines, answer=st.sampled_from([kindly, as_same]), known=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_brought_in_twice_is_as_once(
    session: scoped_session[Session], lines: list[tuple[str, ...]], answer: object, known: bool
) -> None:
    trainer = db.session.scalar(select(Staff)) or a_trainer()
    cohort, _ = a_class(by=trainer)
    if known:
        a_member(cohort, native=None, latin="SAMPLE TEST")
        a_member(a_class(by=trainer)[0], native="គំរូ", latin="TEST")
    rows = [["Name", "DOB", "Phone", "Passport", "Sex"], ["FIRST SAMPLE", "1999", "", "N9999999", "F"], *lines]
    content = as_csv(rows)
    bring_in(cohort, content, trainer, answer)  # type: ignore[arg-type]
    once = everything()
    bring_in(cohort, content, trainer, answer)  # type: ignore[arg-type]
    assert everything() == once


def test_the_worst_roster_asks_three_times_and_brings_thirty_people(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class("my", "MM")
    token = draft(cohort, worst_roster(), trainer)
    shown = proposal(cohort, worst_roster(), trainer)
    assert len(shown.open_questions) == WORST_QUESTIONS
    assert [outcome.is_open for outcome in shown.doubtful_first][: WORST_QUESTIONS + 1] == [True, True, True, False]
    assert not shown.broken
    choices = answers(cohort, token, trainer)
    assert len(choices) == WORST_QUESTIONS
    came = import_roster(cohort=cohort, token=token, choices=choices, by=trainer)
    assert len(learners_in(cohort)) == WORST_PEOPLE
    assert came.left is None


@pytest.mark.parametrize(("locale", "origin"), [("km", "KH"), ("th", "TH"), ("en", None)])
def test_the_worst_roster_is_the_same_for_any_class(
    session: scoped_session[Session], locale: str, origin: str | None
) -> None:
    cohort, trainer = a_class(locale, origin)
    shown = proposal(cohort, worst_roster(), trainer)
    assert (len(shown.open_questions), len(shown.broken)) == (WORST_QUESTIONS, 0)
    bring_in(cohort, worst_roster(), trainer)
    assert len(learners_in(cohort)) == WORST_PEOPLE


def test_nothing_is_written_while_a_question_is_open(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class("my", "MM")
    token = draft(cohort, as_csv([["အမည်"], ["မလွ"]]), trainer)
    before = everything()
    with pytest.raises(Unanswered):
        import_roster(cohort=cohort, token=token, choices={}, by=trainer)
    with pytest.raises(Unanswered):
        import_roster(cohort=cohort, token=token, choices={"0-2.native": "7"}, by=trainer)
    assert everything() == before


def test_the_other_reading_of_zawgyi_can_be_chosen(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class("my", "MM")
    token = draft(cohort, as_csv([["အမည်"], ["မလွ"]]), trainer)
    import_roster(cohort=cohort, token=token, choices={"0-2.native": "1"}, by=trainer)
    assert [learner.name for learner in learners_in(cohort)] == ["မလှ"]


def test_a_learner_of_another_class_is_found_by_document_and_joins(session: scoped_session[Session]) -> None:
    trainer = a_trainer()
    first, _ = a_class(by=trainer)
    second, _ = a_class(by=trainer)
    bring_in(first, as_csv([["Name", "Passport"], ["SAMPLE ONE", "N0000001"]]), trainer)
    rows = [["ឈ្មោះ", "Latin", "Passport", "Sex"], ["គំរូ មួយ", "SAMPLE-ONE", "n0000001", "F"]]
    came = bring_in(second, as_csv(rows), trainer)
    assert learners_in(first) == learners_in(second)
    assert came.done and (came.done.made, came.done.joined, came.done.filled) == (0, 1, 1)
    assert learners_in(first)[0].name_native == "គំរូ មួយ"
    assert record_of(learners_in(first)[0]).sex == "female"


def test_the_same_document_under_another_name_is_asked_about(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    bring_in(cohort, as_csv([["Name", "Passport"], ["SAMPLE ONE", "N0000001"]]), trainer)
    shown = proposal(cohort, as_csv([["Name", "Passport"], ["TEST TWO", "N0000001"]]), trainer)
    assert [outcome.fate for outcome in shown.outcomes] == [Fate.ASKED]


def test_a_namesake_elsewhere_is_asked_about_and_one_born_on_another_day_is_not(
    session: scoped_session[Session],
) -> None:
    trainer = a_trainer()
    elsewhere, _ = a_class(by=trainer)
    cohort, _ = a_class(by=trainer)
    bring_in(elsewhere, as_csv([["Name", "DOB"], ["SAMPLE ONE", "15/03/1999"]]), trainer)
    rows = [["Name", "DOB"], ["SAMPLE ONE", ""], ["SAMPLE ONE", "16/03/1999"]]
    shown = proposal(cohort, as_csv(rows), trainer, **{"0-2.same": "another"})
    assert Fate.ASKED not in [shown.outcomes[0].fate]
    assert proposal(cohort, as_csv(rows[:2]), trainer).outcomes[0].fate is Fate.ASKED
    assert proposal(cohort, as_csv([rows[0], rows[2]]), trainer).outcomes[0].fate is Fate.NEW


def test_two_scripts_with_one_telephone_and_year_of_birth_are_asked_about(session: scoped_session[Session]) -> None:
    trainer = a_trainer()
    elsewhere, _ = a_class(by=trainer)
    cohort, _ = a_class(by=trainer)
    heading = ["Name", "DOB", "Phone"]
    bring_in(elsewhere, as_csv([heading, ["គំរូ មួយ", "15/03/1999", "+855 12 345 678"]]), trainer)
    rows = [heading, ["KUMROU MOUY", "1999", "012345678"], ["KUMROU PI", "1998", "012345678"]]
    fates = [outcome.fate for outcome in proposal(cohort, as_csv(rows), trainer).outcomes]
    assert fates == [Fate.ASKED, Fate.NEW], "an agency's telephone alone tells nothing"
    both = [heading, ["គំរូ ពីរ", "15/03/1997", "+855 12 345 679"], ["KUMROU PI", "15/03/1997", "012345679"]]
    assert [one.fate for one in proposal(cohort, as_csv(both), trainer).outcomes] == [Fate.NEW, Fate.ASKED]


def test_who_joined_by_the_poster_is_known_in_the_class(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    learner = a_member(cohort, native="គំរូ តេស្ត", latin=None)
    bring_in(cohort, as_csv([["ឈ្មោះ", "Latin", "DOB"], ["គំរូ តេស្ត", "KUMROU TEST", "1999"]]), trainer)
    assert learners_in(cohort) == [learner]
    assert learner.name_latin == "KUMROU TEST"
    assert record_of(learner).born_year == 1999


def test_what_is_known_is_left_as_it_is_and_the_difference_is_shown(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    head = ["Name", "Passport", "Sex", "Phone"]
    bring_in(cohort, as_csv([head, ["SAMPLE ONE", "N0000001", "F", "012345678"]]), trainer)
    before = everything()["learner_record"]
    content = as_csv([head, ["SAMPLE ONE", "N0000001", "M", "010222333"]])
    shown = proposal(cohort, content, trainer)
    assert shown.outcomes[0].differs == (Column.SEX, Column.PHONE)
    bring_in(cohort, content, trainer)
    assert everything()["learner_record"] == before


def test_rows_left_out_can_be_mended_and_brought_in_and_nobody_comes_twice(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    head = ["Name", "DOB", "Phone"]
    broken = [head, ["SAMPLE ONE", "1999", ""], ["SAMPLE TWO", "31/02/1999", ""], ["SAMPLE SIX", "", "12"]]
    came = bring_in(cohort, as_csv(broken), trainer)
    assert [learner.name for learner in learners_in(cohort)] == ["SAMPLE ONE"]
    assert came.left
    left = draft_of(cohort, came.left, trainer)
    assert [line.number for table in left.meant for line in table.lines] == [3, 4]
    mended = [head, ["SAMPLE ONE", "1999", ""], ["SAMPLE TWO", "28/02/1999", ""], ["SAMPLE SIX", "", "010222333"]]
    bring_in(cohort, as_csv(mended), trainer)
    assert [learner.name for learner in learners_in(cohort)] == ["SAMPLE ONE", "SAMPLE TWO", "SAMPLE SIX"]


def test_a_person_can_come_in_without_the_cell_and_the_mended_row_is_the_same_person(
    session: scoped_session[Session],
) -> None:
    cohort, trainer = a_class()
    token = draft(cohort, as_csv([["Name", "DOB"], ["SAMPLE TWO", "31/02/1999"]]), trainer)
    import_roster(cohort=cohort, token=token, choices={"0-2.broken": "without"}, by=trainer)
    (learner,) = learners_in(cohort)
    bring_in(cohort, as_csv([["Name", "DOB"], ["SAMPLE TWO", "28/02/1999"]]), trainer)
    assert learners_in(cohort) == [learner]
    assert record_of(learner).born_on == date(1999, 2, 28)


def test_doubles_are_one_person_with_what_both_rows_tell(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    rows = [["Name", "Passport", "Sex"], ["SAMPLE ONE", "N0000001", ""], ["Sample One", "N 0000001", "F"]]
    bring_in(cohort, as_csv(rows), trainer)
    (learner,) = learners_in(cohort)
    assert record_of(learner).sex == "female"


def test_a_double_can_be_told_to_be_another_person(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    rows = [["Name", "DOB"], ["SAMPLE ONE", "15/03/1999"], ["SAMPLE ONE", "15/03/1999"]]
    token = draft(cohort, as_csv(rows), trainer)
    import_roster(cohort=cohort, token=token, choices={"0-3.same": "another"}, by=trainer)
    assert len(learners_in(cohort)) == 2
    assert bring_in(cohort, as_csv(rows), trainer).done is None
    assert len(learners_in(cohort)) == 2


def test_namesakes_born_on_the_first_of_january_are_asked_about(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    rows = [["Name", "DOB", "Sex"], ["SAMPLE ONE", "01/01/1999", ""], ["SAMPLE ONE", "01/01/1999", "F"]]
    assert [one.is_open for one in proposal(cohort, as_csv(rows), trainer).outcomes] == [False, True]


def test_a_closed_class_takes_nobody_in(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    token = draft(cohort, as_csv([["Name"], ["SAMPLE ONE"]]), trainer)
    with unit_of_work():
        cohort.closed_at = clock.now()
    with pytest.raises(CohortClosed):
        import_roster(cohort=cohort, token=token, choices={}, by=trainer)


def test_a_draft_is_sealed_its_owners_alone_and_gone_after_a_day(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    token = draft(cohort, as_csv([["Name"], ["SAMPLE ONE"]]), trainer)
    row = db.session.get_one(RosterDraft, token)
    assert "SAMPLE" not in row.sealed
    with pytest.raises(NoSuchDraft):
        draft_of(cohort, token, a_trainer())
    with pytest.raises(NoSuchDraft):
        draft_of(a_class(by=trainer)[0], token, trainer)
    clock.move(timedelta(hours=25))
    with pytest.raises(NoSuchDraft):
        draft_of(cohort, token, trainer)
    forget_drafts()
    assert db.session.scalar(select(func.count()).select_from(RosterDraft)) == 0


def test_an_import_is_kept_for_ever_with_its_counts_and_noted(session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    bring_in(cohort, as_csv([["Name"], ["SAMPLE ONE"], ["SAMPLE TWO"]]), trainer)
    (done,) = db.session.scalars(select(RosterImport)).all()
    assert (done.cohort_id, done.staff_id, done.rows, done.made) == (cohort.id, trainer.id, 2, 2)
    acts = db.session.scalars(select(AuditEvent.act)).all()
    assert acts.count("roster-imported") == 1
    assert acts.count("cohort-member-added") == 2
    with pytest.raises(DBAPIError, match="append-only"), db.session.begin_nested():
        db.session.delete(done)
        db.session.flush()


def test_a_number_of_ours_tells_who_it_is(session: scoped_session[Session]) -> None:
    trainer: Staff = a_trainer()
    elsewhere, _ = a_class(by=trainer)
    cohort, _ = a_class(by=trainer)
    learner = a_member(elsewhere, native=None, latin="SAMPLE ONE")
    rows = [["Learner number", "Name"], [learner.shown_number, "SAMPLE ONE"]]
    bring_in(cohort, xlsx({"Sheet1": rows}), trainer)
    assert learners_in(cohort) == [learner]
    other = [["Learner number", "Name"], [learner.shown_number, "TEST TWO"]]
    assert proposal(cohort, xlsx({"Sheet1": other}), trainer).outcomes[0].fate is Fate.ASKED
