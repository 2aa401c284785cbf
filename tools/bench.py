# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the bench programs and prints their figures. Usage: bench.py FOLDER [NAME…] [--json]

Every program bench_NAME prints one JSON line per figure: name, value, unit, peer, peer_value, ratio. Anything else it prints
goes to stderr. Without --json the figures become a table."""

import json
import os
import pathlib
import subprocess
import sys


KEYS = ("name", "value", "unit", "peer", "peer_value", "ratio")


def programs(folder, names):
    found = sorted(path for path in pathlib.Path(folder).glob("bench_*") if os.access(path, os.X_OK) and path.is_file())
    if not names:
        return found
    chosen = [path for path in found if path.name[6:] in names or path.name in names]
    unknown = [name for name in names if not any(name in (path.name, path.name[6:]) for path in found)]
    if unknown:
        sys.exit("no such bench: %s; there are: %s" % (", ".join(unknown), ", ".join(path.name[6:] for path in found)))
    return chosen


def figures(program):
    """Yields the figures of one program as they are printed; returns by StopIteration value whether it ended well."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", TZ="UTC")
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stdout:
            try:
                figure = json.loads(line)
            except ValueError:
                figure = None
            if isinstance(figure, dict) and "name" in figure:
                yield figure
            else:
                sys.stderr.write(line)
    return process.returncode == 0


def number(value):
    if not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    return "%d" % value if value == int(value) and abs(value) < 1e15 else "%.4g" % value


def table(rows):
    heads = ("figure", "value", "unit", "peer", "its value", "ratio")
    cells = [heads] + [tuple(number(row.get(key)) for key in KEYS) for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    for line in cells:
        print("  ".join(text.rjust(width) if i in (1, 4, 5) else text.ljust(width)
                        for i, (text, width) in enumerate(zip(line, widths))).rstrip())


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--json"]
    as_json = "--json" in sys.argv
    rows, failed = [], []
    found = programs(arguments[0], arguments[1:])
    if not found:
        sys.exit("there are no bench programs in %s" % arguments[0])
    for program in found:
        run = figures(program)
        while True:
            try:
                figure = next(run)
            except StopIteration as end:
                if not end.value:
                    failed.append(program.name)
                break
            rows.append(figure)
            if as_json:
                print(json.dumps({key: figure.get(key) for key in KEYS}), flush=True)
    if not as_json:
        table(rows)
    if failed:
        sys.exit("ended badly: " + ", ".join(failed))


if __name__ == "__main__":
    main()
