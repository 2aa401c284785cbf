# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers name what they use, also what the precompiled headers would give them.

Everything is compiled with cmake/pch_core.h or cmake/pch_widgets.h in front, which is quick and hides includes that are missing.
So for every name that those two could give, the includes of the header must lead to the file that declares it: its own, those
of our headers that it includes, and those of the Qt headers these include. The compiler proves the rest."""

import os
import re

from source import Violation

PRECOMPILED = ("cmake/pch_core.h", "cmake/pch_widgets.h")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
QT_NAME = re.compile(r"(?<![\w:])Q[A-Z]\w*")
DECLARED = re.compile(r"\b(?:class|struct)\s+(?:Q_\w+_EXPORT\s+)?(Q[A-Z]\w*)\s*;")
QT_NUMBER = re.compile(r"\bq(?:u?int(?:8|16|32|64|ptr)|sizetype|ptrdiff|real|ulonglong|longlong)\b|\bQ_(?:EMIT|SLOTS|SIGNALS|OBJECT|DECLARE_\w+|ENUM)\b")
STD_NAME = re.compile(r"\bstd\s*::\s*(\w+)")

# std name -> headers that declare it; names not in here are not looked at.
STD = {name: headers.split() for headers, names in {
    "vector": "vector", "map": "map multimap", "unordered_map": "unordered_map", "optional": "optional nullopt nullopt_t",
    "variant": "variant visit monostate get_if holds_alternative", "string": "string to_string stoi", "string_view string": "string_view",
    "memory": "unique_ptr shared_ptr weak_ptr make_unique make_shared enable_shared_from_this",
    "functional": "function reference_wrapper",
    "algorithm": "sort stable_sort find_if any_of all_of none_of lower_bound upper_bound min_element max_element count_if copy_if clamp transform",
    "chrono": "chrono", "utility map unordered_map vector memory functional string": "pair move forward exchange swap make_pair",
    "array functional": "array", "tuple functional memory": "tuple tie make_tuple",
    "initializer_list vector string map unordered_map optional": "initializer_list",
}.items() for name in names.split()}


class Includes:
    """What a file includes, and what that includes; of Qt's own headers and of ours."""

    def __init__(self, root, qt):
        self.root, self.known, self.texts = root, {}, {}
        self.modules = {}  # <QString> -> path
        for module in sorted(os.listdir(qt)) if qt and os.path.isdir(qt) else ():
            folder = os.path.join(qt, module)
            if os.path.isdir(folder):
                for name in os.listdir(folder):
                    path = os.path.join(folder, name)
                    self.modules[module + "/" + name] = path
                    self.modules.setdefault(name, path)

    def resolve(self, quoted, target, folder):
        """A path, or the name of a standard header in angle brackets."""
        for path in (os.path.join(folder, target), os.path.join(self.root, target)) if quoted else ():
            if os.path.isfile(path):
                return os.path.normpath(path)
        return self.modules.get(target, "<%s>" % target)

    def text(self, path):
        if path not in self.texts:
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    self.texts[path] = file.read()
            except OSError:
                self.texts[path] = ""
        return self.texts[path]

    def all_of(self, path):
        """Everything that including the file brings, itself included."""
        if path not in self.known:
            seen, queue = {path}, [path]
            while queue:
                for found in self.direct_of(queue.pop()):
                    if found not in seen:
                        seen.add(found)
                        if not found.startswith("<"):
                            queue.append(found)
            self.known[path] = seen
        return self.known[path]

    def direct_of(self, path, cache={}):
        if path not in cache:
            folder = os.path.dirname(path)
            cache[path] = [self.resolve(mark == '"', target, folder) for mark, target in INCLUDE.findall(self.text(path))]
        return cache[path]

    def promised_by(self, path, cache={}):
        """Qt classes that a file only announces: enough for pointers and references."""
        if path not in cache:
            cache[path] = set(DECLARED.findall(self.text(path))) if not path.startswith("<") else set()
        return cache[path]

    def declaring(self, name):
        """The file behind <QName>, or nothing."""
        forwarding = self.modules.get(name)
        found = self.direct_of(forwarding) if forwarding else []
        return found[0] if found else None


def check_self_contained(root, sources, qt):
    if not qt:
        return
    includes = Includes(root, qt)
    hidden = set()
    for header in PRECOMPILED:
        hidden |= includes.all_of(os.path.join(root, header))
    number = includes.resolve(False, "QtGlobal", "")
    for source in sources:
        if not source.is_header() or source.path.startswith("cmake/"):
            continue
        brought = includes.all_of(os.path.join(root, source.path))
        declared = set().union(*(includes.promised_by(path) for path in brought))
        told = set()
        for match in QT_NAME.finditer(source.code):
            name = match.group(0)
            file = includes.declaring(name)
            if file in hidden and file not in brought and name not in declared and name not in told:
                told.add(name)
                yield Violation(source.path, source.line_of(match.start()), "self-contained", f"include <{name}>: without precompiled headers it is not there")
        match = QT_NUMBER.search(source.code)
        if match and not any(os.path.basename(path) in ("qglobal.h", "qobjectdefs.h", "qtypes.h") for path in brought) and number:
            yield Violation(source.path, source.line_of(match.start()), "self-contained", f"include <QtGlobal> for {match.group(0)}")
        for match in STD_NAME.finditer(source.code):
            name = match.group(1)
            headers = STD.get(name, ())
            if headers and name not in told and not any("<%s>" % header in brought for header in headers):
                told.add(name)
                yield Violation(source.path, source.line_of(match.start()), "self-contained", f"include <{headers[0]}> for std::{name}")
