# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may not be written, licence lines, include guards."""

import os
import re

import rules
from source import Violation


def check_bans(sources):
    for source in sources:
        bans = rules.BANS + (rules.HEADER_BANS if source.is_header() else [])
        for ban in bans:
            if source.path.startswith(tuple(ban.allowed)) or (ban.only and not source.path.startswith(tuple(ban.only))):
                continue
            flags = re.compile(ban.pattern.pattern, re.M)
            for match in flags.finditer(source.code):
                line = source.line_of(match.start())
                if (ban.name, line) not in source.allowed:
                    yield Violation(source.path, line, ban.name, ban.why)


def check_headers(sources):
    for source in sources:
        if source.is_header() and not re.search(r"^#pragma once$", source.text, re.M):
            yield Violation(source.path, 1, "pragma-once", "a header begins with #pragma once")


def check_licences(root):
    """Every source, script and build file names its owner and licence in its first lines."""
    tops = rules.TOP_FOLDERS + ["cmake", "tools", ".ci"]
    paths = [n for n in os.listdir(root) if os.path.isfile(os.path.join(root, n))]
    for top in tops:
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = [f for f in folders if f not in ("build", "__pycache__")]
            paths += [os.path.relpath(os.path.join(folder, n), root) for n in names]
    for path in sorted(paths):
        if not (path.endswith((".h", ".cpp", ".cmake", ".py", ".sh")) or os.path.basename(path) == "CMakeLists.txt"):
            continue
        with open(os.path.join(root, path), encoding="utf-8") as file:
            head = "".join(file.readlines()[:5])
        # Split, or this line would be taken for the licence of this file.
        for tag in ("SPDX-" + "FileCopyrightText:", "SPDX-" + "License-Identifier:"):
            if tag not in head:
                yield Violation(path, 1, "licence", f"{tag} … is missing from the first lines")


# --- string sums that outlive what they point to ----------------------------------------------------------------------
# With QT_USE_QSTRINGBUILDER `a + u"b"_s` is not a QString but a bundle of references; deduced as the type of a variable
# or as the result of a lambda it dangles.

LAMBDA = re.compile(r"\[[^\[\]]*\]\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*(?:mutable\s*)?(?:noexcept\s*)?\{\s*return\s+([^;{}]*);")
AUTO = re.compile(r"\bauto\s+\w+\s*=\s*([^;{}]*);")
TEXT = re.compile(r"^(u['\"]|QString\b|QStringLiteral\b|QLatin1String\b|QByteArray\b)|[\"']_(s|ba)$|\.to(Utf8|Latin1)\(\)$|tr\(.*\)$")


def operands(expression):
    """The operands of the outermost +, or nothing when the outermost operator is another."""
    parts, depth, start = [], 0, 0
    for at, c in enumerate(expression):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0 and c in "?<>=&|,":
            return []
        if depth == 0 and c == "+" and expression[at - 1] == " ":
            parts.append(expression[start:at].strip())
            start = at + 1
    return parts + [expression[start:].strip()] if parts else []


def check_string_sums(sources):
    for source in sources:
        for pattern, what in ((LAMBDA, "a lambda that returns a string sum needs -> QString"), (AUTO, "a string sum is no string: write QString, not auto")):
            for match in pattern.finditer(source.code):
                if any(TEXT.search(o) for o in operands(match.group(1))):
                    yield Violation(source.path, source.line_of(match.start(1)), "string-sum", what)
