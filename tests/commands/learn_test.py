"""`iamsim learn` as a program: the list, a lesson with scripted answers, exercises."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

IAMSIM = os.environ["IAMSIM"]
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LESSON = "confused_deputy/external_id"


def learn(*arguments, stdin="", cwd=ROOT):
    return subprocess.run([IAMSIM, "learn", *map(str, arguments)], input=stdin, cwd=cwd,
                          capture_output=True, text=True, timeout=60, check=False)


def trust(condition):
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole",
        **condition}]})


SOLVED = trust({"Condition": {"StringEquals": {"sts:ExternalId": "dep-5b1f77ce20"}}})


class List(unittest.TestCase):
    def test_it_names_every_lesson_with_its_title(self):
        listed = learn()
        self.assertEqual(listed.returncode, 0)
        self.assertRegex(listed.stdout, r"\* confused_deputy/external_id +The confused deputy")
        self.assertNotIn("_acme", listed.stdout)

    def test_the_library_is_found_from_anywhere(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn(LESSON, learn(cwd=folder).stdout)

    def test_an_unknown_name_is_an_error_with_the_nearest(self):
        unknown = learn("confused_deputy/external_di")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn('did you mean "confused_deputy/external_id"?', unknown.stderr)
        self.assertEqual(learn("--library", "/none").returncode, 2)


class ALesson(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.policy = pathlib.Path(folder.name) / "policy.json"

    def hold(self, *answers):
        return learn("external_id", "--policy", self.policy,
                     stdin="".join(answer + "\n" for answer in answers))

    def test_without_input_it_shows_everything_and_asks_nothing_twice(self):
        held = self.hold()
        self.assertEqual(held.returncode, 0)
        for part in ("Deputy is a cost-report service", "accounts:", "1 of 12",
                     "deputy/user/service (on behalf of mallory) calls sts:AssumeRole",
                     "=> AccessDenied", "wants `dep-5b1f77ce20`", "What to notice", "Exercise",
                     "Your turn"):
            self.assertIn(part, held.stdout)
        self.assertEqual(held.stdout.count("[y/n]"), 1)
        self.assertFalse(self.policy.exists())

    def test_expectations_are_not_shown_before_the_answer(self):
        before = self.hold("q").stdout
        self.assertIn("1 of 12", before)
        self.assertNotIn("=>", before)
        self.assertNotIn("steps:", before)

    def test_predictions_are_judged(self):
        held = self.hold("y", "n", "maybe", "y")
        self.assertIn("Will it work? yes, as you said", held.stdout)
        self.assertIn("2026.csv? yes, against what you said", held.stdout)
        self.assertIn("y or n, Enter to just see it", held.stdout)
        self.assertIn("You foresaw 2 of 3 answers.", held.stdout)

    # Answers that are asked for before the exercise: of eight calls, two checks, three probes.
    SEEN = [""] * 13

    def test_the_exercise_is_written_checked_and_explained(self):
        held = self.hold(*self.SEEN, "", "h", "s", "q")
        self.assertEqual(held.returncode, 0)
        self.assertIn("Not yet.", held.stdout)
        self.assertIn("expected: AccessDenied", held.stdout)
        self.assertIn("A Condition with StringEquals", held.stdout)
        self.assertEqual(json.loads(self.policy.read_text())["Statement"][0]["Sid"], "TrustDeputy")

    def test_a_policy_that_is_there_is_kept_and_checked(self):
        self.policy.write_text(SOLVED)
        held = self.hold(*self.SEEN, "")
        self.assertIn("Well done", held.stdout)
        self.assertEqual(self.policy.read_text(), SOLVED)

    def test_a_malformed_policy_is_refused_in_aws_words(self):
        self.policy.write_text('{"Version": "2012-10-17", "Statement": [}')
        checked = learn(LESSON, "--check", self.policy)
        self.assertNotEqual(checked.returncode, 0)
        self.assertIn("MalformedPolicyDocument", checked.stdout)


class Check(unittest.TestCase):
    def check(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(text)
            file.flush()
            return learn(LESSON, "--check", file.name)

    def test_exit_code_says_whether_the_policy_does(self):
        self.assertEqual(self.check(SOLVED).returncode, 0)
        open_door = self.check(trust({}))
        self.assertEqual(open_door.returncode, 1)
        self.assertIn("Deputy for Mallory", open_door.stdout)
        closed = self.check(trust({"Condition": {"StringEquals": {"sts:ExternalId": "x1"}}}))
        self.assertEqual(closed.returncode, 1)

    def test_unusable_input_is_told(self):
        self.assertEqual(learn(LESSON, "--check", "/none").returncode, 2)
        without = learn("access_keys/rotation", "--check", "/none")
        self.assertEqual(without.returncode, 2)
        self.assertIn("no exercise that can be checked", without.stderr)


if __name__ == "__main__":
    unittest.main()
