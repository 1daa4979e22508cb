"""What is wrong with keys is for the operator: no page shows it, whatever a view forgets to catch."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app.core.errors import Problem
from app.signing import errors
from app.signing.errors import BadTrustList, KeyFileMissing, KeyFileOpen, KeyProblem, NoKey, NoPassphrase

SECRET = Path("/srv/secret/qr-0a1b2c3d.pem")
PROBLEMS = [
    KeyFileMissing(SECRET),
    KeyFileOpen(SECRET),
    NoPassphrase(),
    NoKey("qr"),
    BadTrustList("in /srv/secret something is wrong"),
]


def test_no_key_problem_is_of_the_kind_that_pages_show() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) >= 8
    assert all(issubclass(kind, KeyProblem) and not issubclass(kind, Problem) for kind in kinds)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: type(problem).__name__)
def test_a_view_that_forgets_to_catch_one_shows_nothing_of_it(app: Flask, problem: KeyProblem) -> None:
    handler = app._find_error_handler(problem, [])
    assert handler is not None
    with app.test_request_context("/"):
        page = app.make_response(app.ensure_sync(handler)(problem))
    assert page.status_code == 500
    text = page.get_data(as_text=True)
    assert problem.message not in text
    assert not [word for word in ("/srv", "pem", "chmod", "flask keys", "PASSPHRASE", "trust list") if word in text]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: type(problem).__name__)
def test_the_operator_is_told_what_to_do_and_a_trace_names_the_kind_alone(problem: KeyProblem) -> None:
    assert problem.message
    assert str(problem) == type(problem).__name__
