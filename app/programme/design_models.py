"""Tables of the designs. Personal data: the name and the title of who signs certificates; kept with the register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.programme.design import Part, PictureKind

Words = dict[str, dict[str, str]]
_KINDS = ", ".join(f"'{kind}'" for kind in PictureKind)
_PARTS = ", ".join(f"'{part}'" for part in Part)


class DesignPicture(Model):
    """A picture of a finished design, by the digest of its bytes; never changed."""

    __tablename__ = "design_picture"
    __table_args__ = (CheckConstraint(f"kind IN ({_KINDS})", name="kind"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[float] = mapped_column(Float)
    height: Mapped[float] = mapped_column(Float)


class CertificateDesign(Model):
    """A finished design; never changed, a new version is another row."""

    __tablename__ = "certificate_design"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), index=True)
    """Of its pictures; two designs that differ only in words have one key."""
    logo: Mapped[str | None] = mapped_column(ForeignKey("design_picture.digest"))
    seal: Mapped[str | None] = mapped_column(ForeignKey("design_picture.digest"))
    signature: Mapped[str | None] = mapped_column(ForeignKey("design_picture.digest"))
    words: Mapped[Words] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class DesignChoice(Model):
    """Which design new certificates are given in, from a moment on; the last row counts."""

    __tablename__ = "design_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    design_id: Mapped[int | None] = mapped_column(ForeignKey("certificate_design.id"))
    """None for the standard one."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class DesignDraft(Model):
    """The words of the design that is being made; there is one draft."""

    __tablename__ = "design_draft"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[Words] = mapped_column(JSON)


class DraftPicture(Model):
    """A picture of the design that is being made."""

    __tablename__ = "design_draft_picture"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint(f"part IN ({_PARTS})", name="part"),
    )

    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[float] = mapped_column(Float)
    height: Mapped[float] = mapped_column(Float)


for _kept in (DesignPicture, CertificateDesign, DesignChoice):
    keep_for_ever(_kept)
