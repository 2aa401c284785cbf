# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes that keep rooms liveable. A report for review, not a failure."""

import collections
import os

import rules


def functions(source):
    """(line, length) of functions outside classes: our style opens them with a brace of its own in the first column."""
    start = None
    for number, line in enumerate(source.lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number - start - 1
            start = None


def report(sources):
    lines = []
    folders = collections.Counter()
    for source in sources:
        folders[source.folder] += 1
        most = rules.MOST_LINES[os.path.splitext(source.path)[1]]
        if len(source.lines) > most:
            lines.append(f"{source.path}: {len(source.lines)} lines (over {most})")
        for number, length in functions(source):
            if length > rules.MOST_FUNCTION_LINES:
                lines.append(f"{source.path}:{number}: a function of {length} lines (over {rules.MOST_FUNCTION_LINES})")
    for folder, count in sorted(folders.items()):
        if count > rules.MOST_FILES:
            lines.append(f"{folder}: {count} files (over {rules.MOST_FILES})")
    return lines
