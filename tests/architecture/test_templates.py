"""Every template compiles; none holds what the content policy would block or a translator would never see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"
PAGES = [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]
PAPERS = ("certificates/paper.", "certificates/statement", "printroom/alignment", "printroom/card.", "printroom/half")
"""What begins so is drawn on paper and sent to no browser."""
_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>|&[a-z]+;|[\w-]+=\"[^\"]*\"", re.S)


@pytest.mark.parametrize("name", PAGES)
def test_template_compiles(app: Flask, name: str) -> None:
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(PAPERS)])
def test_template_holds_no_inline_style_or_script(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("name", PAGES)
def test_template_says_nothing_a_translator_cannot_see(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    bare = _TAG.sub(" ", _JINJA.sub(" ", text)).replace("Waymark", "")
    assert not re.findall(r"[A-Za-z]{3,}", bare), f"wrap in _('…'): {re.findall('[A-Za-z]{3,}', bare)[:5]}"
