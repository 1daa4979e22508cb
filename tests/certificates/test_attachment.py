"""The credential inside the paper: it comes out as it went in, is believed, and takes no claim away from the paper."""

from __future__ import annotations

import io
import json
import subprocess
from functools import cache
from pathlib import Path

import pikepdf

from app.certificates.bitstring import ListName
from app.certificates.credential import did_document, signed_credential, signed_status_list
from app.certificates.drawing import draw
from app.core import clock
from tests.certificates.badges import (
    ADDRESS,
    CLIENTS,
    DID_ADDRESS,
    LIST_ADDRESS,
    a_fresh_statement,
    asked,
    badge_signer,
    read,
)
from tests.signing.people import kept_keys


@cache
def credential() -> bytes:
    return signed_credential(a_fresh_statement(), badge_signer())


@cache
def paper() -> bytes:
    return draw(a_fresh_statement(), credential())


def detached(content: bytes, folder: Path) -> bytes:
    """Take the first attached file out, as anybody may with poppler's tool."""
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdfdetach", "-save", "1", "-o", "openbadge.json", "paper.pdf"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "openbadge.json").read_bytes()


def check_claims(content: bytes) -> None:
    """Look for what PDF/A-3a and PDF/UA-1 ask of a file with another file in it."""
    with pikepdf.open(io.BytesIO(content)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.Root.Lang) == "km"
        assert file.Root.StructTreeRoot.K
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert all(page.Tabs == "/S" for page in file.pages)
        (associated,) = {one.objgen: one for one in file.Root.AF}.values()
        assert associated.AFRelationship == "/Data"
        assert str(associated.UF) == str(associated.F) == "openbadge.json"
        assert str(associated.Desc) == a_fresh_statement().words["heading"]
        assert associated.EF.F.Subtype == "/application/json"


def test_the_credential_comes_out_as_it_went_in_and_is_believed(tmp_path: Path) -> None:
    found = detached(paper(), tmp_path)
    assert found == credential()
    documents = {
        DID_ADDRESS: read(did_document(kept_keys()[1], ADDRESS)),
        LIST_ADDRESS: read(signed_status_list(ADDRESS, ListName("XX-TEST", 26, 0), (), badge_signer(), clock.today())),
    }
    verdicts = asked(documents, {"it": json.loads(found)})["it"]
    assert all(verdicts[client].verified for client in CLIENTS)


def test_the_paper_still_claims_what_it_is() -> None:
    check_claims(paper())


def test_the_same_credential_gives_the_same_bytes_and_another_another_identifier() -> None:
    assert draw(a_fresh_statement(), credential()) == paper()
    with pikepdf.open(io.BytesIO(paper())) as one, pikepdf.open(io.BytesIO(draw(a_fresh_statement()))) as other:
        assert one.trailer.ID[0] != other.trailer.ID[0]
        assert "/AF" not in other.Root


def test_the_credential_costs_little() -> None:
    assert len(paper()) - len(draw(a_fresh_statement())) < 2_500
