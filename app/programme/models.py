"""The programme's table. Personal data: none; the contact is an office's."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model
from app.core.i18n import SOURCE
from app.programme.rules import STANDARD_ATTENDANCE_SHARE, Completion, Settings


class Programme(Model):
    """A ministry's decisions about the course and its certificates; an installation serves one."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("validity_months IS NULL OR validity_months BETWEEN 1 AND 120", name="validity_months"),
        CheckConstraint("attendance_share BETWEEN 0 AND 100", name="attendance_share"),
        CheckConstraint("approval_needed OR NOT second_approval", name="second_approval"),
        CheckConstraint("demo = (issuer_code LIKE 'XX-%')", name="demo_is_xx"),
        CheckConstraint("NOT demo OR watermark IS NOT NULL", name="demo_watermark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(String(11), unique=True)
    issuer_name: Mapped[dict[str, str]] = mapped_column(JSON)
    """The issuer's name by locale tag; English is always there."""
    contact: Mapped[str] = mapped_column(Text)
    watermark: Mapped[str | None] = mapped_column(String(40))
    validity_months: Mapped[int | None]
    approval_needed: Mapped[bool]
    second_approval: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether what one officer approves is issued only once another one approves it too."""
    also_core: Mapped[list[str]] = mapped_column(JSON)
    hide_unreviewed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether learners are offered only the languages that a person has reviewed from end to end."""
    seal_files: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether the file that a holder downloads is sealed; what is printed never is."""
    class_needed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether nobody gets a certificate without having been in a class for it."""
    attendance_share: Mapped[int] = mapped_column(default=STANDARD_ATTENDANCE_SHARE, server_default=text("80"))
    """Of a hundred sessions held, how many a member of a class must have attended."""
    corridors: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    """The journeys offered here, as in ``KH-TH``; none named is all of them."""
    staff_second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether nobody of the staff works without a code from their phone."""
    demo: Mapped[bool]

    def name_in(self, tag: str) -> str:
        """Give the issuer's name in a locale, or in English."""
        return self.issuer_name.get(tag) or self.issuer_name[SOURCE.tag]

    @property
    def completion(self) -> Completion:
        """Give the completion rules."""
        return Completion(frozenset(self.also_core))

    @property
    def settings(self) -> Settings:
        """Give all decisions as one value."""
        return Settings(
            issuer_code=self.issuer_code,
            issuer_name=dict(self.issuer_name),
            contact=self.contact,
            watermark=self.watermark,
            validity_months=self.validity_months,
            approval_needed=self.approval_needed,
            second_approval=self.second_approval,
            also_core=frozenset(self.also_core),
            hide_unreviewed=self.hide_unreviewed,
            seal_files=self.seal_files,
            class_needed=self.class_needed,
            attendance_share=self.attendance_share,
            corridors=frozenset(self.corridors),
            staff_second_factor=self.staff_second_factor,
        )
