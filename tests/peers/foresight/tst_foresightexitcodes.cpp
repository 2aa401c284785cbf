// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/backfilledprometheus.h"
#include "tests/support/past/pastshop.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;

struct Said {
    int code = -1;
    QByteArray out, errors;
    [[nodiscard]] QJsonArray rows() const { return QJsonDocument::fromJson(out).array(); }
};

} // namespace

// `watchfloor anomalies` and `watchfloor capacity` as people and Nagios call them, over a real Prometheus.
class ForesightExitCodesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!tests::BackfilledPrometheus::isInstalled())
            QSKIP("prometheus and promtool are not installed");
        tests::PastShop shop;
        shop.poolLimit = 400;
        QVERIFY(m_prometheus.start(shop.openMetrics(QDateTime::currentMSecsSinceEpoch() / minuteMs * minuteMs)));
        writeEnvironment(u"environment.yaml"_s, m_prometheus.address());
        writeEnvironment(u"dead.yaml"_s, u"127.0.0.1:9"_s);
        QFile prices(m_folder.filePath(u"prices.csv"_s));
        QVERIFY(prices.open(QIODevice::WriteOnly));
        prices.write("resource,region,unit,price,currency\ndisk,*,GiB,0.088,EUR\n");
    }
    void whatIsUnusualNowIsTheExitCode()
    {
        const Said all = run({u"anomalies"_s, u"list"_s, u"--since"_s, u"3h"_s, u"--format"_s, u"json"_s});
        QVERIFY2(all.code == 1 || all.code == 2, all.errors.constData());
        const QJsonArray rows = all.rows();
        QVERIFY(!rows.isEmpty());
        const QJsonObject worst = rows.first().toObject();
        QCOMPARE(worst[u"service"].toString(), u"service-2"_s);
        QCOMPARE(worst[u"severity"].toString(), all.code == 2 ? u"critical"_s : u"warning"_s);
        m_id = worst[u"id"].toString();
        QVERIFY(worst[u"value"].toDouble() > 0.24 && worst[u"high"].toDouble() < 0.2);
        QVERIFY(worst[u"votes"].toArray().size() >= 18);
        const Said others = run({u"anomalies"_s, u"--metric"_s, u"service-4"_s, u"--severity"_s, u"warning"_s});
        QVERIFY2(others.code == 0, others.errors.constData());
        for (const char *format : {"table", "csv"}) {
            const Said said = run(
                {u"anomalies"_s, u"list"_s, u"--severity"_s, u"warning"_s, u"--format"_s, QString::fromLatin1(format)});
            QCOMPARE(said.code, all.code);
            QVERIFY2(said.out.contains(m_id.toUtf8()), said.out.constData());
        }
    }
    void anAnomalyIsExplainedByItsVotes()
    {
        const Said said = run({u"anomalies"_s, u"explain"_s, m_id});
        QVERIFY2(said.code == 1 || said.code == 2, said.errors.constData());
        for (const char *word : {"time of day", "threshold", "isolation forest", "pattern", "yes", "nobody has judged"})
            QVERIFY2(said.out.contains(word), word);
        QCOMPARE(run({u"anomalies"_s, u"explain"_s, u"0123456789abcdef"_s}).code, 3);
    }
    void wordsAreKeptAndTakenBack()
    {
        QCOMPARE(run({u"anomalies"_s, u"feedback"_s, m_id, u"not-real"_s}).code, 0);
        QVERIFY(run({u"anomalies"_s, u"explain"_s, m_id}).out.contains("of 1 judged were real"));
        QCOMPARE(run({u"anomalies"_s, u"feedback"_s, m_id, u"undo"_s}).code, 0);
        QVERIFY(run({u"anomalies"_s, u"explain"_s, m_id}).out.contains("nobody has judged"));
        QCOMPARE(run({u"anomalies"_s, u"feedback"_s, m_id, u"perhaps"_s}).code, 3);
    }
    void modelsAreTrainedWithProgressKeptAndRolledBack()
    {
        const Said said = run({u"anomalies"_s, u"train"_s, u"--history"_s, u"3d"_s});
        QVERIFY2(said.code == 0, said.errors.constData());
        QVERIFY2(said.errors.contains("learned "), said.errors.constData());
        const Said versions = run({u"anomalies"_s, u"versions"_s});
        QCOMPARE(versions.code, 0);
        QVERIFY(versions.out.contains("service-2"));
        const Said back = run({u"anomalies"_s, u"roll-back"_s, u"--all"_s});
        QVERIFY2(back.code == 0, back.errors.constData());
    }
    void theSoonestFullIsTheExitCode()
    {
        const Said all = run(
            {u"capacity"_s, u"list"_s, u"--format"_s, u"json"_s, u"--prices"_s, m_folder.filePath(u"prices.csv"_s)});
        QVERIFY2(all.code == 1, all.errors.constData()); // full in a week
        const QJsonObject first = all.rows().first().toObject();
        QVERIFY2(QJsonDocument(first).toJson().contains("node-3"), QJsonDocument(first).toJson().constData());
        QVERIFY(!first[u"full"].toString().isEmpty() && first[u"growth_per_day"].toDouble() > 10e9);
        QVERIFY2(all.out.contains("\"currency\""), all.out.constData());
        QCOMPARE(run({u"capacity"_s, u"--within"_s, u"2"_s}).code, 0);
        QCOMPARE(run({u"capacity"_s, u"--format"_s, u"csv"_s}).code, 1);
    }
    void whatIfChangesIt()
    {
        const Said faster = run({u"capacity"_s, u"what-if"_s, u"--growth"_s, u"4"_s});
        QVERIFY2(faster.code == 2, faster.errors.constData());
        QCOMPARE(run({u"capacity"_s, u"what-if"_s, u"--growth"_s, u"0"_s}).code, 0);
        QCOMPARE(run({u"capacity"_s, u"what-if"_s, u"--traffic"_s, u"lots"_s}).code, 3);
    }
    void anyExpressionIsForecast()
    {
        const QString disk =
            u"node_filesystem_size_bytes{instance=\"node-3\"} - node_filesystem_avail_bytes{instance=\"node-3\"}"_s;
        const Said said = run({u"capacity"_s, u"forecast"_s, disk, u"--limit"_s, u"500e9"_s, u"--days"_s, u"14"_s});
        QVERIFY2(said.code == 1, said.errors.constData());
        QVERIFY(said.out.contains("HIGH 95 %"));
        QVERIFY(run({u"capacity"_s, u"forecast"_s, u"sum(db_pool_max)"_s}).out.startsWith("sum(db_pool_max): "));
        QCOMPARE(run({u"capacity"_s, u"forecast"_s, u"sum(db_pool_max) * NaN"_s}).code, 3);
        QCOMPARE(run({u"capacity"_s, u"forecast"_s, u"no_such_metric"_s}).code, 3);
        QCOMPARE(run({u"capacity"_s, u"forecast"_s, u"sum("_s}).code, 3);
        QCOMPARE(run({u"capacity"_s, u"forecast"_s, disk, u"--days"_s, u"-1"_s}).code, 3);
    }
    void whoCannotSeeSaysSo()
    {
        for (const char *command : {"anomalies", "capacity"}) {
            const Said dead = run({QString::fromLatin1(command)}, u"dead.yaml"_s);
            QCOMPARE(dead.code, 3);
            QVERIFY(!dead.errors.isEmpty());
            QCOMPARE(run({QString::fromLatin1(command), u"--format"_s, u"xml"_s}).code, 3);
            QCOMPARE(run({QString::fromLatin1(command), u"dance"_s}).code, 3);
        }
        QCOMPARE(run({u"anomalies"_s, u"--severity"_s, u"terrible"_s}).code, 3);
        QCOMPARE(run({u"anomalies"_s, u"--since"_s, u"-3h"_s}).code, 3);
    }

    // Blocks of a machine that were brought from elsewhere, and nothing is scraped.
    void samplesThatEndedHoursAgoAreForecastFromTheirEnd()
    {
        const qint64 endS = QDateTime::currentSecsSinceEpoch() / 3600 * 3600 - 7 * 3600;
        QByteArray size = "# TYPE node_filesystem_size_bytes gauge\n";
        QByteArray free = "# TYPE node_filesystem_avail_bytes gauge\n";
        const QByteArray disk = R"({instance="db-0:9100",mountpoint="/var",fstype="ext4",device="/dev/sdb1"} )";
        for (qint64 h = 35 * 24; h >= 0; --h)
            for (const qint64 s : {endS - h * 3600, endS - h * 3600 + 1800}) {
                if (s > endS)
                    continue;
                const QByteArray when = ' ' + QByteArray::number(s) + '\n';
                const double left = 50e9 + 4e9 * static_cast<double>(endS - s) / 86'400;
                size += "node_filesystem_size_bytes" + disk + "500e9" + when;
                free += "node_filesystem_avail_bytes" + disk + QByteArray::number(left, 'f', 0) + when;
            }
        tests::BackfilledPrometheus ended;
        QVERIFY(ended.start(size + free + "# EOF\n"));
        writeEnvironment(u"ended.yaml"_s, ended.address());
        const Said said = run({u"capacity"_s, u"list"_s, u"--format"_s, u"json"_s}, u"ended.yaml"_s);
        QVERIFY2(said.rows().size() == 1, said.errors.constData());
        const QJsonObject var = said.rows().first().toObject();
        QCOMPARE(var[u"resource"].toString(), u"disk /var"_s);
        const QDateTime full = QDateTime::fromString(var[u"full"].toString(), Qt::ISODate);
        const double days = static_cast<double>(full.toSecsSinceEpoch() - endS) / 86'400;
        QVERIFY2(days > 11.5 && days < 13.5, qPrintable(QString::number(days))); // 50 GB at 4 GB a day
        QCOMPARE(said.code, 1);
        QVERIFY2(said.errors.contains("newest samples"), said.errors.constData());
    }

private:
    void writeEnvironment(const QString &name, const QString &address)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write("name: test\nsources:\n  - id: it\n    kind: metrics\n    url: http://" + address.toUtf8() +
                       '\n');
    }
    Said run(const QStringList &words, const QString &environment = u"environment.yaml"_s)
    {
        QProcess program;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"XDG_STATE_HOME"_s, m_folder.filePath(u"state"_s));
        variables.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
        program.setProcessEnvironment(variables);
        program.start(QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s,
                      words + QStringList{u"--environment-file"_s, m_folder.filePath(environment)});
        Said out;
        if (program.waitForFinished(120'000) && program.exitStatus() == QProcess::NormalExit)
            out.code = program.exitCode();
        out.errors = program.readAllStandardError();
        out.out = program.readAllStandardOutput();
        return out;
    }

    QTemporaryDir m_folder;
    tests::BackfilledPrometheus m_prometheus;
    QString m_id;
};

QTEST_GUILESS_MAIN(ForesightExitCodesTest)
#include "tst_foresightexitcodes.moc"
