"""Tests of the rules' own checks."""

import pathlib
import tempfile
import unittest

import fidelity
import table


def rule(**changes):
    return {"section": "1.1", "mark": "recorded", "rule": "It is so.", "tests": ["A.B"], **changes}


class RuleTest(unittest.TestCase):
    def test_a_rule_with_a_known_test_is_good(self):
        self.assertEqual(table.faults_of_rule(rule(), {"A.B": None}), [])

    def test_a_rule_without_a_test_is_a_fault(self):
        self.assertEqual(table.faults_of_rule(rule(tests=[]), {}), ["no test"])

    def test_a_test_that_is_nowhere_is_a_fault(self):
        self.assertEqual(table.faults_of_rule(rule(), {}), ["no test is called A.B"])

    def test_a_mark_is_one_of_four(self):
        self.assertEqual(len(table.faults_of_rule(rule(mark="sure"), {"A.B": None})), 1)

    def test_a_test_in_another_language_is_found_by_its_text(self):
        here = "tests/rules/rules_test.py"
        self.assertEqual(table.faults_of_test(f"{here}::test_a_mark_is_one_of_four", {}), [])
        self.assertEqual(len(table.faults_of_test(here + "::" + "test_" + "nothing", {})), 1)
        self.assertEqual(len(table.faults_of_test("tests/rules/none.py::x", {})), 1)

    def test_bars_do_not_break_the_table(self):
        text = fidelity.section("t", {"title": "T", "rules": [rule(rule="a|b")]})
        self.assertIn("a\\|b", text)

    def test_a_case_of_recorded_answers_is_a_rule(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.txt"
            path.write_text("# Title\n\n= 5.2 recorded Name\n  It is so.\nGetUser\n")
            self.assertEqual(table.answers(path), {"title": "Title", "rules": [rule(
                section="5.2", tests=["RecordedAnswers.AreGiven/Name"])]})


if __name__ == "__main__":
    unittest.main()
