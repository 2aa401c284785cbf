// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/alertfeatures.h"
#include "app/analyze/incidents/causefiles.h"
#include "app/analyze/incidents/correlationfiles.h"
#include "app/analyze/incidents/csvrows.h"
#include "app/analyze/incidents/triagefiles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

class tst_IncidentFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void quotedCellsMayHoldAnything();
    void everyAlertGetsItsIncident();
    void aFolderWithoutAlertsSaysWhatIsMissing();
    void nodesOfACallGraphAreRanked();
    void minutesOfServicesAreRanked();
    void aWrongClockIsSetRight();
    void tracesAndLogLinesCountToo();
    void casesCannotLeaveTheirFolder();
    void featuresKnowThePastAlone();
    void alertsAreJudgedByTheLabelsOfOtherScenarios();
    void withoutLabelsTheShippedModelJudges();
    void rowsThatDoNotExistAreRefused();

private:
    QString write(const char *name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        if (!QDir().mkpath(QFileInfo(path).path()))
            return {};
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
    }
    QByteArray read(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList ranked(const QString &name)
    {
        QStringList out;
        const auto list = QJsonDocument::fromJson(read(u"out.json"_s)).object().value(name).toArray();
        for (const auto &one : list)
            out << one.toObject().value(u"service"_s).toString();
        return out;
    }
    QTemporaryDir m_folder;
};

void tst_IncidentFiles::quotedCellsMayHoldAnything()
{
    auto rows = CsvRows::open(write("q.csv", "a,b\r\n\"x, \"\"y\"\"\nz\",1\n\nlast"));
    QVERIFY(rows.ok());
    QCOMPARE(rows->column("b"), 1);
    QCOMPARE(rows->column("c"), -1);
    std::vector<QByteArray> cells;
    QVERIFY(rows->next(cells));
    QCOMPARE(cells[0], QByteArray("x, \"y\"\nz"));
    QCOMPARE(cellNumber(cells[1]), 1.0);
    QVERIFY(!rows->next(cells)); // one cell where two should be
    QVERIFY(!CsvRows::open(write("empty.csv", "")).ok());
    QVERIFY(!CsvRows::open(u"/nonexistent/x.csv"_s).ok());
}

