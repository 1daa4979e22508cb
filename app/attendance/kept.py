"""Whether a class may still lie on the phone that has kept it, asked without a sign-in: a phone may be lost.

The page that is kept brings a key, signed by us, of the class, the trainer and the trainer's sign-ins. When all of
these were ended, the account is closed, or the trainer leads the class no more, the phone throws the page away as soon
as it has a network. What it has not sent stays there: it names nobody, and a sign-in may come again.
"""

from __future__ import annotations

from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.models import Staff
from app.cohorts.errors import NoSuchCohort
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.core.database import db

_SALT = "class-on-a-phone"
_SIGNS = 16


def kept_key(cohort: Cohort, staff: Staff) -> str:
    """Make the key that a page brings along."""
    key = _serializer().dumps([cohort.id, staff.id, _sign_ins_of(staff)])
    return key if isinstance(key, str) else key.decode()


def may_stay(key: str) -> bool:
    """Tell whether the page that brought a key may stay on its phone; one we did not sign says nothing, so it may."""
    try:
        cohort_id, staff_id, sign_ins = _serializer().loads(key)
    except BadSignature:
        return True
    staff = db.session.get(Staff, staff_id)
    if staff is None or not staff.active or _sign_ins_of(staff) != sign_ins:
        return False
    try:
        own_cohort(staff, cohort_id)
    except NoSuchCohort:
        return False
    return True


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=_SALT)


def _sign_ins_of(staff: Staff) -> str:
    return sha256(staff.fs_uniquifier.encode()).hexdigest()[:_SIGNS]
