"""Answers whether papers are good, alike for a wrong number and a wrong code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.api.door import check_misses, count_misses
from app.certificates.checks_seen import note_check
from app.certificates.models import Certificate
from app.certificates.queries import certificate_by_number, stand_of_number, standing_of
from app.certificates.rules import Standing
from app.programme.rules import DEMO_COUNTRY
from app.verification.errors import ForgottenAndEnded, NameForgotten, NoSuchPaper
from app.verification.queries import Paper, paper_of
from app.verification.rules import Claim, read_claim

_ANSWER: Mapping[Standing, str] = {
    Standing.ACTIVE: "valid",
    Standing.EXPIRED: "expired",
    Standing.SUPERSEDED: "superseded",
    Standing.REVOKED: "revoked",
}
NOT_FOUND: dict[str, Any] = {"answer": "not-found", "certificate": None}


def verified(papers: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Look papers up, each by number and code or by its square. Raises a problem 429 for a guesser."""
    check_misses()
    answers = [_answer(paper) for paper in papers]
    count_misses(sum(answer is NOT_FOUND for answer in answers))
    return answers


def _answer(paper: Mapping[str, str]) -> dict[str, Any]:
    square = paper.get("square", "")
    claim = read_claim(square or paper.get("number", ""), "" if square else paper.get("code", ""))
    if not isinstance(claim, Claim):
        return NOT_FOUND
    try:
        found = paper_of(claim)
    except (NameForgotten, ForgottenAndEnded):
        return _of_forgotten(certificate_by_number(str(claim.number)))
    except NoSuchPaper:
        return NOT_FOUND
    note_check(found.statement.number)
    return {"answer": _ANSWER[found.standing], "certificate": _certificate(found)}


def _of_forgotten(row: Certificate) -> dict[str, Any]:
    """Say how a paper stands whose holder was erased; whoever has number and code has the paper, and the name on it."""
    return {
        "answer": _ANSWER[standing_of(row)],
        "certificate": {
            "number": row.number,
            "kind": row.kind,
            "name_native": None,
            "name_latin": None,
            "issuer": row.issuer,
            "issued_on": row.issued_at.date(),
            "valid_until": row.valid_until,
            "course_version": row.course_version,
            "replaced_by": stand_of_number(row.number).replaced_by,
            "is_forgotten": True,
            "is_sample": row.issuer.startswith(f"{DEMO_COUNTRY}-"),
            "is_unsafe": False,
        },
    }


def _certificate(paper: Paper) -> dict[str, Any]:
    said = paper.statement
    return {
        "number": said.number,
        "kind": said.kind,
        "name_native": said.name_native,
        "name_latin": said.name_latin,
        "issuer": said.issuer_name_english or said.issuer_name,
        "issued_on": said.issued_on,
        "valid_until": said.valid_until,
        "course_version": said.course_version,
        "replaced_by": paper.replaced_by,
        "is_forgotten": False,
        "is_sample": paper.is_sample,
        "is_unsafe": paper.is_unsafe,
    }
