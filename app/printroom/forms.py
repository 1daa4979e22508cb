"""What an officer fills in to make a run, to register a box, and to tell what became of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.cohorts.fields import one_of, one_of_few
from app.core.digits import latin_digits
from app.core.i18n import LOCALES
from app.printroom.choosing import Selection, read_numbers
from app.printroom.layouts import layouts
from app.printroom.printers import printers
from app.printroom.rules import MOST, Ordering, Source, Why
from app.printroom.words import ORDERINGS, SOURCES, WHYS
from app.programme.centres import all_centres
from app.web.forms import Form

_CHOOSE = _l("Choose one from the list.")
_TYPED = {"autocomplete": "off", "spellcheck": "false"}
_NEEDED = InputRequired(_l("Fill this in."))
_A_DAY: dict[str, Any] = {"invalid_value_message": _l("Write a day as in 2026-11-22.")}


class Count(IntegerField):
    """A whole number, in any of our digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, and say in the reader's words where it is none."""
        typed = latin_digits((valuelist or [""])[0]).strip()
        if not typed:
            self.data = None
        elif re.fullmatch(r"\d{1,12}", typed):
            self.data = int(typed)
        else:
            self.data = None
            raise ValueError(_l("Write a whole number."))


def _choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(least, most, _l("Write a number from %(least)s to %(most)s.", least=least, most=most))


