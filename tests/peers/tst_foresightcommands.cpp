// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/backfilledprometheus.h"
#include "tests/support/past/openmetricspast.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <random>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;

// Four weeks of a shop up to `lastMs`. Its queue is ten times as long as ever since half an hour; for four hours the
// pool foretold the queue by three minutes and strangers went their own way.
QByteArray fourWeeks(qint64 lastMs)
{
    tests::OpenMetricsPast out;
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    double total = 0;
    for (qint64 t = lastMs - 29 * dayMs; t <= lastMs;) {
        const qint64 step = t >= lastMs - 8 * hourMs ? minuteMs : 5 * minuteMs;
        const double hour = static_cast<double>(t % dayMs) / static_cast<double>(hourMs);
        total += static_cast<double>(step) / 1000 * (100 + 50 * std::sin(hour / 3.82) + 3 * normal(random));
        out.put("http_requests_total", "{service=\"checkout\",code=\"200\"}", t, total);
        out.put("queue_depth", "{service=\"checkout\"}", t,
                (t > lastMs - 30 * minuteMs ? 400 : 40) + 3 * normal(random));
        t += step;
    }
    std::vector<double> pool{100, 100, 100};
    for (qint64 t = lastMs - 4 * hourMs; t <= lastMs; t += minuteMs) {
        pool.push_back(0.5 * pool.back() + 50 + 5 * normal(random));
        out.put("up", "{job=\"shop\",service=\"checkout\"}", t, 1);
        out.put("pool_waiting", "{service=\"cart\"}", t, pool.back());
        out.put("orders_open", "{service=\"cart\"}", t, 2 * pool[pool.size() - 4] + normal(random));
        for (const char *stranger : {"{pod=\"a\"}", "{pod=\"b\"}", "{pod=\"c\"}"})
            out.put("stranger", stranger, t, 100 + 5 * normal(random));
    }
    return out.text();
}

} // namespace

// "What moves with this?" and "is this normal?" as people type them, over a real Prometheus with a history.
class ForesightCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!tests::BackfilledPrometheus::isInstalled())
            QSKIP("prometheus and promtool are not installed");
        m_lastMs = QDateTime::currentMSecsSinceEpoch() / minuteMs * minuteMs;
        QVERIFY(m_prometheus.start(fourWeeks(m_lastMs)));
        QFile file(m_folder.filePath(u"environment.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name: test\nsources:\n  - id: it\n    kind: metrics\n    url: http://" +
                   m_prometheus.address().toUtf8() + '\n');
    }
    void theUsualIsUsual()
    {
        const QJsonObject said = run({u"normal"_s, u"sum(rate(http_requests_total[10m]))"_s, u"--at"_s, last()});
        QVERIFY2(m_code == 0, m_errors.constData());
        QCOMPARE(said[u"verdict"].toString(), u"usual"_s);
        const QJsonObject line = said[u"lines"].toArray().at(0).toObject();
        QCOMPARE(line[u"compared_with"].toString(), u"hour of week"_s);
        QVERIFY(line[u"samples"].toInt() >= 30);
        const double value = line[u"value"].toDouble();
        QVERIFY(line[u"expected_low"].toDouble() <= value && value <= line[u"expected_high"].toDouble());
        const double hour = static_cast<double>(m_lastMs % dayMs) / static_cast<double>(hourMs);
        QVERIFY2(std::abs(value - (100 + 50 * std::sin(hour / 3.82))) < 10, qPrintable(QString::number(value)));
    }
    void theUnusualIsUnusualAndWasNotAnHourBefore()
    {
        QJsonObject said = run({u"normal"_s, u"queue_depth"_s, u"--at"_s, last()});
        QVERIFY2(m_code == 1, m_errors.constData());
        QCOMPARE(said[u"verdict"].toString(), u"unusual"_s);
        const QJsonObject line = said[u"lines"].toArray().at(0).toObject();
        QVERIFY(line[u"value"].toDouble() > 380 && line[u"expected_high"].toDouble() < 60);
        QVERIFY(line[u"percentile"].toDouble() > 99);
        said = run({u"normal"_s, u"queue_depth"_s, u"--at"_s, at(m_lastMs - hourMs)});
        QVERIFY2(m_code == 0, m_errors.constData());
        QCOMPARE(said[u"verdict"].toString(), u"usual"_s);
    }
    void aServiceIsAskedByItsName()
    {
        const QJsonObject said = run({u"normal"_s, u"checkout"_s, u"--at"_s, last()});
        QVERIFY2(m_code == 0 || m_code == 1, m_errors.constData());
        bool hasRequests = false;
        const QJsonArray lines = said[u"lines"].toArray();
        for (const auto &line : lines)
            hasRequests |= line[u"query"].toString().contains(u"http_requests_total"_s);
        QVERIFY(hasRequests);
    }
    void nothingKnownIsSaid()
    {
        const QJsonObject said = run({u"normal"_s, u"no_such_metric"_s, u"--at"_s, last()});
        QCOMPARE(m_code, 3);
        QVERIFY(!said[u"notes"].toArray().isEmpty());
    }
    void whatForetoldTheSeriesIsFoundWithItsLag()
    {
        const QJsonObject said =
            run({u"moves"_s, u"orders_open"_s, u"--from"_s, at(m_lastMs - 4 * hourMs), u"--to"_s, last()});
        QVERIFY2(m_code >= 0 && m_code <= 1, m_errors.constData());
        QVERIFY(said[u"errors"].toArray().isEmpty());
        const QJsonArray moves = said[u"moves"].toArray();
        QCOMPARE(moves.size(), 1); // strangers do not move with it
        QCOMPARE(moves[0][u"what"].toString(), u"pool_waiting"_s);
        QCOMPARE(moves[0][u"lag_seconds"].toDouble(), 180.0);
        QVERIFY(moves[0][u"correlation"].toDouble() > 0.8);
        QVERIFY(said[u"looked"].toInt() >= 4);
    }
    void aWrongQueryIsRefusedInWords()
    {
        const QJsonObject said = run({u"moves"_s, u"sum("_s});
        QCOMPARE(m_code, 3);
        QVERIFY(!said[u"errors"].toArray().isEmpty() || !m_errors.isEmpty());
    }

private:
    [[nodiscard]] static QString at(qint64 ms) { return QString::number(ms / 1000); }
    [[nodiscard]] QString last() const { return at(m_lastMs); }
    QJsonObject run(const QStringList &words)
    {
        QProcess program;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"XDG_STATE_HOME"_s, m_folder.filePath(u"state"_s));
        variables.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
        program.setProcessEnvironment(variables);
        program.start(QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s,
                      words + QStringList{u"--format"_s, u"json"_s, u"--environment-file"_s,
                                          m_folder.filePath(u"environment.yaml"_s)});
        m_code =
            program.waitForFinished(120'000) && program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
        m_errors = program.readAllStandardError();
        return QJsonDocument::fromJson(program.readAllStandardOutput()).object();
    }

    QTemporaryDir m_folder;
    tests::BackfilledPrometheus m_prometheus;
    qint64 m_lastMs = 0;
    int m_code = -1;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(ForesightCommandsTest)
#include "tst_foresightcommands.moc"
