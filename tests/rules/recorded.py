"""Runs the tests of the recorded rules and counts them beside the recorded cases."""

import json
import subprocess
import tempfile

import table

CASES = table.ROOT / "tests" / "data" / "recorded_conditions.json"


def recorded_rules():
    return [rule for _, content in table.load() for rule in content["rules"]
            if rule["mark"] == "recorded"]


def outcomes(binary, names):
    """{Suite.Case: passed} of those of `names` that `binary` has; for a parameterized test's
    instances Suite.Case/Instance too, and all together count as Suite.Case."""
    patterns = {pattern for name in (name.split("/")[0] for name in names)
                for pattern in (name, f"*/{name}/*", f"{name}/*")}
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run([binary, f"--gtest_filter={':'.join(sorted(patterns))}",
                        f"--gtest_output=json:{report.name}"],
                       stdout=subprocess.DEVNULL, check=False)
        results = json.load(open(report.name))
    passed = {}
    for suite in results["testsuites"]:
        for case in suite["testsuite"]:
            # Prefix/Suite of parameterized tests, Suite/0 of typed ones.
            suite_name = [part for part in suite["name"].split("/") if not part.isdigit()][-1]
            good = case["result"] == "COMPLETED" and not case.get("failures")
            for test in {case["name"], case["name"].split("/")[0]}:
                name = f"{suite_name}.{test}"
                passed[name] = passed.get(name, True) and good
    return passed


def summary(binaries):
    """(line, faults): `recorded: N rules, M cases, K differ`, and what differed."""
    rules = recorded_rules()
    names = sorted({test for rule in rules for test in rule["tests"] if "::" not in test})
    passed = {}
    for binary in binaries:
        passed.update(outcomes(binary, names))
    differing = []
    for rule in rules:
        bad = [test for test in rule["tests"] if "::" not in test and not passed.get(test, False)]
        if bad:
            differing.append(f"{rule['section']} {rule['rule']}: {', '.join(bad)}")
    cases = sum("matches" in case for case in json.loads(CASES.read_text()))
    return f"recorded: {len(rules)} rules, {cases} cases, {len(differing)} differ", differing
