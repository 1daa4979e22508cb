"""The command that draws what trainers print."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session


def test_it_draws_what_was_asked_for_and_sums_up(app: Flask, session: scoped_session[Session], tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke(
        args=["handouts", "draw", "--out", str(tmp_path), "--locale", "lo", "--module", "money"]
    )
    assert run.exit_code == 0, run.output
    assert [path.name for path in tmp_path.iterdir()] == ["M08-money-lo.pdf"]
    assert "lo         2 pages" in run.output
    assert "1 leaflets" in run.output


def test_cards_are_drawn_for_a_journey_alone(app: Flask, session: scoped_session[Session], tmp_path: Path) -> None:
    asked = ["handouts", "draw", "--out", str(tmp_path), "--locale", "km", "--module", "money", "--cards"]
    assert "for a journey" in app.test_cli_runner().invoke(args=asked).output
    assert app.test_cli_runner().invoke(args=[*asked, "--corridor", "KH-TH"]).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "M08-money-KH-TH-km.pdf",
        "help-card-KH-TH-km-1.pdf",
        "help-card-KH-TH-km-4.pdf",
    ]


def test_a_module_or_journey_that_is_not_there_is_named(app: Flask, tmp_path: Path) -> None:
    runner, out = app.test_cli_runner(), ["--out", str(tmp_path)]
    assert "no module nothing" in runner.invoke(args=["handouts", "draw", *out, "--module", "nothing"]).output
    assert "XX is no origin" in runner.invoke(args=["handouts", "draw", *out, "--corridor", "XX-TH"]).output
