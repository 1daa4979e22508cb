"""Each fault an author can make is named with its file, its line and what to do."""

from __future__ import annotations

from app.course.errors import BrokenCourse, Fault
from tests.course.small_course import QUESTION, QUESTION_TEXT, SmallCourse

MODULE = "decide/module.yaml"
LESSON = "decide/lessons/first/en.md"
KHMER = "decide/lessons/first/km.md"
QUESTIONS = "decide/questions/en.yaml"


def only_fault(small: SmallCourse) -> Fault:
    """Demand exactly one fault."""
    faults = small.faults()
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def expect(small: SmallCourse, path: str, line: int, *words: str) -> None:
    """Demand exactly one fault, at this place, whose sentence holds these words."""
    fault = only_fault(small)
    assert (fault.file, fault.line) == (f"curriculum/{path}", line), str(fault)
    for word in words:
        assert word in str(fault)
    assert fault.what_to_do


def test_the_small_course_has_no_fault(small: SmallCourse) -> None:
    assert small.faults() == ()


class TestFiles:
    def test_a_missing_course_file_is_named(self, small: SmallCourse) -> None:
        (small.root / "course.yaml").unlink()
        assert "curriculum/course.yaml:1: this file is missing" in str(small.faults()[0])

    def test_a_module_without_a_folder_is_named_at_the_line_that_promises_it(self, small: SmallCourse) -> None:
        small.write("course.yaml", 'version: "1"\nmodules:\n  - decide\n  - contract\n  - travel\nsectors: []\n')
        expect(small, "course.yaml", 5, "`travel` has no file travel/module.yaml", "take the name away")

    def test_a_module_folder_that_the_course_does_not_name_is_refused(self, small: SmallCourse) -> None:
        small.change("course.yaml", "[decide, contract]", "[decide]")
        expect(small, "contract/module.yaml", 1, "course.yaml does not name this module", "add `contract`")

    def test_a_module_named_twice_is_refused(self, small: SmallCourse) -> None:
        small.change("course.yaml", "[decide, contract]", "[decide, contract, decide]")
        expect(small, "course.yaml", 2, "`decide` is named twice")

    def test_a_missing_english_lesson_is_one_fault(self, small: SmallCourse) -> None:
        (small.root / LESSON).unlink()
        (small.root / KHMER).unlink()
        expect(small, LESSON, 1, "the English text is missing", "write it")

    def test_a_missing_english_folder_of_questions_is_one_fault(self, small: SmallCourse) -> None:
        for path in (small.root / "contract/questions").iterdir():
            path.unlink()
        (small.root / "contract/questions").rmdir()
        expect(small, "contract/questions/en.yaml", 1, "the English text is missing")

    def test_a_missing_english_about_is_one_fault(self, small: SmallCourse) -> None:
        (small.root / "contract/about/en.yaml").unlink()
        expect(small, "contract/about/en.yaml", 1, "the English text is missing")

    def test_a_file_of_an_unknown_locale_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/lessons/first/zh-Hans.md", "# 第一课\n")
        expect(small, "decide/lessons/first/zh-Hans.md", 1, "no locale is called `zh-Hans.md`", "zh_Hans")

    def test_a_file_with_the_wrong_ending_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/about/th.yml", "title: x\n")
        expect(small, "decide/about/th.yml", 1, "<locale>.yaml")

    def test_a_folder_of_no_lesson_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/lessons/third/en.md", "# A third\n")
        expect(small, "decide/lessons/third", 1, "module.yaml does not name this lesson", "add `third`")

    def test_a_file_that_is_not_utf_8_is_refused(self, small: SmallCourse) -> None:
        (small.root / "decide/about/km.yaml").write_bytes(b"title: \xe4\n")
        expect(small, "decide/about/km.yaml", 1, "not written in UTF-8", "save it again")

    def test_a_missing_list_of_placeholders_is_one_fault(self, small: SmallCourse) -> None:
        (small.root / "facts/placeholders.yaml").unlink()
        expect(small, "facts/placeholders.yaml", 1, "this file is missing")


