"""An officer, and the application with what the print room needs."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.core.permissions import Role
from tests.learners.people import a_staff


@pytest.fixture
def officer(session: scoped_session[Session]) -> Staff:
    return a_staff(Role.OFFICER)
