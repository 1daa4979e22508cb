"""What is signed is read by clients we did not write, and a single changed bit is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycose.keys.ec2 import EC2Key
from pycose.messages.sign1message import Sign1Message

from app.signing.algorithms import is_signed
from app.signing.cose import read_message, sign_message, signing_key
from app.signing.errors import BadSignature
from app.signing.jws import read_document, sign_document
from app.signing.keys import Key, Signer, Use
from tests.signing.people import PASSPHRASE, kept_keys


def signer(use: Use) -> Signer:
    keyring, trust = kept_keys()
    key = trust.active(use)
    assert key
    return keyring.signer(key, PASSPHRASE)


QR = signer(Use.QR)
KEYS = kept_keys()[1].keys


@pytest.mark.parametrize("use", [Use.QR, Use.VC, Use.PDF])
def test_a_key_of_each_use_signs_and_checks_the_same_way_each_time(use: Use) -> None:
    one = signer(use)
    signature = one.sign(b"words")
    assert signature == one.sign(b"words")
    assert is_signed(one.key.public_key(), use, b"words", signature)
    assert not is_signed(one.key.public_key(), use, b"sword", signature)
    assert not is_signed(one.key.public_key(), use, b"words", signature[:-1])


@given(payload=st.binary(max_size=200))
def test_a_signed_message_is_read_back(payload: bytes) -> None:
    message = read_message(sign_message(payload, QR))
    assert message.payload == payload
    assert signing_key(message, KEYS) == QR.key


def test_another_library_reads_and_checks_it() -> None:
    content = sign_message(b"\xa1\x02\x61x", QR)
    # The square carries the plain array, without the tag by which a reader of any message would know its kind.
    message = Sign1Message.from_cose_obj(cbor2.loads(content), True)
    numbers = QR.key.public_key().public_numbers()  # type: ignore[union-attr]
    message.key = EC2Key(crv="P_256", x=numbers.x.to_bytes(32, "big"), y=numbers.y.to_bytes(32, "big"))  # type: ignore[union-attr]
    assert message.verify_signature()


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_one_changed_bit_is_refused(place: int, bit: int) -> None:
    content = bytearray(sign_message(b"\xa1\x02\x67KH-MLVT", QR))
    content[place % len(content)] ^= 1 << bit
    with pytest.raises(BadSignature):
        signing_key(read_message(bytes(content)), KEYS)


@pytest.mark.parametrize("content", [b"", b"\x80", b"hello", b"\x84\x40\xa0\x40\x40", b"\xff" * 40])
def test_what_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(BadSignature):
        read_message(content)


def test_something_behind_a_message_is_refused() -> None:
    with pytest.raises(BadSignature):
        read_message(sign_message(b"x", QR) + b"\x00")


def test_a_key_nobody_knows_signs_nothing() -> None:
    with pytest.raises(BadSignature):
        signing_key(read_message(sign_message(b"x", QR)), [key for key in KEYS if key.use is not Use.QR])


def test_a_document_is_read_back_and_a_change_is_refused() -> None:
    text = sign_document({"name": "ភាសាខ្មែរ", "number": 1}, QR)
    assert read_document(text, KEYS) == {"name": "ភាសាខ្មែរ", "number": 1}
    document = json.loads(text)
    for part in ("payload", "protected", "signature"):
        changed = {**document, part: document[part][:-2] + ("AA" if document[part][-2:] != "AA" else "BB")}
        with pytest.raises(BadSignature):
            read_document(json.dumps(changed), KEYS)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"payload": 1, "protected": "e30", "signature": "x"}', "nothing"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        read_document(text, KEYS)


def test_a_document_cannot_choose_its_own_algorithm() -> None:
    """A header that says "none", or names the public key as a secret, changes nothing."""
    document = json.loads(sign_document({"a": 1}, QR))
    for header in ({"alg": "none", "kid": QR.key.kid}, {"alg": "HS256", "kid": QR.key.kid}):
        forged = {**document, "protected": _b64(json.dumps(header)), "signature": ""}
        with pytest.raises(BadSignature):
            read_document(json.dumps(forged), KEYS)


def test_node_checks_a_document_with_the_plain_key(tmp_path: Path) -> None:
    """WebCrypto, which the browser's checker uses, believes the same signature."""
    (tmp_path / "document.json").write_text(sign_document({"a": "ខ"}, QR))
    (tmp_path / "key.json").write_text(json.dumps(_key_of(QR.key)))
    script = """
      const fs = require("fs"), bytes = text => Buffer.from(text, "base64url");
      const read = name => JSON.parse(fs.readFileSync(name, "utf8")), one = read("document.json");
      (async () => {
        const spki = Buffer.from(read("key.json").spki, "base64"), alg = { name: "ECDSA", namedCurve: "P-256" };
        const key = await crypto.subtle.importKey("spki", spki, alg, false, ["verify"]);
        const signed = Buffer.from(`${one.protected}.${one.payload}`);
        const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(one.signature), signed);
        console.log(good, bytes(one.payload).toString());
      })();"""
    said = subprocess.run(["node", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said.split(" ", 1) == ["true", '{"a":"ខ"}\n']


def _key_of(key: Key) -> dict[str, object]:
    return key.to_json()


def _b64(text: str) -> str:
    import base64

    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