class TestYaml:
    def test_yaml_that_cannot_be_read_is_named_with_its_line(self, small: SmallCourse) -> None:
        small.change(MODULE, "core: false", "core: [false")
        fault = small.faults()[0]
        assert fault.file == "curriculum/decide/module.yaml"
        assert fault.line in (2, 3)
        assert "not YAML" in fault.what

    def test_a_colon_in_a_text_is_named_with_its_line(self, small: SmallCourse) -> None:
        small.change("decide/questions/km.yaml", "What is true?", "What: is true?")
        expect(small, "decide/questions/km.yaml", 2, "not YAML")

    def test_an_empty_file_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/about/km.yaml", "")
        expect(small, "decide/about/km.yaml", 1, "holds no mapping")

    def test_a_key_written_twice_is_refused(self, small: SmallCourse) -> None:
        small.add(QUESTIONS, QUESTION_TEXT.format(id="M01-Q03"))
        line = 6 * 7 + 1
        expect(small, QUESTIONS, line, "`M01-Q03` is written twice, first on line 15")

    def test_a_misspelt_key_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "quiz_minutes: 5", "quiz_minutes: 5\nquizz: 5")
        expect(small, MODULE, 5, "nothing reads the key `quizz`", "quiz_minutes")

    def test_a_missing_value_is_refused(self, small: SmallCourse) -> None:
        small.change("decide/about/en.yaml", "aim: Learn to choose.", "aim:")
        expect(small, "decide/about/en.yaml", 2, "`aim` is missing", "must be some text")

    def test_minutes_that_are_no_number_are_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "minutes: 5", "minutes: five")
        expect(small, MODULE, small.line_of(MODULE, "five"), "wrong shape", "whole number")

    def test_an_unknown_kind_of_card_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "kind: facts", "kind: fact")
        expect(small, MODULE, small.line_of(MODULE, "kind: fact"), "message, story, do-now, facts")

    def test_an_unknown_kind_of_outcome_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "bloom: remember", "bloom: recall")
        expect(small, MODULE, 7, "one of remember, understand")

    def test_an_entry_of_the_wrong_shape_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "questions:\n", "questions:\n  - M01-Q09\n")
        expect(small, MODULE, small.line_of(MODULE, "M01-Q09"), "no mapping", "- id: …")

    def test_an_id_that_cannot_stand_in_an_address_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "id: wage", "id: The Wage")
        assert "cannot be part of an address" in str(small.faults()[1])


