// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/main/shellshop.h"

using namespace wf;
using namespace Qt::StringLiterals;
using tests::ShellShop;

namespace {

// As RFC 4180 counts them, of a file without line breaks in its cells.
int cellsOf(const QByteArray &line)
{
    int cells = 1;
    bool isQuoted = false;
    for (const char c : line) {
        isQuoted = c == '"' ? !isQuoted : isQuoted;
        cells += c == ',' && !isQuoted ? 1 : 0;
    }
    return cells;
}

QString written(const ShellShop &shop, const QString &name, const QByteArray &text)
{
    QFile file(shop.path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return file.fileName();
}

} // namespace

// Commands about alerts, incidents and rules print tables, JSON and CSV, and say by their exit code how it is.
class TestFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Somebody who knows none of it finds all of it.
    void eachGroupOfCommandsNamesThem()
    {
        const ShellShop shop;
        for (const auto &[group, command] : {std::pair(u"alerts"_s, "history"), std::pair(u"incidents"_s, "similar ID"),
                                             std::pair(u"rules"_s, "replay FILE")}) {
            const auto told = shop.run({group, u"--help"_s});
            QCOMPARE(told.code, 0);
            QVERIFY2(told.out.startsWith(u"Usage: watchfloor %1 COMMAND"_s.arg(group).toUtf8()), told.out);
            QVERIFY2(told.out.contains(command), told.out);
        }
        const auto one = shop.run({u"alerts"_s, u"stats"_s, u"--help"_s});
        QCOMPARE(one.code, 0);
        QVERIFY2(one.out.startsWith("Usage: watchfloor alerts stats [options] filter"), one.out);
        QVERIFY2(one.out.contains("--since"), one.out);
    }
    void eachCommandPrintsEachFormat_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code"); // one critical alert is open
        QTest::newRow("alerts list") << QStringList{u"alerts"_s, u"list"_s} << 2;
        QTest::newRow("alerts show") << QStringList{u"alerts"_s, u"show"_s, u"CheckoutSlow"_s} << 2;
        QTest::newRow("alerts stats") << QStringList{u"alerts"_s, u"stats"_s} << 2;
        QTest::newRow("alerts stats of the past")
            << QStringList{u"alerts"_s, u"stats"_s, u"--since"_s, u"1d"_s, u"--ledger-only"_s} << 0;
        QTest::newRow("alerts history") << QStringList{u"alerts"_s, u"history"_s, u"--since"_s, u"1d"_s,
                                                       u"--ledger-only"_s}
                                        << 0;
        QTest::newRow("incidents list") << QStringList{u"incidents"_s, u"list"_s} << 2;
        QTest::newRow("incidents show") << QStringList{u"incidents"_s, u"show"_s, u"INC-1"_s} << 2;
        QTest::newRow("incidents stats") << QStringList{u"incidents"_s, u"stats"_s} << 0;
        QTest::newRow("incidents timeline") << QStringList{u"incidents"_s, u"timeline"_s, u"1"_s} << 0;
        QTest::newRow("rules list") << QStringList{u"rules"_s, u"list"_s} << 0;
        QTest::newRow("rules saves") << QStringList{u"rules"_s, u"saves"_s} << 0;
    }
    void eachCommandPrintsEachFormat()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        const ShellShop shop;
        const QStringList here{u"--environment-file"_s, shop.path(u"environment.yaml"_s)};
        (void)shop.run(QStringList{u"incidents"_s, u"list"_s} + here); // what there is gets its number
        for (const QString &format : {u"table"_s, u"json"_s, u"csv"_s}) {
            const auto said = shop.run(words + here + QStringList{u"--format"_s, format});
            QVERIFY2(said.code == code, QByteArray(said.err + said.out).constData());
            if (format == u"json"_s) {
                QVERIFY2(!QJsonDocument::fromJson(said.out).isNull(), said.out);
            } else if (format == u"csv"_s) {
                const auto lines = said.out.trimmed().split('\n');
                for (const QByteArray &line : lines)
                    QVERIFY2(cellsOf(line) == cellsOf(lines.front()), said.out); // one table
            }
        }
        const auto odd = shop.run(words + here + QStringList{u"--format"_s, u"xml"_s});
        QCOMPARE(odd.code, 3);
        QVERIFY(odd.out.isEmpty() && odd.err.contains("--format"));
    }
    void rulesAreCheckedAndTestedInEachFormat()
    {
        const ShellShop shop;
        const QString bad =
            written(shop, u"bad.yml"_s,
                    "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up ==\n  - alert: B\n    expr: up == 0\n");
        const auto csv = shop.run({u"rules"_s, u"check"_s, bad, u"--format"_s, u"csv"_s});
        QCOMPARE(csv.code, 2);
        QVERIFY2(csv.out.startsWith("\"FILE\",\"LINE\",\"COLUMN\",\"KIND\",\"GROUP\",\"RULE\",\"MESSAGE\"\n"), csv.out);
        QVERIFY2(csv.out.contains(",\"error\",\"g\",\"A\","), csv.out);
        const auto json = shop.run({u"rules"_s, u"check"_s, bad, u"--format"_s, u"json"_s});
        QCOMPARE(json.out, shop.run({u"rules"_s, u"check"_s, bad, u"--json"_s}).out);
        QCOMPARE(shop.run({u"rules"_s, u"check"_s, bad, u"--format"_s, u"xml"_s}).code, 3);
        QCOMPARE(shop.run({u"rules"_s, u"check"_s, shop.path(u"none.yml"_s)}).code, 3);
        written(shop, u"fine.yml"_s, "groups:\n- name: g\n  rules:\n  - alert: B\n    expr: up == 0\n");
        const QString test =
            written(shop, u"fine.test.yml"_s,
                    "rule_files: [fine.yml]\ntests:\n- interval: 1m\n  input_series:\n  - {series: up, values: '0 0'}\n"
                    "  alert_rule_test:\n  - eval_time: 1m\n    alertname: B\n    exp_alerts: []\n");
        const auto tested = shop.run({u"rules"_s, u"test"_s, test, u"--format"_s, u"csv"_s});
        QCOMPARE(tested.code, 2); // it fires
        QVERIFY2(tested.out.contains("1 test, 1 check, 1 failed"), tested.out);
        QVERIFY2(csv.out.contains("1 group, 2 rules, 1 error, 0 warnings"), csv.out);
        QVERIFY2(tested.out.contains(",\"failure\","), tested.out);
    }
    void theLibraryIsListed()
    {
        const ShellShop shop;
        const auto said = shop.run({u"rules"_s, u"library"_s, u"--format"_s, u"json"_s});
        QCOMPARE(said.code, 0);
        const auto rules = QJsonDocument::fromJson(said.out).array();
        QVERIFY(rules.size() >= 60);
        for (const auto &rule : rules)
            for (const QString &part : {u"rule"_s, u"expr"_s, u"means"_s, u"runbook"_s})
                QVERIFY2(!rule[part].toString().isEmpty(), qPrintable(rule[u"rule"_s].toString()));
        QCOMPARE(shop.run({u"rules"_s, u"library"_s, u"nothing"_s, u"--format"_s, u"csv"_s}).code, 3);
    }
    // That a name is not there is said only when it is known.
    void whereNoServerAnswersNothingIsSaidToBeAbsent()
    {
        const ShellShop shop;
        const QString dead = written(shop, u"dead.yaml"_s,
                                     "name: dead\nsources:\n  - id: am\n    kind: alerts\n"
                                     "    url: http://127.0.0.1:1\n");
        const QStringList there{u"--environment-file"_s, dead};
        for (const QStringList &words : {QStringList{u"alerts"_s, u"show"_s, u"Gone"_s},
                                         {u"alerts"_s, u"ack"_s, u"Gone"_s},
                                         {u"incidents"_s, u"show"_s, u"INC-1"_s},
                                         {u"incidents"_s, u"ack"_s, u"INC-1"_s}}) {
            const auto said = shop.run(words + there);
            QCOMPARE(said.code, 3);
            QVERIFY2(said.err.contains("It is not known whether"), said.err);
            QVERIFY2(!said.err.contains("No alert") && !said.err.contains("No incident"), said.err);
        }
        const auto past = shop.run(QStringList{u"alerts"_s, u"history"_s} + there);
        QCOMPARE(past.code, 0);
        QVERIFY2(past.err.contains("Nothing is known of that time"), past.err);
        const auto rules = shop.run(QStringList{u"rules"_s, u"list"_s} + there);
        QVERIFY2(rules.err.contains("dead names no source that evaluates rules."), rules.err);
    }
    void whoAcknowledgesIsInTheHistoryAtOnce()
    {
        const ShellShop shop;
        const QStringList here{u"--environment-file"_s, shop.path(u"environment.yaml"_s)};
        const auto taken = shop.run(QStringList{u"alerts"_s, u"ack"_s, u"CheckoutSlow"_s} + here);
        QVERIFY2(taken.code == 0, taken.err);
        const auto past = shop.run(QStringList{u"alerts"_s, u"history"_s, u"--format"_s, u"json"_s} + here);
        const auto list = QJsonDocument::fromJson(past.out).array();
        QCOMPARE(list.size(), 1);
        QVERIFY2(!list[0][u"by"_s].toString().isEmpty(), past.out);
    }
    // A filter that hides everything would be told as "nothing fires".
    void aWordThatIsNoCommandIsRefused()
    {
        const ShellShop shop;
        const QStringList here{u"--environment-file"_s, shop.path(u"environment.yaml"_s)};
        for (const QString &command : {u"alerts"_s, u"incidents"_s, u"rules"_s}) {
            const auto said = shop.run(QStringList{command, u"acknowlege"_s} + here);
            QCOMPARE(said.code, 3);
            QVERIFY2(said.err.contains("Write: watchfloor"), said.err);
        }
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
