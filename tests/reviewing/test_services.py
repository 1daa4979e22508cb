"""What reviewers may do, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from app.audit.models import AuditEvent
from app.core import clock
from app.core.database import unit_of_work
from app.core.permissions import Role
from app.reviewing import services
from app.reviewing.errors import (
    AlreadyDecided,
    MayNotSign,
    NoReviewer,
    NoSuchText,
    NothingChanged,
    NothingWritten,
    NotYours,
    OldSuggestion,
    OwnSuggestion,
    TooLong,
    WordsChanged,
    WrongWords,
)
from app.reviewing.models import TextReview
from app.reviewing.queries import entries_on, judgement_of, languages_of
from app.reviewing.rules import Act, Judgement, Seen, Standing
from app.reviewing.texts import texts_in
from tests.learners.people import a_staff
from tests.reviewing.people import BURMESE, CARD, FACT_CARD, KHMER, QUESTION, a_reviewer, seen_of, unit_of

pytestmark = pytest.mark.usefixtures("session")
TITLE = {"title": "ពាក្យសន្យា"}


def judgement(path: str = CARD) -> Judgement:
    return judgement_of(unit_of(path), entries_on(KHMER, path))


def suggest(by: Any, typed: dict[str, str] | None = None, path: str = CARD) -> int:
    services.suggest(locale=KHMER, path=path, seen=seen_of(path), typed=typed or TITLE, by=by)
    return entries_on(KHMER, path)[-1].id


def test_an_accept_is_one_sign_off_however_often_it_is_sent() -> None:
    reviewer = a_reviewer()
    for _ in range(2):
        services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=reviewer)
    assert judgement().standing is Standing.ACCEPTED
    assert [entry.staff_id for entry in judgement().accepts] == [reviewer.id]


def test_two_reviewers_who_accept_are_both_kept() -> None:
    people = [a_reviewer(), a_reviewer()]
    for person in people:
        services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=person)
    assert [entry.staff_id for entry in judgement().accepts] == [person.id for person in people]


def test_an_accept_of_words_that_changed_meanwhile_is_refused() -> None:
    with pytest.raises(WordsChanged):
        services.accept(locale=KHMER, path=CARD, seen=Seen("0" * 64, seen_of().own), by=a_reviewer())
    assert not entries_on(KHMER, CARD)


def test_a_comment_stands_even_on_words_that_changed() -> None:
    services.comment(locale=KHMER, path=CARD, seen=Seen("0" * 64, "1" * 64), words=" Too stiff. ", by=a_reviewer())
    assert [entry.words for entry in entries_on(KHMER, CARD)] == ["Too stiff."]


def test_a_suggestion_keeps_only_the_passages_that_were_changed() -> None:
    own = dict(unit_of().own or {})
    suggest(a_reviewer(), {**own, "text": own["text"].replace("\n", "\r\n") + " "} | TITLE)
    assert judgement().open[0].passages == TITLE


def test_what_nobody_sees_is_no_change() -> None:
    own = dict(unit_of().own or {})
    with pytest.raises(NothingChanged):
        suggest(a_reviewer(), {name: f" {words[0]}\u200b{words[1:]}\r\n" for name, words in own.items()})


def test_a_suggestion_must_keep_the_placeholders() -> None:
    own = dict(unit_of(FACT_CARD).own or {})
    with pytest.raises(WrongWords) as refused:
        suggest(a_reviewer(), {"text": own["text"].partition("{{")[0]}, FACT_CARD)
    assert list(refused.value.faults) == ["text"]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (CARD, {"text": "<b>ក</b>"}),
        (CARD, {"text": "# ក"}),
        (CARD, {"title": ""}),
        (CARD, {"nothing": "ក"}),
        (QUESTION, {"a": "\ue000"}),
        ("contract/ten-points", {"title": "ចំណុចត្រូវពិនិត្យ"}),
    ],
)
def test_damaged_words_are_refused(path: str, typed: dict[str, str]) -> None:
    with pytest.raises(WrongWords):
        suggest(a_reviewer(), typed, path)
    assert not entries_on(KHMER, path)


def test_words_without_end_are_refused() -> None:
    with pytest.raises(TooLong):
        suggest(a_reviewer(), {"text": "ក" * 5000})
    with pytest.raises(TooLong):
        services.comment(locale=KHMER, path=CARD, seen=seen_of(), words="x" * 5000, by=a_reviewer())


def test_another_reviewer_takes_a_suggestion_and_nobody_decides_twice() -> None:
    maker, other, third = a_reviewer(), a_reviewer(), a_reviewer()
    made = suggest(maker)
    services.decide(locale=KHMER, path=CARD, suggestion=made, act=Act.TAKE, by=other)
    assert judgement().standing is Standing.TAKEN
    with pytest.raises(AlreadyDecided):
        services.decide(locale=KHMER, path=CARD, suggestion=made, act=Act.DECLINE, by=third)
    with pytest.raises(AlreadyDecided):
        services.withdraw(locale=KHMER, path=CARD, entry=made, by=maker)


def test_nobody_decides_on_their_own_suggestion_but_they_may_take_it_back() -> None:
    maker = a_reviewer()
    made = suggest(maker)
    with pytest.raises(OwnSuggestion):
        services.decide(locale=KHMER, path=CARD, suggestion=made, act=Act.TAKE, by=maker)
    services.withdraw(locale=KHMER, path=CARD, entry=made, by=maker)
    assert judgement().standing is Standing.OPEN


def test_a_suggestion_for_words_that_are_gone_can_only_be_declined(session: scoped_session[Session]) -> None:
    with unit_of_work():
        old = TextReview(
            at=clock.now(),
            staff_id=a_reviewer().id,
            locale="km",
            unit=CARD,
            act="suggest",
            source_digest=seen_of().source,
            own_digest="0" * 64,
            passages=TITLE,
        )
        session.add(old)
    with pytest.raises(OldSuggestion):
        services.decide(locale=KHMER, path=CARD, suggestion=old.id, act=Act.TAKE, by=a_reviewer())
    services.decide(locale=KHMER, path=CARD, suggestion=old.id, act=Act.DECLINE, by=a_reviewer())
    assert judgement().standing is Standing.OPEN


def test_nobody_takes_back_what_another_did() -> None:
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=a_reviewer())
    with pytest.raises(NotYours):
        services.withdraw(locale=KHMER, path=CARD, entry=entries_on(KHMER, CARD)[0].id, by=a_reviewer())


def test_an_accept_may_be_taken_back_and_given_again() -> None:
    reviewer = a_reviewer()
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=reviewer)
    services.withdraw(locale=KHMER, path=CARD, entry=entries_on(KHMER, CARD)[0].id, by=reviewer)
    assert judgement().standing is Standing.OPEN
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=reviewer)
    assert judgement().standing is Standing.ACCEPTED


def test_a_comment_cannot_be_ended_and_an_entry_of_another_text_is_not_found() -> None:
    reviewer = a_reviewer()
    services.comment(locale=KHMER, path=CARD, seen=seen_of(), words="Good.", by=reviewer)
    row = entries_on(KHMER, CARD)[0].id
    with pytest.raises(NoSuchText):
        services.withdraw(locale=KHMER, path=CARD, entry=row, by=reviewer)
    with pytest.raises(NoSuchText):
        services.decide(locale=KHMER, path=QUESTION, suggestion=suggest(a_reviewer()), act=Act.TAKE, by=reviewer)


Verb = Callable[..., None]
VERBS: list[tuple[Verb, dict[str, Any]]] = [
    (services.accept, {}),
    (services.suggest, {"typed": TITLE}),
    (services.comment, {"words": "Good."}),
    (services.back_translate, {"words": "A promise."}),
]


@pytest.mark.parametrize(("verb", "more"), VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_who_may_not_sign_a_language_changes_nothing_in_it(verb: Verb, more: dict[str, Any]) -> None:
    with pytest.raises(MayNotSign):
        verb(locale=KHMER, path=CARD, seen=seen_of(), by=a_reviewer("my"), **more)
    assert not entries_on(KHMER, CARD)


def test_who_may_not_sign_a_language_decides_nothing_in_it() -> None:
    made = suggest(a_reviewer())
    with pytest.raises(MayNotSign):
        services.decide(locale=KHMER, path=CARD, suggestion=made, act=Act.TAKE, by=a_reviewer("my"))
    with pytest.raises(MayNotSign):
        services.withdraw(locale=KHMER, path=CARD, entry=made, by=a_reviewer("my"))


@pytest.mark.parametrize("words", ["", " \n "])
def test_an_empty_comment_is_refused(words: str) -> None:
    with pytest.raises(NothingWritten):
        services.comment(locale=KHMER, path=CARD, seen=seen_of(), words=words, by=a_reviewer())


def test_a_text_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NoSuchText):
        services.comment(locale=KHMER, path="contract/nothing", seen=seen_of(), words="?", by=a_reviewer())


def test_languages_are_given_to_reviewers_alone_and_taken_again() -> None:
    with pytest.raises(NoReviewer):
        services.give_languages(staff=a_staff(Role.TRAINER), locales=[KHMER])
    reviewer = a_reviewer("km", "my")
    services.take_languages(staff=reviewer, locales=[BURMESE])
    assert languages_of(reviewer) == {"km"}


def test_what_somebody_signed_stays_signed_when_they_may_sign_no_more() -> None:
    reviewer = a_reviewer()
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=reviewer)
    services.take_languages(staff=reviewer, locales=[KHMER])
    assert judgement().standing is Standing.ACCEPTED


def test_acts_are_noted_in_the_audit(session: scoped_session[Session]) -> None:
    reviewer = a_reviewer()
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=reviewer)
    services.withdraw(locale=KHMER, path=CARD, entry=entries_on(KHMER, CARD)[0].id, by=reviewer)
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.act for event in events][-3:] == ["review-language-given", "text-accepted", "review-withdrawn"]
    assert events[-1].detail == {"locale": "km", "unit": CARD}


def test_every_path_fits_into_the_audit() -> None:
    assert max(map(len, texts_in(KHMER).units)) <= 64


@pytest.mark.parametrize("change", ["UPDATE text_review SET act = 'comment'", "DELETE FROM text_review"])
def test_the_database_refuses_to_change_an_act(session: scoped_session[Session], change: str) -> None:
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=a_reviewer())
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change))
    session.rollback()


def test_the_database_refuses_an_act_that_ends_nothing(session: scoped_session[Session]) -> None:
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=a_reviewer())
    row = session.scalars(select(TextReview)).one()
    with pytest.raises(DBAPIError, match="ck_text_review_ends"):
        session.execute(
            text(
                "INSERT INTO text_review (at, staff_id, locale, unit, act, source_digest, own_digest)"
                " VALUES (:at, :staff, 'km', 'x', 'take', '', '')"
            ),
            {"at": row.at, "staff": row.staff_id},
        )
    session.rollback()
