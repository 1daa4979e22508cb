"""Pictures that are sent: a picture is rebuilt; whatever else is in the file stays outside, in clear words."""

from __future__ import annotations

from io import BytesIO
from time import monotonic

import pytest
from PIL import Image, PngImagePlugin

from app.printing.pictures import COARSE, keepable
from app.printing.pixels import LONGEST_SIDE
from app.printing.refusals import PictureRefused, Refusal
from app.printing.vectors import MOST_SHAPES, plain_drawing
from tests.printing.sent_pictures import EMBLEM, bomb, jpeg, png, svg

PATH = '<path d="M0 0 L50 50 L0 50 Z" fill="red"/>'
EXTERNAL = {
    "script": svg(f"{PATH}<script>alert(1)</script>"),
    "handler": svg(PATH, 'onload="alert(1)"'),
    "handler on a shape": svg('<path d="M0 0" onclick="alert(1)"/>'),
    "foreign object": svg(f"{PATH}<foreignObject><p>x</p></foreignObject>"),
    "picture from elsewhere": svg('<image href="https://example.org/a.png" width="9" height="9"/>'),
    "file of this machine": svg('<use href="file:///etc/passwd#a"/>'),
    "picture inside": svg('<image href="data:image/png;base64,AAAA" width="9" height="9"/>'),
    "style from elsewhere": svg(f'<style>@import url("https://example.org/a.css");</style>{PATH}'),
    "font from elsewhere": svg(f"<style>@font-face{{src:url(//example.org/f)}}</style>{PATH}"),
    "fill from elsewhere": svg('<path d="M0 0 L9 9" fill="url(https://example.org/a#b)"/>'),
    "fill from elsewhere in a style": svg('<path d="M0 0 L9 9" style="fill:url(//example.org/a#b)"/>'),
    "gradient": svg(f'<defs><linearGradient id="a"/></defs>{PATH}'),
    "filter": svg('<path d="M0 0 L9 9" filter="url(#a)"/>'),
    "clip": svg('<g clip-path="url(#a)"><path d="M0 0 L9 9"/></g>'),
    "words": svg("<text>Ministry</text>"),
    "animation": svg('<path d="M0 0 L9 9"><animate attributeName="d" to="M0 0"/></path>'),
    "entity": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(PATH),
    "file as entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<title>&a;</title>" + PATH),
    "laughs": b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + svg(f"<title>&b;</title>{PATH}"),
    "web page": b"<!doctype html><html><body>x</body></html>",
    "nothing in it": svg("<g></g>"),
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 L9 9"/></svg>',
    "numbers that run": svg('<path d="M0 0 L9 9" stroke-width="expression(alert(1))"/>'),
    "brackets in brackets": svg(f"<style>.a{{fill:{'(' * 5000}{')' * 5000}}}</style>{PATH}"),
    "brackets in a style": svg(f'<path d="M0 0 L9 9" style="fill:{"[" * 5000}"/>'),
    "a box that is nowhere": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="1e400 0 9 9">{PATH}</svg>'.encode(),
    "too deep": svg("<g>" * 60 + PATH + "</g>" * 60),
    "too much": svg(PATH * (MOST_SHAPES + 1)),
    "notes without end": svg(PATH + "<metadata>" + "<a/>" * 30_000 + "</metadata>"),
    "cut off": EMBLEM[:-40],
}


@pytest.mark.parametrize("content", EXTERNAL.values(), ids=EXTERNAL)
def test_a_drawing_that_is_more_than_flat_shapes_is_refused_by_what_it_holds(content: bytes) -> None:
    with pytest.raises(PictureRefused) as refused:
        keepable(content)
    assert refused.value.why in (Refusal.NOT_PLAIN, Refusal.HEAVY)


def test_an_emblem_is_rebuilt_from_its_shapes_alone() -> None:
    kept = keepable(EMBLEM)
    text = kept.content.decode()
    assert kept.is_drawing
    assert (kept.width, kept.height) == (100, 60)
    assert not any(word in text for word in ("metadata", "inkscape", "class", "style", "DOCTYPE"))
    assert text.count("#f2a93b") == 2
    assert plain_drawing(kept.content).to_svg() == kept.content


def test_a_picture_is_written_anew_small_and_without_its_notes() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    out = BytesIO()
    with Image.open(BytesIO(png(1800, 1200))) as picture:
        picture.save(out, "PNG", pnginfo=notes)
    kept = keepable(out.getvalue())
    assert b"script" not in kept.content
    assert (kept.width, kept.height) == (LONGEST_SIDE, round(LONGEST_SIDE * 2 / 3))
    with Image.open(BytesIO(kept.content)) as small:
        assert small.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_photograph_is_taken_too() -> None:
    assert not keepable(jpeg()).is_drawing


def test_few_points_are_taken_and_said() -> None:
    assert keepable(png(COARSE - 40, 100)).is_coarse
    assert not keepable(png(COARSE, 100)).is_coarse


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"%PDF-1.7 ...", Refusal.UNKNOWN),
        (b"GIF89a" + bytes(50), Refusal.UNKNOWN),
        (b"PK\x03\x04" + bytes(50), Refusal.UNKNOWN),
        (b"MZ" + bytes(50), Refusal.UNKNOWN),
        (EMBLEM.decode().encode("utf-16"), Refusal.UNKNOWN),
        (bomb(), Refusal.TOO_LARGE),
        (bomb(4_900, 4_900), Refusal.TOO_LARGE),
        (png()[:-300], Refusal.DAMAGED),
        (jpeg()[:300], Refusal.DAMAGED),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", Refusal.DAMAGED),
        (png() + b"PK\x03\x04 an archive", Refusal.NOT_ONLY),
        (png() + b"<html><script>alert(1)</script>", Refusal.NOT_ONLY),
        (jpeg() + b"<?php system('x') ?>", Refusal.NOT_ONLY),
        (jpeg() + jpeg(), Refusal.NOT_ONLY),
        (png() + bytes(3_000_000), Refusal.HEAVY),
    ],
    ids=range(16),
)
def test_what_is_no_picture_alone_is_refused_in_words(content: bytes, why: Refusal) -> None:
    with pytest.raises(PictureRefused) as refused:
        keepable(content)
    assert refused.value.why is why
    assert str(refused.value.message)


@pytest.mark.parametrize(
    "slow",
    [
        svg('<path d="M0 0 L9 9" transform="' + "scale(1)   " * 40 + '!"/>'),
        svg(f'<rect x="{"1" * 60_000}!" width="9" height="9"/>'),
        b"<!DOCTYPE svg " * 120_000,
        b"<!DOCTYPE svg " * 25_000,
    ],
    ids=["transforms", "digits", "too long", "declarations"],
)
def test_a_file_that_was_made_to_be_slow_is_refused_at_once(slow: bytes) -> None:
    began = monotonic()
    with pytest.raises(PictureRefused):
        keepable(slow)
    assert monotonic() - began < 2
