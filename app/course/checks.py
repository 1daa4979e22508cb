"""Every check on the meaning of the course, pure over what was read.

What a file must look like is checked by whoever reads it; here is what must agree: answers with options, questions
with outcomes, text with structure, translations with the English.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from app.core.i18n import SOURCE
from app.course.catalogue import CardText, Edition, Lesson, Module, Place, Question, QuestionKind, QuestionUse
from app.course.errors import Fault
from app.course.rules import draw_size
from app.course.status import RESERVED

_RIGHT_ANSWERS = {QuestionKind.SINGLE: 1, QuestionKind.TWO: 2}


def faults_of(
    modules: Collection[Module], editions: Mapping[str, Edition], slots: Collection[str] | None
) -> Iterator[Fault]:
    """Go through everything that must agree; slots name the facts that cards may ask for, None where nobody knows."""
    yield from _shared_ids(modules)
    for module in modules:
        yield from _structure(module)
        yield from _english(module, editions[SOURCE.tag])
    for edition in editions.values():
        yield from _texts(modules, edition)
        yield from _translation(edition, editions[SOURCE.tag])
    if slots is not None:
        yield from _unknown_slots(editions[SOURCE.tag], slots)


def _shared_ids(modules: Collection[Module]) -> Iterator[Fault]:
    yield from _twice("module", ((module.id, module.at) for module in modules))
    yield from _twice("outcome", ((part.id, part.at) for module in modules for part in module.outcomes))
    yield from _twice("question", ((part.id, part.at) for module in modules for part in module.questions))


def _structure(module: Module) -> Iterator[Fault]:
    yield from _twice("lesson", ((lesson.id, lesson.at) for lesson in module.lessons))
    for lesson in module.lessons:
        if lesson.id in RESERVED:
            yield _fault(lesson.at, f"a lesson may not be called `{lesson.id}`", "choose another id")
        yield from _twice("card", ((card.id, card.at) for card in lesson.cards))
        yield from _known_outcomes(module, lesson.outcomes, lesson.at.of("outcomes"))
    for question in module.questions:
        yield from _known_outcomes(module, (question.outcome,), question.at.of("outcome"))
        yield from _answers(question)
    yield from _untested_outcomes(module)
    yield from _pool(module)


def _twice(kind: str, ids: Iterable[tuple[str, Place]]) -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for name, at in ids:
        if name in first:
            where = f"{first[name].file}:{first[name].line}"
            yield _fault(at, f"the {kind} id `{name}` is also in {where}", "give one of the two an id of its own")
        elif name:
            first[name] = at


def _known_outcomes(module: Module, names: Iterable[str], at: Place) -> Iterator[Fault]:
    known = [outcome.id for outcome in module.outcomes]
    for name in names:
        if name and name not in known:
            yield _fault(at, f"this module has no outcome `{name}`", f"use one of {', '.join(known) or 'its outcomes'}")


def _answers(question: Question) -> Iterator[Fault]:
    options, right = question.at.of("options"), question.at.of("right")
    for name in _repeated(question.options):
        yield _fault(options, f"`{question.id}` has the option `{name}` twice", "name each option once")
    for name in _repeated(question.right):
        yield _fault(right, f"`{question.id}` names the right option `{name}` twice", "name it once")
    for name in question.right:
        if name not in question.options:
            known = ", ".join(question.options)
            yield _fault(right, f"the right answer `{name}` is no option of `{question.id}`", f"use one of {known}")
    wanted, found = _RIGHT_ANSWERS[question.kind], len(question.right)
    if found != wanted:
        what = f"`{question.id}` is of the kind `{question.kind}` and has {found} right answers"
        yield _fault(right, what, f"name exactly {wanted} in `right`, or change its `kind`")


def _untested_outcomes(module: Module) -> Iterator[Fault]:
    tested = {question.outcome for question in module.quiz_questions}
    for outcome in module.outcomes:
        if outcome.id and outcome.id not in tested:
            yield _fault(outcome.at, f"no question tests the outcome `{outcome.id}`", "add a question that does")


def _pool(module: Module) -> Iterator[Fault]:
    at = module.at.of("questions")
    stars = [question for question in module.questions if question.must_know]
    if not stars:
        yield _fault(at, f"`{module.id}` has no must-know question", "set `must_know: true` on its wordings")
    for question in stars:
        yield from _star(question, stars[0])
    # A quiz asks one wording of the must-know question, so that the others add nothing to what it can draw.
    wordings = [question for question in module.quiz_questions if question.must_know]
    drawable = len(module.quiz_questions) - max(0, len(wordings) - 1)
    if drawable < draw_size(module):
        what = f"a quiz of `{module.id}` draws {draw_size(module)} questions and there are {drawable}"
        yield _fault(at, what, "add questions")


def _star(question: Question, first: Question) -> Iterator[Fault]:
    at = question.at.of("must_know")
    if question.use is not QuestionUse.QUIZ:
        what = f"`{question.id}` is kept for the checks before and after the course, and cannot be must-know"
        yield _fault(at, what, "take away `must_know` or `use`")
    if question.outcome != first.outcome:
        what = f"`{question.id}` tests another outcome than the must-know question `{first.id}`"
        yield _fault(at, what, "keep `must_know: true` on wordings of one thing")


def _english(module: Module, english: Edition) -> Iterator[Fault]:
    """Demand an English text for each unit; a file that is missing as a whole was reported when it was looked for."""
    for lesson in module.lessons:
        if lesson.key in english.lessons:
            file = f"{module.slug}/lessons/{lesson.id}/{SOURCE.disk}.md"
            for card in lesson.cards:
                if card.key not in english.cards:
                    what = f"the card `{card.id}` has no English text"
                    yield _fault(card.at, what, f"write `## Title {{#{card.id}}}` into {file}, or take the card away")
    if any(question.id in english.questions for question in module.questions):
        for question in module.questions:
            if question.id not in english.questions:
                file = f"{module.slug}/questions/{SOURCE.disk}.yaml"
                yield _fault(question.at, f"the question `{question.id}` has no English text", f"write it into {file}")


def _texts(modules: Collection[Module], edition: Edition) -> Iterator[Fault]:
    cards: dict[str, dict[str, CardText]] = defaultdict(dict)
    for key, text in edition.cards.items():
        lesson_key, _, card_id = key.rpartition("/")
        cards[lesson_key][card_id] = text
    for module in modules:
        yield from _about_text(module, edition)
        for lesson in module.lessons:
            yield from _card_texts(module, lesson, cards[lesson.key])
        for question in module.questions:
            yield from _question_text(question, edition)


def _about_text(module: Module, edition: Edition) -> Iterator[Fault]:
    if text := edition.modules.get(module.id):
        yield from _same_names("outcome", [outcome.id for outcome in module.outcomes], text.outcomes, text.at)


def _question_text(question: Question, edition: Edition) -> Iterator[Fault]:
    if text := edition.questions.get(question.id):
        yield from _same_names(f"option of `{question.id}`", question.options, text.options, text.at)


def _same_names(kind: str, wanted: Collection[str], found: Mapping[str, str], at: Place) -> Iterator[Fault]:
    for name in wanted:
        if name and name not in found:
            yield _fault(at, f"the {kind} called `{name}` has no text here", f"add a line `{name}: …`")
    for name in found:
        if name not in wanted:
            yield _fault(at.of(name), f"module.yaml has no {kind} called `{name}`", "take it away, or correct the id")


def _card_texts(module: Module, lesson: Lesson, texts: Mapping[str, CardText]) -> Iterator[Fault]:
    order = {card.id: card.number for card in lesson.cards}
    reached, before = 0, ""
    for card_id, text in texts.items():
        if not text.title or not text.parts:
            lack = "title" if not text.title else "text"
            yield _fault(text.at, f"the card `{card_id}` has no {lack}", "write it, or take the card away")
        if card_id not in order:
            what = f"{module.slug}/module.yaml has no card `{card_id}` in the lesson `{lesson.id}`"
            yield _fault(text.at, what, "correct the id, or add the card there first")
        elif order[card_id] < reached:
            what = f"the card `{card_id}` stands after `{before}`, in module.yaml before it"
            yield _fault(text.at, what, "bring both files into the same order")
        else:
            reached, before = order[card_id], card_id


def _translation(edition: Edition, english: Edition) -> Iterator[Fault]:
    for key, text in edition.cards.items():
        source = english.cards.get(key)
        if source is not None and source.slots != text.slots:
            yield from _changed_slots(text, source)


def _changed_slots(text: CardText, source: CardText) -> Iterator[Fault]:
    own, wanted = (Counter(slot.name for slot in words.slots) for words in (text, source))
    for name in wanted - own:
        yield _fault(text.at, f"this card lost the placeholder `{name}` of the English", f"put {{{{{name}}}}} back")
    for name in own - wanted:
        yield _fault(text.at, f"this card has the placeholder `{name}`, the English has not", "take it out")


def _unknown_slots(english: Edition, slots: Collection[str]) -> Iterator[Fault]:
    """Check the English alone: a translation has the same placeholders or a fault already."""
    for text in english.cards.values():
        for slot in text.slots:
            if slot.name not in slots:
                what = f"facts/placeholders.yaml knows no fact called `{slot.name}`"
                yield _fault(slot.at, what, "correct the name, or add it there")


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _fault(at: Place, what: str, what_to_do: str) -> Fault:
    return Fault(at.file, at.line, what, what_to_do)
