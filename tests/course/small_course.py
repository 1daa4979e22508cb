"""Writes a small course without faults into a folder, so that a test can plant one in it.

Two modules (``decide``, M01; ``contract``, M03, core), each with two lessons and just enough questions. Khmer has a
part of ``decide``: what it is about, the first lesson with one of its two cards, and one question; and one fact and
one picture.
"""

from __future__ import annotations

from pathlib import Path

from app.course.catalogue import Course
from app.course.errors import BrokenCourse, Fault
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.loader import load_course
from tests.course import small_facts

COURSE = """\
version: "2026.1"
modules: [decide, contract]
sectors: [home, fishing]
"""

STRUCTURE = """\
id: {id}
core: {core}
lesson_minutes: 10
quiz_minutes: 5
outcomes:
  - id: {id}-LO1
    bloom: remember
lessons:
  - id: first
    minutes: 5
    outcomes: [{id}-LO1]
    cards:
      - id: promise
        kind: message
        picture: contract
      - id: wage
        kind: facts
  - id: second
    minutes: 5
    outcomes: [{id}-LO1]
    cards:
      - id: story
        kind: story
      - id: do-now
        kind: do-now
questions:
"""

QUESTION = """\
  - id: {id}
    outcome: {module}-LO1
    difficulty: 1
    kind: {kind}
    options: [a, b, c]
    right: [{right}]
"""

ABOUT = """\
title: My choice
aim: Learn to choose.
outcomes:
  {id}-LO1: Say what a choice is.
"""

FIRST = """\
# The first lesson

## A promise on paper {#promise}

A contract is a *promise* on paper.

It binds both sides.

## What you are paid {#wage}

Look at the pay.
{{dest.min_wage}}

Ask again.
"""

SECOND = """\
# The second lesson

## Somchai and the bus {#story}

The agent says: sign fast.

## Do this now {#do-now}

- Read it.
- Keep it.
"""

QUESTION_TEXT = """\
{id}:
  text: What is true?
  options:
    a: One
    b: Two
    c: Three
  explanation: One is first.
"""

KHMER_FIRST = """\
# មេរៀនទីមួយ

## ការសន្យា {#promise}

កិច្ចសន្យាគឺជាការសន្យា។
"""

HOTLINE = """\
origin.labour_hotline:
  describe: Labour office
  risk: A
  fallback: check-first
"""

PICTURES = """\
# What each picture shows.
contract: A worker and a boss shake hands.
bus: Somchai waits for the bus.
"""

KHMER_PICTURES = """\
contract: អ្នកធ្វើការម្នាក់ និងថៅកែ ចាប់ដៃគ្នា។
"""

GLOSSARY = """\
passport:
  km: {use: លិខិតឆ្លងដែន, also: [ប៉ាស្ព័រ]}
  lo: {use: ໜັງສືຜ່ານແດນ, risk: true, note: Means another paper in Thai.}
  my: {use: ပတ်စ်ပို့}
  th: {use: หนังสือเดินทาง, also: [พาสปอร์ต]}
  vi: {use: hộ chiếu}
  zh-Hans: {use: 护照}
"broker (unlicensed middle person)":
  find: [broker]
  km: {use: មេខ្យល់}
  lo: {use: ນາຍໜ້າ}
  my: {use: ပွဲစား}
  th: {use: นายหน้า}
  vi: {use: môi giới}
  zh-Hans: {use: 黑中介}
"""


class SmallCourse:
    """A curriculum folder that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "curriculum"
        self.write("course.yaml", COURSE)
        self._write_facts()
        self.write("pictures/en.yaml", PICTURES)
        self.write("pictures/km.yaml", KHMER_PICTURES)
        self.write("glossary.yaml", GLOSSARY)
        self._write_module("decide", "M01", core=False, questions=6)
        self._write_module("contract", "M03", core=True, questions=8)
        self.write("decide/about/km.yaml", ABOUT.format(id="M01"))
        self.write("decide/lessons/first/km.md", KHMER_FIRST)
        self.write("decide/questions/km.yaml", QUESTION_TEXT.format(id="M01-Q02"))

    def write(self, path: str, words: str) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(words, encoding="utf-8")

    def read(self, path: str) -> str:
        """Read a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change the first place where some words stand."""
        words = self.read(path)
        assert old in words, f"{path} does not say {old!r}"
        self.write(path, words.replace(old, new, 1))

    def add(self, path: str, words: str) -> None:
        """Write some words at the end of a file."""
        self.write(path, self.read(path) + words)

    def line_of(self, path: str, words: str) -> int:
        """Count to the first line that holds some words."""
        return next(number for number, line in enumerate(self.read(path).split("\n"), 1) if words in line)

    def load(self) -> Course:
        """Load the course as the application does."""
        return load_course(self.root)

    def faults(self) -> tuple[Fault, ...]:
        """Give the faults of the course, none where it loads."""
        try:
            self.load()
        except BrokenCourse as broken:
            return broken.faults
        return ()

    def load_facts(self) -> FactBook:
        """Load the facts as the application does."""
        return load_facts(self.root, small_facts.SECTORS)

    def _write_facts(self) -> None:
        self.write("facts/placeholders.yaml", small_facts.PLACEHOLDERS + HOTLINE)
        self.write("facts/shelf_lives.yaml", small_facts.SHELF_LIVES)
        self.write("facts/countries/th.yaml", small_facts.THAILAND)
        self.write("facts/text/en.yaml", small_facts.english_words("origin.labour_hotline"))
        self.write("facts/text/km.yaml", small_facts.KHMER)

    def _write_module(self, slug: str, module_id: str, *, core: bool, questions: int) -> None:
        ids = [f"{module_id}-Q{number:02}" for number in range(1, questions + 1)]
        pool = [QUESTION.format(id=name, module=module_id, kind="single", right="a") for name in ids[1:]]
        first = QUESTION.format(id=ids[0], module=module_id, kind="two", right="a, b") + "    must_know: true\n"
        structure = STRUCTURE.format(id=module_id, core=str(core).lower())
        self.write(f"{slug}/module.yaml", structure + first + "".join(pool))
        self.write(f"{slug}/about/en.yaml", ABOUT.format(id=module_id))
        self.write(f"{slug}/lessons/first/en.md", FIRST)
        self.write(f"{slug}/lessons/second/en.md", SECOND)
        self.write(f"{slug}/questions/en.yaml", "".join(QUESTION_TEXT.format(id=name) for name in ids))