class TestQuestions:
    def test_a_right_answer_that_is_no_option_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "right: [a]", "right: [d]")
        expect(small, MODULE, small.line_of(MODULE, "[d]"), "`d` is no option of `M01-Q02`", "use one of a, b, c")

    def test_a_single_question_has_one_right_answer(self, small: SmallCourse) -> None:
        small.change(MODULE, "right: [a]", "right: [a, c]")
        expect(small, MODULE, small.line_of(MODULE, "[a, c]"), "`single` and has 2", "exactly 1")

    def test_a_question_of_two_has_two_right_answers(self, small: SmallCourse) -> None:
        small.change(MODULE, "right: [a, b]", "right: [b]")
        expect(small, MODULE, small.line_of(MODULE, "[b]"), "`two` and has 1", "exactly 2")

    def test_a_right_answer_named_twice_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "right: [a, b]", "right: [b, b]")
        expect(small, MODULE, small.line_of(MODULE, "[b, b]"), "`b` twice")

    def test_an_option_named_twice_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "options: [a, b, c]", "options: [a, b, c, c]")
        expect(small, MODULE, small.line_of(MODULE, "c, c]"), "option `c` twice")

    def test_a_question_without_an_outcome_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "  - id: M01-Q02\n    outcome: M01-LO1\n", "  - id: M01-Q02\n")
        expect(small, MODULE, small.line_of(MODULE, "M01-Q02"), "`outcome` is missing")

    def test_a_question_of_an_unknown_outcome_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "outcome: M01-LO1", "outcome: M03-LO1")
        expect(small, MODULE, small.line_of(MODULE, "outcome: M03-LO1"), "no outcome `M03-LO1`", "use one of M01-LO1")

    def test_a_lesson_of_an_unknown_outcome_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "outcomes: [M01-LO1]", "outcomes: [M01-LO1, M01-LO7]")
        expect(small, MODULE, small.line_of(MODULE, "M01-LO7"), "no outcome `M01-LO7`")

    def test_an_outcome_that_no_question_tests_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "    bloom: remember\n", "    bloom: remember\n  - id: M01-LO2\n    bloom: apply\n")
        small.add("decide/about/en.yaml", "  M01-LO2: Choose.\n")
        small.add("decide/about/km.yaml", "  M01-LO2: Choose.\n")
        expect(small, MODULE, 8, "no question tests the outcome `M01-LO2`", "add a question")

    def test_a_module_without_a_must_know_question_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "    must_know: true\n", "")
        expect(small, MODULE, small.line_of(MODULE, "questions:"), "no must-know question", "on its wordings")

    def test_two_wordings_of_the_must_know_question_are_taken_and_draw_as_one(self, small: SmallCourse) -> None:
        small.change(MODULE, "right: [a]\n", "right: [a]\n    must_know: true\n")
        expect(small, MODULE, small.line_of(MODULE, "questions:"), "draws 6 questions and there are 5")
        self._add_question(small, "M01-Q07")
        assert len([question for question in small.load().modules[0].questions if question.must_know]) == 2

    def test_a_wording_of_another_outcome_is_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "    bloom: remember\n", "    bloom: remember\n  - id: M01-LO2\n    bloom: apply\n")
        small.add("decide/about/en.yaml", "  M01-LO2: Choose.\n")
        small.add("decide/about/km.yaml", "  M01-LO2: Choose.\n")
        self._add_question(small, "M01-Q07", outcome="LO2", more="    must_know: true  # other\n")
        expect(small, MODULE, small.line_of(MODULE, "# other"), "another outcome than the must-know question `M01-Q01`")

    def test_a_question_of_the_checks_that_is_must_know_is_refused(self, small: SmallCourse) -> None:
        self._add_question(small, "M01-Q07", more="    must_know: true  # both\n    use: check\n")
        expect(small, MODULE, small.line_of(MODULE, "# both"), "kept for the checks before and after", "take away")

    def test_a_question_of_the_checks_is_in_no_quiz(self, small: SmallCourse) -> None:
        self._add_question(small, "M01-Q07", more="    use: check\n")
        module = small.load().modules[0]
        assert [question.id for question in module.check_questions] == ["M01-Q07"]
        assert "M01-Q07" not in [question.id for question in module.quiz_questions]

    @staticmethod
    def _add_question(small: SmallCourse, name: str, *, outcome: str = "LO1", more: str = "") -> None:
        entry = QUESTION.format(id=name, module="M01", kind="single", right="a").replace("M01-LO1", f"M01-{outcome}")
        small.add(MODULE, entry + more)
        small.add("decide/questions/en.yaml", QUESTION_TEXT.format(id=name))

    def test_too_few_questions_for_a_draw_are_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "core: false", "core: true")
        expect(small, MODULE, small.line_of(MODULE, "questions:"), "draws 8 questions and there are 6")

    def test_a_question_without_english_text_is_refused(self, small: SmallCourse) -> None:
        small.add(MODULE, QUESTION.format(id="M01-Q07", module="M01", kind="single", right="a"))
        line = small.line_of(MODULE, "M01-Q07")
        expect(small, MODULE, line, "`M01-Q07` has no English text", "decide/questions/en.yaml")

    def test_a_text_of_an_unknown_question_is_refused(self, small: SmallCourse) -> None:
        small.add("decide/questions/km.yaml", QUESTION_TEXT.format(id="M01-Q70"))
        expect(small, "decide/questions/km.yaml", 8, "no question `M01-Q70`", "correct the id")

    def test_a_missing_option_is_refused_in_any_language(self, small: SmallCourse) -> None:
        small.change("decide/questions/km.yaml", "    c: Three\n", "")
        expect(small, "decide/questions/km.yaml", 1, "option of `M01-Q02` called `c` has no text", "add a line")

    def test_a_surplus_option_is_refused_in_any_language(self, small: SmallCourse) -> None:
        small.change("decide/questions/km.yaml", "    c: Three\n", "    c: Three\n    d: Four\n")
        expect(small, "decide/questions/km.yaml", 7, "no option of `M01-Q02` called `d`", "take it away")


class TestIds:
    def test_two_modules_of_the_same_id_are_refused(self, small: SmallCourse) -> None:
        small.write("contract/module.yaml", small.read("contract/module.yaml").replace("M03", "M01"))
        assert "curriculum/decide/module.yaml:1" in next(
            fault.what for fault in small.faults() if fault.what.startswith("the module id `M01` is also in")
        )

    def test_two_questions_of_the_same_id_are_refused_across_modules(self, small: SmallCourse) -> None:
        small.change("contract/module.yaml", "id: M03-Q02", "id: M01-Q02")
        assert any("the question id `M01-Q02` is also in" in fault.what for fault in small.faults())

    def test_two_outcomes_of_the_same_id_are_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "    bloom: remember\n", "    bloom: remember\n  - id: M01-LO1\n    bloom: apply\n")
        expect(small, MODULE, 8, "the outcome id `M01-LO1` is also in curriculum/decide/module.yaml:6")

    def test_two_lessons_of_the_same_id_are_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "id: second", "id: first")
        assert any("the lesson id `first` is also in" in fault.what for fault in small.faults())

    def test_two_cards_of_the_same_id_are_refused(self, small: SmallCourse) -> None:
        small.change(MODULE, "        kind: facts\n", "        kind: facts\n      - id: wage\n        kind: message\n")
        expect(small, MODULE, small.line_of(MODULE, "id: wage") + 2, "the card id `wage` is also in")

    def test_a_card_written_twice_is_refused(self, small: SmallCourse) -> None:
        small.add(LESSON, "\n## Paid again {#wage}\n\nMore.\n")
        expect(small, LESSON, small.line_of(LESSON, "Paid again"), "`wage` is written twice, first on line 9")

    def test_a_lesson_may_not_take_the_name_of_another_unit(self, small: SmallCourse) -> None:
        small.change(MODULE, "id: second", "id: about")
        (small.root / "decide/lessons/second").rename(small.root / "decide/lessons/about")
        expect(small, MODULE, small.line_of(MODULE, "id: about"), "may not be called `about`")


