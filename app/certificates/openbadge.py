"""A certificate as an Open Badge (Open Badges 3.0, Verifiable Credentials 2.0), from its statement alone.

Nothing of today goes in, so the same statement always gives the same credential. It is in English, because programs
read it, but for the names: both stand in it as they stand on the paper. They are plain, not hashed: the holder hands
the credential over to say who they are, and a hashed name of three words is found again by trying names, so hashing
would hide nothing and keep an honest reader from comparing it with a passport. Nothing else about the person goes in,
and no identifier that another document also has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from app.certificates.bitstring import entry_of
from app.certificates.codes import parse_code
from app.certificates.numbering import Number, parse_number
from app.certificates.statement import BrokenStatement, Statement

Document = dict[str, Any]
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
"""The third explains the type of the schema; without it strict readers refuse the credential."""
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def openbadge(statement: Statement) -> Document:
    """Say what a certificate states as a credential without a proof; raise BrokenStatement where it has no number."""
    address, number = address_of(statement), _number(statement)
    return {
        "@context": list(CONTEXTS),
        "id": f"{address}/credentials/{number}/{parse_code(statement.code)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _marked(statement, statement.english["heading"]),
        "issuer": _issuer(statement, address),
        "validFrom": first_moment(statement.issued_on),
        **_end(statement),
        "credentialSubject": _subject(statement, address),
        "credentialStatus": entry_of(address, number),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def address_of(statement: Statement) -> str:
    """Give the address of the service that issued a certificate, as it is printed on it."""
    scheme = statement.check_address.partition("://")[0].lower()
    return f"{scheme}://{statement.short_address.removesuffix('/c')}"


def did_of(address: str) -> str:
    """Name the issuer by its address, as did:web does."""
    host, *path = address.partition("://")[2].split("/")
    return ":".join(("did:web", quote(host, safe=".-_"), *path))


def first_moment(day: date) -> str:
    """Write the moment with which a day begins."""
    return f"{day.isoformat()}T00:00:00Z"


def last_moment(day: date) -> str:
    """Write the moment with which a day ends."""
    return f"{day.isoformat()}T23:59:59Z"


def _number(statement: Statement) -> Number:
    number = parse_number(statement.number)
    if number is None:
        raise BrokenStatement(f"{statement.number} is no number of a certificate.")
    return number


def _marked(statement: Statement, text: str) -> str:
    """Mark a title where the paper has a watermark; who sees nothing but a list of badges must see it too."""
    return f"{statement.watermark}: {text}" if statement.watermark else text


def _issuer(statement: Statement, address: str) -> Document:
    name = statement.issuer_name_english or statement.issuer_name
    return {"id": did_of(address), "type": ["Profile"], "name": name, "url": address}


def _end(statement: Statement) -> Document:
    return {"validUntil": last_moment(statement.valid_until)} if statement.valid_until else {}


def _subject(statement: Statement, address: str) -> Document:
    return {
        "type": ["AchievementSubject"],
        "identifier": [_identity(name) for name in statement.names],
        "licenseNumber": statement.number,
        **_activity(statement),
        "achievement": _achievement(statement, address),
    }


def _activity(statement: Statement) -> Document:
    """Say when the course was done, unless the holder left it out."""
    if statement.started_on is None or statement.completed_on is None:
        return {}
    return {
        "activityStartDate": first_moment(statement.started_on),
        "activityEndDate": first_moment(statement.completed_on),
    }


def _identity(name: str) -> Document:
    return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}


def _achievement(statement: Statement, address: str) -> Document:
    return {
        "id": f"{address}/#{statement.kind}-{statement.course_version}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": _marked(statement, statement.english["heading"]),
        "description": "\n\n".join(_description(statement)),
        "criteria": {"narrative": "\n".join(_criteria(statement))},
        "inLanguage": statement.locale,
        "version": statement.course_version,
    }


def _description(statement: Statement) -> Iterator[str]:
    if statement.watermark:
        yield statement.english["sample_note"]
    yield statement.english["disclaimer"]


def _criteria(statement: Statement) -> Iterator[str]:
    """Write in Markdown, as the standard wants it, what had to be done, and what the modules are."""
    yield f"… {statement.english['has_completed']}"
    yield ""
    yield f"{statement.english['modules_label']}:"
    yield ""
    yield from (f"- {title}" for title in statement.modules_english or statement.modules)
    if statement.design_hours_english:
        yield ""
        yield f"{statement.english['hours_label']}: {statement.design_hours_english}"
