"""Lengths of files and functions."""

import ast
import re

from tree import Fault, code, files, is_code, is_cpp, is_python, line_of, text

FILE_LINES_SOFT = 300
FILE_LINES_MAX = 800
FUNCTION_LINES_MAX = 70

# Functions that may stay longer, by "path:first line's text"; the list may only shrink.
LONG_FUNCTIONS = {}

_NOT_A_FUNCTION = re.compile(
    r"^\s*(?:(?:inline|export)\s+)*"
    r"(?:namespace|class|struct|union|enum|extern|concept|requires)\b|=\s*$")
_TEMPLATE = re.compile(r"template\s*<.*?>\s*\n")


def cpp_functions(source):
    """(first line, last line, head) of each function of C++ code without comments and literals."""
    found, stack, head_start = [], [], 0
    source = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()),
                    source, flags=re.MULTILINE)
    for match in re.finditer(r"[{};]", source):
        at, char = match.start(), match.group()
        in_function = any(kind == "function" for kind, _ in stack)
        if char == "{":
            head = source[head_start:at]
            # `: a_{1}`: a member's initial value before the function's body.
            initializer = re.search(r"\)[^()]*:(?!:)[^;]*\w\s*$", head) is not None
            if in_function or (stack and stack[-1][0] == "initializer"):
                stack.append(("block", at))
            elif initializer:
                stack.append(("initializer", head_start))
            elif "(" in head and not _NOT_A_FUNCTION.search(_TEMPLATE.sub("", head)):
                stack.append(("function", head_start + len(head) - len(head.lstrip())))
            else:
                stack.append(("scope", at))
            if not initializer:
                head_start = at + 1
        elif char == "}":
            kind, start = stack.pop() if stack else ("scope", at)
            if kind == "function":
                first = line_of(source, start)
                found.append((first, line_of(source, at), source.splitlines()[first - 1].strip()))
            if kind != "initializer":
                head_start = at + 1
        elif not (stack and stack[-1][0] == "initializer"):
            head_start = at + 1
    return found


def python_functions(source):
    lines = source.splitlines()
    return [(node.lineno, node.end_lineno, lines[node.lineno - 1].strip())
            for node in ast.walk(ast.parse(source))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def check(report=print):
    faults = []
    for path in filter(is_code, files()):
        lines = text(path).count("\n")
        if lines > FILE_LINES_MAX:
            faults.append(Fault(path, 0, f"{lines} lines; at most {FILE_LINES_MAX}: split it"))
        elif lines > FILE_LINES_SOFT:
            report(f"note: {path} has {lines} lines; aim at {FILE_LINES_SOFT}")
        functions = (cpp_functions(code(path)) if is_cpp(path)
                     else python_functions(text(path)) if is_python(path) else [])
        for first, last, head in functions:
            length = last - first + 1
            if length > LONG_FUNCTIONS.get(f"{path}:{head}", FUNCTION_LINES_MAX):
                faults.append(Fault(path, first, f"a function of {length} lines; at most "
                                                 f"{FUNCTION_LINES_MAX}: {head}"))
    return faults
