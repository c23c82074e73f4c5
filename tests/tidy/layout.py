"""Whether clang-format would change a file."""

import re
import shutil
import subprocess

from tree import ROOT, Fault, files, is_cpp

MAJOR = "14"  # others lay out some constructs differently


def check():
    program = shutil.which(f"clang-format-{MAJOR}") or shutil.which("clang-format")
    if program is None:
        return [Fault(".clang-format", 0, "clang-format is missing (scripts/packages.txt)")]
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    if f"version {MAJOR}." not in version.stdout:
        return [Fault(".clang-format", 0, f"needs clang-format {MAJOR}, not {version.stdout}")]
    done = subprocess.run([program, "--dry-run", "-Werror", *filter(is_cpp, files())], cwd=ROOT,
                          capture_output=True, text=True)
    first = {}
    for match in re.finditer(r"^(\S+?):(\d+):\d+: error", done.stderr, re.MULTILINE):
        first.setdefault(match.group(1), int(match.group(2)))
    faults = [Fault(path, line, f"run clang-format -i {path}") for path, line in first.items()]
    if done.returncode != 0 and not faults:
        faults.append(Fault(".clang-format", 0, done.stderr.strip()))
    return faults
