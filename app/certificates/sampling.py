"""A certificate of nobody, to look at a design: the longest names in each script, on everything a paper can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import current_app

from app.certificates.composing import of_course, of_design, of_programme
from app.certificates.statement import Statement
from app.core import clock
from app.course.queries import course
from app.programme.design import Design
from app.programme.queries import current_programme
from app.programme.rules import Award, last_valid_day

LONG_NAMES = {
    "en": ("Maria Theresa Concepcion Sample-Testperson", "SAMPLETESTPERSON MARIA THERESA CONCEPCION"),
    "km": ("ឥន្ទ្រទេវី សុវត្ថិពុទ្ធាសិរីវឌ្ឍនា", "INTRATEVY SOVATHIPUTHEASEREYVATHANA"),
    "lo": ("ພອນສະຫວັນ ແກ້ວມະນີວົງສາຄຳ", "PHONESAVANH KEOMANIVONGSAKHAM"),
    "my": ("ဒေါ်ခင်သန္တာကြွယ်ရွှေစင်ဦးမြတ်နိုး", "KHIN THANDAR KYWE SHWE SIN OO MYAT NOE"),
    "th": ("กิตติมศักดิ์ ศรีสุวรรณวิไลลักษณ์", "KITTIMASAK SRISUWANWILAILAK"),
    "vi": ("Công Tằng Tôn Nữ Nguyễn Thị Phương Quỳnh", "CONG TANG TON NU NGUYEN THI PHUONG QUYNH"),
    "zh-Hans": ("欧阳试样长名字女士", "OUYANG SHIYANGCHANGMINGZI"),
}
"""Invented, and about as long as names become in a language: in its own script, and as in a passport."""
_CODE_DIGITS = 290
"""As many as stand behind the number sign for names like these; the square is as large as on a real paper."""


def sample_statement(design: Design, tag: str, award: Award = Award.FULL) -> Statement:
    """State something of nobody in a language, in a design; it is marked as a sample and no checker accepts it."""
    programme, address = current_programme(), str(current_app.config["PUBLIC_ADDRESS"])
    today = clock.today()
    asked = programme.completion.asks_for
    modules = [module for module in course().modules if asked(award, module.id, core=module.core)]
    native, latin = LONG_NAMES[tag]
    parts: dict[str, Any] = {**of_programme(programme, tag), **of_course(award, tag, modules), **of_design(design, tag)}
    return replace(
        Statement(
            locale=tag,
            kind=award.value,
            number=f"{programme.issuer_code}-00-0000000-0",
            code="0000-0000",
            check_address=f"{address}/C#{'0' * _CODE_DIGITS}".upper(),
            short_address=f"{address.partition('://')[2]}/c",
            name_native=native,
            name_latin=latin,
            started_on=today - timedelta(days=30),
            completed_on=today,
            issued_on=today,
            valid_until=last_valid_day(today, programme.validity_months),
            **parts,
        ),
        watermark=programme.watermark or "SAMPLE",
    )
