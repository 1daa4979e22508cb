"""Credentials to show to programs that others wrote, and the way to ask these programs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from subprocess import PIPE
from typing import Any

from app.certificates.credential import signed_credential
from app.certificates.statement import Statement
from app.core import clock
from app.signing.keys import Signer, Use
from tests.certificates.papers import a_statement
from tests.signing.people import PASSPHRASE, kept_keys

FOLDER = Path(__file__).parents[1] / "verifiers"
ADDRESS = "https://verify.example"
DID_ADDRESS = f"{ADDRESS}/.well-known/did.json"
LIST_ADDRESS = f"{ADDRESS}/credentials/status/XX-TEST-26-0"
CLIENTS = ("digitalbazaar", "digitalcredentials")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one program says of one credential."""

    verified: bool
    reason: str


@cache
def badge_signer() -> Signer:
    """The signer of credentials of the test keys."""
    ring, trust = kept_keys()
    key = trust.active(Use.VC)
    assert key
    return ring.signer(key, PASSPHRASE)


def a_fresh_statement(locale: str = "km", **changes: Any) -> Statement:
    """State what was issued today, at the address of the test keys."""
    values: Json = {
        "check_address": "HTTPS://VERIFY.EXAMPLE/V/XX-TEST-26-0000001-8/7Q4F2M9X",
        "short_address": "verify.example/c",
        "issued_on": clock.today(),
        "valid_until": clock.today() + timedelta(days=365),
    }
    return a_statement(locale, **(values | changes))


def a_credential(statement: Statement | None = None, signer: Signer | None = None) -> Json:
    """A signed credential."""
    return read(signed_credential(statement or a_fresh_statement(), signer or badge_signer()))


def read(content: bytes) -> Json:
    found: Json = json.loads(content)
    return found


def asked(documents: Mapping[str, Json], credentials: Mapping[str, Json]) -> dict[str, dict[str, Verdict]]:
    """Ask both programs about some credentials; they can have these documents and nothing else."""
    node = shutil.which("node")
    assert node and (FOLDER / "node_modules").is_dir(), "the verifiers are not here: run 'make verifiers'"
    given = json.dumps({"documents": documents, "credentials": credentials})
    run = subprocess.run([node, FOLDER / "verify.mjs"], input=given, stdout=PIPE, text=True, timeout=120, check=True)
    found = json.loads(run.stdout)
    return {
        name: {client: Verdict(**verdict) for client, verdict in verdicts.items()} for name, verdicts in found.items()
    }
