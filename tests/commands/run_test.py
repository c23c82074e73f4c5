"""`iamsim run` as a program: what it writes where, and how it ends."""

import json
import os
import pathlib
import pty
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

IAMSIM = os.environ["IAMSIM"]
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STARTED = "scenarios/getting_started"
FAILING = "tests/scenario_suite/failing"


def run(*arguments, **options):
    return subprocess.run([IAMSIM, "run", "--via", "engine", *map(str, arguments)], cwd=ROOT,
                          capture_output=True, text=True, timeout=120, check=False, **options)


class Outputs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_one_report_goes_to_standard_output_and_others_to_files(self):
        files = {name: self.folder / name for name in ("json", "tap", "github", "text")}
        options = [text for name, path in files.items() for text in (f"--{name}", path)]
        result = run(STARTED, "--format", "junit", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        suites = xml.etree.ElementTree.fromstring(result.stdout)
        self.assertEqual(suites.get("failures"), "0")
        report = json.loads(files["json"].read_text())
        self.assertEqual([suite.get("file") for suite in suites],
                         [scenario["file"] for scenario in report["scenarios"]])
        self.assertEqual(int(suites.get("tests")),
                         sum(len(scenario["steps"]) for scenario in report["scenarios"]))
        self.assertTrue(files["tap"].read_text().startswith("TAP version 14\n"))
        self.assertIn("all passed", files["github"].read_text())
        self.assertEqual(files["text"].read_text(), run(STARTED).stdout)

    def test_a_failing_run_writes_its_reports_and_ends_with_1(self):
        result = run(FAILING, "--format", "junit", "--output", self.folder / "report.xml")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        suites = xml.etree.ElementTree.parse(self.folder / "report.xml").getroot()
        self.assertEqual(suites.get("failures"), "3")
        self.assertIn("::error file=tests/scenario_suite/failing/",
                      run(FAILING, "--format", "github").stdout)

    def test_a_report_that_cannot_be_written_is_an_error(self):
        result = run(STARTED, "--json", self.folder / "none" / "report.json")
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot be written: No such file or directory", result.stderr)

    def test_an_unknown_format_is_refused(self):
        self.assertEqual(run(STARTED, "--format", "yaml").returncode, 2)

    def test_patterns_that_the_shell_left_alone_are_matched(self):
        whole = json.loads(run("scenarios/**/*.yaml", "--format", "json").stdout)
        self.assertEqual({scenario["file"] for scenario in whole["scenarios"]},
                         {str(path.relative_to(ROOT)) for path in ROOT.glob("scenarios/**/*.yaml")
                          if not path.name.startswith("_")})


class Terminal(unittest.TestCase):
    def test_progress_is_shown_on_a_terminal_only(self):
        self.assertEqual(run(STARTED).stderr, "")
        leader, follower = pty.openpty()
        with os.fdopen(leader, "rb") as terminal:
            with os.fdopen(follower, "w") as stderr:
                subprocess.run([IAMSIM, "run", "--via", "engine", STARTED], cwd=ROOT,
                               stdout=subprocess.DEVNULL, stderr=stderr, timeout=60, check=False)
                shown = os.read(terminal.fileno(), 100_000)
        self.assertIn(b"[1/", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown)


class Endpoint(unittest.TestCase):
    def setUp(self):
        self.server = subprocess.Popen(
            [IAMSIM, "serve", "--listen", "127.0.0.1:0", "--clock", "manual"],
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.server.communicate)
        self.addCleanup(self.server.terminate)
        self.url = self.server.stdout.readline().split()[-1]

    def run_there(self, *arguments):
        return subprocess.run([IAMSIM, "run", *arguments, "--endpoint", self.url], cwd=ROOT,
                              capture_output=True, text=True, timeout=120, check=False)

    def test_scenarios_run_against_a_server_that_is_emptied_each_time(self):
        result = self.run_there("scenarios/sessions", "scenarios/guard_rails", "--reset")
        self.assertEqual(result.returncode, 0, result.stdout)
        again = self.run_there("scenarios/sessions/revoking.yaml")
        self.assertEqual(again.returncode, 3)
        self.assertIn("--reset empties it", again.stdout)

    def test_a_server_that_is_not_there_is_told(self):
        result = subprocess.run([IAMSIM, "run", STARTED, "--endpoint", "http://127.0.0.1:1"],
                                cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(result.returncode, 3)
        self.assertIn("cannot be reached", result.stdout)


class Watch(unittest.TestCase):
    def test_a_change_runs_the_scenarios_again(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "a.yaml"
            file.write_text((ROOT / STARTED / "user_with_a_long_term_key.yaml").read_text())
            watching = subprocess.Popen([IAMSIM, "run", "--via", "engine", "--watch", str(file)],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            try:
                self.assertIn("waiting for changes", watching.stderr.readline())
                file.write_text("scenario: 1\n")
                self.assertIn("waiting for changes", watching.stderr.readline())
            finally:
                watching.terminate()
                output, _ = watching.communicate()
        self.assertIn("all passed", output)
        self.assertIn("1 scenario failed", output)


if __name__ == "__main__":
    unittest.main()
