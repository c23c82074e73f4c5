"""`iamsim lint`: exit codes, formats, rules."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

IAMSIM = os.environ["IAMSIM"]
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}})


CLEAN = policy(Action="s3:GetObject", Resource="arn:aws:s3:::b/*")
SUGGESTION = policy(Action="s3:PutObject", Resource="*")
WARNING = policy(Action="*", Resource="*")
ERROR = policy(Action="s3:GetObjekt", Resource="*")


def lint(*arguments, stdin=""):
    return subprocess.run([IAMSIM, "lint", *map(str, arguments)], input=stdin,
                          capture_output=True, text=True, timeout=60, cwd=ROOT, check=False)


class ExitCodes(unittest.TestCase):
    def test_fail_on_decides_from_which_severity(self):
        for text, severities in ((CLEAN, []), (SUGGESTION, ["suggestion"]),
                                 (WARNING, ["suggestion", "warning"]),
                                 (ERROR, ["suggestion", "warning", "error"])):
            for fail_on in ("suggestion", "warning", "error", "never"):
                code = lint("--fail-on", fail_on, "-", stdin=text).returncode
                self.assertEqual(code, 1 if fail_on in severities else 0, (text, fail_on))

    def test_warnings_fail_by_default(self):
        self.assertEqual(lint("-", stdin=WARNING).returncode, 1)
        self.assertEqual(lint("-", stdin=SUGGESTION).returncode, 0)

    def test_bad_usage_and_unreadable_files_are_2(self):
        self.assertEqual(lint("/nowhere/policy.json").returncode, 2)
        self.assertEqual(lint().returncode, 2)
        self.assertEqual(lint("--disable", "unknown-actoin", "-", stdin=CLEAN).returncode, 2)
        self.assertIn('did you mean "unknown-action"', lint("--explain", "unknown-actoin").stderr)
        self.assertEqual(lint("-", stdin="scenario: 1\nstepz: []\n").returncode, 2)


class Options(unittest.TestCase):
    def test_disabled_rules_are_silent(self):
        self.assertEqual(lint("--disable", "administrator-grant", "-", stdin=WARNING).returncode, 0)

    def test_type_decides_what_is_judged(self):
        self.assertEqual(lint("--type", "scp", "-", stdin=WARNING).returncode, 0)

    def test_own_accounts_are_no_third_parties(self):
        trust = json.dumps({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}})
        self.assertEqual(lint("-", stdin=trust).returncode, 1)
        self.assertEqual(lint("--account", "444455556666", "-", stdin=trust).returncode, 0)

    def test_every_listed_rule_has_its_page(self):
        rules = [line.split()[0] for line in lint("--rules").stdout.splitlines()]
        self.assertGreater(len(rules), 30)
        for rule in rules[::7]:
            page = (ROOT / "docs" / "lint" / f"{rule}.md").read_text()
            self.assertEqual(lint("--explain", rule).stdout, page)

    def test_formats_are_json(self):
        for form, version in (("json", None), ("sarif", "2.1.0")):
            made = json.loads(lint("--format", form, "-", stdin=ERROR).stdout)
            self.assertEqual(made.get("version"), version)


SCENARIO = """scenario: 1
name: x
accounts:
  acme:
    id: "111122223333"
    roles:
      r:
        trust:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal: { AWS: "arn:aws:iam::444455556666:root" }
              Action: sts:AssumeRole
    policies:
      all: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "*", Resource: "*" } }
    users:
      ana: { attach: [all, ReadOnlyAccess] }
steps:
"""


class Step(unittest.TestCase):
    def run_step(self, step):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "s.yaml"
            path.write_text(SCENARIO + "  - " + step + "\n")
            return subprocess.run([IAMSIM, "run", "--via", "engine", str(path)],
                                  capture_output=True, text=True, timeout=60, check=False)

    def test_an_entity_has_all_its_policies_but_aws_managed_ones(self):
        met = self.run_step("{lint: acme/user/ana, expect: {exactly: administrator-grant}}")
        self.assertEqual(met.returncode, 0, met.stdout)
        met = self.run_step("{lint: acme/policy/all, expect: {includes: administrator-grant}}")
        self.assertEqual(met.returncode, 0, met.stdout)

    def test_what_differs_is_shown_with_the_findings(self):
        unmet = self.run_step("{lint: acme/role/r/trust, expect: {exactly: []}}")
        self.assertEqual(unmet.returncode, 1)
        self.assertIn("account 444455556666 may assume the role", unmet.stdout)
        unmet = self.run_step("{lint: acme/role/r, expect: {includes: wildcard-principal}}")
        self.assertEqual(unmet.returncode, 1)

    def test_unknown_rules_and_entities_are_faults(self):
        for step, hint in (
                ("{lint: acme/role/r, expect: {excludes: wildcard-principle}}",
                 'did you mean "wildcard-principal"'),
                ("{lint: acme/role/nobody, expect: {exactly: []}}", "nobody"),
                ("{lint: acme/role/r/other, expect: {exactly: []}}", 'no policy "other"'),
                ("{lint: acme/r, expect: {exactly: []}}", "ACCOUNT/role/NAME")):
            made = self.run_step(step)
            self.assertNotEqual(made.returncode, 0, step)
            self.assertIn(hint, made.stdout + made.stderr)


class Repository(unittest.TestCase):
    def test_a_directory_stands_for_its_scenarios(self):
        made = lint("--format", "json", "--fail-on", "never", "scenarios")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertGreater(len(json.loads(made.stdout)["files"]), 10)


if __name__ == "__main__":
    unittest.main()
