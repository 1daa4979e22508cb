"""Recordings of cards, where there is one that still says what stands there."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app

from app.core.i18n import LOCALES
from app.course.catalogue import Course, State
from app.course.digests import SHORT
from app.course.queries import course, facts_in_files
from app.course.rules import Spot
from app.course.sound import FOLDER, Sounds, load_sounds

_SOUNDS = "card-sounds"


def sound_file(spot: Spot, locale: str) -> Path | None:
    """Find the recording of a card in a language; None where there is none, or it speaks other words."""
    sound = _sounds(current_app).get(locale, {}).get(f"{spot.module.slug}/{spot.lesson.id}/{spot.card.id}")
    if sound is None or not _speaks(course(), spot, locale, sound.speaks):
        return None
    disk = next(known.disk for known in LOCALES if known.tag == locale)
    path = _root(current_app) / spot.module.slug / FOLDER / disk / sound.file
    return path if path.is_file() else None


def _speaks(now: Course, spot: Spot, locale: str, digest: str) -> bool:
    text = now.card_text(spot.card, locale)
    return text.lang == locale and text.digest[:SHORT] == digest and text.state is not State.OUTDATED


def _sounds(app: Flask) -> Sounds:
    """Read the lists of recordings when the first is asked for; a course without any costs nothing."""
    if _SOUNDS not in app.extensions:
        has_any = any(_root(app).glob(f"*/{FOLDER}/*.yaml"))
        app.extensions[_SOUNDS] = load_sounds(_root(app), course(), facts_in_files()) if has_any else {}
    found: Sounds = app.extensions[_SOUNDS]
    return found


def _root(app: Flask) -> Path:
    root: Path = app.config["CURRICULUM"]
    return root