void tst_IncidentFiles::everyAlertGetsItsIncident()
{
    write("alerts/net.csv", "time,name,ip,host,short\n"
                            "100,cpu high,10.0.0.1,db,Cpu\n"
                            "101,queries slow,10.0.0.1,db,Slow\n"
                            "5000,cpu high,10.0.0.1,db,Cpu\n");
    write("alerts/net.labels.csv", "time_label,event_label\n");
    write("alerts/other.csv", "scenario,row,label\nnet,0,none\n");
    const auto done = correlateAlertFiles(m_folder.filePath(u"alerts"_s), m_folder.filePath(u"pred"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QCOMPARE(read(u"pred/net.csv"_s), QByteArray("row,incident,notify\n0,0,1\n1,0,0\n2,1,1\n"));
    QVERIFY(!QFile::exists(m_folder.filePath(u"pred/other.csv"_s)));
}

void tst_IncidentFiles::aFolderWithoutAlertsSaysWhatIsMissing()
{
    write("none/a.csv", "x,y\n1,2\n");
    const auto done = correlateAlertFiles(m_folder.filePath(u"none"_s), m_folder.filePath(u"pred"_s));
    QVERIFY(!done.ok());
    QVERIFY(done.error().summary.contains(u"time, name, host, short"));
    QVERIFY(!readAlertStream(write("bad.csv", "time,name,host,short\nsoon,a,b,c\n")).ok());
}

void tst_IncidentFiles::nodesOfACallGraphAreRanked()
{
    QByteArray normal("timestamp,web|latency|Average,db|latency|Average,cache|latency|Average\n");
    for (int i = 0; i < 20; ++i)
        normal += QByteArray::number(i) + (i % 2 == 0 ? ",0.20,0.01,0.002\n" : ",0.21,0.011,0.0021\n");
    write("nodes/normal.csv", normal);
    write("nodes/graph.csv", ",web,db,cache\nweb,0,1,1\ndb,0,0,0\ncache,0,0,0\n");
    write("nodes/cases/one.csv", "timestamp,web|latency|Average,db|latency|Average,cache|latency|Average\n"
                                 "1,0.9,0.7,0.002\n2,,,\n");
    write("nodes/cases.json", R"({"one": {"target": {"node": "web", "metric": "latency", "agg": "Average"}}})");
    const auto done = rankCauseFiles(m_folder.filePath(u"nodes"_s), m_folder.filePath(u"out.json"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QCOMPARE(ranked(u"one"_s), (QStringList{u"db"_s, u"web"_s, u"cache"_s}));
}

void tst_IncidentFiles::minutesOfServicesAreRanked()
{
    QByteArray metrics("timestamp,service,CpuUsage(m),MemoryUsage(Mi),PodServerLatencyP90(s)\n");
    for (int minute = 0; minute < 20; ++minute) {
        const QByteArray second = QByteArray::number(minute * 60);
        const bool bad = minute >= 15;
        metrics += second + ",web,10,100," + (bad ? "0.9" : "0.1") + '\n';
        metrics += second + ",cart," + (bad ? "95" : "5") + ",50,0.02\n";
        metrics += second + ",mail,7,30,0.03\n";
    }
    write("minutes/day/metrics.csv", metrics);
    write("minutes/day/dependency.csv", "Source,Target,Weight\nweb,cart,1\nweb,mail,1\n");
    write("minutes/cases.json", R"({"a": {"dir": "day", "inject_time": 890}})");
    const auto done = rankCauseFiles(m_folder.filePath(u"minutes"_s), m_folder.filePath(u"out.json"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QCOMPARE(ranked(u"a"_s), (QStringList{u"cart"_s, u"web"_s, u"mail"_s}));
}

void tst_IncidentFiles::aWrongClockIsSetRight()
{
    QByteArray metrics("timestamp,service,CpuUsage(m),MemoryUsage(Mi),PodServerLatencyP90(s)\n");
    for (int minute = 0; minute < 20; ++minute) {
        metrics += QByteArray::number(minute * 60) + ",web,10,100,0.1\n";
        metrics += QByteArray::number(minute * 60) + ",cart,12,50,0.02\n";
        metrics +=
            QByteArray::number(200'000'000 + minute * 60) + ",mail," + (minute >= 15 ? "95" : "5") + ",30,0.03\n";
    }
    write("clocks/day/metrics.csv", metrics);
    write("clocks/cases.json", R"({"a": {"dir": "day", "inject_time": 890}})");
    QVERIFY(rankCauseFiles(m_folder.filePath(u"clocks"_s), m_folder.filePath(u"out.json"_s)).ok());
    QCOMPARE(ranked(u"a"_s).first(), u"mail"_s);
}

// Traces of web, which calls cart and then pay; some stop after cart.
static QByteArray shopTraces(int well, int stopped)
{
    QByteArray out(R"({"data":[)");
    for (int i = 0; i < well + stopped; ++i) {
        const QByteArray trace = QByteArray::number(i + 1).rightJustified(32, '0');
        const auto span = [&trace](const char *id, const char *parent, const char *process, const char *operation,
                                   int start) -> QByteArray {
            const QByteArray from = *parent == 0 ? QByteArray()
                                                 : QByteArray(R"({"refType":"CHILD_OF","traceID":")") + trace +
                                                       R"(","spanID":")" + parent + R"("})";
            return QByteArray(R"({"traceID":")") + trace + R"(","spanID":")" + id + R"(","operationName":")" +
                   operation + R"(","references":[)" + from + R"(],"startTime":)" + QByteArray::number(start) +
                   R"(,"duration":1,"tags":[],"logs":[],"processID":")" + process + R"("})";
        };
        out += i == 0 ? "" : ",";
        out += R"({"traceID":")" + trace + R"(","spans":[)" + span("a1", "", "p1", "GET", 1) + ',' +
               span("a2", "a1", "p2", "GET", 2) + ',' +
               (i < well ? span("a3", "a1", "p3", "GET", 3) : span("a3", "a1", "p1", "Errors.handle", 3)) +
               R"(],"processes":{"p1":{"serviceName":"web"},"p2":{"serviceName":"cart"},"p3":{"serviceName":"pay"}}})";
    }
    return out + "]}";
}

void tst_IncidentFiles::tracesAndLogLinesCountToo()
{
    QByteArray metrics("timestamp,service,CpuUsage(m),MemoryUsage(Mi),PodServerLatencyP90(s)\n");
    for (int minute = 0; minute < 20; ++minute)
        for (const char *service : {"web", "cart", "pay"})
            metrics += QByteArray::number(minute * 60) + ',' + service + ",10,100,0.1\n";
    write("seen/day/metrics.csv", metrics);
    write("seen/day/traces/faultfree.json", shopTraces(9, 0));
    write("seen/day/traces/00_15.json", shopTraces(2, 7));
    const QByteArray fine("web-5d-x1,\"{\"\"log\"\":\"\"2023-01-29 16:43:17.120 INFO served\"\"}\"\n");
    const QByteArray bad("cart-7f-x2,\"{\"\"log\"\":\"\"2023-01-29 16:43:17.120 ERROR no such cart\"\"}\"\n");
    write("seen/day/logs/00_10.csv", "PodName,Log\n" + fine + bad);
    write("seen/day/logs/00_16.csv", "PodName,Log\n" + fine + bad + bad + bad);
    write("seen/cases.json", R"({"a": {"dir": "day", "inject_time": 890, "traces": "traces/00_15.json.gz"},
                                 "b": {"dir": "day", "inject_time": 890, "logs": "logs/00_16.csv.gz"},
                                 "c": {"dir": "day", "inject_time": 890, "logs": "logs/00_10.csv"},
                                 "d": {"dir": "day", "inject_time": 890, "traces": "traces/09_09.json",
                                       "logs": "logs/09_09.csv"}})");
    const auto done = rankCauseFiles(m_folder.filePath(u"seen"_s), m_folder.filePath(u"out.json"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QCOMPARE(ranked(u"a"_s), (QStringList{u"pay"_s, u"cart"_s, u"web"_s}));
    QCOMPARE(ranked(u"b"_s).first(), u"cart"_s);
    QCOMPARE(ranked(u"d"_s).size(), 3); // files that are not there tell nothing
    const auto answers = QJsonDocument::fromJson(read(u"out.json"_s)).object();
    const auto errorsOf = [&answers](const QString &name) {
        const auto first = answers.value(name).toArray().first().toObject();
        return first.value(u"evidence"_s).toObject().value(u"errors"_s).toDouble();
    };
    QVERIFY(std::abs(errorsOf(u"b"_s) - std::log10(3.0)) < 1e-9); // three, where one had been usual
    QVERIFY(std::abs(errorsOf(u"c"_s) - std::log10(2.0)) < 1e-9);
}

void tst_IncidentFiles::casesCannotLeaveTheirFolder()
{
    write("out/day/metrics.csv", "timestamp,service,CpuUsage(m),MemoryUsage(Mi),PodServerLatencyP90(s)\n");
    write("out/cases.json", R"({"a": {"dir": "day", "inject_time": 890, "logs": "../../minutes/day/metrics.csv"}})");
    QVERIFY(!rankCauseFiles(m_folder.filePath(u"out"_s), m_folder.filePath(u"out.json"_s)).ok());
    write("away/cases.json", R"({"a": {"dir": "../minutes/day", "inject_time": 890}})");
    QVERIFY(!rankCauseFiles(m_folder.filePath(u"away"_s), m_folder.filePath(u"out.json"_s)).ok());
}

void tst_IncidentFiles::featuresKnowThePastAlone()
{
    AlertFeatures features;
    const auto at = [&features](double seconds, const QString &rule, const QString &host) {
        analysis::AlertFacts alert;
        alert.name = rule;
        alert.instance = host;
        alert.timeNs = static_cast<qint64>(seconds * 1e9);
        features.note(alert);
    };
    const auto value = [&features](const QString &name) {
        const qsizetype place = AlertFeatures::names().indexOf(name);
        return place < 0 ? -1.0F : features.row().at(static_cast<std::size_t>(place));
    };
    at(0, u"Disk"_s, u"db"_s);
    at(400, u"Login"_s, u"db"_s);
    QCOMPARE(features.companions(), QStringList());
    at(405, u"Disk"_s, u"vpn"_s);
    at(410, u"Disk"_s, u"db"_s);
    QCOMPARE(features.row().size(), static_cast<std::size_t>(AlertFeatures::names().size()));
    QCOMPARE(features.companions(), QStringList{u"Login"_s});
    QCOMPARE(value(u"it in ten minutes"_s), logOf(2));
    QCOMPARE(value(u"it in a minute"_s), logOf(1));
    QCOMPARE(value(u"it, seconds since the last"_s), logOf(410));
    QCOMPARE(value(u"its host in ten seconds"_s), logOf(2));
    QCOMPARE(value(u"hosts of its rule in ten seconds"_s), 2.0F);
    QCOMPARE(value(u"rules of its host at once"_s), 2.0F);
    QCOMPARE(value(u"seconds since its host was silent"_s), logOf(10));
    QCOMPARE(value(u"rules new to its host in ten minutes"_s), 2.0F);
}

static QByteArray stream()
{
    QByteArray out("time,name,ip,host,short\n");
    for (int i = 0; i < 60; ++i)
        out += QByteArray::number(i * 1000) + (i % 2 == 0 ? ",disk,1,db,Disk\n" : ",login,1,vpn,Login\n");
    return out;
}

void tst_IncidentFiles::alertsAreJudgedByTheLabelsOfOtherScenarios()
{
    write("triage/a.csv", stream());
    write("triage/b.csv", stream());
    QByteArray list("scenario,row,label\n");
    for (int i = 0; i < 60; ++i)
        list += "a," + QByteArray::number(i) + (i % 2 == 0 ? ",bad\n" : ",fine\n");
    write("triage/triage.csv", list + "b,10,\nb,11,\n");
    const auto done = triageAlertFiles(m_folder.filePath(u"triage"_s), m_folder.filePath(u"out.csv"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    const QList<QByteArray> lines = read(u"out.csv"_s).trimmed().split('\n');
    QCOMPARE(lines.size(), 63);
    QVERIFY2(lines[61].startsWith("b,10,bad,"), lines[61].constData());
    QVERIFY2(lines[62].startsWith("b,11,fine,"), lines[62].constData());
}

void tst_IncidentFiles::withoutLabelsTheShippedModelJudges()
{
    write("unlabelled/a.csv", stream());
    write("unlabelled/triage.csv", "scenario,row\na,10\n");
    const auto done = triageAlertFiles(m_folder.filePath(u"unlabelled"_s), m_folder.filePath(u"out.csv"_s));
    QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().summary));
    QVERIFY(read(u"out.csv"_s).startsWith("scenario,row,label,reasons\na,10,"));
}

void tst_IncidentFiles::rowsThatDoNotExistAreRefused()
{
    write("beyond/a.csv", stream());
    for (const char *list : {"scenario,row\na,60\n", "scenario,row\na,-1\n", "scenario,row\n../a,1\n", "x,y\n1,2\n"}) {
        write("beyond/triage.csv", list);
        QVERIFY(!triageAlertFiles(m_folder.filePath(u"beyond"_s), m_folder.filePath(u"out.csv"_s)).ok());
    }
}

QTEST_APPLESS_MAIN(tst_IncidentFiles)
#include "tst_incidentfiles.moc"
