# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import tempfile
import unittest
from unittest import mock

import support  # noqa: F401  (sets the path)
import builder
import catalogue

FAKE_GO = """#!/bin/sh
if [ "$1" = version ]; then echo "go version go%s linux/amd64"; exit 0; fi
%s
"""


class Builder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="watchfloor-test-")
        self.bin = pathlib.Path(self.folder.name) / "bin"
        self.bin.mkdir()
        self.patches = [mock.patch.object(builder, "CACHE", pathlib.Path(self.folder.name)),
                        mock.patch.dict(os.environ, {"PATH": "%s:/usr/bin:/bin" % self.bin})]
        for patch in self.patches:
            patch.start()

    def tearDown(self):
        for patch in self.patches:
            patch.stop()
        self.folder.cleanup()

    def fake_go(self, version, body="exit 0"):
        path = self.bin / "go"
        path.write_text(FAKE_GO % (version, body), encoding="utf-8")
        path.chmod(0o755)

    def failure(self):
        with self.assertRaises(builder.Unavailable) as caught:
            builder.build(catalogue.LOKI, lambda text: None)
        return caught.exception

    def test_an_old_go_is_said_and_is_no_excuse(self):
        self.fake_go("1.19.8")
        why = self.failure()
        self.assertIn("needs Go 1.26 or newer", str(why))
        self.assertIn("go1.19.8", str(why))
        self.assertFalse(why.fetch)

    def test_modules_that_cannot_be_fetched_are_an_excuse(self):
        self.fake_go("1.26.0", "echo 'go: example.org/m@v1: Get \"https://example.org/m\": dial tcp: lookup example.org: "
                     "no such host' >&2; exit 1")
        why = self.failure()
        self.assertTrue(why.fetch)
        self.assertIn("could not be fetched just now", str(why))

    def test_a_compile_error_is_no_excuse(self):
        self.fake_go("1.26.0", "echo '# example.org/m' >&2; echo 'x.go:1:2: undefined: timeout' >&2; exit 1")
        why = self.failure()
        self.assertFalse(why.fetch)
        self.assertIn("building it failed", str(why))

    def test_a_checksum_mismatch_is_no_excuse(self):
        self.fake_go("1.26.0", "echo 'verifying example.org/m@v1: checksum mismatch' >&2; exit 1")
        self.assertFalse(self.failure().fetch)

    def test_what_is_built_is_not_built_again(self):
        self.fake_go("1.26.0", "touch %s/ran; exit 0" % self.folder.name)
        builder.build(catalogue.LOKI, lambda text: None)
        (pathlib.Path(self.folder.name) / "ran").unlink()
        builder.build(catalogue.LOKI, lambda text: None)
        self.assertFalse((pathlib.Path(self.folder.name) / "ran").exists())

    def test_a_changed_pin_is_built_beside_and_replaces_the_old_one(self):
        self.fake_go("1.26.0")
        old = pathlib.Path(self.folder.name) / "bin" / (catalogue.LOKI.name + "-000000000000")
        old.mkdir(parents=True)
        folder = builder.build(catalogue.LOKI, lambda text: None)
        self.assertTrue(folder.exists())
        self.assertFalse(old.exists())


if __name__ == "__main__":
    unittest.main()
