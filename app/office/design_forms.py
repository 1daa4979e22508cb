"""The forms of a design: one picture, and the words in each language."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from app.core.i18n import LOCALES
from app.printing.glyphs import missing_characters
from app.programme.design import LONGEST_WORDS, DesignWords
from app.web.forms import Form

_MOST_LINES = 2


class PictureForm(Form):
    """One file."""

    file = FileField(_l("SVG, PNG or JPEG file"))


class _Printable:
    """Refuses what no font has, naming it."""

    def __call__(self, _form: Form, field: Any) -> None:
        missing = missing_characters((field.data or "").replace("\n", ""))
        if missing:
            raise ValidationError(_l("These characters cannot be printed: %(signs)s", signs=" ".join(sorted(missing))))


def _two_lines(_form: Form, field: Any) -> None:
    lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
    field.data = "\n".join(lines)
    if len(lines) > _MOST_LINES:
        raise ValidationError(_l("At most two lines have room here."))


def _checks(name: str) -> list[Any]:
    longest = Length(max=LONGEST_WORDS[name], message=_l("Use at most %(max)d characters."))
    return [longest, _Printable()]


class WordsForm(Form):
    """What a design says in one language."""

    header = TextAreaField(
        _l("Lines above the heading"),
        [_two_lines, *_checks("header")],
        description=_l("As the state writes them on such papers: the name of the country and its motto."),
    )
    legal_line = StringField(
        _l("The law or decree that the certificate rests on"), _checks("legal_line"), description=_l("One sentence.")
    )
    signatory = StringField(_l("Name of the person who signs"), _checks("signatory"))
    signatory_title = StringField(_l("Title of the person who signs"), _checks("signatory_title"))

    @property
    def words(self) -> DesignWords:
        """Give what was typed, tidied."""
        return DesignWords(**{name: (self[name].data or "").strip() for name in LONGEST_WORDS})


def words_forms(words: dict[str, DesignWords], *, sent: Any = None) -> dict[str, WordsForm]:
    """Make a form for each language, filled with what is kept, or with what was sent."""
    return {locale.tag: _words_form(words.get(locale.tag, DesignWords()), locale.tag, sent) for locale in LOCALES}


def _words_form(words: DesignWords, tag: str, sent: Any) -> WordsForm:
    # The page has one form and one token around all languages.
    return WordsForm(sent, prefix=tag, meta={"csrf": False}, data=words.kept())
