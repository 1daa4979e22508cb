"""Each way to put certificates on sheets: every square is read back and true, every name copied, no mark lost."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from app.certificates.designs import know
from app.certificates.numbering import Number
from app.certificates.pdf import _blanks as blanks
from app.certificates.signed import Signed, read_address, signed_address
from app.certificates.statement import Statement
from app.printing.errors import CannotPrint
from app.printing.qr import PITCH, square
from app.printroom import drawing_card, drawing_half
from app.printroom.lane import press
from app.printroom.layouts import CARD, HALF, layout_of, layouts
from app.printroom.layouts_room import SQUARE_ON_A_CARD
from app.programme.design import Design, Part, Picture, PictureKind
from app.programme.rules import Award
from app.signing.keys import Use
from tests.certificates.papers import HELP_LINES, NAMES, a_sample, a_statement
from tests.signing.people import PASSPHRASE, kept_keys

DPI = 200
KEYS = [layout.key for layout in layouts()]
MOVED = {"dx": 2.5, "dy": -1.5}
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def signed(statement: Statement) -> Statement:
    """Sign what the square of a statement holds."""
    keys, trust = kept_keys()
    key = trust.active(Use.QR)
    assert key
    signer = keys.signer(key, PASSPHRASE)
    facts = Signed(
        number=statement.number,
        code=statement.code.replace("-", ""),
        name_native=statement.name_native,
        name_latin=statement.name_latin,
        course_version=statement.course_version,
        kind=Award(statement.kind),
        issued_on=statement.issued_on,
        valid_until=statement.valid_until,
    )
    return replace(statement, check_address=signed_address("https://verify.example.org", facts, signer))


def some(locale: str, count: int = 3) -> tuple[Statement, ...]:
    names = NAMES.get(locale, (a_statement(locale).name_native or "",) * count)
    return tuple(
        signed(a_statement(locale, number=str(Number("XX-TEST", 26, place + 1)), name_native=names[place]))
        for place in range(count)
    )


@cache
def drawn(key: str, locale: str = "km") -> bytes:
    return layout_of(key).draw(some(locale), MOVED if layout_of(key).options else {})


def copied(content: bytes) -> str:
    return " ".join(
        subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode().split()
    )


def read_back(content: bytes) -> list[str]:
    """Render at the resolution of a coarse office printer and read every square, page by page from above."""
    found: list[str] = []
    with pypdfium2.PdfDocument(content) as file:
        for page in file:
            picture = page.render(scale=DPI / 72, grayscale=True).to_numpy()
            codes = zxingcpp.read_barcodes(picture, formats=_QR)
            found += [code.text for code in sorted(codes, key=lambda code: code.position.top_left.y)]
    return found


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("locale", ["my"])
def test_every_square_is_read_from_a_coarse_print_in_its_order_and_is_true(key: str, locale: str) -> None:
    addresses = read_back(drawn(key, locale))
    assert addresses == [one.check_address for one in some(locale)]
    _keys, trust = kept_keys()
    for address, statement in zip(addresses, some(locale), strict=True):
        facts, _key = read_address(address, trust.keys)
        assert (facts.number, facts.name_native) == (statement.number, statement.name_native)


@pytest.mark.parametrize("key", KEYS)
def test_names_numbers_and_codes_are_copied_exactly(key: str) -> None:
    text = copied(drawn(key))
    for statement in some("km"):
        assert statement.name_native and text.count(statement.name_native) == 1
        assert text.count(statement.number) == 1
    assert text.count(some("km")[0].code) == 3
    assert text.count(str(some("km")[0].name_latin)) == 3


@pytest.mark.parametrize("key", KEYS)
def test_the_same_certificates_give_the_same_bytes_and_other_offsets_others(key: str) -> None:
    layout = layout_of(key)
    assert layout.draw(some("km"), MOVED if layout.options else {}) == drawn(key)
    if layout.options:
        assert layout.draw(some("km")[:1], {}) != layout.draw(some("km")[:1], MOVED)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("locale", ["en", "my"])
def test_no_layout_loses_the_mark_of_a_sample(key: str, locale: str) -> None:
    text = copied(layout_of(key).draw([a_sample(locale)], {}))
    assert "SAMPLE" in text
    assert "This is a sample. It is not a real certificate." in text
    if locale != "en":
        assert "The English text counts." in text


@pytest.mark.parametrize("key", KEYS)
def test_machines_find_the_marks_of_archives_and_every_run_of_text_in_the_tree(key: str) -> None:
    with pikepdf.open(io.BytesIO(drawn(key))) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        for page in file.pages:
            marks = [
                one.operands[1]["/MCID"]
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC" and one.operands[0] != "/Artifact"
            ]
            assert sorted(marks) == list(range(len(marks)))
            assert marks


def test_two_stand_on_a_sheet_and_a_third_on_the_next() -> None:
    with pikepdf.open(io.BytesIO(drawn("half"))) as file:
        sizes = [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in file.pages]
    assert sizes == [(210, 297), (210, 297)]


def test_a_back_stands_behind_its_own_front() -> None:
    other = (("Other numbers", "+95 1 234 567"),)
    pair = [replace(one, help_lines=lines) for one, lines in zip(some("km", 2), (HELP_LINES, other), strict=True)]
    content = drawing_half.draw(pair, {})
    with pypdfium2.PdfDocument(content) as file:
        assert len(file) == 2
        heights = [file[1].get_textpage().search(number).get_next() for number in (HELP_LINES[0][1], "+95 1 234 567")]
        text = file[1].get_textpage()
        upper, lower = (text.get_charbox(found[0])[1] for found in heights if found)
    assert upper > 297 / 2 * 72 / 25.4 > lower


@pytest.mark.parametrize("locale", ["en", "km", "my", "lo", "th", "vi", "zh-Hans"])
@pytest.mark.parametrize("key", ["half", "card"])
@pytest.mark.long
def test_the_longest_names_have_room_in_each_language(key: str, locale: str) -> None:
    own = a_statement(locale).name_native or ""
    longest = " ".join(NAMES.get(locale, (own,) * 12) * 3)[:100].rstrip("\u17d2\u1039 ")
    statement = replace(a_sample(locale), name_native=longest, name_latin="WOLFESCHLEGELSTEIN " * 5 + "ABCDE")
    assert longest in copied(layout_of(key).draw([statement], {}))


def test_a_square_is_never_smaller_and_a_card_says_beforehand_which_is_too_large() -> None:
    usual, long_name = some("my", 1)[0], " ".join(NAMES["my"])[:95]
    large = signed(a_statement("my", name_native=long_name, name_latin="A" * 90))
    assert CARD.has_room(usual)
    assert not CARD.has_room(large)
    assert square(large.check_address).side > SQUARE_ON_A_CARD
    with pytest.raises(CannotPrint, match="too large for a card"):
        drawing_card.draw([large], {})
    assert HALF.has_room(large)
    assert read_back(HALF.draw([large], {})) == [large.check_address]


@pytest.mark.parametrize("key", KEYS)
def test_a_module_of_the_square_is_as_large_as_on_any_paper(key: str) -> None:
    with pypdfium2.PdfDocument(layout_of(key).draw(some("km", 1), {})) as file:
        page = file[len(file) - 1]
        picture = page.render(scale=600 / 72, grayscale=True).to_numpy()
    (code,) = zxingcpp.read_barcodes(picture, formats=_QR)
    modules = square(some("km", 1)[0].check_address).size - 8
    width = (code.position.top_right.x - code.position.top_left.x) * 25.4 / 600
    assert width / modules == pytest.approx(PITCH, rel=0.01)


def test_a_blank_serves_a_whole_part_of_half_sheets() -> None:
    blanks.clear()
    drawing_half.draw([replace(one, name_native=NAMES["km"][0]) for one in some("km", 6)], {})
    assert len(blanks) == 1


def test_a_plain_sheet_has_no_picture_but_the_ring_for_the_seal() -> None:
    def art(key: str) -> set[str]:
        with pikepdf.open(io.BytesIO(drawn(key))) as file:
            return {str(name) for page in file.pages for name in page.Resources.get("/XObject", {})}

    assert art("plain") == {"/ring"}
    assert art("preprinted") == set()
    assert {"/border", "/front"} <= art("design")


def test_who_draws_is_handed_the_designs_and_draws_in_no_other() -> None:
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'
    design = Design({Part.LOGO: Picture(PictureKind.DRAWING, logo, 10, 10)})
    stated = replace(a_statement("km"), design=design.key).to_json()
    with pytest.raises(CannotPrint, match="not known here"):
        press("app.printroom.drawing_design", [stated], {}, 1)
    for layout in layouts():
        assert press(layout.drawing, [stated], {}, 1, (design,)).pages >= 1


def test_certificates_of_several_designs_in_one_file_each_keep_their_own_pictures() -> None:
    def designed(colour: str) -> Statement:
        logo = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="{colour}" d="M0 0h9v9H0z"/></svg>'
        )
        design = Design({part: Picture(PictureKind.DRAWING, logo.encode(), 9, 9) for part in (Part.LOGO, Part.SEAL)})
        know([design])
        return a_statement("en", design=design.key)

    mixed = [designed("#ff0000"), designed("#0000ff"), a_statement("en"), a_statement("en", signatory="A. Testperson")]
    for key in ("design", "half", "card"):
        content = layout_of(key).draw(mixed, {})
        alone = [layout_of(key).draw([one], {}) for one in mixed]
        assert [reds_and_blues(content, key, place) for place in range(4)] == [
            reds_and_blues(one, key, 0) for one in alone
        ]


def reds_and_blues(content: bytes, key: str, place: int) -> tuple[bool, bool]:
    """Tell whether the front of a certificate shows the one logo, and whether the other."""
    each = {"design": 1, "half": 0.5, "card": 2}[key]
    with pypdfium2.PdfDocument(content) as file:
        picture = file[int(place * each)].render(scale=0.5).to_numpy()
    if key == "half":
        middle = len(picture) // 2
        picture = picture[middle:] if place % 2 else picture[:middle]
    blue, green, red = (picture[:, :, channel].astype(int) for channel in range(3))
    return bool(((red > 200) & (blue < 60) & (green < 60)).any()), bool(((blue > 200) & (red < 60)).any())
