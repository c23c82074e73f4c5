"""The tables of rules, tests/data/rules/*.json: what iamsim knows about AWS, how surely, and by
which test it is held to it.

A table is {"title": ..., "rules": [rule, ...]}, one rule a line, in the order of the sections:

    {"section": "4.7", "mark": "recorded", "rule": "...", "tests": ["Suite.Case", ...]}

section  where the rule stands in the collected facts, for example 4.7; unique marks are not needed,
         several rules may share a section
mark     recorded (seen in answers of live AWS), documented (AWS's pages), observed (others' reports
         of real answers), unsure (not settled: iamsim takes the safer answer)
rule     the behaviour in one sentence, in our own words
tests    at least one: `Suite.Case` of a C++ test, or `path::text` for a test in another language,
         where text is what the file must contain (the test's name)

Each case of tests/data/recorded_answers/*.txt is a rule too, and its own test.
"""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "data" / "rules"
MARKS = ("recorded", "documented", "observed", "unsure")
FIELDS = {"section", "mark", "rule", "tests"}
ANSWERS = ROOT / "tests" / "data" / "recorded_answers"
ANSWER = re.compile(r"^= (\S+) (\S+) (\w+)\n +(.+)$", re.MULTILINE)
TEST = re.compile(r"\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)")


def answers(path):
    """A script of recorded answers as a table of rules. Its first line is its title."""
    text = path.read_text()
    rules = [{"section": section, "mark": mark, "rule": rule,
              "tests": [f"RecordedAnswers.AreGiven/{name}"]}
             for section, mark, name, rule in ANSWER.findall(text)]
    return {"title": text.split("\n", 1)[0].lstrip("# "), "rules": rules}


def load():
    """[(name, table)] by name; a table that isn't JSON ends the run with Python's own message."""
    tables = [(path.stem, json.loads(path.read_text())) for path in sorted(TABLES.glob("*.json"))]
    return tables + [(path.stem, answers(path)) for path in sorted(ANSWERS.glob("*.txt"))]


def cpp_tests():
    """{Suite.Case: path} of every C++ test in the tree."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("*_test.cc")):
        for suite, case in TEST.findall(path.read_text()):
            found[f"{suite}.{case}"] = path
    for path in ANSWERS.glob("*.txt"):
        found.update({test: path for rule in answers(path)["rules"] for test in rule["tests"]})
    return found


def faults_of_test(name, known):
    if "::" in name:
        path, text = name.split("::", 1)
        file = ROOT / path
        if not file.is_file():
            return [f"{path} does not exist"]
        return [] if text in file.read_text() else [f"{path} does not contain {text!r}"]
    return [] if name in known else [f"no test is called {name}"]


def faults_of_rule(rule, known):
    if not isinstance(rule, dict) or set(rule) != FIELDS:
        return [f"a rule has {', '.join(sorted(FIELDS))}: {rule!r}"]
    faults = []
    if rule["mark"] not in MARKS:
        faults.append(f"mark {rule['mark']!r} is none of {', '.join(MARKS)}")
    if not rule["tests"]:
        faults.append("no test")
    for name in rule["tests"]:
        faults += faults_of_test(name, known)
    return faults


def faults():
    """What is wrong with the tables; empty if nothing is."""
    known = cpp_tests()
    found = []
    for name, table in load():
        if set(table) != {"title", "rules"}:
            found.append(f"{name}: a table has title and rules")
            continue
        seen = set()
        for rule in table["rules"]:
            place = f"{name} {rule.get('section')}: {rule.get('rule', '')[:60]!r}"
            found += [f"{place}: {fault}" for fault in faults_of_rule(rule, known)]
            if rule.get("rule") in seen:
                found.append(f"{place}: stands there twice")
            seen.add(rule.get("rule"))
    return found
