"""Rosters as agencies send them, made here, each with what should be read in it.

All people are invented: they are called Sample, Test or Example in their scripts. Numbers are of ranges that the
telephone library takes for valid; nobody is meant by them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.rosters.columns import Column
from app.rosters.people import Doubt, Person, Why, Wrong
from tests.rosters.making import as_csv, xlsx

ZWSP = "\u200b"
P = Person
_NOBODY = P()


@dataclass(frozen=True, slots=True)
class Roster:
    """A file, the class it is for, and what should be read."""

    name: str
    content: bytes
    people: tuple[Person, ...]
    """In the order of the rows; a row that cannot be read has no name."""
    why: dict[int, frozenset[Why]] = field(default_factory=dict)
    """The reasons of all corrections of a row, by its place among the people, counted from 0."""
    wrong: tuple[tuple[int, Column, Wrong], ...] = ()
    asked: tuple[tuple[int, Doubt], ...] = ()
    """Rows with a question that has no answer yet."""
    locale: str = "km"
    origin: str | None = "KH"
    sheets: tuple[str, ...] | None = None
    """The sheets that are meant, where more than one holds people."""

    def __str__(self) -> str:
        return self.name


def _why(*reasons: Why) -> frozenset[Why]:
    return frozenset(reasons)


_CC = Why.COUNTRY_CODE
_KH1, _KH2 = "+85512345678", "+85510222333"


def _latin(count: int, prefix: str = "SAMPLE") -> list[str]:
    words = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE")
    return [f"{prefix} {word}" for word in words[:count]]


def all_rosters() -> tuple[Roster, ...]:
    """Make every file."""
    makers = (
        _english, _khmer, _lao, _burmese, _zawgyi, _thai_two_columns, _vietnamese_decomposed, _chinese_gb18030,
        _thai_874, _vietnamese_1258, _utf16, _bom_semicolons, _quoted_commas, _titles_above, _one_of_three_sheets,
        _two_rosters, _two_headings_rows, _serials, _serials_1904, _dates_in_words, _only_years, _month_first,
        _either_first, _phones, _sexes, _documents, _doubles, _unreadable, _two_names_in_a_cell, _strangers,
        _old_font, _names_in_doubt, _short_years, _full_width, _given_first_latin,
    )  # fmt: skip
    return tuple(maker() for maker in makers)


def _english() -> Roster:
    rows = [
        ["No.", "Full name", "Sex", "Date of birth", "Phone", "Passport No.", "Province"],
        [1, "SAMPLE ONE", "F", date(1999, 3, 15), "+855 12 345 678", "N0000001", "Kandal"],
        [2, "SAMPLE TWO", "M", date(2001, 12, 1), "+855 10 222 333", "N0000002", "Takeo"],
    ]
    people = (
        P(None, "SAMPLE ONE", "female", date(1999, 3, 15), 1999, _KH1, "N0000001", "Kandal"),
        P(None, "SAMPLE TWO", "male", date(2001, 12, 1), 2001, _KH2, "N0000002", "Takeo"),
    )
    return Roster("english", xlsx({"Sheet1": rows}), people)


def _khmer() -> Roster:
    one, two = "គំរូ តេស្ត", "សាកល្បង តេស្ត"
    rows = [
        ["ល.រ", "ឈ្មោះ / Name", "អក្សរឡាតាំង\nLatin", "ភេទ (Sex)", "ថ្ងៃខែឆ្នាំកំណើត", "លេខទូរស័ព្ទ", "ខេត្ត"],
        [1, f"គំ{ZWSP}រូ{ZWSP} តេស្ត", "KUMROU TEST", "ស្រី", "ថ្ងៃទី១៥ ខែមីនា ឆ្នាំ១៩៩៩", "០១២ ៣៤៥ ៦៧៨", "កណ្តាល"],
        [2, two, "SAKLBANG TEST", "ប្រុស", "០១/១២/២០០១", 10222333, f"តា{ZWSP}កែវ"],
    ]
    people = (
        P(one, "KUMROU TEST", "female", date(1999, 3, 15), 1999, _KH1, None, "កណ្តាល"),
        P(two, "SAKLBANG TEST", "male", date(2001, 12, 1), 2001, _KH2, None, "តាកែវ"),
    )
    why = {
        0: _why(Why.INVISIBLE, Why.DIGITS, _CC),
        1: _why(Why.DIGITS, Why.LOST_ZERO, _CC, Why.INVISIBLE),
    }
    return Roster("khmer", xlsx({"បញ្ជី": rows}), people, why)


def _lao() -> Roster:
    rows = [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ວັນເດືອນປີເກີດ", "ເບີໂທລະສັບ", "ແຂວງ"],
        ["໑", "ທ້າວ ຕົວຢ່າງ ທົດສອບ", "ຊາຍ", "໑໕/໐໓/໒໕໔໒", "໐໒໐ ໕໕໑໒ ໓໔໕໖", "ຈຳປາສັກ"],
        ["໒", "ນາງ ທົດລອງ ຕົວຢ່າງ", "ຍິງ", "໒໕໔໓", "020 5512 3457", "ຫຼວງພະບາງ"],
    ]
    people = (
        P("ຕົວຢ່າງ ທົດສອບ", None, "male", date(1999, 3, 15), 1999, "+8562055123456", None, "ຈຳປາສັກ"),
        P("ທົດລອງ ຕົວຢ່າງ", None, "female", None, 2000, "+8562055123457", None, "ຫຼວງພະບາງ"),
    )
    why = {
        0: _why(Why.TITLE, Why.DIGITS, Why.BUDDHIST, _CC),
        1: _why(Why.TITLE, Why.DIGITS, Why.YEAR_ONLY, Why.BUDDHIST, _CC),
    }
    return Roster("lao", xlsx({"ລາຍຊື່": rows}), people, why, locale="lo", origin="LA")


def _burmese() -> Roster:
    rows = [
        ["စဉ်", "အမည်", "ကျား/မ", "မွေးသက္ကရာဇ်", "ဖုန်းနံပါတ်", "မှတ်ပုံတင်အမှတ်"],
        ["၁", "မောင်စမ်းသပ်", "ကျား", "၁၉၉၉ ခုနှစ် မတ်လ ၁၅ ရက်", "၀၉၄၂၀၁၂၃၄၅၆", "၁၂/မဂတ(နိုင်)၁၂၃၄၅၆"],
        ["၂", "မနမူနာ", "မ", "၁-၁၂-၂၀၀၁", "09 420 123 457", "12/MAGATA(N)123457"],
    ]
    people = (
        P("မောင်စမ်းသပ်", None, "male", date(1999, 3, 15), 1999, "+959420123456", "12/မဂတ(နိုင်)123456"),
        P("မနမူနာ", None, "female", date(2001, 12, 1), 2001, "+959420123457", "12/MAGATA(N)123457"),
    )
    why = {0: _why(Why.DIGITS, _CC), 1: _why(Why.DIGITS, _CC)}
    return Roster("burmese", xlsx({"စာရင်း": rows}), people, why, locale="my", origin="MM")


def _zawgyi() -> Roster:
    rows = [
        ["စဥ္", "အမည္", "က်ား/မ", "ဖုန္း"],
        [1, "ေမာင္စမ္းသပ္", "က်ား", "09420123456"],
        [2, "ေဒၚစမ္းသပ္", "မ", "09420123457"],
        [3, "ျမင့္စမ္း", "က်ား", "09420123458"],
        [4, "မလွ", "မ", "09420123459"],
    ]
    people = (
        P("မောင်စမ်းသပ်", None, "male", phone="+959420123456"),
        P("ဒေါ်စမ်းသပ်", None, "female", phone="+959420123457"),
        P("မြင့်စမ်း", None, "male", phone="+959420123458"),
        P("မလွ", None, "female", phone="+959420123459"),
    )
    why = {place: _why(Why.ZAWGYI, _CC) for place in range(3)} | {3: _why(_CC)}
    asked = ((3, Doubt.MAYBE_ZAWGYI),)
    return Roster("zawgyi", xlsx({"Sheet1": rows}), people, why, asked=asked, locale="my", origin="MM")


def _thai_two_columns() -> Roster:
    rows = [
        ["บัญชีรายชื่อตัวอย่าง รุ่นที่ ๑"],
        ["ลำดับที่", "คำนำหน้า", "ชื่อ", "นามสกุล", "วัน/เดือน/ปีเกิด", "เลขบัตรประชาชน", "เบอร์โทร", "จังหวัด"],
        ["๑", "นาย", "ตัวอย่าง", "ทดสอบ", "๑๕ มี.ค. ๒๕๔๒", "๑-๐๐๐๐-๐๐๐๐๑-๐๑-๑", "๐๘๑-๒๓๔-๕๖๗๘", "เชียงใหม่"],
        ["๒", "นางสาว", "ทดลอง", "ตัวอย่าง", "29/02/2543", "1000000002022", 812345679, "น่าน"],
        ["รวม", "2 คน"],
    ]
    people = (
        P("ตัวอย่าง ทดสอบ", None, "male", date(1999, 3, 15), 1999, "+66812345678", "1000000001011", "เชียงใหม่"),
        P("ทดลอง ตัวอย่าง", None, "female", date(2000, 2, 29), 2000, "+66812345679", "1000000002022", "น่าน"),
    )
    why = {
        0: _why(Why.JOINED, Why.DIGITS, Why.BUDDHIST, _CC),
        1: _why(Why.JOINED, Why.BUDDHIST, Why.LOST_ZERO, _CC),
    }
    content = xlsx({"รายชื่อ": rows}, merged=("A1:H1",))
    return Roster("thai-two-columns", content, people, why, locale="th", origin="TH")


def _vietnamese_decomposed() -> Roster:
    rows: list[list[Any]] = [
        ["STT", "Họ và tên đệm", "Tên", "Giới tính", "Ngày sinh", "Số CCCD", "Điện thoại", "Tỉnh/Thành phố"],
        [1, "Nguyễn Thị", "Mẫu", "Nữ", "ngày 15 tháng 03 năm 1999", 1099000001, "0912 345 678", "Nghệ An"],
        [2, "Ðỗ Văn", "Thử", "Nam", "01/12/2001", "001099000002", 912345679, "Hà Tĩnh"],
    ]
    decomposed = [
        [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    ]
    people = (
        P("Nguyễn Thị Mẫu", None, "female", date(1999, 3, 15), 1999, "+84912345678", "1099000001", "Nghệ An"),
        P("Đỗ Văn Thử", None, "male", date(2001, 12, 1), 2001, "+84912345679", "001099000002", "Hà Tĩnh"),
    )
    why = {0: _why(Why.JOINED, Why.COMPOSED, _CC), 1: _why(Why.JOINED, Why.COMPOSED, Why.LOST_ZERO, _CC)}
    return Roster("vietnamese-decomposed", xlsx({"DS": decomposed}), people, why, locale="vi", origin="VN")


_CHINESE = [
    ["序号", "姓", "名", "性别", "出生日期", "手机", "证件号码", "省份"],
    ["1", "样", "本一", "女", "1999年3月15日", "13800138000", "E00000001", "云南"],
    ["2", "试", "验二", "男", "2001-12-01", "138 0013 8001", "E00000002", "广西"],
]


def _chinese_gb18030() -> Roster:
    people = (
        P("样本一", None, "female", date(1999, 3, 15), 1999, "+8613800138000", "E00000001", "云南"),
        P("试验二", None, "male", date(2001, 12, 1), 2001, "+8613800138001", "E00000002", "广西"),
    )
    why = {0: _why(Why.JOINED, _CC), 1: _why(Why.JOINED, _CC)}
    content = as_csv(_CHINESE, "gb18030")
    return Roster("chinese-gb18030", content, people, why, locale="zh-Hans", origin="CN")


def _thai_874() -> Roster:
    rows = [
        ["ลำดับ", "ชื่อ-สกุล", "เพศ", "วันเกิด", "โทรศัพท์"],
        ["1", "นายตัวอย่าง ทดสอบ", "ชาย", "15 มีนาคม พ.ศ. 2542", "081 234 5678"],
        ["2", "น.ส.ทดลอง ตัวอย่าง", "หญิง", "1 ธ.ค. 2544", "081 234 5679"],
    ]
    people = (
        P("ตัวอย่าง ทดสอบ", None, "male", date(1999, 3, 15), 1999, "+66812345678"),
        P("ทดลอง ตัวอย่าง", None, "female", date(2001, 12, 1), 2001, "+66812345679"),
    )
    why = {0: _why(Why.TITLE, Why.BUDDHIST, _CC), 1: _why(Why.TITLE, Why.BUDDHIST, _CC)}
    return Roster("thai-874", as_csv(rows, "cp874", ";"), people, why, locale="th", origin="TH")


def _vietnamese_1258() -> Roster:
    rows = [
        ["STT", "Họ và tên", "Phái", "Năm sinh", "SĐT"],
        ["1", "Nguyễn Thị Mẫu", "nữ", "1999", "0912345678"],
        ["2", "Đặng Hữu Thử Nghiệm", "nam", "2001", "0912345679"],
    ]
    people = (
        P("Nguyễn Thị Mẫu", None, "female", None, 1999, "+84912345678"),
        P("Đặng Hữu Thử Nghiệm", None, "male", None, 2001, "+84912345679"),
    )
    why = {0: _why(Why.YEAR_ONLY, _CC), 1: _why(Why.YEAR_ONLY, _CC)}
    return Roster("vietnamese-1258", as_csv(rows, "cp1258"), people, why, locale="vi", origin="VN")


def _utf16() -> Roster:
    rows = [["ឈ្មោះ", "ភេទ", "ឆ្នាំកំណើត"], ["គំរូ តេស្ត", "ស", "១៩៩៩"], ["តេស្ត គំរូ", "ប", "២០០១"]]
    people = (P("គំរូ តេស្ត", None, "female", None, 1999), P("តេស្ត គំរូ", None, "male", None, 2001))
    why = {0: _why(Why.DIGITS, Why.YEAR_ONLY), 1: _why(Why.DIGITS, Why.YEAR_ONLY)}
    return Roster("utf16-tabs", as_csv(rows, "utf-16", "\t"), people, why)


def _bom_semicolons() -> Roster:
    rows = [["Name", "Gender", "Province"], ["SAMPLE ONE", "female", "Kampot; north"], ["SAMPLE TWO", "male", "Kep"]]
    people = (P(None, "SAMPLE ONE", "female", province="Kampot; north"), P(None, "SAMPLE TWO", "male", province="Kep"))
    return Roster("bom-semicolons", as_csv(rows, "utf-8-sig", ";"), people)


def _quoted_commas() -> Roster:
    rows = [["sep=,"], ["Surname", "Given name", "Home province"], ["TEST", "ONE", "Kandal,\nPhnom Penh"]]
    content = b"sep=,\r\n" + as_csv(rows[1:])
    people = (P(None, "TEST ONE", province="Kandal, Phnom Penh"),)
    return Roster("quoted-commas", content, people, {0: _why(Why.JOINED)})


def _titles_above() -> Roster:
    rows: list[list[Any]] = [
        ["KINGDOM OF SAMPLES"],
        ["List of names of workers for training, 2026"],
        [],
        [None, "No", "Name of worker", "D.O.B", "Age", "Tel."],
        [None, 1, "SAMPLE ONE", "15.03.1999", 27, "012345678"],
        [],
        [None, 2, "SAMPLE TWO", "01.12.2001", 24, "010222333"],
        [None, "No", "Name of worker", "D.O.B", "Age", "Tel."],
        [None, 3, "SAMPLE THREE", "02.12.2001", 24, "010222334"],
        [],
        [None, None, "Total: 3"],
        [None, None, None, "Prepared by: Test"],
    ]
    people = (
        P(None, "SAMPLE ONE", None, date(1999, 3, 15), 1999, _KH1),
        P(None, "SAMPLE TWO", None, date(2001, 12, 1), 2001, _KH2),
        P(None, "SAMPLE THREE", None, date(2001, 12, 2), 2001, "+85510222334"),
    )
    content = xlsx({"Sheet1": rows}, merged=("A1:F1", "A2:F2"))
    return Roster("titles-above", content, people, {place: _why(_CC) for place in range(3)})


def _one_of_three_sheets() -> Roster:
    rows = [["Name", "Phone"], ["SAMPLE ONE", "+855 12 345 678"]]
    notes = [["Please bring a photo"], ["and a pen"]]
    old = [["Name", "Phone"], ["SAMPLE OLD", "+855 10 222 333"]]
    content = xlsx({"Read me": notes, "People": rows, "Old": old, "Empty": []}, hidden=("Old",))
    return Roster("one-of-three-sheets", content, (P(None, "SAMPLE ONE", phone=_KH1),))


def _two_rosters() -> Roster:
    first = [["Name", "Sex"], ["SAMPLE ONE", "F"]]
    second = [["Sex", "Name"], ["M", "SAMPLE TWO"]]
    people = (P(None, "SAMPLE ONE", "female"), P(None, "SAMPLE TWO", "male"))
    content = xlsx({"Morning": first, "Evening": second})
    return Roster("two-rosters", content, people, sheets=("Morning", "Evening"))


def _two_headings_rows() -> Roster:
    rows = [
        ["No", "Name", None, "Sex", "Phone"],
        [None, "Family name", "Given name", None, None],
        [1, "TEST", "ONE", "F", "+855 12 345 678"],
    ]
    people = (P(None, "TEST ONE", "female", phone=_KH1),)
    content = xlsx({"Sheet1": rows}, merged=("B1:C1",))
    return Roster("two-rows-of-headings", content, people, {0: _why(Why.JOINED)})


def _serials() -> Roster:
    rows = [["Name", "Birth date"], ["SAMPLE ONE", 36234], ["SAMPLE TWO", 37226.0], ["SAMPLE THREE", 234567]]
    people = (
        P(None, "SAMPLE ONE", born_on=date(1999, 3, 15), born_year=1999),
        P(None, "SAMPLE TWO", born_on=date(2001, 12, 1), born_year=2001),
        P(None, "SAMPLE THREE", born_on=date(1999, 3, 21), born_year=1999),
    )
    why = {0: _why(Why.SERIAL), 1: _why(Why.SERIAL), 2: _why(Why.SERIAL, Why.BUDDHIST)}
    return Roster("serials", xlsx({"Sheet1": rows}), people, why)


def _serials_1904() -> Roster:
    rows = [["Name", "Birth date"], ["SAMPLE ONE", 34772], ["SAMPLE TWO", date(2001, 12, 1)]]
    people = (
        P(None, "SAMPLE ONE", born_on=date(1999, 3, 15), born_year=1999),
        P(None, "SAMPLE TWO", born_on=date(2001, 12, 1), born_year=2001),
    )
    content = xlsx({"Sheet1": rows}, from_1904=True)
    return Roster("serials-1904", content, people, {0: _why(Why.SERIAL)})


def _dates_in_words() -> Roster:
    written = (
        "15 March 1999", "Mar 15, 1999", "15-Mar-1999", "1999-03-15", "1999/3/15", "15.3.1999", "19990315",
        "1999-03-15 00:00:00", "15 ມີນາ 1999", "15 มีนาคม 1999", "1999年3月15日", "15/03/2542",
    )  # fmt: skip
    names = _latin(len(written))
    rows = [["DOB", "Name"], *([day, name] for day, name in zip(written, names, strict=True))]
    people = tuple(P(None, name, born_on=date(1999, 3, 15), born_year=1999) for name in names)
    return Roster("dates-in-words", as_csv(rows), people, {11: _why(Why.BUDDHIST)})


def _only_years() -> Roster:
    written = (1999, "1999", 1999.0, "2542", "๒๕๔๒", "00/00/1999", "3/1999")
    names = _latin(len(written))
    rows = [["Name", "Year of birth"], *([name, day] for name, day in zip(names, written, strict=True))]
    people = tuple(P(None, name, born_year=1999) for name in names)
    why = {place: _why(Why.YEAR_ONLY) for place in range(7)}
    why |= {3: _why(Why.YEAR_ONLY, Why.BUDDHIST), 4: _why(Why.YEAR_ONLY, Why.BUDDHIST, Why.DIGITS)}
    return Roster("only-years", xlsx({"Sheet1": rows}), people, why)


def _month_first() -> Roster:
    rows = [["Name", "DOB"], ["SAMPLE ONE", "03/25/1999"], ["SAMPLE TWO", "12/01/2001"]]
    people = (
        P(None, "SAMPLE ONE", born_on=date(1999, 3, 25), born_year=1999),
        P(None, "SAMPLE TWO", born_on=date(2001, 12, 1), born_year=2001),
    )
    return Roster("month-first", as_csv(rows), people, {0: _why(Why.MONTH_FIRST), 1: _why(Why.MONTH_FIRST)})


def _either_first() -> Roster:
    rows = [["Name", "DOB"], ["SAMPLE ONE", "03/25/1999"], ["SAMPLE TWO", "25/03/1999"], ["SAMPLE SIX", "01/12/2001"]]
    people = (
        P(None, "SAMPLE ONE", born_on=date(1999, 3, 25), born_year=1999),
        P(None, "SAMPLE TWO", born_on=date(1999, 3, 25), born_year=1999),
        P(None, "SAMPLE SIX", born_on=date(2001, 12, 1), born_year=2001),
    )
    return Roster("either-first", as_csv(rows), people, {0: _why(Why.MONTH_FIRST)}, asked=((2, Doubt.DATE),))


def _phones() -> Roster:
    written = (
        "012 345 678", "12345678", 12345678, 85512345678.0, "85512345678.0", "8.5512345678E+10", "+855-12-345-678",
        "00855 12 345 678", "012345678 / 010222333", "០១២៣៤៥៦៧៨", "(855) 12 345 678", "8.55123E+10",
    )  # fmt: skip
    names = _latin(len(written))
    rows = [["Name", "Mobile"], *([name, one] for name, one in zip(names, written, strict=True))]
    people = (*(P(None, name, phone=_KH1) for name in names[:-1]), P(None, names[-1]))
    why = {place: _why(_CC) for place in range(11) if place != 6}
    why |= {1: _why(_CC, Why.LOST_ZERO), 2: _why(_CC, Why.LOST_ZERO)}
    why |= {place: _why(_CC, Why.DECIMALS) for place in (4, 5)}
    why |= {8: _why(_CC, Why.FIRST_OF_TWO), 9: _why(_CC, Why.DIGITS)}
    wrong = ((11, Column.PHONE, Wrong.DIGITS_LOST),)
    return Roster("phones", xlsx({"Sheet1": rows}), people, why, wrong)


def _sexes() -> Roster:
    words = ("Female", "ស្រី", "ຍິງ", "အမျိုးသမီး", "หญิง", "Nữ", "女", "male", "ប្រុស", "ຊາຍ", "ชาย / Male", "?")
    names = _latin(len(words))
    rows = [["Name", "Sex"], *([name, word] for name, word in zip(names, words, strict=True))]
    sexes = ["female"] * 7 + ["male"] * 4 + [None]
    people = tuple(P(None, name, sex) for name, sex in zip(names, sexes, strict=True))
    return Roster("sexes", as_csv(rows), people, wrong=((11, Column.SEX, Wrong.NO_SEX),))


def _documents() -> Roster:
    written = ("n 0123-4567", 123456789.0, "010123456", "N0000003", 1.10101199003070e17, "none")
    names = _latin(len(written))
    rows: list[list[Any]] = [
        ["Name", "ID card", "Passport"],
        *([name, one, None] for name, one in zip(names, written, strict=True)),
    ]
    rows[4][1:] = [None, "N0000003"]
    numbers = ("N01234567", "123456789", "010123456", "N0000003", None, None)
    people = tuple(P(None, name, document=number) for name, number in zip(names, numbers, strict=True))
    wrong = ((4, Column.DOCUMENT, Wrong.DIGITS_LOST), (5, Column.DOCUMENT, Wrong.NO_DOCUMENT))
    return Roster("documents", xlsx({"Sheet1": rows}), people, wrong=wrong)


def _doubles() -> Roster:
    rows = [
        ["Name", "Khmer name", "DOB", "Phone", "Passport"],
        ["SAMPLE ONE", "គំរូ មួយ", "15/03/1999", "+855 12 345 678", "N0000001"],
        ["Sample  One", None, "15/03/1999", None, "N 0000001"],
        ["SAMPLE TWO", None, None, "+855 10 222 333", None],
        ["SAMPLE-TWO", None, "1/12/2001", "+855 10 222 333", None],
        ["SAMPLE THREE", None, None, None, None],
        ["SAMPLE THREE", None, "2/12/2001", None, None],
        ["SAMPLE FOUR", None, "3/12/2001", None, "N0000001"],
    ]
    born = date(1999, 3, 15)
    people = (
        P("គំរូ មួយ", "SAMPLE ONE", None, born, 1999, _KH1, "N0000001"),
        P(None, "Sample One", None, born, 1999, None, "N0000001"),
        P(None, "SAMPLE TWO", phone=_KH2),
        P(None, "SAMPLE-TWO", None, date(2001, 12, 1), 2001, _KH2),
        P(None, "SAMPLE THREE"),
        P(None, "SAMPLE THREE", None, date(2001, 12, 2), 2001),
        P(None, "SAMPLE FOUR", None, date(2001, 12, 3), 2001, None, "N0000001"),
    )
    return Roster("doubles", xlsx({"Sheet1": rows}), people, asked=((5, Doubt.SAME), (6, Doubt.SAME)))


def _unreadable() -> Roster:
    rows = [
        ["Name", "Sex", "DOB", "Phone", "Passport", "Province"],
        ["SAMPLE ONE", "F", "31/02/1999", "+855 12 345 678", "N0000001", "Kandal"],
        ["SAMPLE TWO", "M", "15/03/1890", "12345", "N0000002", "Kandal"],
        ["12345", "M", "15/03/1999", None, "N0000003", "Kandal"],
        [None, "M", "15/03/1999", None, "N0000004", "Kandal"],
        ["SAMPLE FIVE", "F", "15/03/1999", None, "N0000005", "K" * 90],
    ]
    people = (
        P(None, "SAMPLE ONE", "female", None, None, _KH1, "N0000001", "Kandal"),
        P(None, "SAMPLE TWO", "male", None, None, None, "N0000002", "Kandal"),
        P(None, None, "male", date(1999, 3, 15), 1999, None, "N0000003", "Kandal"),
        P(None, None, "male", date(1999, 3, 15), 1999, None, "N0000004", "Kandal"),
        P(None, "SAMPLE FIVE", "female", date(1999, 3, 15), 1999, None, "N0000005", None),
    )
    wrong = (
        (0, Column.BORN, Wrong.NO_DATE),
        (1, Column.BORN, Wrong.IMPOSSIBLE_DATE),
        (1, Column.PHONE, Wrong.NO_PHONE),
        (2, Column.NAME, Wrong.NOT_A_NAME),
        (3, Column.NAME, Wrong.NO_NAME),
        (4, Column.PROVINCE, Wrong.TOO_LONG),
    )
    return Roster("unreadable", xlsx({"Sheet1": rows}), people, wrong=wrong)


def _two_names_in_a_cell() -> Roster:
    rows = [
        ["ឈ្មោះ", "ភេទ"],
        ["១. គំរូ តេស្ត (KUMROU TEST)", "ស"],
        ["2) តេស្ត គំរូ / TEST KUMROU", "ប"],
        ["សាកល្បង មួយ\nSAKLBANG MUOY", "ស"],
        ["លោក សាកល្បង ពីរ", None],
    ]
    people = (
        P("គំរូ តេស្ត", "KUMROU TEST", "female"),
        P("តេស្ត គំរូ", "TEST KUMROU", "male"),
        P("សាកល្បង មួយ", "SAKLBANG MUOY", "female"),
        P("សាកល្បង ពីរ", None, "male"),
    )
    why = {
        0: _why(Why.ORDINAL, Why.SPLIT),
        1: _why(Why.ORDINAL, Why.SPLIT),
        2: _why(Why.SPLIT),
        3: _why(Why.TITLE),
    }
    return Roster("two-names-in-a-cell", xlsx({"Sheet1": rows}), people, why)


def _strangers() -> Roster:
    rows = [
        ["Passport expiry date", "Father's name", "Emergency contact phone", "Phone", "Name", "Age", "Signature"],
        ["01/01/2030", "TEST FATHER", "010222333", "012345678", "SAMPLE ONE", "27", ""],
    ]
    return Roster("strangers", as_csv(rows), (P(None, "SAMPLE ONE", phone=_KH1),), {0: _why(_CC)})


def _old_font() -> Roster:
    rows = [["ឈ្មោះ", "Latin"], ["KMrU etsþ ÉÉ", "KUMROU TEST"]]
    people = (P("KMrU etsþ ÉÉ", "KUMROU TEST"),)
    return Roster("old-font", as_csv(rows), people, asked=((0, Doubt.LEGACY_FONT),))


def _names_in_doubt() -> Roster:
    rows = [["Name"], ["SAMPLE ONE 2"], ["SAMPLE ON\u0415"], ["SAMPLE TWO *"], ["SAMPLE THREE"]]
    people = (
        P("SAMPLE ONE 2", None),
        P("SAMPLE ON\u0415", None),
        P("SAMPLE TWO *", None),
        P(None, "SAMPLE THREE"),
    )
    asked = ((0, Doubt.DIGIT), (1, Doubt.MIXED_SCRIPTS), (2, Doubt.SYMBOL))
    return Roster("names-in-doubt", xlsx({"Sheet1": rows}), people, asked=asked)


def _short_years() -> Roster:
    rows = [["ชื่อ-สกุล", "วันเกิด"], ["ตัวอย่าง ทดสอบ", "15/3/42"], ["ทดลอง ตัวอย่าง", "1 ธ.ค. 44"]]
    people = (
        P("ตัวอย่าง ทดสอบ", born_on=date(1999, 3, 15), born_year=1999),
        P("ทดลอง ตัวอย่าง", born_on=date(2001, 12, 1), born_year=2001),
    )
    why = {place: _why(Why.SHORT_YEAR, Why.BUDDHIST) for place in range(2)}
    return Roster("short-years", xlsx({"Sheet1": rows}), people, why, locale="th", origin="TH")


def _full_width() -> Roster:
    rows = [["姓名", "出生日期", "电话"], ["样\u3000本", "１９９９－０３－１５", "＋８６ １３８００１３８０００"]]
    people = (P("样 本", born_on=date(1999, 3, 15), born_year=1999, phone="+8613800138000"),)
    return Roster("full-width", xlsx({"表": rows}), people, {0: _why(Why.DIGITS)}, locale="zh-Hans", origin="CN")


def _given_first_latin() -> Roster:
    rows = [["Surname", "First name", "ชื่อ-สกุล"], ["THOTSOB", "TUAYANG", "ตัวอย่าง ทดสอบ"]]
    people = (P("ตัวอย่าง ทดสอบ", "TUAYANG THOTSOB"),)
    return Roster("given-first", xlsx({"Sheet1": rows}), people, {0: _why(Why.JOINED)}, locale="th", origin="TH")


WORST_PEOPLE = 30
WORST_QUESTIONS = 3
"""A name that may be Zawgyi, a name with a number in it, and a namesake of whom nothing else is known."""


def worst_roster() -> bytes:
    """Make the worst file, for a class from Myanmar or any other.

    A merged title over each of two sheets that both hold people (so the page asks which are meant), Burmese typed in
    Zawgyi, Thai digits, Buddhist years, numbers the spreadsheet has spoiled, two rows that stand there twice, a
    line of totals. Thirty people come of it when both sheets are taken and no row is left out: at the three
    questions choose the first reading of each name, and *another person* for the namesake.
    """
    title = "ဥပမာစာရင္း ၂၀၂၆ / รายชื่อตัวอย่าง ๒๕๖๙"
    first: list[list[Any]] = [[title], [], ["စဥ္ / No", "အမည္ / Name", "Sex / เพศ", "DOB (พ.ศ.)", "Phone", "Passport"]]
    first += [[place, *row] for place, row in enumerate(_worst_zawgyi(), 1)]
    first.append([16, "ေမာင္စမ္းသပ္", "M", "๑๕/๐๓/๒๕๔๒", "959420120001.0", "MT 000001"])
    first.append(["စုစုပေါင်း", "15"])
    second: list[list[Any]] = [[title], ["ลำดับ", "Passport No.", "ชื่อ-สกุล / Name", "เพศ", "วันเกิด", "Mobile"]]
    second += [[place, *row] for place, row in enumerate(_worst_latin(), 1)]
    return xlsx({"Group A": first, "Group B": second, "Notes": [["bring photos"]]}, merged=("A1:F1",))


def _worst_zawgyi() -> list[list[Any]]:
    names = [
        "ေမာင္စမ္းသပ္", "ေဒၚစမ္းသပ္", "ကိုစမ္း", "ေမာင္ေမာင္စမ္း", "မခင္စမ္း", "ျမင့္စမ္း", "ေအာင္နမူနာ",
        "သန္႔စမ္းသပ္", "ၾကည္စမ္း", "စမ္းသပ္ေအာင္", "မျမစမ္း", "ေက်ာ္စမ္းသပ္", "စမ္းလွ", "နမူနာဝင္း", "မလွ",
    ]  # fmt: skip
    return [
        [name, "ชาย" if place % 2 else "หญิง", f"{_thai(place + 14)}/๐๓/๒๕๔๒", 959420120000.0 + place, f"MT{place:06}"]
        for place, name in enumerate(names, 1)
    ]


def _worst_latin() -> list[list[Any]]:
    names = [*_latin(11, "TEST"), "TEST NUMBER 12", "TEST THIRTEEN", "TEST FOURTEEN"]
    rows: list[list[Any]] = [
        [f"MT{place:06}", name, "M" if place % 2 else "F", date(2542, 4, place - 15), f"+95 942 012 00{place}"]
        for place, name in enumerate(names, 16)
    ]
    rows.append([None, "TEST ONE", "M", None, None])
    rows.append(["MT000017", "Test Two", "F", "02/04/1999", None])
    return rows


def _thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
