// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peerlist.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

// Alertmanager's own API, asked without any of our code.
QJsonArray asked(const QUrl &base, const QString &what)
{
    QNetworkAccessManager network;
    const QUrl url(base.toString(QUrl::StripTrailingSlash) + u"/api/v2/"_s + what);
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000);
    return QJsonDocument::fromJson(reply->readAll()).array();
}

bool posted(const QUrl &base, const QString &name)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(base.toString(QUrl::StripTrailingSlash) + u"/api/v2/alerts"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QJsonObject labels{{u"alertname"_s, name}, {u"service"_s, name.toLower()}, {u"severity"_s, u"critical"_s}};
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, QJsonDocument(QJsonArray{QJsonObject{{u"labels"_s, labels}}}).toJson()));
    return QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000) &&
           reply->error() == QNetworkReply::NoError;
}

// Active silences whose matchers name the alert.
QList<QJsonObject> silencesOf(const QUrl &base, const QString &alert)
{
    QList<QJsonObject> out;
    for (const auto &value : asked(base, u"silences"_s)) {
        const QJsonObject one = value.toObject();
        const bool isMine = QJsonDocument(one[u"matchers"].toArray()).toJson().contains(alert.toUtf8());
        if (isMine && one[u"status"][u"state"].toString() == u"active"_s)
            out << one;
    }
    return out;
}

// The program as people run it, with a state of its own.
struct Shell {
    explicit Shell(const QUrl &alertmanager)
    {
        QFile file(environment);
        if (file.open(QIODevice::WriteOnly))
            file.write(
                u"name: test\nsources:\n  - id: am\n    kind: alerts\n    url: %1\n"_s.arg(alertmanager.toString())
                    .toUtf8());
    }
    int run(const QStringList &words)
    {
        QProcess process;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"XDG_STATE_HOME"_s, dir.filePath(u"state"_s));
        variables.insert(u"XDG_CONFIG_HOME"_s, dir.filePath(u"config"_s));
        process.setProcessEnvironment(variables);
        const QString program = QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s;
        process.start(program, words + QStringList{u"--environment-file"_s, environment});
        if (!process.waitForFinished(120'000))
            return -1;
        output = process.readAllStandardOutput();
        errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] QJsonArray json() const { return QJsonDocument::fromJson(output).array(); }

    QTemporaryDir dir;
    QString environment = dir.filePath(u"environment.yaml"_s);
    QByteArray output, errors;
};

} // namespace

// The command line against every real Alertmanager: what it asks for stands on the server, once.
class TestAlertsCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyAlertmanager_data()
    {
        QTest::addColumn<QString>("name");
        const auto peers = PeerList::load().ofKind(u"alertmanager"_s);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow("alertmanager") << u"alertmanager"_s;
    }

    void everyAlertmanager()
    {
        QFETCH(QString, name);
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, name);
        const QUrl url = peers.find(name)->url;
        const QString alert = u"WatchfloorShell%1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        QVERIFY(posted(url, alert));
        Shell shell(url);
        QTRY_COMPARE_WITH_TIMEOUT(
            (void(shell.run({u"alerts"_s, u"list"_s, alert, u"--format"_s, u"json"_s})), shell.json().size()), 1,
            30'000);

        // Acknowledged, once, however often it is asked for.
        QCOMPARE(shell.run({u"alerts"_s, u"ack"_s, alert, u"--note"_s, u"looking"_s, u"--for"_s, u"2h"_s, u"--format"_s,
                            u"json"_s}),
                 0);
        QCOMPARE(shell.json().size(), 1);
        QCOMPARE(silencesOf(url, alert).size(), 1);
        QVERIFY(silencesOf(url, alert).front()[u"comment"].toString().startsWith(u"ACK! looking"_s));
        QCOMPARE(shell.run({u"alerts"_s, u"ack"_s, alert}), 0);
        QCOMPARE(silencesOf(url, alert).size(), 1);
        QCOMPARE(shell.run({u"alerts"_s, u"ack"_s, u"NoSuchAlert"_s}), 3);

        // Its incident is given to somebody, noted on, and said to have been real.
        (void)shell.run({u"incidents"_s, u"list"_s, u"--format"_s, u"json"_s});
        QString incident;
        for (const auto &one : shell.json())
            for (const auto &member : one[u"alerts"].toArray())
                if (member[u"name"].toString() == alert)
                    incident = one[u"id"].toString();
        QVERIFY2(!incident.isEmpty(), shell.errors.constData());
        QCOMPARE(shell.run({u"incidents"_s, u"assign"_s, incident, u"--to"_s, u"ines"_s}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(silencesOf(url, alert).value(0)[u"createdBy"].toString(), u"ines"_s, 10'000);
        QCOMPARE(silencesOf(url, alert).size(), 1);
        QCOMPARE(shell.run({u"incidents"_s, u"note"_s, incident, u"rolling back"_s}), 0);
        QCOMPARE(shell.run({u"incidents"_s, u"resolve"_s, incident, u"--outcome"_s, u"real"_s}), 0);
        QCOMPARE(shell.run({u"incidents"_s, u"resolve"_s, incident, u"--outcome"_s, u"maybe"_s}), 3);
        QCOMPARE(shell.run({u"incidents"_s, u"timeline"_s, incident, u"--format"_s, u"json"_s}), 0);
        QStringList kinds;
        for (const auto &entry : shell.json())
            kinds << entry[u"kind"].toString();
        for (const auto &kind : {u"alert"_s, u"acknowledged"_s, u"note"_s, u"outcome"_s})
            QVERIFY2(kinds.contains(kind), shell.output.constData());

        // Held by labels, and told by the history.
        QCOMPARE(shell.run({u"alerts"_s, u"silence"_s, u"alertname="_s + alert, u"--for"_s, u"1h"_s}), 0);
        QCOMPARE(silencesOf(url, alert).size(), 2);
        QCOMPARE(shell.run({u"alerts"_s, u"history"_s, alert, u"--format"_s, u"json"_s}), 0);
        QCOMPARE(shell.json().size(), 1);
        QCOMPARE(shell.json().at(0)[u"by"].toString(), u"ines"_s);
        QCOMPARE(shell.run({u"alerts"_s, u"stats"_s, u"--since"_s, u"1d"_s}), 0);
        QVERIFY(shell.output.contains(alert.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(TestAlertsCommand)
#include "tst_alertscommand.moc"
