"""The part of docs/fidelity.md that lists every rule with its mark and its tests."""

import table

DOCUMENT = table.ROOT / "docs" / "fidelity.md"


def markers(name):
    return f"<!-- rules {name}: written by scripts/rules -->", f"<!-- end of rules {name} -->"


def counts(rules):
    marks = [rule["mark"] for rule in rules]
    return ", ".join(f"{marks.count(mark)} {mark}" for mark in table.MARKS if mark in marks)


def section(name, content):
    begin, end = markers(name)
    lines = [begin, "", f"### {content['title']}", "", f"{counts(content['rules'])}.", "",
             "| section | rule | mark | test |", "|---|---|---|---|"]
    for rule in content["rules"]:
        text = rule["rule"].replace("|", "\\|")
        tests = ", ".join(f"`{test}`" for test in rule["tests"])
        lines.append(f"| {rule['section']} | {text} | {rule['mark']} | {tests} |")
    return "\n".join(lines + ["", end])


def written(text):
    """`text` with every table's section brought up to date; new tables go to the end."""
    for name, content in table.load():
        begin, end = markers(name)
        new = section(name, content)
        if begin in text and end in text:
            head, rest = text.split(begin, 1)
            text = head + new + rest.split(end, 1)[1]
        else:
            text = text.rstrip("\n") + "\n\n" + new + "\n"
    return text


def faults():
    text = DOCUMENT.read_text()
    if written(text) == text:
        return []
    return ["docs/fidelity.md does not list the rules as they are: run scripts/rules"]


def write():
    DOCUMENT.write_text(written(DOCUMENT.read_text()))
