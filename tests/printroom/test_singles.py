"""Single files: each the one its holder downloads, none in place of another, in a ZIP that opens anywhere."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import openpyxl
import pytest
from flask.testing import FlaskClient

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import SYSTEM
from app.certificates.issued_file import issued_file
from app.certificates.models import Certificate
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.printroom import single_jobs, singles
from app.printroom.models import PrintRun
from app.printroom.single_models import SingleFile
from app.printroom.single_names import MOST_BYTES, file_name
from app.printroom.single_zip import zipped
from app.printroom.singles import Single, ask_for_singles, singles_of, state_of
from app.privacy.forgetting import forget
from app.signing.present import present_keys
from tests.certificates.papers import NAMES
from tests.certificates.people import a_programme
from tests.learners.people import a_learner, a_staff, sign_in_staff
from tests.printroom.people import certificates
from tests.printroom.test_runs import a_run

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def asked(officer: Staff, names: list[str]) -> PrintRun:
    a_programme()
    run = a_run(officer, certificates(names))
    ask_for_singles(run=run, by=officer)
    return run


@pytest.mark.parametrize(
    ("native", "latin", "name"),
    [
        ("សុខ ចាន់ធូ", "SOK CHANTHOU", "XX-1_SOK-CHANTHOU.pdf"),
        ("Đỗ Thị Ánh", None, "XX-1_Do-Thi-Anh.pdf"),
        ("林喆玥", None, "XX-1_林喆玥.pdf"),
        ("ဒေါ်ခင် သန္တာ", None, "XX-1_ဒေါ်ခင်-သန္တာ.pdf"),
        (None, "../../etc/passwd", "XX-1_etc-passwd.pdf"),
        (None, "CON.\\NUL:*?", "XX-1_CON-NUL.pdf"),
        ("'", None, "XX-1.pdf"),
    ],
)
def test_a_file_is_named_by_its_number_and_a_harmless_piece_of_the_name(
    native: str | None, latin: str | None, name: str
) -> None:
    assert file_name("XX-1", native, latin) == name


@pytest.mark.parametrize("script", NAMES)
def test_a_long_name_is_cut_where_a_letter_ends(script: str) -> None:
    whole = " ".join(NAMES[script])
    piece = file_name("XX-1", whole, None).removeprefix("XX-1_").removesuffix(".pdf")
    assert len(piece.encode()) <= MOST_BYTES
    assert whole.replace(" ", "-").startswith(piece)


def test_two_people_of_one_name_keep_their_own_files(officer: Staff) -> None:
    run = asked(officer, ["Sok Dara", "An Bopha", "Sok Dara"])
    single_jobs.draw_singles(run.id)
    assert state_of(run).is_ready
    with opened(run) as archive:
        names = archive.namelist()
        assert len(set(names)) == 5
        for single in singles_of(run):
            assert archive.read(single.name).startswith(b"%PDF")
    assert sorted(names)[-2:] == ["index.csv", "index.xlsx"]


def opened(run: PrintRun) -> zipfile.ZipFile:
    content = b"".join(zipped(singles_of(run), lambda place: singles.content_of_single(run.id, place), AT))
    return zipfile.ZipFile(io.BytesIO(content))


def test_each_file_is_the_one_its_holder_would_download(officer: Staff) -> None:
    run = asked(officer, ["Sok Dara"])
    single_jobs.draw_singles(run.id)
    (paper,) = db.session.scalars(db.select(SingleFile)).all()
    (written,) = db.session.scalars(db.select(Certificate.statement)).all()
    statement = Statement.from_json(written)
    today = datetime.combine(clock.today(), time(), UTC)
    assert paper.content == issued_file(statement, present_keys(), seal=True, at=today)


def test_the_lists_name_every_file_and_nothing_in_them_is_reckoned_with(officer: Staff) -> None:
    run = asked(officer, ["=1+1", "Sok Dara"])
    single_jobs.draw_singles(run.id)
    with opened(run) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
        book = openpyxl.load_workbook(io.BytesIO(archive.read("index.xlsx")))
        assert [row[2] for row in rows[1:]] == archive.namelist()[:2]
    assert rows[1][4] == "'=1+1"
    assert [row[2].value for row in book.worksheets[0].rows][1:] == [row[2] for row in rows[1:]]


def test_a_name_beyond_ascii_is_marked_as_utf8() -> None:
    one = Single(1, "XX-1", file_name("XX-1", "林喆玥", None), "林喆玥", None, "2026-01-01", "")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped([one], lambda _place: b"%PDF", AT))))
    assert archive.infolist()[0].flag_bits & 0x800
    assert archive.testzip() is None


def test_memory_stays_flat_however_many_files_there_are() -> None:
    def many(count: int) -> Iterator[Single]:
        for place in range(count):
            yield Single(place, f"XX-{place}", f"XX-{place}.pdf", None, "A", "2026-01-01", "")

    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in zipped(many(count), lambda _place: bytes(200_000), AT):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(100) < peak(10) + 2_000_000


def test_a_worker_that_died_is_followed_by_one_that_draws_only_what_is_missing(officer: Staff) -> None:
    run = asked(officer, ["A", "B", "C"])
    assert singles.draw_some(run.id, 0)
    assert state_of(run).drawn == 1
    (first,) = db.session.scalars(db.select(SingleFile.content)).all()
    assert singles.unfinished() == [run.id]
    single_jobs.pick_up_singles()
    assert state_of(run).is_ready
    assert db.session.scalars(db.select(SingleFile.content).order_by(SingleFile.place)).first() == first
    assert singles.unfinished() == []


def test_files_are_forgotten_after_fourteen_days(officer: Staff) -> None:
    run = asked(officer, ["A"])
    single_jobs.draw_singles(run.id)
    clock.move(timedelta(days=15))
    singles.forget_old_singles()
    assert not state_of(run).is_asked
    assert db.session.scalar(db.select(db.func.count()).select_from(SingleFile)) == 0


def test_only_who_prints_may_ask(officer: Staff) -> None:
    run = a_run(officer, certificates(["A"]))
    with pytest.raises(NotAllowed):
        ask_for_singles(run=run, by=a_staff(Role.TRAINER))


def test_an_officer_asks_waits_and_takes_the_zip_and_the_list(officer: Staff, client: FlaskClient) -> None:
    a_programme()
    run = a_run(officer, certificates(["Sok Dara", "Sok Dara"]))
    sign_in_staff(client, officer)
    page = f"/en/staff/print/runs/{run.id}/single"
    assert "Draw 2 single files" in client.get(page).text
    assert client.get(f"{page}.zip").status_code == 303
    assert "Download 2 files (ZIP)" in client.post(page, follow_redirects=True).text
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{page}.zip").data))
    assert len(archive.namelist()) == 4
    listed = client.get(f"/en/staff/print/runs/{run.id}/list.pdf?in=my")
    assert listed.mimetype == "application/pdf"
    assert client.get(f"/en/staff/print/runs/{run.id}/list.pdf?in=xx").status_code == 404


def test_no_file_is_kept_of_who_was_forgotten_while_it_was_drawn(officer: Staff) -> None:
    a_programme()
    gone, there = a_learner(), a_learner()
    run = a_run(officer, certificates(["An Bopha", "Sok Dara"], learners=[gone, there]))
    ask_for_singles(run=run, by=officer)
    place, number, _statement = next(singles._missing(run.id))
    forget(learner=gone, by=SYSTEM)
    singles._keep(run.id, place, number, b"%PDF of somebody")
    assert db.session.query(SingleFile).count() == 0
    single_jobs.draw_singles(run.id)
    assert (state_of(run).is_ready, singles.unfinished()) == (True, [])


def test_who_takes_a_list_to_sign_is_noted(client: FlaskClient, officer: Staff) -> None:
    run = asked(officer, ["Sok Dara"])
    sign_in_staff(client, officer)
    for path in ("single", "list.pdf", "?look=1"):
        before = db.session.query(AuditEvent).filter_by(act="print-run-seen").count()
        assert client.get(f"/en/staff/print/runs/{run.id}/{path}").status_code == 200
        after = db.session.query(AuditEvent).filter_by(act="print-run-seen").count()
        assert after - before == (path != "single")
