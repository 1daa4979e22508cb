"""The words of the editors' pages: kinds of facts, concerns, acts, and what broken rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.core.i18n import SOURCE, locale_by_tag
from app.course.fact_catalogue import Confidence
from app.editing.checks import EditFault, Rule
from app.editing.journeys import Stand
from app.editing.rules import Act, Manner
from app.editing.watch import Concern

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

CONCERNS: dict[Concern, LazyString] = {
    Concern.STALE: _l("Too old"),
    Concern.SOON: _l("Too old within 30 days"),
    Concern.LOW: _l("Not sure, shown to nobody"),
    Concern.CONTRADICTED: _l("Sources disagree"),
    Concern.NEVER_CALLED: _l("Number never called"),
    Concern.UNTRANSLATED: _l("Words missing in a language"),
    Concern.RETIRED: _l("Taken away"),
}
ACTS: dict[Act, LazyString] = {
    Act.CHECK: _l("Checked"),
    Act.CHANGE: _l("Changed"),
    Act.RETIRE: _l("Taken away"),
    Act.RESTORE: _l("Given back"),
    Act.NOTE: _l("Note"),
}
MANNERS: dict[Manner, LazyString] = {
    Manner.READ: _l("I read the source"),
    Manner.CALLED: _l("I called the number"),
    Manner.TOLD: _l("An official told me"),
}
MANNERS_DONE: dict[Manner, LazyString] = {
    Manner.READ: _l("source read"),
    Manner.CALLED: _l("number called"),
    Manner.TOLD: _l("told by an official"),
}
CONFIDENCES: dict[Confidence, LazyString] = {
    Confidence.HIGH: _l("High: the source says so, and nothing speaks against it"),
    Confidence.MEDIUM: _l("Medium: seen, but old, second-hand or doubted"),
    Confidence.LOW: _l("Low: not sure. No learner sees it"),
}
SURENESS: dict[Confidence, LazyString] = {
    Confidence.HIGH: _l("high"),
    Confidence.MEDIUM: _l("medium"),
    Confidence.LOW: _l("low"),
}
STANDS: dict[Stand, LazyString] = {
    Stand.LACKING: _l("No answer"),
    Stand.STALE: _l("Too old"),
    Stand.DOUBTED: _l("Sources disagree"),
    Stand.ANSWERED: _l("Answered"),
}
KINDS: dict[str, LazyString] = {
    "situation": _l("News of the situation"),
    "scam": _l("Scam areas"),
    "deadline": _l("Dates and deadlines"),
    "recruitment_steps": _l("Steps of recruitment"),
    "rule": _l("Rules"),
    "rule_change": _l("Rules that change"),
    "remittance": _l("Sending money"),
    "complaint_app": _l("Apps for complaints"),
    "document": _l("Papers to download"),
    "embassy": _l("Embassies"),
    "emergency": _l("Emergency numbers"),
    "hotline": _l("Help lines"),
    "mrc": _l("Migrant resource centres"),
    "ngo": _l("Charities"),
    "ngo_hotline": _l("Help lines of charities"),
    "shelter": _l("Shelters"),
    "minimum_wage": _l("Minimum wages"),
    "cost": _l("Costs"),
    "health": _l("Health"),
    "recruitment_fee": _l("Recruitment fees"),
    "change_employer": _l("Changing employer"),
    "context": _l("Background"),
    "documents": _l("Passports and papers"),
    "domestic_work": _l("Home work"),
    "fishing": _l("Fishing"),
    "hours": _l("Work hours"),
    "insurance": _l("Insurance"),
    "law": _l("Laws"),
    "leave": _l("Days of leave"),
    "overtime": _l("Overtime"),
    "penalty": _l("Penalties"),
    "rest_day": _l("Rest days"),
    "rights": _l("Rights"),
    "safety": _l("Safety at work"),
    "scam_sign": _l("Signs of scams"),
    "social_security": _l("Social security"),
    "warning": _l("Warnings"),
    "work_injury": _l("Work injury"),
    "definition": _l("Definitions"),
    "forced_labour_indicator": _l("Signs of forced labour"),
    "trafficking_element": _l("What trafficking is"),
}
REGIONS: dict[str, LazyString] = {
    "GMS": _l("Mekong countries"),
    "GULF": _l("Gulf countries"),
    "INT": _l("All countries"),
}
_FAULTS: dict[Rule, LazyString] = {
    Rule.FUTURE: _l("This day has not come yet. Give the day of the check."),
    Rule.EARLIER: _l("Somebody checked this later, on %(what)s. An earlier check cannot stand after it."),
    Rule.NO_SOURCE: _l("A fact needs the web address of its source, or low confidence; then no learner sees it."),
    Rule.NO_NUMBERS: _l("This fact has no number that one could call."),
    Rule.CONTRADICTED: _l(
        "High is for facts that no source contradicts. Say below that they agree now, or take medium."
    ),
    Rule.NOTHING_NEW: _l("Nothing is changed. If the fact is right as it stands, record a check."),
    Rule.RETIRED: _l("This fact is taken away already."),
    Rule.NOT_RETIRED: _l("Learners see this fact already."),
    Rule.MARKUP: _l("%(language)s: write plain words, without signs of code."),
    Rule.FIGURES: _l("%(language)s: these figures of the English are missing: %(what)s."),
    Rule.COUNTRY: _l("%(language)s: name the country beside its number: %(what)s."),
    Rule.NUMBER: _l("The English words do not say the number %(what)s. Words and numbers must agree."),
    Rule.CHARACTERS: _l("%(language)s: a letter is typed wrong: %(what)s."),
    Rule.CHARITY: _l(
        "With this, the police or an embassy would stand before the charity %(what)s. A charity must stand first."
    ),
}


def fault_in_words(fault: EditFault) -> str:
    """Say which rule an edit broke."""
    locale = locale_by_tag(fault.locale) or SOURCE
    words: str = str(_FAULTS[fault.rule]) % {"what": fault.what, "language": locale.own_name}
    return words


def kind_name(kind: str) -> str:
    """Name a kind of facts; one that is new in the files is named as it is written there."""
    return str(KINDS.get(kind, kind.replace("_", " ")))
