"""Keys are named by a list their root signed; a list that goes back, forgets or forgives is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.signing.errors import BadSignature, BadTrustList, NoKey
from app.signing.keyring import Keyring, fingerprint_of
from app.signing.keys import Key, KeyState, Use
from app.signing.making import next_list, request_of
from app.signing.trust import TrustList, read_trust_list, root_of, sign_trust_list
from tests.signing.people import ADDRESS, NAMES, NOON, PASSPHRASE, kept_keys, make_keys


def signed(keyring: Keyring, trust: TrustList) -> str:
    return sign_trust_list(trust, keyring.signer(trust.root, PASSPHRASE))


def following(keyring: Keyring, trust: TrustList, **changes: Any) -> TrustList:
    at = trust.signed_at + timedelta(days=1)
    request = request_of(keyring, at=at, issuer=trust.issuer, names=NAMES, address=ADDRESS, **changes)
    return next_list(request, trust.root)


@pytest.fixture
def ring(tmp_path: Path) -> tuple[Keyring, TrustList]:
    return make_keys(tmp_path / "keys")


def test_a_set_of_test_keys_has_one_active_key_of_each_use_and_says_test(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    for use in (Use.QR, Use.VC, Use.PDF):
        assert keyring.active_key(use).test
    assert trust.is_test
    assert keyring.trust() == trust
    assert keyring.new_keys() == ()


def test_a_list_comes_back_as_it_was_signed() -> None:
    keyring, trust = kept_keys()
    assert read_trust_list(keyring.trust_file.read_bytes(), trust.root) == trust


def test_a_changed_list_and_a_list_of_another_root_are_refused(tmp_path: Path) -> None:
    keyring, trust = kept_keys()
    other = Keyring(tmp_path).create(Use.ROOT, PASSPHRASE, on=NOON.date())
    with pytest.raises(BadSignature):
        read_trust_list(keyring.trust_file.read_bytes(), other)
    with pytest.raises(BadTrustList):
        sign_trust_list(replace(trust, root=other), keyring.signer(trust.root, PASSPHRASE))


def test_a_new_key_signs_only_once_a_signed_list_names_it(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    old = keyring.active_key(Use.QR)
    new = keyring.create(Use.QR, PASSPHRASE, on=NOON.date() + timedelta(days=1), test=True)
    assert keyring.active_key(Use.QR) == old
    keyring.publish(signed(keyring, following(keyring, trust, retire=[old.kid])))
    assert keyring.active_key(Use.QR) == new
    states = {key.kid: key.state for key in (keyring.trust() or trust).of_use(Use.QR)}
    assert states == {old.kid: KeyState.RETIRED, new.kid: KeyState.ACTIVE}


def test_a_revoked_key_carries_its_day_and_never_becomes_good_again(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    kid = keyring.active_key(Use.QR).kid
    keyring.publish(signed(keyring, following(keyring, trust, revoke=[kid])))
    revoked = keyring.trust()
    assert revoked
    key = next(key for key in revoked.keys if key.kid == kid)
    assert (key.state, key.revoked_on) == (KeyState.REVOKED, NOON.date() + timedelta(days=1))
    with pytest.raises(NoKey):
        keyring.active_key(Use.QR)
    with pytest.raises(BadTrustList, match="BadTrustList"):
        keyring.publish(signed(keyring, replace(trust, number=9)))


def test_an_older_list_is_refused_and_the_same_list_is_taken_again(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    first = keyring.trust_file.read_text()
    keyring.publish(first)
    keyring.publish(signed(keyring, following(keyring, trust)))
    with pytest.raises(BadTrustList):
        keyring.publish(first)


def test_a_list_that_forgets_a_key_is_refused(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    with pytest.raises(BadTrustList) as refused:
        keyring.publish(signed(keyring, replace(trust, keys=trust.keys[1:], number=2)))
    assert "forgets the key" in str(refused.value.message)


def test_the_list_of_another_root_or_issuer_is_refused(ring: tuple[Keyring, TrustList], tmp_path: Path) -> None:
    keyring, trust = ring
    other, _ = make_keys(tmp_path / "other")
    with pytest.raises(BadTrustList):
        keyring.publish(other.trust_file.read_text())
    with pytest.raises(BadTrustList):
        keyring.publish(signed(keyring, replace(trust, issuer="XX-ELSE", number=2)))


def test_a_peer_is_taken_by_the_fingerprint_of_its_root_alone(ring: tuple[Keyring, TrustList], tmp_path: Path) -> None:
    keyring, _ = ring
    other, theirs = make_keys(tmp_path / "other", "XX-PEER")
    text = other.trust_file.read_text()
    with pytest.raises(BadTrustList):
        keyring.add_peer(text, "00" * 16)
    spoken = " ".join(fingerprint_of(theirs.root).upper()[at : at + 4] for at in range(0, 32, 4))
    assert keyring.add_peer(text, spoken) == theirs
    assert keyring.peers() == (theirs,)


def test_the_name_of_a_key_is_that_of_its_content() -> None:
    entry = kept_keys()[1].keys[0].to_json()
    assert Key.from_json(entry).kid == entry["kid"]
    with pytest.raises(ValueError, match="another name"):
        Key.from_json({**entry, "kid": "00000000"})


@pytest.mark.parametrize("text", ["{}", json.dumps({"payload": "e30", "protected": "e30", "signature": ""})])
def test_what_is_no_list_names_no_root(text: str) -> None:
    with pytest.raises((BadTrustList, BadSignature)):
        root_of(text)


def test_no_private_key_is_printed(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    key = trust.active(Use.QR)
    assert key
    assert repr(keyring.signer(key, PASSPHRASE)) == f"FileSigner({key.kid})"


def test_the_day_of_a_revocation_moves_back_and_never_forward(ring: tuple[Keyring, TrustList]) -> None:
    keyring, trust = ring
    key, day = keyring.active_key(Use.QR), trust.signed_at.date()

    def revoked_on(since: date) -> date | None:
        after = following(keyring, trust, revoke=[key.kid], since=since)
        keyring.publish(signed(keyring, after))
        return next(one.revoked_on for one in after.keys if one.kid == key.kid)

    assert revoked_on(day) == day
    assert revoked_on(day - timedelta(days=3)) == day - timedelta(days=3)
    assert revoked_on(day) == day - timedelta(days=3)
    late = following(keyring, trust, revoke=[key.kid])
    later = replace(late, keys=tuple(one.revoked(day) if one.kid == key.kid else one for one in late.keys))
    with pytest.raises(BadTrustList) as refused:
        keyring.publish(signed(keyring, later))
    assert "not from a later day" in str(refused.value.message)
    with pytest.raises(BadTrustList) as refused:
        following(keyring, trust, revoke=[key.kid], since=day + timedelta(days=9))
    assert "still to come" in str(refused.value.message)
    assert following(keyring, trust, retire=[key.kid]).of_use(Use.QR)[0].state is KeyState.REVOKED
