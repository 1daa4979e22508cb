"""The programme's settings on pages: read, change, look at what it will do, and only then keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.i18n import LOCALES
from app.core.permissions import Permission
from app.course.corridor import ORIGINS
from app.course.queries import course
from app.learning.shown_facts import country_name
from app.office import setting_forms
from app.office.changes import Change, changes_between
from app.office.seen import merged, sealed, unsealed
from app.office.setting_forms import IssuerCodeForm, IssuerForm, PartForm
from app.programme.errors import ChangedMeanwhile
from app.programme.models import Programme
from app.programme.queries import current_programme, programme_or_none
from app.programme.rules import DEMO_COUNTRY, Settings, is_issuer_code
from app.programme.services import change_programme, create_programme
from app.web.access import requires
from app.web.forms import ButtonForm

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

office_settings = Blueprint("office_settings", __name__, url_prefix="/<locale:locale>/staff/settings")
Page = Response | str | tuple[str, int]
STEP, KEEP, BACK = "step", "keep", "back"


@dataclass(frozen=True, slots=True)
class Part:
    """A page of settings."""

    words: LazyString
    hint: LazyString
    form: type[PartForm]


PARTS = {
    "issuer": Part(
        _l("Issuer"), _l("Names in each language, where to ask, words across the paper"), setting_forms.IssuerForm
    ),
    "certificates": Part(
        _l("Approval and validity"), _l("Who approves, how long it is valid"), setting_forms.CertificatesForm
    ),
    "completion": Part(
        _l("What a certificate asks for"), _l("More modules, class, attendance"), setting_forms.CompletionForm
    ),
    "offer": Part(_l("Journeys and languages"), _l("What learners can choose"), setting_forms.OfferForm),
    "staff": Part(_l("How staff sign in"), _l("A code from a phone for everybody"), setting_forms.StaffForm),
}


@office_settings.get("")
@requires(Permission.MANAGE_PROGRAMME)
def index() -> str:
    """Show what can be set, and what it is set to."""
    return render_template("office/settings.html", programme=programme_or_none(), parts=PARTS)


@office_settings.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def new() -> Page:
    """Set the programme up, the first time."""
    if programme_or_none() is not None:
        return redirect(url_for("office_settings.index"), 303)
    form = IssuerCodeForm()
    form.is_demo = (form.issuer_code.data or "").startswith(f"{DEMO_COUNTRY}-")
    if request.method == "GET":
        return render_template("office/new.html", form=form, locales=LOCALES)
    good = form.validate()
    if form.issuer_code.data and not is_issuer_code(form.issuer_code.data):
        form.issuer_code.errors = [_l("Write two letters for the country, a hyphen and two to eight letters: KH-MLVT.")]
        good = False
    if not good:
        return render_template("office/new.html", form=form, locales=LOCALES), 422
    settings = form.decided(Settings(issuer_code=form.issuer_code.data or "", issuer_name={}, contact=""))
    create_programme(settings=settings, modules=_modules(), by=signed_in_staff())
    return redirect(url_for("office_settings.index"), 303)


@office_settings.route("/<any(issuer, certificates, completion, offer, staff):part>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def change(part: str) -> Page:
    """Show a page of settings; then what its changes will do; then keep them."""
    programme = programme_or_none()
    if programme is None:
        return redirect(url_for("office_settings.new"), 303)
    page, now = _PartPage(part, programme), programme.settings
    if request.method == "GET":
        return page.form_page(page.filled(now))
    form = page.sent()
    if not form.validate():
        return page.form_page(form, 422)
    seen = unsealed(form.seen.data, now, form.names)
    wanted = merged(seen, now, form.decided(seen), form.names)
    if meanwhile := changes_between(seen, now):
        return page.form_page(page.filled(wanted, now), 409, meanwhile=meanwhile)
    changes = changes_between(now, wanted)
    if request.form.get(STEP) == BACK or not changes:
        return page.form_page(form, unchanged=not changes)
    if request.form.get(STEP) != KEEP:
        return page.look_page(changes)
    return page.keep(wanted, now)


@dataclass(frozen=True, slots=True)
class _PartPage:
    """One page of settings, on its way from the form to what is kept."""

    name: str
    programme: Programme

    @property
    def part(self) -> Part:
        return PARTS[self.name]

    def filled(self, settings: Settings, seen: Settings | None = None) -> PartForm:
        """Give the form with these settings, which carries those that it is about to change."""
        kind = self.part.form
        carried = sealed(seen or settings, kind.names)
        return self._known(kind(formdata=None, data={**kind.told(settings), "seen": carried}))

    def sent(self) -> PartForm:
        """Give the form as it was sent."""
        return self._known(self.part.form())

    def _known(self, form: PartForm) -> PartForm:
        if isinstance(form, IssuerForm):
            form.is_demo = self.programme.demo
        return form

    def form_page(
        self, form: PartForm, status: int = 200, *, meanwhile: list[Change] | None = None, unchanged: bool = False
    ) -> Page:
        """Show the form."""
        page = render_template(
            f"office/part-{self.name}.html",
            part=self.part,
            name=self.name,
            form=form,
            locales=LOCALES,
            origins={code: country_name(code) for code in ORIGINS},
            core=[module for module in course().modules if module.core],
            course=course(),
            programme=self.programme,
            meanwhile=meanwhile,
            unchanged=unchanged,
        )
        return page, status

    def look_page(self, changes: list[Change]) -> str:
        """Show what the changes will do, with everything that was written."""
        left_out = ("csrf_token", STEP)
        sent = [(name, value) for name, value in request.form.items(multi=True) if name not in left_out]
        address = url_for("office_settings.change", part=self.name)
        return render_template(
            "office/look.html", title=self.part.words, changes=changes, sent=sent, address=address, token=ButtonForm()
        )

    def keep(self, wanted: Settings, now: Settings) -> Page:
        """Write the settings, unless somebody else did so a moment ago."""
        try:
            change_programme(settings=wanted, modules=_modules(), by=signed_in_staff(), seen=now)
        except ChangedMeanwhile:
            newest = current_programme().settings
            both = merged(now, newest, wanted, self.part.form.names)
            return self.form_page(self.filled(both, newest), 409, meanwhile=changes_between(now, newest))
        return redirect(url_for("office_settings.index", kept=self.name), 303)


def _modules() -> list[str]:
    return [module.id for module in course().modules]
