#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the tree against tests/policy/rules.py. Exit code 1 and one line per violation when a rule is broken."""

import argparse
import os
import sys

import bans
import includes
import selfcontained
import sizes
import source


def violations(root, sources, qt=None):
    def exists(path):
        return os.path.exists(os.path.join(root, path))

    yield from includes.check_table(sources, exists)
    yield from includes.check_qt(sources, includes.QtModules(qt))
    yield from includes.check_cycles(sources)
    yield from bans.check_bans(sources)
    yield from bans.check_headers(sources)
    yield from bans.check_licences(root)
    yield from bans.check_string_sums(sources)
    yield from selfcontained.check_self_contained(root, sources, qt)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root")
    parser.add_argument("--qt", help="folder that holds QtCore/, QtGui/ …")
    arguments = parser.parse_args()
    sources = source.load(arguments.root)
    if not sources:
        sys.exit(f"no sources below {arguments.root}")
    found = sorted(violations(arguments.root, sources, arguments.qt), key=lambda v: (v.path, v.line))
    for line in sizes.report(sources):
        print("size:", line)
    exempt = sum(len(s.allowed) // 2 for s in sources)
    for violation in found:
        print(violation)
    print(f"{len(sources)} files, {len(found)} violations, {exempt} exemptions")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
