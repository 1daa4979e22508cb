"""The shape of the programme's settings: one form a page, which holds only what that page is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from app.cohorts import fields
from app.core.i18n import LOCALES, SOURCE
from app.course.offered import PAIRS
from app.course.queries import course
from app.learning.shown_facts import country_name
from app.office.fields import CanBePrinted
from app.programme.rules import LONGEST_VALIDITY_MONTHS, LONGEST_WATERMARK, Settings
from app.web.forms import A_NUMBER, Form, WholeNumber
from app.web.localisation import current_locale

LONGEST_NAME = 120
LONGEST_CONTACT = 300
_FILL_IN = _l("Fill this in.")
_NO_END, _MONTHS = "never", "months"


def name_field(tag: str) -> str:
    """Name the field that holds the issuer's name in a language."""
    return f"name_{tag.replace('-', '_')}"


class PartForm(Form):
    """Some of the settings, and what they were when somebody began to write."""

    names: ClassVar[tuple[str, ...]]
    """The settings that this form decides."""
    seen = HiddenField()

    @classmethod
    def told(cls, settings: Settings) -> dict[str, Any]:
        """Tell what stands in the form for these settings."""
        return {name: getattr(settings, name) for name in cls.names}

    def decided(self, settings: Settings) -> Settings:
        """Give the settings with what the form says; nothing that it does not hold can change."""
        return replace(settings, **{name: self[name].data for name in self.names})


class IssuerForm(PartForm):
    """Who gives the certificates, in each language, and where to ask about one."""

    names = ("issuer_name", "contact", "watermark")
    contact = TextAreaField(
        _l("Where people ask about a certificate"),
        filters=[fields.tidy],
        validators=[
            DataRequired(_FILL_IN),
            Length(max=LONGEST_CONTACT, message=_l("This is too long.")),
            CanBePrinted(),
        ],
        render_kw={"rows": "2"},
    )
    watermark = StringField(
        _l("Words across every certificate"),
        filters=[fields.tidy],
        validators=[Length(max=LONGEST_WATERMARK, message=_l("This is too long.")), CanBePrinted()],
        render_kw={"autocomplete": "off"},
    )
    is_demo = False

    @classmethod
    def told(cls, settings: Settings) -> dict[str, Any]:
        """Tell the names by their fields."""
        names = {name_field(tag): name for tag, name in settings.issuer_name.items()}
        return {**names, "contact": settings.contact, "watermark": settings.watermark}

    def validate_watermark(self, field: Any) -> None:
        """Keep a demo a demo."""
        if self.is_demo and not field.data:
            raise ValidationError(
                _l("An invented issuer needs these words, so that nobody takes its papers for real ones.")
            )

    def decided(self, settings: Settings) -> Settings:
        """Collect the names that were written."""
        written = {locale.tag: self[name_field(locale.tag)].data for locale in LOCALES}
        return replace(
            settings,
            issuer_name={tag: name for tag, name in written.items() if name},
            contact=self.contact.data or "",
            watermark=self.watermark.data or None,
        )


for _locale in LOCALES:
    _needed = [DataRequired(_FILL_IN)] if _locale is SOURCE else []
    _name = StringField(
        _locale.own_name,
        filters=[fields.tidy],
        validators=[*_needed, Length(max=LONGEST_NAME, message=_l("This is too long.")), CanBePrinted()],
        render_kw={"autocomplete": "off", "lang": _locale.tag},
    )
    setattr(IssuerForm, name_field(_locale.tag), _name)


