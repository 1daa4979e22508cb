"""The order of names in a language, as its dictionaries and lists have it.

The rules are ICU's, from Unicode's CLDR: Khmer by consonant, subscript and vowel, Lao and Thai with the vowel that is
written first sorted after its consonant, Burmese by syllable, Vietnamese by letter before tone, Chinese by
pinyin. ``icu4py``, which breaks our lines, brings the whole ICU library along but offers no collator, and PyICU would
have to be built with a compiler on each host; so the three functions of ICU's stable C interface that are needed
(``ucol_open``, ``ucol_getSortKey``, ``ucol_close``) are called in that library directly.
"""

from __future__ import annotations

import ctypes
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from icu4py import icu_version_info

_LONGEST_KEY = 4096
"""Bytes of a sort key that are compared; more than any name has."""


def sort_key(text: str, tag: str) -> bytes:
    """Give bytes that stand in the order in which a language puts its words; equal words have equal bytes."""
    letters = text.encode("utf-16-le")
    room = ctypes.create_string_buffer(_LONGEST_KEY)
    needed = _function("ucol_getSortKey")(_collator(tag), letters, len(letters) // 2, room, _LONGEST_KEY)
    return room.raw[: min(needed, _LONGEST_KEY) - 1]


@cache
def _collator(tag: str) -> ctypes.c_void_p:
    """Open the collator of a language, once; it is only read afterwards, so threads may share it."""
    status = ctypes.c_int(0)
    found = _function("ucol_open", ctypes.c_void_p)(tag.replace("-", "_").encode(), ctypes.byref(status))
    if status.value > 0 or not found:
        raise LookupError(f"ICU has no order for {tag!r} (error {status.value})")
    return ctypes.c_void_p(found)


@cache
def _function(name: str, result: type[ctypes.c_int] | type[ctypes.c_void_p] = ctypes.c_int) -> ctypes._NamedFuncPointer:
    """Find a function of ICU, whose names end with the version."""
    found = getattr(_library(), f"{name}_{_major()}")
    found.restype = result
    if name == "ucol_getSortKey":
        pointer, number = ctypes.c_void_p, ctypes.c_int32
        found.argtypes = (pointer, ctypes.c_char_p, number, ctypes.c_char_p, number)
    return found  # type: ignore[no-any-return]


@cache
def _library() -> ctypes.CDLL:
    """Open the ICU that ``icu4py`` uses: the one in its wheel, or the system's where it was built against that."""
    spec = find_spec("icu4py")
    home = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    for pattern in ("icu4py.libs/libicui18n-*.so*", "icu4py/.dylibs/libicui18n.*.dylib"):
        for path in sorted(home.glob(pattern)):
            return ctypes.CDLL(str(path))
    return ctypes.CDLL(find_library("icui18n") or f"libicui18n.so.{_major()}")


def _major() -> int:
    return int(icu_version_info[0])
