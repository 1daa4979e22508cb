"""The credential of a certificate, read by programs that others wrote, with nothing but what we serve at hand."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyld.jsonld import JsonLdError

from app.certificates.bitstring import BITS, ListName
from app.certificates.credential import did_document, signed_credential, signed_status_list
from app.certificates.linked_data import canonical
from app.certificates.openbadge import did_of
from app.core import clock
from app.signing.keys import Signer, Use
from app.signing.trust import TrustList
from tests.certificates.badges import (
    ADDRESS,
    CLIENTS,
    DID_ADDRESS,
    LIST_ADDRESS,
    Json,
    Verdict,
    a_credential,
    a_fresh_statement,
    asked,
    badge_signer,
    read,
)
from tests.certificates.papers import LOCALES, a_sample
from tests.signing.people import PASSPHRASE, kept_keys, make_keys

FIRST = ListName("XX-TEST", 26, 0)


def a_list(*withdrawn: int, day: date | None = None, signer: Signer | None = None) -> Json:
    return read(signed_status_list(ADDRESS, FIRST, withdrawn, signer or badge_signer(), day or clock.today()))


def served(*withdrawn: int, trust: TrustList | None = None, **more: Any) -> dict[str, Json]:
    """What a reader can fetch from us."""
    trust = trust or kept_keys()[1]
    return {DID_ADDRESS: read(did_document(trust, ADDRESS)), LIST_ADDRESS: a_list(*withdrawn, **more)}


def altered(change: Callable[[Json], None]) -> Json:
    credential = copy.deepcopy(a_credential())
    change(credential)
    return credential


def verdicts(documents: dict[str, Json], credential: Json) -> dict[str, Verdict]:
    return asked(documents, {"it": credential})["it"]


def test_fresh_credentials_in_every_language_are_believed() -> None:
    ring_of = {locale: a_credential(a_fresh_statement(locale)) for locale in LOCALES}
    no_end = a_credential(a_fresh_statement(valid_until=None))
    one_name = a_credential(a_fresh_statement("my", name_native="ကျော်", name_latin=None))
    sample = a_credential(replace(a_sample("th"), short_address="verify.example/c", issued_on=clock.today()))
    found = asked(served(2, 17), {**ring_of, "no end": no_end, "one name": one_name, "sample": sample})
    assert [name for name, by in found.items() if not all(by[client].verified for client in CLIENTS)] == []


def test_whatever_is_altered_is_refused() -> None:
    def rename(credential: Json) -> None:
        credential["credentialSubject"]["identifier"][0]["identityHash"] = "SOMEBODY ELSE"

    def prolong(credential: Json) -> None:
        credential["validUntil"] = "2099-01-01T00:00:00Z"

    def retitle(credential: Json) -> None:
        credential["credentialSubject"]["achievement"]["name"] = "Licence to drive a crane"

    def forget_the_list(credential: Json) -> None:
        del credential["credentialStatus"]

    def unschema(credential: Json) -> None:
        del credential["credentialSchema"]

    def add(credential: Json) -> None:
        credential["credentialSubject"]["role"] = "Teacher"

    changes = (rename, prolong, retitle, forget_the_list, unschema, add)
    found = asked(served(), {change.__name__: altered(change) for change in changes})
    assert len(found) == len(changes)
    for name, by in found.items():
        assert not any(by[client].verified for client in CLIENTS), name
        assert by["digitalcredentials"].reason == "invalid_signature"
        assert "Invalid signature" in by["digitalbazaar"].reason


def test_an_expired_one_is_refused_from_the_day_after_its_last() -> None:
    today = clock.today()
    last_day, day_after = (
        a_credential(a_fresh_statement(issued_on=today - timedelta(days=90), valid_until=today - timedelta(days=ago)))
        for ago in (0, 1)
    )
    found = asked(served(), {"last day": last_day, "day after": day_after})
    assert all(found["last day"][client].verified for client in CLIENTS)
    assert not any(found["day after"][client].verified for client in CLIENTS)
    assert "expiration: false" in found["day after"]["digitalcredentials"].reason


def test_a_withdrawn_one_is_refused_and_its_neighbours_hold() -> None:
    assert not any(verdict.verified for verdict in verdicts(served(1), a_credential()).values())
    assert verdicts(served(1), a_credential())["digitalcredentials"].reason == "revocation_status: false"
    assert all(verdict.verified for verdict in verdicts(served(0, 2, 8, 9), a_credential()).values())


def test_a_list_that_is_old_or_of_another_key_is_not_believed(tmp_path: Path) -> None:
    old = served(day=clock.today() - timedelta(days=9))
    ring, trust = make_keys(tmp_path)
    key = trust.active(Use.VC)
    assert key
    forged = served(signer=ring.signer(key, PASSPHRASE))
    for documents in (old, forged):
        assert not any(verdict.verified for verdict in verdicts(documents, a_credential()).values())


def test_one_of_a_key_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    ring, trust = make_keys(tmp_path)
    key = trust.active(Use.VC)
    assert key
    stranger = a_credential(signer=ring.signer(key, PASSPHRASE))
    assert not any(verdict.verified for verdict in verdicts(served(), stranger).values())


def test_a_retired_key_stays_and_a_revoked_one_leaves() -> None:
    _ring, trust = kept_keys()
    retired = replace(trust, keys=tuple(key.retired() for key in trust.keys))
    revoked = replace(trust, keys=tuple(key.revoked(clock.today()) for key in trust.keys))
    assert all(verdict.verified for verdict in verdicts(served(trust=retired), a_credential()).values())
    assert not any(verdict.verified for verdict in verdicts(served(trust=revoked), a_credential()).values())
    assert read(did_document(revoked, ADDRESS))["verificationMethod"] == []


def test_the_same_statement_gives_the_same_bytes() -> None:
    statement = a_fresh_statement()
    assert signed_credential(statement, badge_signer()) == signed_credential(statement, badge_signer())


def test_a_sample_says_so_in_the_title_and_the_description() -> None:
    credential = a_credential(a_sample("km"))
    achievement = credential["credentialSubject"]["achievement"]
    assert credential["name"] == achievement["name"] == "SAMPLE: Certificate of Completion"
    assert achievement["description"].startswith("This is a sample. It is not a real certificate.")


def test_of_the_person_it_holds_the_two_names_and_nothing_else() -> None:
    statement = a_fresh_statement()
    subject = a_credential(statement)["credentialSubject"]
    assert [name["identityHash"] for name in subject["identifier"]] == [statement.name_native, statement.name_latin]
    assert set(subject) == {
        "type", "identifier", "licenseNumber", "activityStartDate", "activityEndDate", "achievement"
    }  # fmt: skip


def test_no_proof_is_older_than_its_key() -> None:
    signer = badge_signer()
    credential = a_credential(a_fresh_statement(issued_on=signer.key.created_on - timedelta(days=400)))
    assert credential["proof"][0]["created"] == f"{signer.key.created_on}T00:00:00Z"


def test_nothing_is_fetched() -> None:
    with pytest.raises(JsonLdError) as refused:
        canonical({"@context": ["https://example.org/context.json"], "id": "https://example.org/1"})
    assert "nothing is fetched" in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://verify.example", "did:web:verify.example"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
        ("https://example.org/check/kh", "did:web:example.org:check:kh"),
    ],
)
def test_the_issuer_is_named_by_its_address(address: str, did: str) -> None:
    assert did_of(address) == did


@pytest.mark.parametrize("text", ["XX-TEST-26-0", "KH-MLVT-99-76"])
def test_a_list_is_named_by_issuer_year_and_place(text: str) -> None:
    assert str(ListName.read(text)) == text


@pytest.mark.parametrize("text", ["", "XX-TEST-26", "XX-TEST-26-77", "XX-TEST-26-00", "xx-test-26-0", "XX-TEST-2６-0"])
def test_what_names_no_list_is_refused(text: str) -> None:
    assert ListName.read(text) is None


def test_the_lists_of_a_year_hold_every_serial_once() -> None:
    assert ListName("XX-TEST", 26, 0).serials == range(BITS)
    assert ListName("XX-TEST", 26, 76).serials[-1] == 9_999_999
