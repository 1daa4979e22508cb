"""Pictures as people send them, and as those send them who mean harm."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"'
EMBLEM = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {SVG} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"><metadata>layers</metadata>
<defs><style>.red{{fill:#8b1a1a;stroke:#f2a93b;stroke-width:2px}}</style></defs>
<g inkscape:label="emblem" transform="translate(5 5)"><circle class="red" cx="45" cy="25" r="22"/>
<path style="fill:#f2a93b" d="M45 8 L50 20 L62 20 L52 28 L56 40 L45 32 L34 40 L38 28 L28 20 L40 20 Z"/></g>
</svg>""".encode()
"""A drawing as a drawing program writes it, with its own notes and rules for classes."""


def svg(inside: str, attributes: str = "") -> bytes:
    return f"<svg {SVG} {attributes}>{inside}</svg>".encode()


def png(width: int = 600, height: int = 400) -> bytes:
    """A seal of rings on a transparent ground."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for ring in range(0, min(width, height) // 2, 20):
        pen.ellipse([ring, ring, width - ring, height - ring], outline=(170, 20, 20, 230), width=6)
    return _written(picture, "PNG")


def jpeg() -> bytes:
    return _written(Image.radial_gradient("L").convert("RGB"), "JPEG")


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it is 3,600 million pixels large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _written(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()
