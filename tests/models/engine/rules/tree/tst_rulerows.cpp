// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/rulerows.h"

#include <QElapsedTimer>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

signals::Rule rule(const QString &file, const QString &group, const QString &name, const QString &query = u"up"_s)
{
    signals::Rule out;
    out.name = name;
    out.query = query;
    out.group = group;
    out.file = file;
    out.health = u"ok"_s;
    out.intervalNs = base::nsPerMinute;
    out.lastEvaluationNs = now;
    return out;
}

signals::Rule firing(signals::Rule one, const char *severity)
{
    one.alerts.resize(1);
    if (*severity)
        one.labels = base::Labels{{"severity", severity}};
    return one;
}

RuleAnswer answerOf(const QString &id, std::vector<signals::Rule> rules)
{
    RuleAnswer out;
    out.source.id = id;
    out.source.name = id.toUpper();
    out.rules = std::move(rules);
    return out;
}

RuleSnapshotPtr shop()
{
    auto fails = rule(u"/etc/rules/b.yml"_s, u"slow"_s, u"Broken"_s);
    fails.health = u"err"_s;
    auto records = rule(u"/etc/rules/b.yml"_s, u"slow"_s, u"pool:used"_s, u"psp_in_use"_s);
    records.kind = signals::RuleKind::Recording;
    return foldRules(
        {answerOf(u"prom"_s, {rule(u"/etc/rules/a.yml"_s, u"g"_s, u"Quiet"_s),
                              firing(rule(u"/etc/rules/a.yml"_s, u"g"_s, u"Loud"_s), "info"), fails, records}),
         answerOf(u"mimir"_s, {firing(rule(u"tenant"_s, u"g"_s, u"Pool"_s, u"pool:used > 1"_s), "page")})},
        now);
}

// "0 Fires…/3", "3 Loud" with a sign for the mark: ! critical, ~ warning, i info, . ok
QStringList textOf(const std::vector<RuleRow> &rows)
{
    QStringList out;
    for (const auto &row : rows)
        out << QString::number(row.depth) + u"!~i.?"_s.at(static_cast<int>(row.mark)) + row.title +
                   (row.rule ? QString() : u'/' + QString::number(row.count)) + (row.isOpen ? u""_s : u" closed"_s);
    return out;
}

} // namespace

class TestRuleRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatNeedsALookComesFirstThenTheTree()
    {
        QCOMPARE(
            textOf(ruleRows(*shop(), {})),
            (QStringList{u"0!Fires, fails or is late/3"_s, u"0!Broken"_s, u"0!Pool"_s, u"0iLoud"_s, u"0!PROM/4"_s,
                         u"1ia.yml/2"_s, u"2ig/2"_s, u"3.Quiet"_s, u"3iLoud"_s, u"1!b.yml/2"_s, u"2!slow/2"_s,
                         u"3!Broken"_s, u"3.pool:used"_s, u"0!MIMIR/1"_s, u"1!tenant/1"_s, u"2!g/1"_s, u"3!Pool"_s}));
    }

    void everyRowHasAKeyOfItsOwnThatStays()
    {
        QSet<quint64> keys;
        const auto rows = ruleRows(*shop(), {});
        for (const auto &row : rows)
            keys.insert(row.key);
        QCOMPARE(static_cast<std::size_t>(keys.size()), rows.size());
        QCOMPARE(ruleRows(*shop(), {}).back().key, rows.back().key);
    }

    void branchesCloseAndOpen()
    {
        const auto rows = ruleRows(*shop(), {});
        RuleRowChoice choice;
        choice.toggled = {rows[0].key, rows[5].key, rows[13].key}; // head, a.yml, MIMIR
        QCOMPARE(textOf(ruleRows(*shop(), choice)),
                 (QStringList{u"0!Fires, fails or is late/3 closed"_s, u"0!PROM/4"_s, u"1ia.yml/2 closed"_s,
                              u"1!b.yml/2"_s, u"2!slow/2"_s, u"3!Broken"_s, u"3.pool:used"_s, u"0!MIMIR/1 closed"_s}));
    }

    void aFilterLeavesThePathToWhatItFinds()
    {
        RuleRowChoice choice;
        choice.filter = u"loud prom"_s;
        QCOMPARE(textOf(ruleRows(*shop(), choice)),
                 (QStringList{u"0iPROM/1"_s, u"1ia.yml/1"_s, u"2ig/1"_s, u"3iLoud"_s}));
        choice.filter = u"failing"_s;
        QCOMPARE(ruleRows(*shop(), choice).back().title, u"Broken"_s);
        choice.filter = u"nothing of that name"_s;
        QVERIFY(ruleRows(*shop(), choice).empty());
    }

    void theNameOfAMetricFindsWhoAlertsOnItThroughRecordingRules()
    {
        RuleRowChoice choice;
        choice.filter = u"psp_in_use"_s;
        const auto rows = ruleRows(*shop(), choice);
        QCOMPARE(rows.back().title, u"Pool"_s);
        QCOMPARE(static_cast<int>(std::ranges::count_if(rows, [](const RuleRow &row) { return row.rule != nullptr; })),
                 1);
    }

    void aFiringRuleHasTheMarkOfItsOwnSeverity_data()
    {
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<int>("mark");
        QTest::newRow("critical") << QByteArray("critical") << static_cast<int>(Severity::Critical);
        QTest::newRow("page") << QByteArray("page") << static_cast<int>(Severity::Critical);
        QTest::newRow("warning") << QByteArray("warning") << static_cast<int>(Severity::Warning);
        QTest::newRow("info") << QByteArray("info") << static_cast<int>(Severity::Info);
        QTest::newRow("none") << QByteArray() << static_cast<int>(Severity::Warning);
    }
    void aFiringRuleHasTheMarkOfItsOwnSeverity()
    {
        QFETCH(QByteArray, label);
        QFETCH(int, mark);
        const auto snapshot =
            foldRules({answerOf(u"p"_s, {firing(rule(u"f"_s, u"g"_s, u"A"_s), label.constData())})}, now);
        QCOMPARE(static_cast<int>(markOf(*snapshot->groups.front().rules.front())), mark);
    }

    void aSourceThatDoesNotAnswerIsSeen()
    {
        auto answer = answerOf(u"prom"_s, {});
        answer.source.error = base::makeError(base::ErrorKind::Unreachable, u"refused"_s);
        auto none = answerOf(u"loki"_s, {});
        none.source.error = base::makeError(base::ErrorKind::Unsupported, u"no rules"_s);
        const auto rows = ruleRows(*foldRules({answer, none}, now), {});
        QCOMPARE(textOf(rows), QStringList{u"0~PROM/0"_s});
        QVERIFY(rows.front().error.has_value());
    }

    void fiveThousandRulesTakeNoTime()
    {
        std::vector<signals::Rule> rules;
        for (int i = 0; i < 5'000; ++i)
            rules.push_back(rule(u"/etc/rules/%1.yml"_s.arg(i / 100), u"group %1"_s.arg(i / 20), u"Rule%1"_s.arg(i)));
        const auto snapshot = foldRules({answerOf(u"prom"_s, std::move(rules))}, now);
        const auto closed = ruleRows(*snapshot, {});
        QCOMPARE(closed.size(), std::size_t(1 + 50 + 250)); // groups are closed by themselves
        RuleRowChoice all;
        for (const auto &row : closed)
            if (row.kind == RuleRow::Kind::Group)
                all.toggled.insert(row.key);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ruleRows(*snapshot, all).size(), std::size_t(1 + 50 + 250 + 5'000));
        QVERIFY2(timer.elapsed() < 250, qPrintable(QString::number(timer.elapsed()))); // a debug build, shared cores
    }
};

QTEST_GUILESS_MAIN(TestRuleRows)
#include "tst_rulerows.moc"
