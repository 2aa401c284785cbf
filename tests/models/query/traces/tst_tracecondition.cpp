// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/traces/tracecondition.h"

#include "models/base/clock.h"

#include <QTest>

#include <random>

using namespace wf;
using namespace wf::query;
using namespace Qt::StringLiterals;

namespace {

signals::Trace order()
{
    signals::Trace t;
    t.processes = {{u"checkout"_s, {}}, {u"payment"_s, {}}, {u"data base"_s, {}}};
    const auto add = [&](quint64 id, quint64 parent, int process, const char *operation, qint64 startMs, qint64 endMs) {
        signals::Span span;
        span.spanId = signals::SpanId(id);
        span.parentSpanId = signals::SpanId(parent);
        span.process = process;
        span.operation = QString::fromLatin1(operation);
        span.startNs = 1'000'000'000 + startMs * base::nsPerMs;
        span.durationNs = (endMs - startMs) * base::nsPerMs;
        t.spans.push_back(span);
    };
    add(1, 0, 0, "POST /order", 0, 1000);
    add(2, 1, 1, "charge", 100, 600);
    add(3, 2, 1, "verify", 150, 300);
    add(4, 3, 2, "SELECT a:b", 200, 300);
    add(5, 2, 2, "UPDATE", 250, 500); // overlaps the SELECT
    t.spans[4].error = true;
    signals::arrange(t);
    return t;
}

} // namespace

class TstTraceCondition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void conditionsAreJudged_data()
    {
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *text, bool expected) { QTest::newRow(text) << expected; };
        row("checkout calls payment", true);
        row("payment calls checkout", false);
        row("checkout calls \"data base\"", false);
        row("checkout reaches \"data base\"", true);
        row("checkout REACHES checkout", false);
        row("payment calls payment", true);
        row("payment:charge calls \"data base\":UPDATE", true);
        row("payment:verify calls \"data base\":UPDATE", false);
        row("payment reaches *:\"SELECT a:b\"", true);
        row("has *:verify", true);
        row("has shipping", false);
        row("error under payment", true);
        row("error under payment:verify", false);
        row("error under \"data base\"", true);
        row("error under *", true);
        row("share of \"data base\" >= 30%", true); // 200 to 500 of 1000
        row("share of \"data base\" > 30%", false);
        row("share of payment < 51%", true);
        row("share of shipping <= 0%", true);
        row("duration of payment >= 500ms", true);
        row("duration of payment:verify > 150ms", false);
        row("duration of * < 101ms", true);
        row("spans > 4", true);
        row("spans <= 4", false);
        row("not has shipping", true);
        row("has shipping or has payment and error under checkout", true);
        row("(has shipping or has payment) and not error under checkout", false);
        row("not not has payment", true);
    }
    void conditionsAreJudged()
    {
        QFETCH(bool, expected);
        const auto condition = TraceCondition::parse(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(condition.ok(), condition.ok() ? "" : qPrintable(condition.error().summary));
        QCOMPARE(condition->matches(order()), expected);
        // The canonical text means the same, and is its own canonical text.
        const auto again = TraceCondition::parse(condition->text());
        QVERIFY2(again.ok(), qPrintable(condition->text()));
        QCOMPARE(again->text(), condition->text());
        QCOMPARE(again->matches(order()), expected);
    }

    void faultsSayWhereAndWhat_data()
    {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(expected);
        };
        row("", "At character 1: expected a service, service:operation or a condition");
        row("checkout", "At character 9: expected \"calls\"");
        row("checkout calls", "At character 15: expected a service, service:operation or a condition");
        row("share payment > 1%", "At character 7: expected \"of\"");
        row("share of payment > 120%", "At character 20: expected a percentage such as 40%");
        row("duration of payment > soon", "At character 23: expected a duration such as 250ms");
        row("duration of payment = 1s", "At character 21: expected >, >=, < or <=");
        row("(has a", "At character 7: expected a closing parenthesis");
        row("has \"a", "At character 7: expected a closing quote");
        row("has a has b", "At character 7: expected \"and\", \"or\" or the end");
        row("has a:", "At character 7: expected an operation");
    }
    void faultsSayWhereAndWhat()
    {
        QFETCH(QString, expected);
        const auto condition = TraceCondition::parse(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!condition.ok());
        QCOMPARE(condition.error().summary, expected);
    }

    void hostileTextsEnd()
    {
        QVERIFY(!TraceCondition::parse(QString(3900, u'(')).ok());
        QVERIFY(!TraceCondition::parse(u"not "_s.repeated(900) + u"has a"_s).ok());
        QVERIFY(!TraceCondition::parse(u"has a or "_s.repeated(1000) + u"has a"_s).ok());
        std::mt19937 random(1);
        const QStringList pieces{u"has "_s,   u"a:b "_s, u"("_s,         u")"_s,        u"\""_s,   u"\\"_s,
                                 u"and "_s,   u"not "_s, u"share of "_s, u"> "_s,       u"40% "_s, u":"_s,
                                 u"calls "_s, u"* "_s,   u"\u202e"_s,    u"spans>=3 "_s};
        for (int round = 0; round < 5000; ++round) {
            QString text;
            for (auto n = random() % 12; n > 0; --n)
                text += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
            const auto condition = TraceCondition::parse(text);
            if (!condition)
                continue;
            const auto again = TraceCondition::parse(condition->text());
            QVERIFY2(again.ok(), qPrintable(text));
            QCOMPARE(again->text(), condition->text());
        }
    }
};

QTEST_APPLESS_MAIN(TstTraceCondition)
#include "tst_tracecondition.moc"
