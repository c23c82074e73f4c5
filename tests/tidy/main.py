#!/usr/bin/env python3
"""Holds the source tree to its rules: main.py CHECK, one of those below."""

import sys

import includes
import layout
import prose
import sizes

CHECKS = {"includes": includes.check, "layout": layout.check, "prose": prose.check,
          "sizes": sizes.check}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in CHECKS:
        sys.exit(f"usage: main.py {'|'.join(CHECKS)}")
    faults = CHECKS[sys.argv[1]]()
    for fault in faults:
        print(fault)
    sys.exit(f"{len(faults)} faults" if faults else 0)


if __name__ == "__main__":
    main()
