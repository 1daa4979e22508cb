"""Reads and verbs about designs: one draft is made, finished, and chosen for new certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotFound, Refused, Unavailable
from app.programme.design import STANDARD, Design, DesignWords, Part, Picture, PictureKind
from app.programme.design_models import CertificateDesign, DesignChoice, DesignDraft, DesignPicture, DraftPicture

FINISHED = named("design-finished", _l("Finished a design for certificates"))
CHOSEN = named("design-chosen", _l("Chose the design of new certificates"))


class NoSuchDesign(NotFound):
    """There is no design of this number."""


class BrokenDesign(Unavailable):
    """A picture of a design is missing or is not the one that was kept; nothing may be drawn in it."""

    message = _l("A picture of this certificate's design is damaged. Please tell the office that runs Waymark.")


class SameDesign(Refused):
    """The draft is the design that new certificates are given in already."""

    message = _l("Nothing is different from the design in use.")


def current_design() -> Design:
    """Give the design of new certificates."""
    chosen = current_design_row()
    return _read(chosen) if chosen else Design()


def current_design_row() -> CertificateDesign | None:
    """Find the design of new certificates, None for the standard one."""
    choice = db.session.scalar(select(DesignChoice).order_by(DesignChoice.id.desc()).limit(1))
    return db.session.get(CertificateDesign, choice.design_id) if choice and choice.design_id else None


def design_by_key(key: str) -> Design:
    """Give the pictures of a design; its words are in each certificate. Raises BrokenDesign."""
    if key == STANDARD:
        return Design()
    row = db.session.scalar(select(CertificateDesign).where(CertificateDesign.key == key).limit(1))
    if row is None:
        raise BrokenDesign
    return _read(row)


def design_by_id(design_id: int) -> CertificateDesign:
    """Find a finished design; raise NoSuchDesign."""
    row = db.session.get(CertificateDesign, design_id)
    if row is None:
        raise NoSuchDesign
    return row


def finished_design(row: CertificateDesign) -> Design:
    """Read a finished design."""
    return _read(row)


def finished_designs() -> Sequence[CertificateDesign]:
    """List the finished designs, the newest first."""
    return db.session.scalars(select(CertificateDesign).order_by(CertificateDesign.id.desc())).all()


def drafted_design() -> Design:
    """Give the design that is being made."""
    draft = db.session.get(DesignDraft, 1)
    words = _words(draft.words) if draft else {}
    pictures = {
        Part(row.part): Picture(PictureKind(row.kind), row.content, row.width, row.height)
        for row in db.session.scalars(select(DraftPicture))
    }
    return Design(pictures, words)


@unit_of_work()
def draft_words(words: Mapping[str, DesignWords]) -> None:
    """Keep the words of the draft, in all its languages."""
    draft = db.session.get(DesignDraft, 1) or DesignDraft(id=1)
    draft.words = {tag: kept for tag, said in words.items() if (kept := said.kept())}
    db.session.add(draft)


@unit_of_work()
def draft_picture(part: Part, picture: Picture | None) -> None:
    """Put a picture into the draft, or take the one there out."""
    row = db.session.get(DraftPicture, part.value)
    if picture is None:
        if row:
            db.session.delete(row)
        return
    row = row or DraftPicture(part=part.value)
    row.kind, row.content = picture.kind.value, picture.content
    row.width, row.height = picture.width, picture.height
    db.session.add(row)


@unit_of_work()
def begin_again(design: Design) -> None:
    """Make the draft a copy of a finished design."""
    draft_words(design.words)
    for part in Part:
        draft_picture(part, design.pictures.get(part))


@unit_of_work()
def finish_draft(*, by: Staff) -> CertificateDesign:
    """Make the draft a design of its own and choose it for new certificates. Raises SameDesign."""
    design = drafted_design()
    if design == current_design():
        raise SameDesign
    for picture in design.pictures.values():
        if db.session.get(DesignPicture, picture.digest) is None:
            db.session.add(
                DesignPicture(
                    digest=picture.digest,
                    kind=picture.kind.value,
                    content=picture.content,
                    width=picture.width,
                    height=picture.height,
                )
            )
            db.session.flush()
    row = CertificateDesign(
        key=design.key,
        words={tag: said.kept() for tag, said in design.words.items()},
        made_at=clock.now(),
        made_by_id=by.id,
        **{part.value: picture.digest for part, picture in design.pictures.items()},
    )
    db.session.add(row)
    db.session.flush()
    record(FINISHED, actor=Actor.staff(by.id), subject=Subject("design", row.id))
    choose_design(row, by=by)
    return row


@unit_of_work()
def choose_design(row: CertificateDesign | None, *, by: Staff) -> None:
    """Give new certificates in this design from now on, in the standard one for None; a second time does nothing."""
    current = current_design_row()
    if (current.id if current else None) == (row.id if row else None):
        return
    db.session.add(DesignChoice(design_id=row.id if row else None, at=clock.now(), by_id=by.id))
    record(CHOSEN, actor=Actor.staff(by.id), subject=Subject("design", row.id if row else 0))


def _read(row: CertificateDesign) -> Design:
    """Read a design with its pictures, each of which must be the one whose digest stands there."""
    design = Design(
        {part: _picture(digest) for part in Part if (digest := getattr(row, part.value))}, _words(row.words)
    )
    if design.key != row.key:
        raise BrokenDesign
    return design


def _picture(digest: str) -> Picture:
    row = db.session.get(DesignPicture, digest)
    if row is None:
        raise BrokenDesign
    picture = Picture(PictureKind(row.kind), row.content, row.width, row.height)
    if picture.digest != digest:
        raise BrokenDesign
    return picture


def _words(kept: Mapping[str, Mapping[str, str]]) -> dict[str, DesignWords]:
    return {tag: DesignWords.of(values) for tag, values in kept.items()}
