"""The language of a page: its address says it, a choice keeps it, the browser's wish only proposes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from babel import Locale as BabelLocale
from flask import Flask, current_app, g, has_request_context, redirect, request, session, url_for
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from jinja2 import pass_context
from jinja2.runtime import Context
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from app.core.digits import native_digits
from app.core.i18n import LOCALES, SOURCE, Locale, locale_by_tag, negotiate
from app.web.catalogues import catalogue_of

CHOSEN = "locale"
_OFFER = "offered-locales"
_STAFF = "/staff/"
"""Where the people work who look after the languages; nothing is hidden from them."""
OWN_DIGITS = frozenset({"km", "my"})
"""Languages whose running text has digits of its own; what is dialled, typed or compared keeps 0 to 9."""


class LocaleConverter(BaseConverter):
    """The first part of an address: one of the seven tags, and nothing else."""

    regex = "[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?"

    def to_python(self, value: str) -> Locale:
        """Find the locale a tag names."""
        locale = locale_by_tag(value)
        if locale is None:
            raise ValidationError
        return locale

    def to_url(self, value: Locale | str) -> str:
        """Write a locale into an address."""
        return value.tag if isinstance(value, Locale) else value


def offered_locales() -> tuple[Locale, ...]:
    """Tell which languages readers may choose: all, or those the programme does not hide."""
    offer: Callable[[], tuple[Locale, ...]] = current_app.extensions.get(_OFFER, lambda: LOCALES)
    return offer()


def offer_locales(app: Flask, offer: Callable[[], tuple[Locale, ...]]) -> None:
    """Let somebody who knows decide which languages are offered; asked on every request."""
    app.extensions[_OFFER] = offer


def chosen_locale() -> Locale | None:
    """Tell which language this person chose before, if any and if it is still offered."""
    locale = locale_by_tag(str(session.get(CHOSEN, "")))
    return locale if locale in offered_locales() else None


def current_locale() -> Locale:
    """Tell the language of this request: address, else choice, else the browser's wish."""
    if not has_request_context():
        return SOURCE
    if "locale" not in g:
        g.locale = _addressed() or chosen_locale() or proposed_locale()
    locale: Locale = g.locale
    return locale


def proposed_locale() -> Locale:
    """Tell which of the languages on offer the browser wishes for."""
    return negotiate(request.headers.get("Accept-Language", ""), offered_locales())


def _addressed() -> Locale | None:
    """Read the language in an address that leads nowhere; of a page that exists the router has read it already."""
    return locale_by_tag(request.path.split("/")[1])


class UncompiledLocale(Exception):
    """A catalogue was not compiled since it was changed; the message says what to do."""


def init_localisation(app: Flask) -> None:
    """Teach an application the seven languages; raise UncompiledLocale where one is not ready."""
    _escape_lazy_words()
    _check_compiled(Path(app.config["BABEL_TRANSLATION_DIRECTORIES"]))
    app.url_map.converters["locale"] = LocaleConverter
    Babel(app, locale_selector=lambda: BabelLocale.parse(current_locale().disk))
    app.url_value_preprocessor(_take_locale)
    app.url_defaults(_give_locale)
    app.before_request(_keep_to_offered)
    app.jinja_env.globals.update(current_locale=current_locale, offered_locales=offered_locales)
    for name in ("gettext", "ngettext", "_"):
        app.jinja_env.globals[name] = _with_own_digits(cast("Callable[..., str]", app.jinja_env.globals[name]))


def _keep_to_offered() -> Response | None:
    """Send who asks for a hidden language to the choice of those on offer."""
    if "locale" not in g or g.locale in offered_locales() or _STAFF in request.path:
        return None
    return redirect(url_for("web.languages"))


def _with_own_digits(translate: Callable[..., str]) -> Callable[..., str]:
    """Let counts in a sentence be written in the digits of the language, where its running text uses them."""

    @pass_context
    def translated(context: Context, *words: Any, **variables: Any) -> str:
        if current_locale().tag in OWN_DIGITS:
            if len(words) == len(("singular", "plural", "num")):
                variables.setdefault("num", words[-1])
            variables = {name: _written(value) for name, value in variables.items()}
        return translate(context, *words, **variables)

    return translated


def _written(value: Any) -> Any:
    return native_digits(str(value), current_locale().tag) if type(value) is int else value


def _check_compiled(folder: Path) -> None:
    for locale in LOCALES[1:]:
        source = catalogue_of(folder, locale)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            raise UncompiledLocale(f"{source} is not compiled: run 'make catalogues'.")


def _take_locale(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and isinstance(values.get("locale"), Locale):
        g.locale = values.pop("locale")


def _give_locale(endpoint: str, values: dict[str, Any]) -> None:
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = current_locale()


def _escape_lazy_words() -> None:
    """Have words that are put into a language late escaped on a page like all others.

    The library calls them finished HTML, whatever was put into them: a name, a number as typed, a part of a file.
    """
    if "__html__" in vars(LazyString):
        del LazyString.__html__
