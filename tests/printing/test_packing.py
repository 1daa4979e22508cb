"""A packed file holds once what pages paint alike, and no element that says nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from app.certificates.bulk import draw_part
from app.certificates.drawing import draw
from tests.certificates.papers import HELP_LINES, a_sample, a_statement
from tests.printing.test_blank import like


@cache
def two_with_backs() -> bytes:
    statement = a_statement("km", help_lines=HELP_LINES)
    return draw_part([statement, like(statement)])


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def contents(page: pikepdf.Page) -> list[Any]:
    return list(page.obj.Contents) if isinstance(page.obj.Contents, pikepdf.Array) else [page.obj.Contents]


def elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            yield from elements(kid)


def kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def test_what_two_fronts_paint_alike_is_one_stream() -> None:
    with opened(two_with_backs()) as file:
        first, second = ({part.objgen for part in contents(file.pages[place])} for place in (0, 2))
    assert first & second
    assert first - second and second - first


def test_two_backs_are_the_same_streams() -> None:
    with opened(two_with_backs()) as file:
        first, second = ("".join(str(part.read_bytes()) for part in contents(file.pages[place])) for place in (1, 3))
    assert first == second


def test_a_paper_alone_has_one_stream() -> None:
    with opened(draw(a_statement())) as file:
        assert len(contents(file.pages[0])) == 1


def test_a_file_has_no_fault_that_a_reader_would_have_to_mend() -> None:
    with opened(two_with_backs()) as file:
        assert file.check_pdf_syntax() == [] and file.get_warnings() == []


def test_all_marked_content_hangs_in_the_tree_and_finds_its_element() -> None:
    with opened(two_with_backs()) as file:
        root = file.Root.StructTreeRoot
        held = [element for top in root.K for element in elements(top)]
        numbers = dict(zip(list(root.ParentTree.Nums)[::2], list(root.ParentTree.Nums)[1::2], strict=True))
        for page in file.pages:
            marked = [
                int(part.operands[1].MCID) for part in pikepdf.parse_content_stream(page) if str(part.operator) == "BDC"
            ]
            parents = numbers[page.obj.StructParents]
            assert sorted(marked) == list(range(len(parents)))
            for mcid in marked:
                assert mcid in [kid for kid in kids(parents[mcid]) if isinstance(kid, int)]
                assert parents[mcid].Pg.objgen == page.obj.objgen
        assert sum(isinstance(kid, int) for element in held for kid in kids(element)) == sum(map(len, numbers.values()))


def test_no_element_is_empty_and_no_paragraph_stands_in_a_paragraph() -> None:
    with opened(draw(a_sample("my"))) as file:
        for element in (one for top in file.Root.StructTreeRoot.K for one in elements(top)):
            assert kids(element)
            assert str(element.S) not in ("/Span", "/NonStruct")
            if str(element.S) == "/P":
                assert all(isinstance(kid, int) for kid in kids(element))


def test_a_font_holds_its_outlines_and_no_names() -> None:
    with opened(draw(a_sample("km"))) as file:
        fonts = [part.read_bytes() for part in file.objects if isinstance(part, pikepdf.Stream) and "/Length1" in part]
        lengths = [
            int(part.Length1) for part in file.objects if isinstance(part, pikepdf.Stream) and "/Length1" in part
        ]
    assert fonts and lengths == list(map(len, fonts))
    for font in fonts:
        with TTFont(io.BytesIO(font)) as face:
            assert {"glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= set(face.reader.keys())
            assert not {"GSUB", "GPOS", "GDEF", "OS/2", "cmap", "name", "post"} & set(face.reader.keys())
