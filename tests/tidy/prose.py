"""What stands in the text of files: columns, banned calls, machine paths, README's commands."""

import json
import os
import re

from tree import ROOT, Fault, code, files, is_code, is_cpp, line_of, text

COLUMNS_MAX = 100

# Calls that have one home: pattern, places, what to use instead.
BANNED_CALLS = [
    (r"\bsteady_clock::now\b",
     ["mockaws/http/", "mockaws/runtime/stopwatch.h", "mockaws/state/journal.cc", "tests/",
      "bench/"],
     "the injected mockaws::Clock; only deadlines of connections and commits follow the machine"),
    (r"\b(?:system|high_resolution|utc)_clock::now\b|\bgettimeofday\s*\("
     r"|\bclock_gettime\s*\(|\bstd::time\s*\(|(?<![\w.:>])time\s*\(\s*(?:0|NULL|nullptr)\s*\)",
     ["mockaws/runtime/clock.cc", "bench/"], "the injected mockaws::Clock"),
    (r"\bstd::random_device\b|\bmt19937\b|(?<![\w.:>])s?rand\s*\(|\bstd::s?rand\b",
     ["tests/", "bench/"], "the injected mockaws::IdSource"),
    (r"\bsleep_for\b|\bsleep_until\b|(?<![\w.:>])u?sleep\s*\(", [], "an event to wait for"),
    (r"\bstd::(?:cout|cerr|clog)\b|(?<![\w.])(?:std::)?printf\s*\(",
     ["simulator/", "tests/", "bench/", "mockaws/catalog/pack/tool/"], "a Result, or the log"),
]

# Written in parts, so that this file doesn't hold them.
MACHINE_TEXTS = ["/" + "work/", "/" + "root/", "registry." + "npmjs", "npmjs" + ".org",
                 "deb." + "debian", "pypi" + ".org", "python" + "hosted"]

# Lines that can't be shorter.
LONG_LINE_EXCEPTIONS = re.compile(r"https?://\S{60,}|^\s*(?:#include|// NOLINT)")


def too_long(path, number, line):
    """Literals don't count in C++: what of them can be broken, the layout check has broken."""
    if len(line) <= COLUMNS_MAX or LONG_LINE_EXCEPTIONS.search(line):
        return False
    if is_cpp(path):
        line = re.sub(r" {2,}", "", code(path).splitlines()[number - 1])
    return len(line) > COLUMNS_MAX


def check_lines():
    faults = []
    for path in filter(is_code, files()):
        source = text(path)
        for number, line in enumerate(source.splitlines(), 1):
            if too_long(path, number, line):
                faults.append(Fault(path, number, f"{len(line)} columns; at most {COLUMNS_MAX}"))
            if line != line.rstrip():
                faults.append(Fault(path, number, "white space at the end"))
            if "\t" in line:
                faults.append(Fault(path, number, "a tab"))
        if source and not source.endswith("\n"):
            faults.append(Fault(path, 0, "no line break at the end"))
    return faults


def check_calls():
    faults = []
    for path in filter(is_cpp, files()):
        for pattern, places, instead in BANNED_CALLS:
            if any(path.startswith(place) for place in places):
                continue
            for match in re.finditer(pattern, code(path)):
                faults.append(Fault(path, line_of(code(path), match.start()),
                                    f"{match.group().strip()}: use {instead}"))
    return faults


def check_headers():
    faults = []
    for path in filter(is_cpp, files()):
        if not path.endswith(".h"):
            continue
        if not text(path).startswith("// "):
            faults.append(Fault(path, 1, "a header begins with a comment that says what it is for"))
        if "\n#pragma once\n" not in text(path):
            faults.append(Fault(path, 1, "no #pragma once"))
    return faults


def check_machine_texts():
    faults = []
    for path in files():
        if path.startswith("data/") and path.endswith(".json"):
            continue
        for banned in MACHINE_TEXTS:
            at = text(path).find(banned)
            if at >= 0:
                faults.append(Fault(path, line_of(text(path), at),
                                    f"{banned!r} is of some machine"))
        if path.endswith("package-lock.json") and '"resolved"' in text(path):
            faults.append(Fault(path, 0, 'names a registry: "resolved"'))
    return faults


def check_documents():
    """The scripts, presets and files that Markdown files name are there."""
    presets = {preset["name"] for preset in
               json.loads(text("CMakePresets.json"))["configurePresets"]}
    faults = []
    for path in files():
        if not path.endswith(".md"):
            continue
        source = text(path)
        for match in re.finditer(r"(?<![\w/.-])(?:scripts/[\w.-]*\w|\.ci/run)", source):
            script = ROOT / match.group()
            listed = match.group() in ("scripts/packages.txt", "scripts/setup.sh")
            if not script.is_file() or not (listed or os.access(script, os.X_OK)):
                faults.append(Fault(path, line_of(source, match.start()),
                                    f"{match.group()} is no script"))
        for match in re.finditer(r"--preset[ =](\w+)", source):
            if match.group(1) not in presets:
                faults.append(Fault(path, line_of(source, match.start()),
                                    f"{match.group(1)} is no preset"))
        for match in re.finditer(r"\]\((?!\w+:|#)([^)#\s]+)", source):
            if not (ROOT / path).parent.joinpath(match.group(1)).exists():
                faults.append(Fault(path, line_of(source, match.start()),
                                    f"{match.group(1)} is not there"))
    return faults


def check():
    return (check_lines() + check_calls() + check_headers() + check_machine_texts()
            + check_documents())
