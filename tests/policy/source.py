# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source files as the checks see them."""

import os
import re

import rules

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
# An exemption names the rule and gives a reason, on the line or the one above: // policy: allow(throw) yaml-cpp has no other way out
ALLOW = re.compile(r"//\s*policy:\s*allow\(([\w-]+)\)[ \t]+\S")


class Violation:
    def __init__(self, path, line, rule, text):
        self.path, self.line, self.rule, self.text = path, line, rule, text

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.text}"


def _blank(match):
    text = match.group(0)
    if text.startswith(("/", "R")) or len(text) < 2:
        return re.sub(r"[^\n]", " ", text)
    return text[0] + " " * (len(text) - 2) + text[-1]  # quotes stay, so that a string is still seen to be one


class Source:
    def __init__(self, path, text):
        self.path, self.text = path, text
        self.folder = os.path.dirname(path)
        self.lines = text.split("\n")
        # Digit separators would look like characters.
        self.code = TOKEN.sub(_blank, re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", text))
        self.allowed = {(m.group(1), n + d) for n, l in enumerate(self.lines, 1) for m in ALLOW.finditer(l) for d in (0, 1)}

    def is_header(self):
        return self.path.endswith(".h")

    def line_of(self, offset):
        return self.code.count("\n", 0, offset) + 1

    def includes(self):
        """(line, text, quoted) of every include."""
        for number, line in enumerate(self.lines, 1):
            m = re.match(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', line)
            if m:
                yield number, m.group(1) or m.group(2), m.group(1) is not None


def load(root):
    """C++ sources below the top folders."""
    found = []
    for top in rules.TOP_FOLDERS:
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(f for f in folders if f not in ("build", "__pycache__") and not f.startswith("."))
            for name in sorted(names):
                if name.endswith((".h", ".cpp")):
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as file:
                        found.append(Source(os.path.relpath(path, root).replace(os.sep, "/"), file.read()))
    return found
