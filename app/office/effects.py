"""What a setting does once it is changed, in one or two sentences for who changes it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.i18n import LOCALES
from app.course.offering import is_reviewed
from app.office.queries import staff_without_code
from app.programme.rules import Settings


def new_papers(_after: Settings) -> str:
    """Say it of what stands on the paper."""
    return str(_("From now on it stands on new certificates. Certificates already issued keep what they state."))


def watermark(after: Settings) -> str:
    """Say that papers become samples, or real."""
    if after.watermark:
        return str(
            _(
                "From now on every new certificate is a sample: these words stand across it, and whoever checks it "
                "reads that it is no real one. Certificates already issued keep what they state."
            )
        )
    return str(_("From now on new certificates are real ones. Certificates already issued as samples stay samples."))


def validity(after: Settings) -> str:
    """Say which papers end otherwise."""
    if after.validity_months is None:
        return str(
            _("From now on new certificates have no last day. Certificates already issued keep the day they state.")
        )
    return str(
        _("From now on new certificates end after this time. Certificates already issued keep the day they state.")
    )


def approval(after: Settings) -> str:
    """Say who waits."""
    if after.approval_needed:
        return str(_("From now on nobody gets a certificate before an officer approves it."))
    return str(
        _(
            "From now on who completes the course alone gets the certificate at once. What a trainer asks for a "
            "class, and what waits already, still waits for an officer."
        )
    )


def second(after: Settings) -> str:
    """Say how many approve."""
    if after.second_approval:
        return str(_("From now on a certificate is issued only when two officers have approved it."))
    return str(_("From now on one officer is enough."))


def seal(after: Settings) -> str:
    """Say what becomes of files."""
    if after.seal_files:
        return str(
            _("From now on a file that a holder downloads is sealed: a changed file is noticed. Paper stays the same.")
        )
    return str(_("From now on files are not sealed. The square and the code on the paper are checked as before."))


def core(after: Settings) -> str:
    """Say what the core statement asks for."""
    if after.also_core:
        return str(
            _(
                "From now on a core statement asks for the four core modules and these. Who has not passed them "
                "gets it later. Certificates already issued keep what they state."
            )
        )
    return str(_("From now on a core statement asks for the four core modules. They can never be taken away."))


def lone(after: Settings) -> str:
    """Say what it means for who learns alone."""
    if after.class_needed:
        return str(_("From now on who learns alone gets no certificate without a class. Learning stays open to all."))
    return str(
        _("From now on who learns alone can get a certificate. Members of a class must have attended it as before.")
    )


def share(_after: Settings) -> str:
    """Say whom the share concerns."""
    return str(
        _("From now on a member of a class must have attended so many of its sessions, also those already held.")
    )


def offer(_after: Settings) -> str:
    """Say who keeps another journey."""
    return str(
        _(
            "From now on people who choose a journey find only these. Whoever chose another one before keeps it, "
            "and still sees its rules and its numbers to call."
        )
    )


def reviewed(after: Settings) -> str:
    """Say which languages are left."""
    if after.hide_unreviewed:
        return str(_("Within half a minute learners find only these languages: %(languages)s.", languages=_languages()))
    return str(_("Within half a minute learners find all languages. Drafts are marked as drafts."))


def second_factor(after: Settings) -> str:
    """Say how many people must set a code up."""
    if not after.staff_second_factor:
        return str(_("From now on everybody may take their own code away."))
    return str(
        ngettext(
            "From now on %(num)s person without a code gets to no page until it is set up.",
            "From now on %(num)s people without a code get to no page until it is set up.",
            staff_without_code(),
        )
    )


def _languages() -> str:
    return " · ".join(locale.own_name for locale in LOCALES if is_reviewed(locale))
