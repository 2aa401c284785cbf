// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/conditionhelp.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class ConditionHelpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySuggestionLeadsToACondition();
    void whatIsBeingWrittenIsCompleted_data();
    void whatIsBeingWrittenIsCompleted();
    void namesThatNeedItAreQuoted();
    void errorsSayWhere();

private:
    const QStringList m_services{u"cart"_s, u"checkout"_s, u"payment"_s};
};

// Whoever only ever takes suggestions arrives at something that can be understood.
void ConditionHelpTest::everySuggestionLeadsToACondition()
{
    std::function<int(const QString &, int)> walk = [&](const QString &text, int depth) {
        int understood = 0;
        if (readTraceCondition(text).ok())
            ++understood;
        if (depth == 0 || understood)
            return understood;
        for (const QString &next : completeTraceCondition(text, {u"cart"_s}))
            understood += walk(next, depth - 1);
        return understood;
    };
    const QStringList starts = completeTraceCondition({}, {u"cart"_s});
    QCOMPARE(starts.size(), 7);
    for (const QString &start : starts)
        QVERIFY2(walk(start, 5) > 0, qPrintable(start));
}

void ConditionHelpTest::whatIsBeingWrittenIsCompleted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("a service") << u"c"_s << QStringList{u"cart "_s, u"checkout "_s};
    QTest::newRow("a keyword") << u"sh"_s << QStringList{u"share of "_s};
    QTest::newRow("after a service") << u"cart "_s << QStringList{u"cart calls "_s, u"cart reaches "_s};
    QTest::newRow("its callee") << u"cart calls p"_s << QStringList{u"cart calls payment "_s};
    QTest::newRow("a sign") << u"share of cart <"_s << QStringList{u"share of cart <= "_s};
    QTest::newRow("a bound") << u"duration of cart > "_s << QStringList{u"duration of cart > 250ms "_s};
    QTest::newRow("the next one") << u"has cart "_s << QStringList{u"has cart and "_s, u"has cart or "_s};
    QTest::newRow("in parentheses") << u"not (er"_s << QStringList{u"not (error under "_s};
    QTest::newRow("nothing fits") << u"cart calls zz"_s << QStringList();
}

void ConditionHelpTest::whatIsBeingWrittenIsCompleted()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(completeTraceCondition(text, m_services), expected);
}

void ConditionHelpTest::namesThatNeedItAreQuoted()
{
    const QStringList found = completeTraceCondition(u"has "_s, {u"card \"x\" bank"_s});
    QCOMPARE(found.front(), u"has \"card \\\"x\\\" bank\" "_s);
    QVERIFY(readTraceCondition(found.front()).ok());
}

void ConditionHelpTest::errorsSayWhere()
{
    const auto read = readTraceCondition(u"cart cals payment"_s);
    QVERIFY(!read.ok());
    QVERIFY2(read.error().summary.contains(u"At character 6"_s), qPrintable(read.error().summary));
}

QTEST_APPLESS_MAIN(ConditionHelpTest)
#include "tst_conditionhelp.moc"
