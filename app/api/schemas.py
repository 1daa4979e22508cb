"""The shapes of what is sent and answered: they read the requests, and the document is written of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from app.api.rules import MOST_AT_ONCE, EventType
from app.verification.rules import LONGEST_ADDRESS

_ANSWERS = ("valid", "expired", "superseded", "revoked", "not-found")
_STANDINGS = _ANSWERS[:-1]
_KINDS = ("core", "full")
_LONGEST = 80
_SCHEMAS = "#/components/schemas"


def _said(words: str, **more: Any) -> dict[str, Any]:
    return {"description": words, **more}


def _text(words: str, longest: int = _LONGEST, **more: Any) -> fields.String:
    metadata = _said(words, **more.pop("shown", {}))
    return fields.String(validate=validate.Length(min=1, max=longest), metadata=metadata, **more)


class Closed(Schema):
    """A shape that holds what it names and nothing else."""

    class Meta:
        """What is not known is refused, so that a misspelt field is noticed."""

        unknown = RAISE


class ClaimSchema(Closed):
    """A number and a code, as they stand on the paper, in any spelling."""

    number = _text("The number of the certificate.", required=True, shown={"examples": ["XX-TEST-26-0000001-8"]})
    code = _text("The code beside it.", required=True, shown={"examples": ["7Q4F-2M9X"]})


class SquareSchema(Closed):
    """What a scanner reads in the square of a paper."""

    square = _text("What the square holds, an address.", LONGEST_ADDRESS, required=True)


class PaperField(fields.Field[dict[str, str]]):
    """A number and a code, or else what the square holds."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_more: Any
    ) -> dict[str, str]:
        schema = SquareSchema if isinstance(value, dict) and "square" in value else ClaimSchema
        paper: dict[str, str] = schema().load(value)
        return paper


class PapersSchema(Closed):
    """Several papers, answered in the same order."""

    papers = fields.List(
        PaperField(metadata={"oneOf": [{"$ref": f"{_SCHEMAS}/{name}"} for name in ("Claim", "Square")]}),
        required=True,
        validate=validate.Length(min=1, max=MOST_AT_ONCE),
        metadata=_said("The papers to look up."),
    )


class CertificateSchema(Schema):
    """What the register says of a paper whose number and code are known."""

    number = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    name_native = fields.String(required=True, allow_none=True, metadata=_said("In the person's own letters."))
    name_latin = fields.String(required=True, allow_none=True, metadata=_said("As in the passport."))
    issuer = fields.String(required=True)
    issued_on = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True, metadata=_said("The last valid day; null for no end."))
    course_version = fields.String(required=True)
    replaced_by = fields.String(
        required=True, allow_none=True, metadata=_said("The number of the certificate that counts in its place.")
    )
    is_forgotten = fields.Boolean(
        required=True, metadata=_said("Whether the person was erased at their wish; the name is on the paper alone.")
    )
    is_sample = fields.Boolean(required=True, metadata=_said("Whether it is no real certificate."))
    is_unsafe = fields.Boolean(
        required=True, metadata=_said("Whether its key was revoked, so that the paper may be forged.")
    )


class VerifiedSchema(Schema):
    """How a paper stands today; ``not-found`` for a wrong number, a wrong code, and both."""

    answer = fields.String(required=True, validate=validate.OneOf(_ANSWERS))
    certificate = fields.Nested(CertificateSchema, required=True, allow_none=True)


class VerifiedManySchema(Schema):
    """One answer for each paper, in the order they were sent."""

    answers = fields.List(fields.Nested(VerifiedSchema), required=True)


class StatusSchema(Schema):
    """The signed list of certificates that count no more, and where it always is."""

    address = fields.Url(required=True, require_tld=False)
    signed = fields.String(required=True, metadata=_said("The list itself, as it is published; a signed JSON text."))


class AfterSchema(Closed):
    """From where to go on."""

    after = _text("The cursor of the last answer; leave it out for the beginning.", 64)
    limit = fields.Integer(
        load_default=MOST_AT_ONCE,
        validate=validate.Range(min=1, max=MOST_AT_ONCE),
        metadata=_said("How many changes at most."),
    )


class ChangeSchema(Schema):
    """Something that happened to a certificate."""

    id = fields.String(required=True, metadata=_said("The same whenever it is read; nothing is told twice under two."))
    type = fields.String(required=True, validate=validate.OneOf([one.value for one in EventType]))
    at = fields.AwareDateTime(required=True)
    number = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    issued_on = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    replaced_by = fields.String(required=True, allow_none=True)
    name_native = fields.String(allow_none=True, metadata=_said("With the scope changes:names alone."))
    name_latin = fields.String(allow_none=True, metadata=_said("With the scope changes:names alone."))


class ChangesSchema(Schema):
    """Changes in the order of the log, and the cursor behind the last."""

    changes = fields.List(fields.Nested(ChangeSchema), required=True)
    next = fields.String(required=True, metadata=_said("Send it as after the next time. It never ends."))
    more = fields.Boolean(required=True, metadata=_said("Whether there are more already."))


class FaultSchema(Schema):
    """Where in a request something is wrong."""

    where = fields.String(required=True)
    what = fields.String(required=True)


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema))
