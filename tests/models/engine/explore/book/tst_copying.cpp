// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/units.h"
#include "models/engine/explore/book/copying.h"
#include "tests/support/failonwarning.h"

#include <QProcess>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {
const engine::CopiedQuery query{u"rate(x{a=\"it's\"}[$__rate_interval])"_s,
                                {1'700'000'000LL * base::nsPerSecond, 1'700'003'600LL * base::nsPerSecond},
                                15 * base::nsPerSecond,
                                15 * base::nsPerSecond};
}

class TestCopying : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    // A shell reads back exactly what was meant.
    void curlSurvivesTheShell()
    {
        const QString curl = engine::asCurl(query, u"http://prometheus:9090/"_s);
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"curl() { for a in \"$@\"; do echo \"$a\"; done; }; "_s + curl});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(
            QString::fromUtf8(shell.readAllStandardOutput()).trimmed().split(u'\n'),
            (QStringList{u"-sG"_s, u"http://prometheus:9090/api/v1/query_range"_s, u"--data-urlencode"_s,
                         u"query=rate(x{a=\"it's\"}[1m])"_s, u"--data-urlencode"_s, u"start=2023-11-14T22:13:20Z"_s,
                         u"--data-urlencode"_s, u"end=2023-11-14T23:13:20Z"_s, u"--data-urlencode"_s, u"step=15s"_s}));
    }

    void commandAndInstant()
    {
        QVERIFY(engine::asCommand(query).startsWith(
            u"watchfloor metrics query 'rate(x{a=\"it'\\''s\"}[1m])' --start 2023"_s));
        auto instant = query;
        instant.stepNs = 0;
        QVERIFY(engine::asCurl(instant, u"http://p"_s).contains(u"/api/v1/query'"_s));
    }

    void linksAreReadBack()
    {
        const auto read = engine::fromLink(engine::asLink(query));
        QVERIFY(read);
        QCOMPARE(read->text, query.text);
        QCOMPARE(read->range, query.range);
        auto odd = query;
        odd.text = u"x{a=\"ä&b=c#d+e %41\"} > 1"_s;
        QCOMPARE(engine::fromLink(engine::asLink(odd))->text, odd.text);
        QVERIFY(!engine::fromLink(u"https://metrics?q=x"_s));
        QVERIFY(!engine::fromLink(u"watchfloor://metrics"_s));
    }

    void markdownIsATable()
    {
        signals::QueryAnswer answer;
        answer.series.push_back({{{"a", "b|c"}}, {1, 2, 3}, {1, 5, 3}});
        const QString text =
            engine::asMarkdown(query, answer, [](double value) { return base::formatValue(value, base::Unit::None); });
        QVERIFY2(text.contains(u"| `{a=\"b\\|c\"}` | 3 | 5 | 3 |"_s), qPrintable(text));
        QVERIFY(text.startsWith(u"```promql\nrate("_s));
        QVERIFY(text.contains(u"a point every 15s"_s));
    }
};

QTEST_GUILESS_MAIN(TestCopying)
#include "tst_copying.moc"
