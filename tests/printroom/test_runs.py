"""A run holds a selection in an order that never changes, and is drawn to the byte however often it is asked for."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.accounts.models import Staff
from app.certificates.models import Certificate
from app.core import clock
from app.core.database import db
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.printroom import claiming, services
from app.printroom.choosing import Selection, read_numbers
from app.printroom.errors import NothingToPrint, NotInThisState, NotValidNow, UnknownNumbers
from app.printroom.files import content_of
from app.printroom.layouts import PLAIN
from app.printroom.models import PrintPart, PrintRun
from app.printroom.queries import files_of, numbers_of, pieces_of, progress_of
from app.printroom.rules import KEPT_DAYS, LEASE, Ordering, PartState, Source, State
from tests.certificates.papers import HELP_LINES
from tests.certificates.people import take_back
from tests.learners.people import a_staff
from tests.printroom.people import certificates


def a_run(by: Staff, papers: list[Certificate], **changes: object) -> PrintRun:
    values: dict[str, object] = {
        "selection": Selection(Source.NUMBERS, numbers=tuple(one.number for one in papers)),
        "ordering": Ordering.NAME,
        "collated": "en",
        "layout": PLAIN,
    }
    return services.make_run(by=by, **(values | changes))  # type: ignore[arg-type]


def start(run: PrintRun, by: Staff) -> None:
    """Start it; jobs are done at once in tests, in a session of their own."""
    services.start_run(run=run, by=by)
    db.session.expire_all()


def text_of(file: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in pdf]


def test_equal_names_stay_distinct_by_their_numbers(officer: Staff) -> None:
    papers = certificates(["Sok Dara", "An Bopha", "Sok Dara", "Sok Dara", "Zin Mar"])
    run = a_run(officer, papers)
    first, second, third, fourth, fifth = (one.number for one in papers)
    assert list(numbers_of(run.id)) == [second, first, third, fourth, fifth]


def test_a_run_is_drawn_in_its_order_and_again_to_the_same_byte(officer: Staff) -> None:
    papers = certificates([f"Person {place:02d}" for place in range(30)])
    run = a_run(officer, list(reversed(papers)), ordering=Ordering.GIVEN)
    start(run, officer)
    assert run.state == State.DRAWN
    whole = content_of(run, range(1, run.sheets + 1))
    assert [number in page for number, page in zip(numbers_of(run.id), text_of(whole), strict=True)] == [True] * 30
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) == 30
    clock.move(timedelta(days=KEPT_DAYS + 1))
    services.forget_old_runs()
    assert run.state == State.FORGOTTEN
    assert db.session.get_one(PrintPart, (run.id, 1)).content is None
    start(run, officer)
    assert content_of(run, range(1, run.sheets + 1)) == whole


def test_files_hold_at_most_so_many_pages_and_each_the_next_sheets(officer: Staff) -> None:
    run = a_run(officer, certificates([f"Person {place:02d}" for place in range(28)]), pages_a_file=12)
    start(run, officer)
    files = files_of(run)
    assert [(one.first_place, one.last_place, one.pages) for one in files] == [(1, 12, 12), (13, 24, 12), (25, 28, 4)]
    texts = [text_of(content_of(run, range(one.first_sheet, one.last_sheet + 1))) for one in files]
    pages = [page for file in texts for page in file]
    assert all(number in page for number, page in zip(numbers_of(run.id), pages, strict=True))


def test_where_some_have_a_back_the_others_get_an_empty_one(officer: Staff) -> None:
    plain = certificates(["An", "Bo", "Chan"])
    helped = certificates(["Dara", "Eang"], first=11, help_lines=HELP_LINES)
    run = a_run(officer, plain + helped)
    start(run, officer)
    texts = text_of(content_of(run, range(1, run.sheets + 1)))
    assert [len(text.strip()) > 0 for text in texts] == [True, False] * 3 + [True, True] * 2
    assert run.sheets == 5
    assert "Eang" in text_of(content_of(run, [5]))[0]


def test_a_language_begins_a_new_part_and_the_order_stays(officer: Staff) -> None:
    mixed = certificates(["An", "Chan"]) + certificates(["Bo", "Dara"], first=11, locale="km")
    run = a_run(officer, mixed)
    start(run, officer)
    texts = text_of(content_of(run, range(1, 5)))
    assert [name in text for name, text in zip(["An", "Bo", "Chan", "Dara"], texts, strict=True)] == [True] * 4


def test_only_who_may_print_makes_a_run(officer: Staff) -> None:
    papers = certificates(["An"])
    with pytest.raises(NotAllowed):
        a_run(a_staff(Role.TRAINER), papers)


def test_what_does_not_count_today_is_not_printed(officer: Staff) -> None:
    good, bad = certificates(["An", "Bo"])
    take_back(bad)
    with pytest.raises(NotValidNow) as refused:
        a_run(officer, [good, bad])
    assert bad.number in str(refused.value.message)
    with pytest.raises(UnknownNumbers):
        a_run(officer, [], selection=Selection(Source.NUMBERS, numbers=("XX-PRNT-26-0009999-X",)))
    run = a_run(officer, [], selection=Selection(Source.UNPRINTED))
    assert list(numbers_of(run.id)) == [good.number]
    take_back(good)
    with pytest.raises(NotValidNow):
        start(run, officer)
    with pytest.raises(NothingToPrint):
        a_run(officer, [], selection=Selection(Source.UNPRINTED))


def test_a_cancelled_run_forgets_what_was_drawn_and_can_begin_anew(officer: Staff) -> None:
    run = a_run(officer, certificates(["An"]))
    services.cancel_run(run=run, by=officer)
    with pytest.raises(NotInThisState):
        services.cancel_run(run=run, by=officer)
    assert not claiming.claim(run.id)
    start(run, officer)
    assert run.state == State.DRAWN


def test_what_a_dead_worker_had_is_free_at_once_on_its_host_and_elsewhere_after_a_while(officer: Staff) -> None:
    run = a_run(officer, certificates([f"Person {place:02d}" for place in range(30)]))
    run.state = State.DRAWING.value
    db.session.commit()
    task = claiming.claim(run.id)
    assert task and task.number == 1
    part = db.session.get_one(PrintPart, (run.id, 1))
    part.holder = "another-host:17:1.0"
    db.session.commit()
    assert [task.number if (task := claiming.claim(run.id)) else None for _try in range(2)] == [2, None]
    claiming.take_from_the_dead()
    assert part.state == PartState.TAKEN
    clock.move(timedelta(seconds=LEASE + 1))
    assert list(claiming.unfinished()) == [run.id]
    again = claiming.claim(run.id)
    assert again and again.number == 1
    part.holder = claiming.holder().rsplit(":", 1)[0] + ":1.0"
    db.session.commit()
    claiming.take_from_the_dead()
    assert part.state == PartState.WAITING


def test_progress_tells_what_is_left(officer: Staff) -> None:
    run = a_run(officer, certificates(["An", "Bo"]))
    assert progress_of(run, 1).seconds_left is None
    start(run, officer)
    assert progress_of(run, 1).share == 100
    assert next(pieces_of(run, [1])).number == 1


def test_numbers_are_read_from_whatever_was_pasted() -> None:
    numbers, strange = read_numbers("name;number\nSok;XX-TEST-26-0000001-8\n xx-test-26-0000001-8 \n\nhello")
    assert numbers == ("XX-TEST-26-0000001-8",)
    assert strange == ("name;number", "hello")
