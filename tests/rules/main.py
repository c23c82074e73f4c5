#!/usr/bin/env python3
"""The rules about AWS and their tests (table.py tells the format).

main.py check            every rule has a test that exists; docs/fidelity.md lists them as they are
main.py write            brings docs/fidelity.md up to date
main.py recorded BIN...  runs the recorded rules' tests in the test programs, ends with the line
                         `recorded: N rules, M cases, K differ`
"""

import sys

import fidelity
import recorded
import table


def check():
    found = table.faults() or fidelity.faults()
    for fault in found:
        print(fault)
    return f"{len(found)} faults" if found else 0


def run(binaries):
    line, differing = recorded.summary(binaries)
    for rule in differing:
        print("differs: " + rule)
    print(line)
    return 1 if differing else 0


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "check":
        sys.exit(check())
    if command == "write":
        sys.exit(fidelity.write())
    if command == "recorded" and len(sys.argv) > 2:
        sys.exit(run(sys.argv[2:]))
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
