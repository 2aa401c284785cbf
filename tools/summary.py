# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what the test programs said. Usage: summary.py FOLDER-WITH-JUNIT-XML.

QtTest and unittest programs count by their own totals, any other program as one. Prints every skipped test with its reason and, last,
plain totals. What failed in NAME.xml and stands in NAME.second-try counts by its second try and is named. Exit status: 0 fine, 1 something failed, 2 fine but a peer test was skipped for a reason that does not count
as an excuse (only "its Go modules could not be fetched just now" does)."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\s+(?:OK|FAILED)(?: \((.*)\))?", re.M)
SKIP = re.compile(r"^SKIP   : (\S+?\(.*?\)) ?(.*)$", re.M)
EXCUSE = "could not be fetched just now"


def cases_of(path):
    """The test programs of one ctest report, a second try in place of the first, and the names of those that needed it."""
    first = {case.get("name", "?"): case for case in tree.parse(path).getroot().iter("testcase")}
    again = path.with_suffix(".second-try")
    if not again.exists():
        return list(first.values()), []
    second = {case.get("name", "?"): case for case in tree.parse(again).getroot().iter("testcase") if case.get("status") != "notrun"}
    return list({**first, **second}.values()), [name for name, case in second.items() if case.get("status") == "run"]


def read(cases):
    """(passed, failed, [(test, reason)]) of test programs."""
    passed = failed = 0
    skipped = []
    for case in cases:
        name = case.get("name", "?")
        status = case.get("status")
        text = case.findtext("system-out") or ""
        totals = TOTALS.findall(text) or unittest_totals(text)
        found = [("%s %s" % (name, what), why.strip()) for what, why in SKIP.findall(text)]
        if status in ("disabled", "notrun") and case.find("skipped") is not None and not totals:
            lines = [line for line in text.splitlines() if line.strip()]
            skipped.append((name, lines[-1] if lines else case.find("skipped").get("message", "")))
            continue
        skipped += found
        if totals:
            passed += sum(int(one[0]) for one in totals)
            failed += sum(int(one[1]) for one in totals)
            skipped += [(name, "see its log")] * (sum(int(one[2]) for one in totals) - len(found))
            if status == "fail" and not any(int(one[1]) for one in totals):
                failed += 1  # crashed, timed out or ended badly after its last test
        elif status == "run":
            passed += 1
        else:
            failed += 1
    return passed, failed, skipped


def unittest_totals(text):
    """The totals of a Python test program as (passed, failed, skipped)."""
    found = UNITTEST.search(text)
    if not found:
        return []
    count = {key: int(number) for key, number in re.findall(r"(\w+)=(\d+)", found[2] or "")}
    bad, skipped = count.get("failures", 0) + count.get("errors", 0), count.get("skipped", 0)
    return [(int(found[1]) - bad - skipped, bad, skipped)]


def unavailable(folder):
    """Peers that could not be used: [(name, reason, excused)]."""
    try:
        state = json.loads((folder / "peers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [(one["name"], one["reason"] or one["state"], one["excused"])
            for one in state["peers"] if one["state"] != "running"]


def main():
    folder = pathlib.Path(sys.argv[1])
    passed = failed = 0
    own_skips, peer_skips, second_tries = [], [], []
    for report in sorted(folder.glob("*.xml")):
        cases, tried_twice = cases_of(report)
        second_tries += tried_twice
        one = read(cases)
        passed, failed = passed + one[0], failed + one[1]
        (peer_skips if report.stem == "peers" else own_skips).extend(one[2])
    missing = unavailable(folder)
    for name in second_tries:
        print("passed at its second try only, alone: %s" % name)
    for name, reason in own_skips:
        print("skipped: %s: %s" % (name, reason))
    for name, reason in peer_skips:
        print("skipped peer test: %s: %s" % (name, reason))
    for name, reason, _ in missing:
        print("server not available: %s: %s" % (name, reason))
    wrong = [name for name, reason in peer_skips if EXCUSE not in reason]
    wrong += [name for name, _, excused in missing if not excused]
    if (folder / "peers.xml").exists() and not (folder / "peers.json").exists():
        wrong.append("all peers: no server was started")
    excused = [name for name, reason in peer_skips if EXCUSE in reason] + [name for name, _, one in missing if one]
    print("%d passed, %d failed, %d skipped" % (passed, failed, len(own_skips) + len(peer_skips)))
    if excused:
        print("excused, because Go modules could not be fetched just now: " + ", ".join(excused))
    if wrong:
        print("not excused: " + ", ".join(wrong))
    if passed + failed == 0:
        print("nothing was tested")
    if failed or passed == 0:
        return 1
    return 2 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
