# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom: the table, Qt modules, cycles."""

import os

import rules
from source import Violation


def room_of(path):
    """The row that speaks for a path, and the folder that counts as "itself"."""
    parts = path.split("/")[:-1]
    for depth in range(len(parts), 0, -1):
        folder = "/".join(parts[:depth])
        if folder in rules.TABLE:
            return folder, folder
        if depth == 2 and parts[0] + "/*" in rules.TABLE:
            return parts[0] + "/*", folder
    return None, None


def may_include(path, target):
    row, own = room_of(path)
    room = room_of(target)[1]
    if row is None or room is None:
        return False
    if room == own or (own == "tests" and target.startswith("tests/")):
        return True
    return any(room == a or (a.endswith("/") and room.startswith(a)) for a in rules.TABLE[row])


def check_table(sources, exists):
    for source in sources:
        if room_of(source.path)[0] is None:
            yield Violation(source.path, 1, "table", "this folder has no row in the table of tests/policy/rules.py")
            continue
        for line, target, quoted in source.includes():
            if not quoted or target.endswith(".moc") or target.startswith("moc_"):
                continue
            if target.split("/")[0] not in rules.TOP_FOLDERS + ["cmake"]:
                # Generated headers lie in the build folder; anything of ours is written from the root.
                if exists(os.path.join(source.folder, target)):
                    yield Violation(source.path, line, "include-path", f'write "{source.folder}/{target}": includes start at the root')
                continue
            if target.endswith("_p.h") and os.path.dirname(target) not in (source.folder, source.folder.removeprefix("tests/")):
                yield Violation(source.path, line, "private-header", f"{target} belongs to its folder alone")
            if not may_include(source.path, target):
                yield Violation(source.path, line, "table", f"{room_of(source.path)[1]} may not include {target}")


class QtModules:
    """Which module a <QClass> or <QtModule/…> comes from; `folder` holds QtCore/, QtGui/ …"""

    def __init__(self, folder=None):
        self.module = {c: m for m, classes in rules.KNOWN_CLASSES.items() for c in classes}
        for name in rules.QT_MODULES if folder else ():
            path = os.path.join(folder, name)
            if os.path.isdir(path):
                self.module.update({c: name for c in os.listdir(path)})

    def of(self, include):
        first = include.split("/")[0]
        return first if first in rules.QT_MODULES else self.module.get(include)


def check_qt(sources, modules):
    for source in sources:
        for line, target, quoted in source.includes():
            module = None if quoted else modules.of(target)
            if module and not source.path.startswith(tuple(p + "/" for p in rules.QT_MODULES[module])):
                yield Violation(source.path, line, "qt-module", f"<{target}> is of {module}, which belongs to {', '.join(rules.QT_MODULES[module])}")


def check_cycles(sources):
    """One violation for each folder that can reach itself through others."""
    edges = {}
    for source in sources:
        for line, target, quoted in source.includes():
            folder = os.path.dirname(target)
            if quoted and folder and folder != source.folder and not source.path.startswith("tests/"):
                edges.setdefault(source.folder, {}).setdefault(folder, (source.path, line))
    reported = set()
    for start in sorted(edges):
        path = _way_back(edges, start)
        if path and frozenset(path) not in reported:
            reported.add(frozenset(path))
            where, line = edges[path[0]][path[1]]
            yield Violation(where, line, "cycle", " -> ".join(path))


def _way_back(edges, start):
    queue, seen = [[start]], set()
    while queue:
        path = queue.pop(0)
        for following in sorted(edges.get(path[-1], {})):
            if following == start:
                return path + [start]
            if following not in seen:
                seen.add(following)
                queue.append(path + [following])
    return None
