"""The file that a holder is given: the paper, with its credential inside, sealed where the programme wants that."""

from __future__ import annotations

from datetime import datetime

from app.certificates.credential import signed_credential
from app.certificates.drawing import draw
from app.certificates.statement import Statement
from app.printing.door import behind
from app.signing.keys import Use
from app.signing.present import PresentKeys


def issued_file(statement: Statement, keys: PresentKeys, *, seal: bool, at: datetime) -> bytes:
    """Draw a certificate as its holder keeps it; the same statement, keys and moment give the same bytes.

    Where no trust list was published yet, which production does not allow, it is the paper alone; where the list has
    no key for seals, it goes unsealed. Raises CannotPrint and KeyProblem.
    """
    if keys.trust is None:
        return draw(statement)
    paper = draw(statement, signed_credential(statement, keys.signer(Use.VC)))
    if not seal or keys.trust.active(Use.PDF) is None:
        return paper
    sealed: bytes = behind("app.signing.seal").seal(paper, keys.signer(Use.PDF), keys.trust.root, at)
    return sealed
