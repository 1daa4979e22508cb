"""The words of the preview: why a cell is taken differently, what cannot be read, what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.rosters.people import Doubt, Why, Wrong
from app.rosters.rules import Fate

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

WHY: dict[Why, LazyString] = {
    Why.ZAWGYI: _l("typed in Zawgyi, written in Unicode"),
    Why.INVISIBLE: _l("signs that cannot be seen are taken out"),
    Why.COMPOSED: _l("the parts of letters are put in order"),
    Why.ORDINAL: _l("the number before the name is taken off"),
    Why.TITLE: _l("the title before the name is taken off"),
    Why.JOINED: _l("family name and given name are put together"),
    Why.SPLIT: _l("two names in one cell"),
    Why.DIGITS: _l("digits of another script"),
    Why.BUDDHIST: _l("year of the Buddhist era"),
    Why.SERIAL: _l("a day that the spreadsheet keeps as a number"),
    Why.YEAR_ONLY: _l("only the year is known"),
    Why.SHORT_YEAR: _l("a year of two digits"),
    Why.MONTH_FIRST: _l("the month stands first"),
    Why.LOST_ZERO: _l("the spreadsheet has dropped the 0 in front"),
    Why.COUNTRY_CODE: _l("with the code of the country"),
    Why.DECIMALS: _l("the spreadsheet has taken it for a number to count with"),
    Why.FIRST_OF_TWO: _l("the first of two numbers"),
    Why.FROM_OTHER_ROW: _l("from another row of the same person"),
}
WRONG: dict[Wrong, LazyString] = {
    Wrong.NO_NAME: _l("There is no name in this row."),
    Wrong.NOT_A_NAME: _l("This is not a name."),
    Wrong.NO_DATE: _l("This is not a date. Write it as 1999-03-15, or only the year."),
    Wrong.IMPOSSIBLE_DATE: _l("Nobody in a class was born then. Look at the year again."),
    Wrong.NO_PHONE: _l("This is not a telephone number. Write all its digits."),
    Wrong.NO_COUNTRY: _l("Write this telephone number with + and the code of its country."),
    Wrong.DIGITS_LOST: _l("The spreadsheet has cut off digits. Write the number again as text."),
    Wrong.NO_SEX: _l("We do not know this word. Write female, male or other."),
    Wrong.NO_DOCUMENT: _l("This is not the number of a document."),
    Wrong.NO_NUMBER: _l("This is not a learner number. Leave the cell empty for new people."),
    Wrong.TOO_LONG: _l("This is too long."),
}
DOUBT: dict[Doubt, LazyString] = {
    Doubt.ZAWGYI_CONVERTED: _l("This was typed in Zawgyi. Which line is the name?"),
    Doubt.MAYBE_ZAWGYI: _l("This may be typed in Zawgyi. Which line is the name?"),
    Doubt.MIXED_SCRIPTS: _l("This name has letters of two scripts. Is it right?"),
    Doubt.DIGIT: _l("There is a number in this name. Is it right?"),
    Doubt.SYMBOL: _l("There is a sign in this name that is no letter. Is it right?"),
    Doubt.LEADING_MARK: _l("This name begins with a mark that has no letter. Is it right?"),
    Doubt.LEGACY_FONT: _l("This was typed with an old font. Have it typed again in Unicode, or say that it is right."),
    Doubt.DATE: _l("This can be more than one day. Which is right?"),
    Doubt.SAME: _l("This may be somebody we know already. Is it the same person?"),
    Doubt.BROKEN: _l("A cell cannot be read. Does this person come in without it?"),
}
FATE: dict[Fate, LazyString] = {
    Fate.NEW: _l("New learner"),
    Fate.JOINS: _l("Known learner, comes into the class"),
    Fate.HERE: _l("In the class already"),
    Fate.DOUBLE: _l("Stands in the file twice"),
    Fate.OUT: _l("Left out"),
    Fate.ASKED: _l("A question is open"),
    Fate.BROKEN: _l("Left out until it is mended"),
}
