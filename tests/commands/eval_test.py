"""`iamsim eval` and `iamsim explain` as programs: streams, exit codes, options."""

import json
import os
import subprocess
import tempfile
import unittest

IAMSIM = os.environ["IAMSIM"]
REQUEST = {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject",
           "resource": "arn:aws:s3:::bucket/key"}


def statement(effect, action="*"):
    return {"Version": "2012-10-17",
            "Statement": [{"Sid": "S1", "Effect": effect, "Action": action, "Resource": "*"}]}


def run(*arguments, stdin=""):
    return subprocess.run([IAMSIM, *arguments], input=stdin, capture_output=True, text=True,
                          check=False)


def lines(*cases):
    return "".join(json.dumps(case) + "\n" for case in cases)


def written(text):
    file = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False)
    with file:
        file.write(text)
    return file.name


class EvalTest(unittest.TestCase):
    def test_answers_each_line_in_input_order_on_any_number_of_threads(self):
        cases = [{"id": i, "request": REQUEST,
                  "identityPolicies": [statement("Allow" if i % 3 else "Deny")]}
                 for i in range(2000)]
        for threads in ("1", "4"):
            result = run("eval", "-", "--threads", threads, stdin=lines(*cases))
            answers = [json.loads(line) for line in result.stdout.splitlines()]
            self.assertEqual([answer["id"] for answer in answers], list(range(2000)))
            self.assertEqual([answer["decision"] for answer in answers[:3]],
                             ["explicitDeny", "allowed", "allowed"])
            self.assertEqual(result.returncode, 0)
            self.assertEqual(result.stderr, "")

    def test_a_bad_line_does_not_stop_the_stream_and_shows_in_the_exit_code(self):
        good = {"id": 1, "request": REQUEST}
        bad = {"id": 2, "request": {**REQUEST, "principal": "nobody"}}
        result = run("eval", "-", stdin=lines(good) + "nonsense\n" + lines(bad, good))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([set(answer) for answer in answers],
                         [{"id", "decision", "reason"}, {"id", "error"}, {"id", "error"},
                          {"id", "decision", "reason"}])
        self.assertEqual(set(answers[2]["error"]), {"message", "path"})
        self.assertEqual(answers[2]["error"]["path"], "/request/principal")
        self.assertEqual(answers[2]["id"], 2)
        self.assertEqual(result.returncode, 1)

    def test_reads_a_file_and_policies_given_once(self):
        cases = written(lines({"id": 1, "request": REQUEST}))
        policies = written(json.dumps({"identityPolicies": [statement("Allow")],
                                       "serviceControlPolicies": [[statement("Allow", "s3:*")]]}))
        result = run("eval", cases, "--policies", policies)
        self.assertEqual(json.loads(result.stdout)["decision"], "allowed")
        self.assertEqual(result.returncode, 0)

    def test_summary_goes_to_standard_error_with_counts_and_rate(self):
        result = run("eval", "-", "--summary", stdin=lines({"id": 1, "request": REQUEST}) + "x\n")
        self.assertRegex(result.stderr, r"^2 decisions: 0 allowed, 0 explicitDeny, 1 implicitDeny, "
                                        r"1 failed; \d+ a second\n$")
        self.assertEqual(len(result.stdout.splitlines()), 2)

    def test_a_file_that_is_not_there_is_told(self):
        result = run("eval", "/nonexistent/cases.jsonl")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("/nonexistent/cases.jsonl", result.stderr)

    def test_policies_that_cannot_be_read_are_told(self):
        result = run("eval", "-", "--policies", written("[]"))
        self.assertEqual(result.returncode, 2)
        self.assertIn("JSON object", result.stderr)


class ExplainTest(unittest.TestCase):
    CASE = {"request": REQUEST, "identityPolicies": [{"name": "P", "document": statement("Deny")}]}

    def test_tells_the_story_as_text(self):
        result = run("explain", "-", stdin=json.dumps(self.CASE, indent=2))
        self.assertEqual(result.returncode, 0)
        for part in ("explicitDeny", "with an explicit deny in an identity-based policy",
                     "to change it: lift the Deny", "(Sid S1)", "how sure: documented"):
            self.assertIn(part, result.stdout)

    def test_tells_the_story_as_json_with_places_in_the_file(self):
        text = json.dumps(self.CASE, indent=2)
        story = json.loads(run("explain", "-", "--format", "json", stdin=text).stdout)
        self.assertEqual(story["decision"], "explicitDeny")
        statement_told = story["policies"][0]["statements"][0]
        line = next(number for number, each in enumerate(text.splitlines(), 1) if '"Sid"' in each)
        self.assertEqual(statement_told["begin"]["line"], line - 1)

    def test_a_case_that_cannot_be_read_is_told(self):
        result = run("explain", "-", stdin='{"request": {"principal": 5}}')
        self.assertEqual(result.returncode, 2)
        self.assertIn("/request", result.stderr)


if __name__ == "__main__":
    unittest.main()
