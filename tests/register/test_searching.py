"""A certificate is found by whatever an officer is told of it, and by nobody's name once that person was forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select, update
from sqlalchemy.orm import scoped_session

from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.models import Certificate
from app.certificates.rules import Standing
from app.certificates.superseding import supersede
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.digits import native_digits
from app.core.permissions import Role
from app.learners.enrolling import Told, enrol
from app.register import queries
from app.register.entering import forget_in_register
from app.register.models import RegisterEntry, RegisterName, RegisterNamed, RegisterNear, RegisterPart
from app.register.queries import How, Kind
from app.register.rebuilding import _mend, compare_all, enter_missing, mend_all
from app.register.typed import read
from tests.certificates.people import take_back
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import a_staff
from tests.register.people import Give, giving, looked_for, numbers

Db = scoped_session[Session]
TABLES = (RegisterEntry, RegisterName, RegisterNamed, RegisterPart, RegisterNear)


@pytest.fixture
def give(session: Db) -> Give:
    return giving()


def spellings(number: str) -> dict[str, str]:
    country, ministry, year, serial, check = number.split("-")
    return {
        "as printed": number,
        "small, with spaces": f"{country} {ministry} {year} {serial} {check}".lower(),
        "nothing between": number.replace("-", ""),
        "Khmer digits": native_digits(number, "km"),
        "without the issuer": f"{year}-{serial}-{check}",
        "without the check character": f"{country}-{ministry}-{year}-{serial}",
        "year and counter": f"{year}{serial}",
        "counter and check": f"{serial}-{check}",
        "counter alone": serial,
        "counter without its noughts": str(int(serial)),
        "counter without its noughts, and check": f"{int(serial)}-{check}",
        "last digits": serial[-4:],
        "O for nought": number.replace("0", "O"),
    }


def test_a_number_is_found_in_any_spelling(give: Give) -> None:
    certificate, _other = give(latin="SOK DARA"), give(latin="CHEA VANN")
    for spelling, typed in spellings(certificate.number).items():
        found = looked_for(typed)
        assert numbers(found) == [certificate.number], spelling
        assert found.kind is Kind.NUMBER, spelling


def test_a_code_finds_its_certificate_and_a_wrong_number_none(give: Give) -> None:
    certificate = give(latin="SOK DARA")
    assert numbers(looked_for(certificate.code.lower())) == [certificate.number]
    assert numbers(looked_for("XX-TEST-26-9999999-0")) == []


NAMES = {
    "km": ("សុខ ចាន់ធូ", "SOK CHANTHOU"),
    "vi": ("Nguyễn Thị Hoà", "NGUYEN THI HOA"),
    "my": ("အောင်မင်းသူ", "AUNG MIN THU"),
    "lo": ("ສົມສັກ ພົມມະວົງ", "SOMSACK PHOMMAVONG"),
    "th": ("สมชาย ใจดี", "SOMCHAI JAIDEE"),
    "zh": ("王小明", "WANG XIAOMING"),
}
FOUND_BY = [
    ("km", "សុខ"),
    ("km", "ចាន់ធូ"),
    ("km", "ចានធូ"),
    ("km", "SOKCHAN THOU"),
    ("km", "chanthou"),
    ("km", "SOKK CHANTHU"),
    ("km", "CHANTHOU SOK"),
    ("km", "SOK CHANTOHU"),
    ("vi", "nguyen thi hoa"),
    ("vi", "Hòa"),
    ("vi", "Thi H"),
    ("vi", "Nguyên Thi Hao"),
    ("my", "အောင်"),
    ("my", "အောင်မင်သူ"),
    ("my", "aung min"),
    ("my", "Aung Myin Thu"),
    ("lo", "ສມສກ ພົມມະວົງ"),
    ("lo", "ສົມສັກ ພມມະວົງ"),
    ("lo", "Somsak Phomavong"),
    ("th", "สมชาย"),
    ("th", "ใจดี"),
    ("th", "สมช้าย ใจดี"),
    ("th", "Somchay Jaidi"),
    ("zh", "王"),
    ("zh", "小明"),
    ("zh", "王晓明"),
    ("zh", "wang xiao ming"),
]


def test_a_name_is_found_in_either_script_however_it_is_written(give: Give) -> None:
    given = {tag: give(native, latin).number for tag, (native, latin) in NAMES.items()}
    missed = [(tag, typed) for tag, typed in FOUND_BY if given[tag] not in numbers(looked_for(typed))]
    assert missed == [("lo", "ສມສກ ພົມມະວົງ")], "two vowels are lacking there: that is another name"


def test_a_whole_name_is_not_a_beginning(give: Give) -> None:
    short, _long = give(latin="SOK DARA"), give(latin="SOK DARAROTH")
    assert numbers(looked_for("Sok Dara", How.WHOLE)) == [short.number]
    assert len(numbers(looked_for("Sok Dara"))) == 2
    assert numbers(looked_for("Sok Dar", How.WHOLE)) == []


def test_equal_names_are_all_found_once(give: Give) -> None:
    given = {give("សុខ សុខា", "SOK SOKHA").number for _ in range(3)}
    found = numbers(looked_for("sok"))
    assert sorted(found) == sorted(given)


def test_more_than_can_be_shown_asks_for_more_words(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for _ in range(3):
        give(latin="SOK DARA")
    found = looked_for("sok")
    assert (len(found.rows), found.is_cut) == (2, True)


def test_class_centre_days_document_and_standing_narrow_a_search(give: Give) -> None:
    cohort = a_cohort()
    inside = give(learner=a_member(cohort, "សុខ ដារ៉ា", "SOK DARA"))
    [holder] = enrol(people=[Told(native="ជា វណ្ណ", latin="SOK VANN", document="N00123456")], locale="km")
    with_passport = give(learner=holder)
    revoked = give(latin="SOK BOPHA")
    take_back(revoked)
    assert numbers(looked_for("", cohort_code=cohort.code)) == [inside.number]
    assert numbers(looked_for("sok", centre_id=cohort.centre_id)) == [inside.number]
    assert numbers(looked_for("", document="3456")) == [with_passport.number]
    assert numbers(looked_for("", standing=Standing.REVOKED)) == [revoked.number]
    assert len(numbers(looked_for("sok", standing=Standing.ACTIVE))) == 2
    assert len(numbers(looked_for("sok", since=clock.today(), until=clock.today()))) == 3
    clock.move(timedelta(days=800))
    assert sorted(numbers(looked_for("", standing=Standing.EXPIRED))) == sorted([inside.number, with_passport.number])
    assert numbers(looked_for("sok", standing=Standing.ACTIVE)) == []


def test_a_beginning_that_many_share_is_looked_at_only_so_far_and_says_so(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_WALK", 3)
    cohort = a_cohort()
    inside = give(learner=a_member(cohort, None, "SOK ZARA"))
    for _ in range(4):
        give(latin="SOK DARA")
    by_centre = looked_for("sok", centre_id=cohort.centre_id)
    assert (numbers(by_centre), by_centre.is_whole) == ([inside.number], True)
    by_day = looked_for("sok", since=clock.today())
    assert (len(by_day.rows), by_day.is_whole) == (4, False)
    whole = looked_for("sok zar", since=clock.today())
    assert (numbers(whole), whole.is_whole) == ([inside.number], True)
    assert numbers(looked_for("sok", cohort_code=cohort.code)) == [inside.number]


def test_a_replacement_is_found_under_its_new_name_in_its_old_class(give: Give) -> None:
    cohort = a_cohort()
    old = give(learner=a_member(cohort, None, "SOK DARA"))
    new = supersede(
        certificate=old, names=Names(None, "SOK DARY"), reason=Reason.NAME_CORRECTION, by=a_staff(Role.OFFICER)
    )
    rows = {row.number: row for row in looked_for("", cohort_code=cohort.code).rows}
    assert (rows[old.number].standing, rows[new.number].standing) == (Standing.SUPERSEDED, Standing.ACTIVE)
    assert numbers(looked_for("sok dary", How.WHOLE)) == [new.number]


def test_the_name_of_who_was_forgotten_finds_nobody_and_leaves_no_trace(give: Give) -> None:
    first, second = give("សុខ ដារ៉ា", "SOK DARA"), give(None, "SOK DARA")
    for certificate in (first, second):
        forget(certificate)
    assert numbers(looked_for("sok dara")) == []
    assert numbers(looked_for(first.number)) == [first.number]
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES] == [2, 0, 0, 0, 0]
    assert compare_all().wrong == ()


@unit_of_work()
def forget(certificate: Certificate) -> None:
    db.session.execute(
        update(Certificate).where(Certificate.id == certificate.id).values(learner_id=None, statement=None)
    )
    forget_in_register(certificate.number)


def test_entries_are_made_anew_as_they_were(give: Give) -> None:
    cohort = a_cohort()
    for native, latin in NAMES.values():
        give(learner=a_member(cohort, native, latin))
    take_back(give(latin="SOK DARA"))
    before = [rows_of(table) for table in TABLES]
    assert compare_all().wrong == ()
    with unit_of_work():
        for table in TABLES[1:]:
            db.session.query(table).delete()
        db.session.query(RegisterEntry).filter(RegisterEntry.id > 3).delete()
    assert len(compare_all().wrong) == 7
    assert len(mend_all().wrong) == 7
    assert (compare_all().wrong, enter_missing()) == ((), 0)
    assert [len(rows_of(table)) for table in TABLES] == [len(rows) for rows in before]
    assert rows_of(RegisterEntry) == before[0]


def rows_of(table: type[object]) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in db.session.execute(select(*table.__table__.columns))), key=repr)  # type: ignore[attr-defined]


def test_what_is_typed_is_understood_without_asking_the_register() -> None:
    assert read("TESTPERSON 12").name == "TESTPERSON 12"
    assert read("").name is None
    assert read("៤៥៦៧").serial == 4567


def test_who_was_forgotten_meanwhile_is_not_entered_anew(give: Give) -> None:
    certificate = give("សុខ ដារ៉ា", "SOK DARA")
    before = Certificate(id=certificate.id, number=certificate.number, statement=certificate.statement)
    forget(certificate)
    _mend([before])
    assert numbers(looked_for("SOK DARA")) == []
    assert db.session.query(RegisterName).filter(RegisterName.key.contains("dara")).count() == 0