class RunForm(Form):
    """Which certificates, in which order, on which paper."""

    source = one_of_few(_l("Which certificates?"), choices=_choices(SOURCES.items()), default=Source.UNPRINTED)
    cohort = one_of(_l("Class"), coerce=int, default=0)
    centre = one_of(_l("Centre"), coerce=int, default=0)
    first_day = DateField(_l("First day of issue"), [Optional()], **_A_DAY)
    last_day = DateField(_l("Last day of issue"), [Optional()], **_A_DAY)
    numbers = TextAreaField(_l("Numbers of certificates, one in a line"), render_kw=_TYPED | {"rows": "4"})
    file = FileField(_l("Or a CSV file with such numbers"), render_kw={"accept": ".csv,.txt,.tsv"})
    ordering = one_of_few(_l("In which order?"), choices=_choices(ORDERINGS.items()), default=Ordering.CENTRE)
    collated = one_of(_l("Names stand in the order of"), choices=_choices((one.tag, one.own_name) for one in LOCALES))
    layout = one_of_few(_l("On which paper?"))
    printer = one_of(_l("Printer"), coerce=int, default=0)
    pages = Count(_l("At most so many pages in a file"), [Optional(), _between(2, 10_000)], render_kw=_TYPED)

    def __init__(self, classes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        nothing = (0, _l("Choose"))
        self.cohort.choices = _choices([nothing, *classes])
        self.centre.choices = _choices([nothing, *_centres()])
        self.layout.choices = _choices((one.key, one.words) for one in layouts())
        self.layout.data = self.layout.data or layouts()[0].key
        self.printer.choices = _choices([(0, _l("Nothing to set right")), *((one.id, one.name) for one in printers())])
        self.read: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what the source needs; a list may be typed and sent as a file, and then both count."""
        is_good = super().validate(extra_validators)
        return self._has_what_it_needs() and is_good

    @property
    def selection(self) -> Selection:
        """Give what was chosen."""
        return Selection(
            Source(str(self.source.data)),
            cohort_id=self.cohort.data or None,
            centre_id=self.centre.data or None,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            numbers=self.read[0],
        )

    def _has_what_it_needs(self) -> bool:
        source = self.source.data
        if source == Source.NUMBERS:
            return self._has_numbers()
        if source == Source.DAYS:
            return self._has_days()
        field = {Source.CLASS: self.cohort, Source.CENTRE: self.centre}.get(source)
        if field is None or field.data:
            return True
        field.errors = [*field.errors, _CHOOSE]
        return False

    def _has_numbers(self) -> bool:
        sent = self.file.data.read().decode("utf-8", "replace") if self.file.data else ""
        self.numbers.data = "\n".join(text for text in (self.numbers.data, sent) if text)
        self.read = read_numbers(self.numbers.data)
        if self.read[0]:
            return True
        self.numbers.errors = [*self.numbers.errors, _l("Give at least one number of a certificate.")]
        return False

    def _has_days(self) -> bool:
        first, last = self.first_day.data, self.last_day.data
        if not first:
            self.first_day.errors = [*self.first_day.errors, _l("Fill this in.")]
        elif last and last < first:
            self.last_day.errors = [*self.last_day.errors, _l("This day is before the first one.")]
        else:
            return True
        return False


class TickForm(RunForm):
    """The same for people of one class who are ticked; all else is as for any run."""

    number = SelectMultipleField(_l("Who?"), validate_choice=False)

    @property
    def selection(self) -> Selection:
        """Give those who are ticked."""
        return Selection(Source.TICKED, cohort_id=self.cohort.data, numbers=tuple(self.number.data or ()))

    def _has_what_it_needs(self) -> bool:
        if self.number.data:
            return True
        self.number.errors = [_l("Tick at least one person.")]
        return False


class BoxForm(Form):
    """A box of numbered sheets."""

    prefix = StringField(
        _l("Letters before the number"),
        [Length(max=12, message=_l("Use at most 12 characters."))],
        render_kw=_TYPED,
        filters=[lambda typed: (typed or "").strip().upper()],
    )
    first = StringField(_l("First number in the box"), [_NEEDED], render_kw=_TYPED | {"inputmode": "numeric"})
    last = StringField(_l("Last number in the box"), [_NEEDED], render_kw=_TYPED | {"inputmode": "numeric"})
    centre = one_of(_l("Where the box stands"), coerce=int, default=0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.centre.choices = _choices([(0, _l("This office")), *_centres()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what is no row of numbers."""
        return super().validate(extra_validators) and self._is_a_row()

    @property
    def numbers(self) -> tuple[int, int]:
        """Give the first and the last number."""
        return int(_digits(self.first)), int(_digits(self.last))

    @property
    def digits(self) -> int:
        """Count the digits that a number has on the paper, zeros in front."""
        return len(_digits(self.first))

    def _is_a_row(self) -> bool:
        for field in (self.first, self.last):
            if not re.fullmatch(r"\d{1,9}", _digits(field)):
                field.errors = [*field.errors, _l("Write only the digits, at most nine, with the zeros in front.")]
                return False
        first, last = self.numbers
        if last < first or last - first >= 100_000:
            self.last.errors = [*self.last.errors, _l("The last number is not right. Look at the box.")]
            return False
        return True


class SheetsForm(Form):
    """From which box the paper comes."""

    box = one_of(_l("Which paper?"), coerce=int)

    def __init__(self, choices: list[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.box.choices = _choices(choices)


class SpoiledForm(Form):
    """Which sheets were spoiled, and why."""

    sheet = StringField(_l("Number on the first spoiled sheet"), [_NEEDED], render_kw=_TYPED)
    count = Count(_l("How many sheets, with this one?"), [_NEEDED, _between(1, MOST)], default=1, render_kw=_TYPED)
    why = one_of_few(_l("What happened?"), choices=_choices(WHYS.items()), default=Why.JAM)
    note = StringField(_l("Note"), [Length(max=200, message=_l("Use at most 200 characters."))], render_kw=_TYPED)

    @property
    def serial(self) -> int:
        """Read the number as it stands on the paper, with letters before it or without; 0 where it is none."""
        found = re.search(r"(\d{1,12})\s*$", latin_digits(self.sheet.data or ""))
        return int(found[1]) if found else 0


class LaterForm(SpoiledForm):
    """A sheet that seemed fine and is not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="later-", **kwargs)
        del self.count


def _centres() -> list[tuple[int, str]]:
    return [(one.id, f"{one.code} · {one.name}") for one in all_centres()]


def _digits(field: StringField) -> str:
    return latin_digits(field.data or "").strip()
