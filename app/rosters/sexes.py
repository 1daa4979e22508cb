"""The words for female and male in seven languages, and the titles that tell as much."""

from __future__ import annotations

from app.core.names import name_key
from app.rosters.cells import Cell, shown

_WORDS = {
    "female": (
        "f|female|woman|girl|w|ស្រី|ស|នារី|ស្ត្រី|ຍິງ|ຍ|ຜູ້ຍິງ|ເພດຍິງ|မ|အမျိုးသမီး|မိန်းကလေး|မိန်းမ|หญิง|ญ|ผู้หญิง|เพศหญิง|nữ|nu|gái|女|女性|女士"
        "|mrs|ms|miss|mme|madam|អ្នកស្រី|កញ្ញា|ນາງ|ນາງສາວ|ဒေါ်|นาง|นางสาว|น.ส.|นส|ด.ญ.|เด็กหญิง|bà|chị"
    ),
    "male": (
        "m|male|man|boy|ប្រុស|ប|បុរស|ຊາຍ|ຊ|ຜູ້ຊາຍ|ເພດຊາຍ|ကျား|အမျိုးသား|ယောက်ျား|ယောကျ်ား|ชาย|ช|ผู้ชาย|เพศชาย|nam|trai|男|男性|先生"
        "|mr|លោក|ທ້າວ|ທ່ານ|ဦး|นาย|ด.ช.|เด็กชาย|ông|anh"
    ),
    "other": "other|x|diverse|another|ផ្សេង|ផ្សេងទៀត|ອື່ນ|ອື່ນໆ|အခြား|อื่น|อื่นๆ|khác|其他|其它",
}
_SEXES = {name_key(word): sex for sex, words in _WORDS.items() for word in words.split("|")}

OWN_WORDS = {
    "female": ("Female", "ស្រី", "ຍິງ", "မ", "หญิง", "Nữ", "女"),
    "male": ("Male", "ប្រុស", "ຊາຍ", "ကျား", "ชาย", "Nam", "男"),
    "other": ("Other", "ផ្សេងទៀត", "ອື່ນໆ", "အခြား", "อื่นๆ", "Khác", "其他"),
}
"""The words of our own files, by the order of the languages."""
_TAGS = ("en", "km", "lo", "my", "th", "vi", "zh-Hans")


def read_sex(cell: Cell) -> str | None:
    """Read a word for a sex, or two words in two languages; None where it is none of ours or they differ."""
    text = shown(cell)
    whole = _SEXES.get(name_key(text))
    if whole:
        return whole
    found = {_SEXES.get(name_key(part)) for part in text.replace("(", "/").replace(")", "").split("/")}
    return found.pop() if len(found) == 1 else None


def sex_word(sex: str, locale_tag: str) -> str:
    """Write a sex as our own files do."""
    return OWN_WORDS[sex][_TAGS.index(locale_tag)]
