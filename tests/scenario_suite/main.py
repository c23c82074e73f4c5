"""The scenarios themselves, and how the command reports those that fail or can't be read.

Usage: main.py with IAMSIM set to the command's path.
"""

import json
import os
import pathlib
import subprocess
import unittest

import jsonschema
import yaml

IAMSIM = os.environ["IAMSIM"]
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Files whose name begins with _ are made to be included.
SCENARIOS = sorted(path for path in (ROOT / "scenarios").rglob("*.yaml")
                   if not path.name.startswith("_"))


def run(*arguments):
    return subprocess.run(
        [IAMSIM, "run", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def tags_of(path):
    return set(yaml.load(path.read_text(), Loader=yaml.BaseLoader).get("tags", []))


class Scenarios(unittest.TestCase):
    def test_there_are_some_in_each_folder(self):
        folders = {path.parent.name for path in SCENARIOS}
        self.assertLessEqual(
            {"getting_started", "cross_account", "confused_deputy", "malformed_policies"}, folders)

    def test_every_one_passes_and_its_report_is_the_same_each_time_and_over_http(self):
        for path in SCENARIOS:
            with self.subTest(str(path.relative_to(ROOT))):
                first = run("--via", "engine", "--format", "json", path)
                self.assertEqual(first.returncode, 0, first.stdout[-3000:] + first.stderr)
                self.assertEqual(run("--via", "engine", "--format", "json", path).stdout,
                                 first.stdout, "two runs differ")
                over_http = json.loads(run("--via", "http", "--format", "json", path).stdout)
                self.assertEqual(over_http, json.loads(first.stdout), "http and engine differ")

    def test_every_one_fits_the_schema(self):
        schema = json.loads((ROOT / "scenarios/schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for path in SCENARIOS:
            with self.subTest(str(path.relative_to(ROOT))):
                # Scalars as text, as the command reads them.
                document = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
                self.assertEqual([e.message for e in validator.iter_errors(document)], [])
                self.assertIn("$schema=", path.read_text().splitlines()[0])

    def test_every_one_teaches(self):
        for path in SCENARIOS:
            with self.subTest(str(path.relative_to(ROOT))):
                document = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
                for key in ("name", "story", "notice", "exercise"):
                    self.assertTrue(document.get(key), key)

    def test_every_practice_can_be_solved_and_asks_for_something(self):
        verified = subprocess.run([IAMSIM, "learn", "--verify"], cwd=ROOT, capture_output=True,
                                  text=True, timeout=120, check=False)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_the_whole_folder_over_a_socket(self):
        whole = run("scenarios")
        self.assertEqual(whole.returncode, 0, whole.stdout[-3000:])
        self.assertIn("all passed", whole.stdout.splitlines()[-1])


class Reports(unittest.TestCase):
    """Beside each sample stands what its report must say: parts of lines, in this
    order, with others between."""

    def check_lines(self, sample, text):
        expected = sample.with_suffix(".expected").read_text().splitlines()
        rest = iter(text.splitlines())
        for wanted in expected:
            self.assertTrue(any(wanted in line for line in rest),
                            f"no {wanted!r} after the lines before it, in:\n{text}")

    def check_samples(self, folder, exit_code):
        samples = sorted((HERE / folder).glob("*.yaml"))
        self.assertTrue(samples)
        for sample in samples:
            for via in ("http", "engine"):
                with self.subTest(f"{sample.name} via {via}"):
                    result = run("--via", via, sample.relative_to(ROOT))
                    self.assertEqual(result.returncode, exit_code, result.stdout + result.stderr)
                    self.check_lines(sample, result.stdout + result.stderr)

    def test_a_failed_expectation_shows_expected_actual_and_explanation(self):
        self.check_samples("failing", 1)

    def test_a_malformed_file_is_placed_by_line_and_column(self):
        self.check_samples("malformed", 2)

    def test_tags_choose_and_jobs_keep_the_order(self):
        tagged = run("--tag", "mfa", "--tag", "break-glass", "scenarios")
        chosen = {line.split("[")[1].rstrip("]") for line in tagged.stdout.splitlines()
                  if line.endswith(".yaml]")}
        self.assertEqual(chosen, {str(path.relative_to(ROOT)) for path in SCENARIOS
                                  if {"mfa", "break-glass"} & tags_of(path)})
        self.assertEqual(run("--tag", "none-such", "scenarios").returncode, 2)
        self.assertEqual(run("scenarios", "--via", "engine", "--format", "json").stdout,
                         run("scenarios", "--via", "engine", "--format", "json",
                             "--jobs", "4").stdout)

    def test_fail_fast_ends_after_the_first_file_that_fails(self):
        failing = HERE / "failing"
        whole = run("--via", "engine", failing).stdout.splitlines()[-1]
        self.assertFalse(whole.startswith("1 scenario,"))
        for jobs in ("1", "3"):
            first = run("--via", "engine", "--fail-fast", "--jobs", jobs, failing)
            self.assertEqual(first.returncode, 1)
            self.assertTrue(first.stdout.splitlines()[-1].startswith("1 scenario,"))

    def test_no_scenario_found_is_a_failure(self):
        self.assertEqual(run("--filter", "no such scenario", "scenarios").returncode, 2)
        self.assertEqual(run("scenarios/none.yaml").returncode, 2)


if __name__ == "__main__":
    unittest.main()