class CertificatesForm(PartForm):
    """Who approves a certificate, and how long it is valid."""

    names = ("validity_months", "approval_needed", "second_approval", "seal_files")
    validity = RadioField(
        _l("How long is a certificate valid?"),
        choices=[SelectChoice(_MONTHS, _l("For some months")), SelectChoice(_NO_END, _l("Without end"))],
        validators=[InputRequired(_l("Choose one from the list."))],
    )
    validity_months = WholeNumber(_l("Months"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    approval_needed = BooleanField(_l("An officer approves each certificate"))
    second_approval = BooleanField(_l("A second officer approves it too"))
    seal_files = BooleanField(_l("Files that holders download are sealed"))

    @classmethod
    def told(cls, settings: Settings) -> dict[str, Any]:
        """Tell whether there is an end at all."""
        return {**super().told(settings), "validity": _MONTHS if settings.validity_months else _NO_END}

    def validate_validity_months(self, field: Any) -> None:
        """Ask for months where there is an end."""
        longest = LONGEST_VALIDITY_MONTHS
        if self.validity.data == _MONTHS and not 1 <= (field.data or 0) <= longest:
            raise ValidationError(_("Write a number from 1 to %(longest)s.", longest=longest))

    def validate_second_approval(self, field: Any) -> None:
        """Refuse a second without a first."""
        if field.data and not self.approval_needed.data:
            raise ValidationError(_l("There is no second approval without a first one. Choose the first one too."))

    def decided(self, settings: Settings) -> Settings:
        """Leave the months away where there is no end."""
        months = self.validity_months.data if self.validity.data == _MONTHS else None
        return replace(super().decided(settings), validity_months=months)


class CompletionForm(PartForm):
    """What a certificate asks for beyond the standard; nothing here can ask for less."""

    names = ("also_core", "class_needed", "attendance_share")
    also_core = fields.some_of(_l("Modules that the core statement asks for too"))
    class_needed = BooleanField(_l("Nobody gets a certificate without a class"))
    attendance_share = WholeNumber(
        _l("Of 100 sessions of a class, how many must a member attend?"),
        validators=[
            InputRequired(A_NUMBER),
            NumberRange(0, 100, _l("Write a number from 0 to 100.")),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tag = current_locale().tag
        self.also_core.choices = [
            SelectChoice(module.id, course().module_text(module, tag).title)
            for module in course().modules
            if not module.core
        ]

    def decided(self, settings: Settings) -> Settings:
        """Add to the standard."""
        return replace(super().decided(settings), also_core=frozenset(self.also_core.data or ()))


class OfferForm(PartForm):
    """What learners are offered: journeys, and languages."""

    names = ("corridors", "hide_unreviewed")
    which = RadioField(
        _l("Which journeys can people choose?"),
        choices=[SelectChoice("all", _l("All journeys of the course")), SelectChoice("some", _l("Only these:"))],
        validators=[InputRequired(_l("Choose one from the list."))],
    )
    corridors = fields.some_of(_l("Journeys"))
    hide_unreviewed = BooleanField(_l("Offer only languages that a person has checked from end to end"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corridors.choices = [SelectChoice(pair, journey_name(pair)) for pair in PAIRS]

    @classmethod
    def told(cls, settings: Settings) -> dict[str, Any]:
        """Tell whether all are offered."""
        return {**super().told(settings), "which": "some" if settings.corridors else "all"}

    def validate_corridors(self, field: Any) -> None:
        """Ask for one journey at least where not all are offered."""
        if self.which.data == "some" and not field.data:
            raise ValidationError(_l("Choose one journey or more."))

    def decided(self, settings: Settings) -> Settings:
        """Write all journeys as none named."""
        named = frozenset(self.corridors.data or ()) if self.which.data == "some" else frozenset[str]()
        return replace(super().decided(settings), corridors=named)


class StaffForm(PartForm):
    """How staff sign in."""

    names = ("staff_second_factor",)
    staff_second_factor = BooleanField(_l("Everybody signs in with a code from a phone"))


class IssuerCodeForm(IssuerForm):
    """The first setting up: as the issuer's page, and the code, which stays for good."""

    issuer_code = StringField(
        _l("Code of the issuer"),
        filters=[lambda typed: (typed or "").strip().upper()],
        validators=[DataRequired(_FILL_IN)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": "11"},
    )
    understood = BooleanField(
        _l("I know that this code can never be changed"), validators=[InputRequired(_l("Tick this first."))]
    )


def journey_name(pair: str) -> str:
    """Name a journey by its two countries."""
    # NOTE: a journey: from a country to a country.
    return str(_("%(origin)s to %(destination)s", origin=country_name(pair[:2]), destination=country_name(pair[3:])))
