# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every rule a violation, and something close to it that is allowed."""

import os
import tempfile
import unittest

import bans
import includes
import policy
import rules
import selfcontained
import sizes
import source

HEAD = "// SPDX-" + "FileCopyrightText: 2026 x\n// SPDX-" + "License-Identifier: GPL-3.0-or-later\n"


def found(files):
    """Names of the rules broken by {path: text}; the licence lines are put in front."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(HEAD + ("#pragma once\n" if path.endswith(".h") else "") + text)
        return sorted({v.rule for v in policy.violations(root, source.load(root))})


class Includes(unittest.TestCase):
    def allowed(self, path, target):
        self.assertEqual([], found({path: f'#include "{target}"\n'}))

    def refused(self, path, target):
        self.assertEqual(["table"], found({path: f'#include "{target}"\n'}))

    def test_the_table_holds(self):
        self.allowed("models/engine/slo/a.cpp", "models/store/b.h")
        self.allowed("models/engine/slo/a.cpp", "models/engine/alerts/b.h")
        self.allowed("widgets/chart/a.cpp", "widgets/base/b.h")
        self.allowed("ui/logs/a.cpp", "widgets/loglist/b.h")
        self.allowed("ui/logs/a.cpp", "ui/base/b.h")
        self.allowed("ui/frame/a.cpp", "ui/base/b.h")
        self.allowed("app/cli/a.cpp", "models/sources/b.h")
        self.allowed("tests/ui/logs/tst_a.cpp", "ui/logs/b.h")
        self.allowed("tests/ui/logs/tst_a.cpp", "tests/support/b.h")

    def test_upward_includes_are_found(self):
        self.refused("models/base/a.cpp", "models/signals/b.h")
        self.refused("models/signals/a.h", "models/async/b.h")
        self.refused("models/wire/prom/a.cpp", "models/net/b.h")
        self.refused("models/engine/a.cpp", "models/items/b.h")
        self.refused("models/net/a.cpp", "models/signals/b.h")

    def test_strangers_are_found(self):
        self.refused("widgets/chart/a.cpp", "models/engine/b.h")
        self.refused("widgets/chart/a.cpp", "widgets/loglist/b.h")
        self.refused("widgets/base/a.cpp", "widgets/chart/b.h")
        self.refused("ui/logs/a.cpp", "ui/traces/b.h")
        self.refused("ui/base/a.cpp", "ui/logs/b.h")
        self.refused("ui/logs/a.cpp", "models/sources/b.h")
        self.refused("ui/logs/a.cpp", "models/store/b.h")
        self.refused("ui/logs/a.cpp", "app/b.h")
        self.refused("models/base/a.cpp", "tests/support/b.h")

    def test_folders_without_a_row_are_found(self):
        self.assertEqual(["table"], found({"models/cellar/a.cpp": ""}))
        self.assertEqual(["table"], found({"models/a.cpp": ""}))

    def test_paths_start_at_the_root(self):
        self.assertEqual(["include-path"], found({"models/base/a.cpp": '#include "b.h"\n', "models/base/b.h": ""}))
        self.assertEqual([], found({"models/base/a.cpp": '#include "a.moc"\n#include "generated.h"\n'}))

    def test_private_headers_are_private(self):
        self.assertEqual(["private-header"], found({"models/net/a.cpp": '#include "models/async/b_p.h"\n'}))
        self.assertEqual([], found({"models/async/a.cpp": '#include "models/async/b_p.h"\n'}))
        self.assertEqual([], found({"tests/models/async/tst_a.cpp": '#include "models/async/b_p.h"\n'}))

    def test_qt_modules_stay_in_their_rooms(self):
        for path, header in (("models/engine/a.cpp", "QImage"), ("models/items/a.h", "QtWidgets/QWidget"), ("models/sources/a.cpp", "QNetworkReply"),
                             ("ui/logs/a.cpp", "QTcpSocket"), ("models/engine/a.cpp", "QSqlQuery"), ("widgets/chart/a.cpp", "QChart"),
                             ("ui/logs/a.cpp", "QtCharts/QChart"), ("models/sources/a.cpp", "QWebSocket"), ("app/cli/a.cpp", "QNetworkReply")):
            self.assertEqual(["qt-module"], found({path: f"#include <{header}>\n"}), path + header)
        for path, header in (("models/net/a.cpp", "QNetworkReply"), ("app/demo/a.cpp", "QTcpServer"), ("models/store/a.cpp", "QSqlQuery"),
                             ("widgets/figure/a.cpp", "QChart"), ("ui/logs/a.cpp", "QWidget"), ("models/base/a.cpp", "QUrl")):
            self.assertEqual([], found({path: f"#include <{header}>\n"}), path + header)

    def test_qt_modules_are_read_from_the_installation(self):
        with tempfile.TemporaryDirectory() as qt:
            os.makedirs(os.path.join(qt, "QtGui"))
            open(os.path.join(qt, "QtGui", "QBrandNew"), "w", encoding="utf-8").close()
            self.assertEqual("QtGui", includes.QtModules(qt).of("QBrandNew"))
            self.assertIsNone(includes.QtModules(qt).of("QString"))

    def test_cycles_are_found(self):
        three = {"models/engine/a/x.h": '#include "models/engine/b/x.h"\n', "models/engine/b/x.h": '#include "models/engine/c/x.h"\n',
                 "models/engine/c/y.cpp": '#include "models/engine/a/x.h"\n'}
        self.assertEqual(["cycle"], found(three))
        del three["models/engine/c/y.cpp"]
        self.assertEqual([], found(three))


class Bans(unittest.TestCase):
    BROKEN = {
        "then-this": ("models/engine/a.cpp", "f.then(this, [] {});"),
        "wait-for-finished": ("models/engine/a.cpp", "watcher.waitForFinished();"),
        "nested-loop": ("ui/logs/a.cpp", "QEventLoop loop;"),
        "concurrent-run": ("models/engine/a.cpp", "QtConcurrent::run(f);"),
        "sleep": ("models/net/a.cpp", "std::this_thread::sleep_for(1s);"),
        "qwait": ("tests/models/base/tst_a.cpp", "QTest::qWait(100);"),
        "thread-terminate": ("models/engine/a.cpp", "thread->terminate();"),
        "ignore-ssl-errors": ("models/net/a.cpp", "reply->ignoreSslErrors();"),
        "qsettings": ("ui/frame/a.cpp", "QSettings settings;"),
        "throw": ("models/wire/a.cpp", "throw 1;"),
        "coroutine": ("models/net/a.cpp", "co_await x;"),
        "singleton": ("models/net/a.h", "static Pool &instance();"),
        "style-sheet": ("ui/logs/a.cpp", "w->setStyleSheet(x);"),
        "label": ("ui/logs/a.cpp", "auto *l = new QLabel(text);"),
        "tool-tip": ("ui/logs/a.cpp", "w->setToolTip(name);"),
        "message-box": ("ui/logs/a.cpp", "QMessageBox::warning(this, a, b);"),
        "external-links": ("ui/logs/a.cpp", "b->setOpenExternalLinks(true);"),
        "colour": ("widgets/chart/a.cpp", "QColor(255, 0, 0)"),
        "forgotten-warnings": ("tests/models/base/tst_a.cpp", 'void initTestCase() { QTest::failOnWarning(x); }'),
        "using-in-header": ("models/base/a.h", "using namespace std;"),
    }
    FINE = {
        "then": ("models/engine/a.cpp", "// f.then(this, x)\nf.then(that);"),
        "string": ("models/engine/a.cpp", 'log("never sleep_for or throw QSettings");'),
        "raw string": ("models/engine/a.cpp", 'log(R"x(throw "QSettings")x");'),
        "test loop": ("tests/support/a.cpp", "QEventLoop loop; p.waitForFinished(); throw 1;"),
        "pinned": ("models/net/a.cpp", "reply->ignoreSslErrors(expected);"),
        "plain tip": ("ui/logs/a.cpp", "w->setToolTip(widgets::plainTip(name)); w->setToolTip( plainTip(name));"),
        "base label": ("widgets/base/a.cpp", "class PlainLabel : QLabel {}; new QLabel(x);"),
        "theme colour": ("widgets/chart/a.cpp", "QColor(theme.colour(x)); QColor c;"),
        "exempt": ("models/wire/a.cpp", "// policy: allow(throw) yaml-cpp has no other way out\nthrow 1;"),
        "init": ("tests/models/base/tst_a.cpp", "void initTestCase() { x(); }\nvoid init() { QTest::failOnWarning(x); }"),
        "digits": ("models/base/a.cpp", "int x = 1'000'000; // it's a throw\n"),
        "using in source": ("models/base/a.cpp", "using namespace Qt::StringLiterals;"),
    }

    def test_every_ban_finds_its_violation(self):
        self.assertEqual({b.name for b in rules.BANS + rules.HEADER_BANS}, set(self.BROKEN))
        for name, (path, text) in self.BROKEN.items():
            self.assertEqual([name], found({path: text + "\n"}), name)

    def test_what_is_close_is_not_taken_for_it(self):
        for name, (path, text) in self.FINE.items():
            self.assertEqual([], found({path: text + "\n"}), name)

    def test_label_includes_are_found(self):
        self.assertIn("label", found({"ui/logs/a.cpp": "#include <QLabel>\n"}))

    def test_an_exemption_needs_a_reason_and_its_own_rule(self):
        self.assertEqual(["throw"], found({"models/wire/a.cpp": "throw 1; // policy: allow(throw)\n"}))
        self.assertEqual(["throw"], found({"models/wire/a.cpp": "throw 1; // policy: allow(sleep) because\n"}))

    def test_string_sums_are_found(self):
        for text in ("auto f = [p](int n) { return p + u'.' + QString::number(n); };", 'const auto x = a + u"b"_s;',
                     "auto y = x.toUtf8() + b;", 'auto f = [=] { return tr("a") + b; };'):
            self.assertEqual(["string-sum"], found({"models/base/a.cpp": text + "\n"}), text)
        for text in ("auto f = [p](int n) -> QString { return p + u'.' + b; };", 'const QString x = a + u"b"_s;', 'auto x = f(a + u"b"_s);',
                     "const auto n = a + b;", 'auto x = a == b + u"c"_s;', "auto f = [](int a) { return a + 1; };"):
            self.assertEqual([], found({"models/base/a.cpp": text + "\n"}), text)

    def test_headers_name_what_the_precompiled_ones_would_give(self):
        files = {
            "cmake/pch_core.h": "#include <QString>\n#include <vector>\n",
            "cmake/pch_widgets.h": "#include <QWidget>\n",
            "qt/QtCore/QString": '#include "qstring.h"\n',
            "qt/QtCore/qstring.h": "#include <string>\nclass QWidget;\n",
            "qt/QtWidgets/QWidget": '#include "qwidget.h"\n',
            "qt/QtWidgets/qwidget.h": "#include <QString>\n",
            "models/base/good.h": "#include <QString>\nQString a; std::string b;\n",
            "models/base/through.h": '#include "models/base/good.h"\nQString c;\n',
            "models/base/pointer.h": "class QString;\nQString *d;\n",
            "models/base/announced.h": "#include <QString>\nQWidget *e;\n",
            "models/base/qt.h": "QString f;\n",
            "models/base/std.h": "#include <QString>\nstd::vector<int> g;\n",
            "models/base/source.cpp": "QString h;\n",
        }
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            found = selfcontained.check_self_contained(root, source.load(root), os.path.join(root, "qt"))
            self.assertEqual([("models/base/qt.h", 1), ("models/base/std.h", 2)], [(v.path, v.line) for v in found])

    def test_missing_guards_and_licences_are_found(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, "models/base"))
            with open(os.path.join(root, "models/base/a.h"), "w", encoding="utf-8") as file:
                file.write("int x;\n")
            self.assertEqual({"pragma-once"}, {v.rule for v in bans.check_headers(source.load(root))})
            self.assertEqual(2, len(list(bans.check_licences(root))))


class Sizes(unittest.TestCase):
    def test_what_is_too_large_is_reported(self):
        long_function = source.Source("models/base/a.cpp", "void f()\n{\n" + "x();\n" * 51 + "}\n")
        long_file = source.Source("models/base/b.h", "int x;\n" * 201)
        many = [source.Source(f"models/net/{n}.cpp", "") for n in range(21)]
        self.assertEqual(3, len(sizes.report([long_function, long_file] + many)))
        fine = source.Source("models/base/c.cpp", "void f()\n{\n" + "x();\n" * 50 + "}\n")
        self.assertEqual([], sizes.report([fine]))


if __name__ == "__main__":
    unittest.main()
