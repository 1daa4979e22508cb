"""Writes a few facts without faults into a folder, so that a test can plant one in them."""

from __future__ import annotations

from pathlib import Path

from app.course.corridor import COUNTRIES
from app.course.errors import BrokenCourse, Fault
from app.course.fact_checks import PHRASES
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.phones import Service, Way, Who

SECTORS = ("home", "fishing")

SHELF_LIVES = """\
lives:
  situation: 30
  phone: 180
  law: 365
  definition: never
kinds:
  situation: situation
  hotline: phone
  embassy: phone
  emergency: phone
  minimum_wage: law
  definition: definition
"""

THAILAND = """\
th.wage:
  kind: minimum_wage
  confidence: high
  checked_on: 2026-11-21
  text: In Thailand the minimum wage is 1,400 THB a day, from 1 July 2025.
  value: 1,400 THB per day, from 1 July 2025
  source:
    title: A page about wages
    url: https://example.org/wages
    date: '2025'
th.charity:
  kind: hotline
  confidence: high
  checked_on: 2026-11-21
  text: A charity in Thailand answers at 02 957 5851.
  value: +66 2 957 5851
  source:
    title: A page about charities
    url: https://example.org/charities
  phones:
    - number: 02 957 5851
      e164: '+6629575851'
      country: TH
      who: charity
      hours: [mon-fri 08:30-16:30]
      languages: [km, th]
th.embassy:
  kind: embassy
  confidence: high
  checked_on: 2026-11-21
  text: The embassy of Cambodia in Thailand answers at 02 957 5852.
  value: +66 2 957 5852
  source:
    title: A page about embassies
    url: https://example.org/embassies
  phones:
    - number: 02 957 5852
      e164: '+6629575852'
      country: TH
      who: embassy
"""

PLACEHOLDERS = """\
dest.min_wage:
  describe: Minimum wage
  risk: A
  fallback: check-first
  rows:
    TH: [th.wage]
pair.embassy:
  describe: Embassy
  risk: A
  fallback: check-first
  rows:
    KH-TH: [th.charity, th.embassy]
"""

KHMER = """\
countries:
  TH: ថៃ
values:
  th.wage: ប្រាក់ឈ្នួលអប្បបរមានៅថៃគឺ ១.៤០០ បាតក្នុងមួយថ្ងៃ ពីថ្ងៃទី១ កក្កដា ២០២៥។
"""


class SmallFacts:
    """A folder of facts that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "curriculum"
        self.write("shelf_lives.yaml", SHELF_LIVES)
        self.write("countries/th.yaml", THAILAND)
        self.write("placeholders.yaml", PLACEHOLDERS)
        self.write("text/en.yaml", english_words())
        self.write("text/km.yaml", KHMER)

    def write(self, path: str, words: str) -> None:
        """Write a file."""
        target = self.root / "facts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(words, encoding="utf-8")

    def read(self, path: str) -> str:
        """Read a file."""
        return (self.root / "facts" / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change the first place where some words stand."""
        words = self.read(path)
        assert old in words, f"{path} does not say {old!r}"
        self.write(path, words.replace(old, new, 1))

    def line_of(self, path: str, words: str) -> int:
        """Count to the first line that holds some words."""
        return next(number for number, line in enumerate(self.read(path).split("\n"), 1) if words in line)

    def load(self) -> FactBook:
        """Load the facts as the application does."""
        return load_facts(self.root, SECTORS)

    def faults(self) -> tuple[Fault, ...]:
        """Give the faults of the facts, none where they load."""
        try:
            self.load()
        except BrokenCourse as broken:
            return broken.faults
        return ()


def english_words(*labels: str) -> str:
    """Write the English words around facts, with labels besides those of the placeholders here."""
    sections = {
        "fallbacks": ("check-first", "choose-journey", "charity-first"),
        "labels": ("dest.min_wage", "pair.embassy", *labels),
        "countries": COUNTRIES,
        "who": [*Who],
        "services": [*Service],
        "ways": [*Way],
        "phrases": [phrase for phrase in PHRASES if phrase != "only-inside"],
    }
    lines = [
        line for section, keys in sections.items() for line in (f"{section}:", *(f"  {key}: Words" for key in keys))
    ]
    text = "\n".join([*lines, "  only-inside: Only in %(country)s.", ""])
    return text.replace("  TH: Words", "  TH: Thailand")