class TestCards:
    def test_a_card_without_english_text_is_refused(self, small: SmallCourse) -> None:
        small.change(
            MODULE, "        kind: facts\n", "        kind: facts\n      - id: agency\n        kind: message\n"
        )
        line = small.line_of(MODULE, "agency")
        expect(small, MODULE, line, "`agency` has no English text", "## Title {#agency}", "decide/lessons/first/en.md")

    def test_a_text_of_an_unknown_card_is_refused_in_english(self, small: SmallCourse) -> None:
        small.add(LESSON, "\n## The agency {#agency}\n\nTwo papers.\n")
        line = small.line_of(LESSON, "The agency")
        expect(small, LESSON, line, "decide/module.yaml has no card `agency` in the lesson `first`", "add the card")

    def test_a_card_that_a_translation_gained_is_refused(self, small: SmallCourse) -> None:
        small.add(KHMER, "\n## ភ្នាក់ងារ {#agency}\n\nអត្ថបទ។\n")
        expect(small, KHMER, 7, "no card `agency`")

    def test_cards_out_of_order_are_refused(self, small: SmallCourse) -> None:
        title, promise, wage = small.read(LESSON).split("## ")
        small.write(LESSON, f"{title}## {wage}\n## {promise}")
        line = small.line_of(LESSON, "#promise")
        expect(small, LESSON, line, "`promise` stands after `wage`", "same order")

    def test_a_card_without_a_title_is_refused(self, small: SmallCourse) -> None:
        small.change(KHMER, "## ការសន្យា {#promise}", "## {#promise}")
        expect(small, KHMER, 3, "`promise` has no title", "write it")

    def test_a_card_without_text_is_refused(self, small: SmallCourse) -> None:
        small.change(KHMER, "កិច្ចសន្យាគឺជាការសន្យា។\n", "")
        expect(small, KHMER, 3, "`promise` has no text", "write it")

    def test_a_heading_without_an_id_is_refused(self, small: SmallCourse) -> None:
        small.add(LESSON, "\n## The agency\n\nTwo papers.\n")
        expect(small, LESSON, small.line_of(LESSON, "The agency"), "begins no card", "## Title {#card-id}")

    def test_a_lesson_without_a_title_is_refused(self, small: SmallCourse) -> None:
        small.change(KHMER, "# មេរៀនទីមួយ\n", "")
        expect(small, KHMER, 1, "no title", "# Title")

    def test_a_lesson_without_any_heading_is_refused(self, small: SmallCourse) -> None:
        small.write(KHMER, "អត្ថបទ។\n")
        untitled, outside = small.faults()
        assert "no title" in untitled.what
        assert "outside of any card" in outside.what

    def test_an_empty_lesson_file_is_refused(self, small: SmallCourse) -> None:
        small.write(KHMER, "\n")
        expect(small, KHMER, 1, "no title")

    def test_a_second_lesson_title_is_refused(self, small: SmallCourse) -> None:
        small.add(LESSON, "\n# Another\n")
        expect(small, LESSON, small.line_of(LESSON, "Another"), "second lesson title")

    def test_text_before_the_first_card_is_refused(self, small: SmallCourse) -> None:
        small.change(LESSON, "# The first lesson\n", "# The first lesson\n\nHello.\n")
        expect(small, LESSON, 1, "text between this title and the first card", "move it")

    def test_text_before_the_title_is_refused(self, small: SmallCourse) -> None:
        small.write(LESSON, "Hello.\n\n" + small.read(LESSON))
        expect(small, LESSON, 1, "outside of any card")

    def test_raw_html_is_refused_where_it_stands(self, small: SmallCourse) -> None:
        small.change(LESSON, "It binds both sides.", "It binds\nboth <b>sides</b>.")
        expect(small, LESSON, small.line_of(LESSON, "<b>"), "raw HTML", "take it out")

    def test_a_comment_is_raw_html(self, small: SmallCourse) -> None:
        small.add(LESSON, "\n<!-- to do -->\n")
        expect(small, LESSON, small.line_of(LESSON, "to do"), "raw HTML")

    def test_raw_html_is_refused_in_questions(self, small: SmallCourse) -> None:
        small.change(QUESTIONS, "a: One", "a: <b>One</b>")
        expect(small, QUESTIONS, small.line_of(QUESTIONS, "<b>"), "raw HTML")


