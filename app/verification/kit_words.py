"""The README of a continuity kit: what it is, how it is opened, and how to see that nobody changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.core.days import format_day, format_iso
from app.core.i18n import SOURCE, Locale
from app.signing.keyring import fingerprint_of
from app.signing.keys import Key
from app.signing.trust import TrustList
from app.verification.manifest import MANIFEST, Made
from app.web.catalogues import is_interface_reviewed

_RULE = "-" * 72


@dataclass(frozen=True, slots=True)
class Contents:
    """What a kit holds, as far as its README tells."""

    trust: TrustList
    signer: Key
    made: Made
    has_names: bool
    has_chain: bool


def words(locale: Locale, kit: Contents) -> str:
    """Write the README's part in the language that is spoken now."""
    return "\n\n".join([f"{_RULE}\n{locale.own_name}", *_sentences(locale, kit)]) + "\n"


def _sentences(locale: Locale, kit: Contents) -> Iterator[str]:
    moment = datetime.fromisoformat(kit.made.at)
    yield _("Folder to check certificates of %(office)s", office=_office(locale, kit))
    yield _(
        "With this folder anybody can check certificates of this office, also without internet, and also when the "
        "service of the office is gone for good."
    )
    yield _(
        "Open index.html by a double click and choose a language. Then scan the square on the certificate, choose a "
        "photo, or check many at once. Nothing is sent."
    )
    yield _(
        "The lists in this folder are of %(day)s. They do not know what was taken back or replaced after that day.",
        day=f"{format_day(moment.date(), locale.tag)} ({format_iso(moment.date())})",
    )
    yield _(
        "Any web server can give this folder to others as it is, if its address begins with https. By plain http a "
        "browser can check only on the same computer."
    )
    yield _("The file register/events.csv says by number and day what happened to each certificate.")
    yield _names(kit)
    yield _(
        "Before you rely on this folder, compare the fingerprint of the root with what the office told you by "
        "another way: %(fingerprint)s",
        fingerprint=_spaced(kit),
    )
    if not is_interface_reviewed(locale):
        yield _("Draft translation. A person who speaks this language has not checked it yet.")


def _office(locale: Locale, kit: Contents) -> str:
    names = kit.trust.names
    return names.get(locale.tag) or names.get(SOURCE.tag) or kit.trust.issuer


def _names(kit: Contents) -> str:
    if kit.has_names or kit.has_chain:
        return str(
            _(
                "This folder holds personal data. Keep it as you keep the register, and give it to nobody who may not "
                "see the register."
            )
        )
    return str(_("This folder holds no names of people. Each person keeps their own certificate."))


def instructions(kit: Contents) -> str:
    """Write how to see that nothing was changed, which is the same for all: commands of tools that every system has."""
    qr, root = f"keys/qr-{kit.signer.kid}.pem", f"keys/root-{kit.trust.root.kid}.pem"
    return f"""{_RULE}
To see that nothing was changed
{_RULE}
With OpenSSL and coreutils, in this folder:

  1. openssl pkey -pubin -in {root} -outform DER | sha256sum
       must begin with the fingerprint that the office told you:
       {fingerprint_of(kit.trust.root)}
  2. openssl dgst -sha384 -verify {root} -signature keys/trust.sig keys/trust.signed
       must say: Verified OK. The root signed the list of keys.
  3. cut -d. -f2 keys/trust.signed | tr '_-' '/+' | base64 -d 2>/dev/null
       lists the keys: {kit.signer.kid} must be there, "state":"active" or "retired".
  4. openssl dgst -sha256 -verify {qr} -signature SHA256SUMS.sig SHA256SUMS
       must say: Verified OK. That key signed the list of files.
  5. sha256sum --check --quiet SHA256SUMS
       must say nothing: no file was changed.

With Waymark, on any machine: flask register check-kit FOLDER --fingerprint {fingerprint_of(kit.trust.root)}
It reads {MANIFEST}, and also compares the register with the signed checkpoints of each day.

On a web server, let the addresses on the papers lead here: /c and /C must give index.html.
The lists stay at /lists/trust.json, peers.json, status.json, known.json and checkpoints.json.
"""


def _spaced(kit: Contents) -> str:
    fingerprint = fingerprint_of(kit.trust.root)
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
