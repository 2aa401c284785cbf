# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import io
import json
import pathlib
import tempfile
import unittest
from unittest import mock

import support  # noqa: F401  (sets the path)
import summary

GOOD = "PASS   : tst_x::initTestCase()\nTotals: %d passed, %d failed, %d skipped, 0 blacklisted, 5ms"
EXCUSED = "SKIP   : tst_x::tails(loki) loki-3.7: its Go modules could not be fetched just now (no such host)\n"
LAZY = "SKIP   : tst_x::tails() not today\n"


class Summary(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="watchfloor-test-")
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def report(self, name, *cases):
        text = "".join('<testcase name="%s" status="%s"><system-out>%s</system-out></testcase>' % case for case in cases)
        (self.path / name).write_text("<testsuite>%s</testsuite>" % text, encoding="utf-8")

    def peers(self, **changes):
        entry = dict({"name": "loki-3.7", "state": "running", "reason": "", "excused": False}, **changes)
        (self.path / "peers.json").write_text(json.dumps({"peers": [entry]}), encoding="utf-8")

    def run_summary(self):
        out = io.StringIO()
        with mock.patch("sys.argv", ["summary.py", str(self.path)]), contextlib.redirect_stdout(out):
            status = summary.main()
        return status, out.getvalue().splitlines()

    def test_sentences_of_all_programs_are_counted(self):
        self.report("own.xml", ("a", "run", GOOD % (5, 0, 0)), ("b", "run", GOOD % (3, 0, 1) + "\n" + LAZY),
                    ("script", "run", "no totals here"))
        self.assertEqual(self.run_summary(), (0, ["skipped: b tst_x::tails(): not today", "9 passed, 0 failed, 1 skipped"]))

    def test_unittest_programs_count_by_their_own_totals(self):
        self.report("own.xml", ("tools", "run", "Ran 7 tests in 0.1s\n\nOK (skipped=2)"))
        self.assertEqual(self.run_summary()[1][-1], "5 passed, 0 failed, 2 skipped")
        self.report("own.xml", ("tools", "fail", "Ran 7 tests in 0.1s\n\nFAILED (failures=1, errors=2)"))
        self.assertEqual(self.run_summary(), (1, ["4 passed, 3 failed, 0 skipped"]))

    def test_a_crash_counts_as_a_failure(self):
        self.report("own.xml", ("a", "fail", "PASS   : tst_x::initTestCase()"), ("b", "fail", GOOD % (2, 0, 0)))
        self.assertEqual(self.run_summary(), (1, ["2 passed, 2 failed, 0 skipped"]))

    def test_a_second_try_alone_counts_and_is_named(self):
        self.report("own.xml", ("a", "run", GOOD % (4, 0, 0)), ("b", "fail", GOOD % (2, 1, 0)), ("c", "fail", GOOD % (0, 1, 0)))
        self.report("own.second-try", ("b", "run", GOOD % (3, 0, 0)), ("c", "fail", GOOD % (0, 1, 0)))
        self.assertEqual(self.run_summary(), (1, ["passed at its second try only, alone: b", "7 passed, 1 failed, 0 skipped"]))
        self.report("own.second-try", ("b", "run", GOOD % (3, 0, 0)), ("c", "run", GOOD % (1, 0, 0)))
        self.assertEqual(self.run_summary()[0], 0)

    def test_nothing_tested_is_a_failure(self):
        self.report("own.xml")
        self.assertEqual(self.run_summary()[0], 1)

    def test_a_peer_skipped_because_modules_could_not_be_fetched_is_excused(self):
        self.report("peers.xml", ("peers/a", "run", GOOD % (2, 0, 1) + "\n" + EXCUSED))
        self.peers(state="unavailable", reason="its Go modules could not be fetched just now", excused=True)
        status, lines = self.run_summary()
        self.assertEqual(status, 0)
        self.assertIn("excused, because Go modules could not be fetched just now", lines[-1])

    def test_any_other_peer_skip_is_not_excused(self):
        self.report("peers.xml", ("peers/a", "run", GOOD % (2, 0, 1) + "\n" + LAZY))
        self.peers()
        self.assertEqual(self.run_summary()[0], 2)

    def test_a_server_that_is_missing_without_excuse_is_told(self):
        self.report("peers.xml", ("peers/a", "run", GOOD % (2, 0, 0)))
        self.peers(state="failed", reason="port 1 is in use by another program")
        status, lines = self.run_summary()
        self.assertEqual((status, lines[-1]), (2, "not excused: loki-3.7"))

    def test_no_servers_at_all_is_not_excused(self):
        self.report("peers.xml", ("peers/a", "run", GOOD % (2, 0, 0)))
        self.assertEqual(self.run_summary()[0], 2)


if __name__ == "__main__":
    unittest.main()