class TestPlaceholders:
    def test_an_unknown_placeholder_is_refused(self, small: SmallCourse) -> None:
        small.change(LESSON, "{{dest.min_wage}}", "{{dest.wage}}")
        line = small.line_of(LESSON, "dest.wage")
        expect(small, LESSON, line, "knows no fact called `dest.wage`", "facts/placeholders.yaml", "correct the name")

    def test_a_placeholder_inside_a_sentence_is_refused(self, small: SmallCourse) -> None:
        small.change(LESSON, "Look at the pay.", "Look at {{dest.min_wage}}.")
        expect(small, LESSON, small.line_of(LESSON, "Look at"), "where no fact can go", "line of its own")

    def test_a_placeholder_inside_a_list_is_refused(self, small: SmallCourse) -> None:
        small.add("decide/lessons/second/en.md", "- one\n\n  {{dest.min_wage}}\n")
        line = small.line_of("decide/lessons/second/en.md", "{{")
        expect(small, "decide/lessons/second/en.md", line, "inside a list")

    def test_a_placeholder_in_a_question_is_refused(self, small: SmallCourse) -> None:
        small.change(QUESTIONS, "What is true?", '"What is {{dest.min_wage}}?"')
        expect(small, QUESTIONS, 2, "where no fact can go")

    def test_a_translation_that_lost_a_placeholder_is_refused(self, small: SmallCourse) -> None:
        small.add(KHMER, "\n## ប្រាក់ឈ្នួល {#wage}\n\nមើល។\n")
        expect(small, KHMER, 7, "lost the placeholder `dest.min_wage`", "put {{dest.min_wage}} back")

    def test_a_translation_that_gained_a_placeholder_is_refused(self, small: SmallCourse) -> None:
        small.add(KHMER, "\n{{origin.labour_hotline}}\n")
        expect(small, KHMER, 3, "has the placeholder `origin.labour_hotline`", "take it out")


class TestTranslations:
    def test_an_outcome_that_a_translation_lost_is_refused(self, small: SmallCourse) -> None:
        small.change("decide/about/km.yaml", "M01-LO1", "M01-LO9")
        first, second = small.faults()
        assert "outcome called `M01-LO1` has no text" in str(first)
        assert "no outcome called `M01-LO9`" in str(second)
        assert second.line == 4

    def test_a_text_that_a_translation_has_not_yet_is_no_fault(self, small: SmallCourse) -> None:
        for path in ("decide/about/km.yaml", KHMER, "decide/questions/km.yaml"):
            (small.root / path).unlink()
        assert small.faults() == ()

    def test_a_record_without_a_day_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/status/km.yaml", "about: {source: a, own: b, reviewed_by: Sok Dara}\n")
        expect(small, "decide/status/km.yaml", 1, "a name and a day")

    def test_a_record_with_a_day_that_is_none_is_refused(self, small: SmallCourse) -> None:
        small.write("decide/status/km.yaml", "about: {source: a, own: b, reviewed_by: Sok, reviewed_on: May}\n")
        expect(small, "decide/status/km.yaml", 1, "`May` is no day", "2026-03-09")


def test_all_faults_are_told_at_once_in_the_order_of_the_files(small: SmallCourse) -> None:
    small.change(MODULE, "right: [a]", "right: [d]")
    small.change(LESSON, "{{dest.min_wage}}", "{{dest.wage}}")
    small.write("contract/about/fr.yaml", "title: Mon contrat\n")
    try:
        small.load()
    except BrokenCourse as broken:
        head, *lines = str(broken).split("\n")
        assert head == "The course has 3 faults:"
        assert [line.partition(":")[0] for line in lines] == [
            "curriculum/contract/about/fr.yaml",
            "curriculum/decide/lessons/first/en.md",
            "curriculum/decide/module.yaml",
        ]
