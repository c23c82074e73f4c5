"""The project's files, and how a check reports a fault."""

import functools
import os
import pathlib
import re
import subprocess
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Fault(NamedTuple):
    path: str
    line: int  # 0: the file as a whole
    message: str

    def __str__(self):
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}"


@functools.cache
def files():
    """Paths of all files that are or would be committed, relative to ROOT, sorted."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT,
                                check=True, capture_output=True, text=True).stdout.splitlines()
    else:
        ignored = {"build", "node_modules", "__pycache__"}
        listed = []
        for folder, folders, names in os.walk(ROOT):
            folders[:] = [name for name in folders if name not in ignored]
            listed += [os.path.relpath(os.path.join(folder, name), ROOT) for name in names]
    return sorted(path for path in set(listed) if (ROOT / path).is_file())


@functools.cache
def text(path):
    """A file's text; empty for files that are not UTF-8."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def is_cpp(path):
    return path.endswith((".cc", ".h"))


def is_python(path):
    return path.endswith(".py") or text(path).startswith("#!/usr/bin/env python3")


def is_shell(path):
    return path.endswith(".sh") or text(path).startswith("#!/usr/bin/env bash")


def is_code(path):
    return (is_cpp(path) or is_python(path) or is_shell(path)
            or path.endswith((".mjs", ".js", ".cmake")) or path.endswith("CMakeLists.txt"))


_NO_CODE = re.compile(
    r'R"(?P<mark>[^ ()\\\t\n]*)\(.*?\)(?P=mark)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'"  # no digit separator
    r"|//[^\n]*|/\*.*?\*/", re.DOTALL)


def cpp_code(source):
    """C++ with what is in comments and literals blanked out, line breaks kept."""
    def blank(match):
        kept = re.sub(r"[^\n]", " ", match.group())
        return kept if match.group().startswith("/") else '"' + kept[1:-1] + '"'
    return _NO_CODE.sub(blank, source)


@functools.cache
def code(path):
    return cpp_code(text(path))


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1
