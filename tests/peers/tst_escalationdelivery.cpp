// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpserver.h"
#include "tests/support/mail/smtpserver.h"
#include "tests/support/peerlist.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QTest>

#include <memory>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int withinMs = 30'000; // from trigger to delivery
constexpr int patience = 120'000;

bool post(const QUrl &base, const QString &name, const QDateTime &endsAt = {})
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(base.toString(QUrl::StripTrailingSlash) + u"/api/v2/alerts"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QJsonObject alert{
        {u"labels"_s,
         QJsonObject{{u"alertname"_s, name}, {u"service"_s, u"payment"_s}, {u"severity"_s, u"critical"_s}}},
        {u"annotations"_s, QJsonObject{{u"summary"_s, QString(u"Payment latency high, "_s + name)}}}};
    if (endsAt.isValid())
        alert[u"endsAt"_s] = endsAt.toString(Qt::ISODateWithMs);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(QJsonArray{alert}).toJson()));
    return QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000) &&
           reply->error() == QNetworkReply::NoError;
}

// The program as people run it without a window, with channels to servers of the test.
class Runner {
public:
    Runner(const QUrl &alertmanager, const QUrl &hook, const net::MailServer &mail)
    {
        write(u"environment.yaml"_s,
              u"name: test\nsources:\n  - id: am\n    kind: alerts\n    url: %1\n"_s.arg(alertmanager.toString()));
        write(u"password"_s, u"secret"_s);
        const QString security = mail.security == net::MailServer::Security::Tls ? u"tls"_s : u"starttls"_s;
        write(u"notifications.yaml"_s,
              u"apiVersion: watchfloor/v1\nkind: Notifications\nspec:\n"
              "  mail: {server: localhost, port: %1, security: %2, user: ann, password: \"file:%3\", from: "
              "ops@halcyon.example, caFile: %4}\n"
              "  channels:\n    - {name: hook, webhook: {address: \"%5\"}}\n"
              "    - {name: team-mail, email: {to: [team@halcyon.example]}}\n"
              "  escalations:\n    - name: critical\n      when: {severities: [critical]}\n      steps:\n"
              "        - {notify: [\"channel:hook\", \"channel:team-mail\"]}\n"
              "        - {after: 5s, notify: [\"channel:hook\"]}\n"_s.arg(mail.port)
                  .arg(security, m_dir.filePath(u"password"_s), mail.caFile, hook.toString()));
    }
    ~Runner() { kill(); }
    [[nodiscard]] bool start()
    {
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"XDG_STATE_HOME"_s, m_dir.filePath(u"state"_s));
        variables.insert(u"XDG_CONFIG_HOME"_s, m_dir.filePath(u"config"_s));
        m_process = std::make_unique<QProcess>();
        m_process->setProcessEnvironment(variables);
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        const QString program = QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s;
        m_process->start(program, {u"escalation"_s, u"run"_s, u"--headless"_s, u"--environment-file"_s,
                                   m_dir.filePath(u"environment.yaml"_s), u"--settings"_s,
                                   m_dir.filePath(u"notifications.yaml"_s)});
        return QTest::qWaitFor([this] { return (m_said += m_process->readAll()).contains("Running the escalations"); },
                               patience);
    }
    void kill() // -9
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished();
        m_process.reset();
        m_said.clear();
    }

private:
    void write(const QString &name, const QString &text)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write");
    }
    QTemporaryDir m_dir;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_said;
};

// Messages of the hook about triggers, by their id: how often each arrived.
QHash<QString, int> triggersAt(const support::HttpServer &server, const QString &incidentTitle)
{
    QHash<QString, int> out;
    for (const auto &request : server.requests()) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (body[u"event"_s].toString() == "trigger"_L1 && body[u"title"_s].toString().contains(incidentTitle))
            ++out[body[u"id"_s].toString()];
    }
    return out;
}

} // namespace

// From an alert at a real Alertmanager through the console's engine to real HTTP and SMTP servers.
class TestEscalationDelivery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAlertIsDeliveredWithinHalfAMinute_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("starttls") << u"starttls"_s;
        QTest::newRow("tls") << u"tls"_s;
    }

    void anAlertIsDeliveredWithinHalfAMinute()
    {
        QFETCH(QString, mode);
        const PeerList peers = PeerList::load();
        const auto all = peers.ofKind(u"alertmanager"_s);
        WF_NEED_PEER(peers, all.isEmpty() ? u"alertmanager"_s : all.first().name);
        const QUrl url = all.first().url;
        support::SmtpServer mail(QStringLiteral(WF_SMTP_SERVER), mode);
        QVERIFY(mail.runs());
        support::HttpServer hook;
        hook.on(u"/hook"_s, support::HttpResponse::text("ok", 200));
        const bool isTls = mode == "tls"_L1;
        Runner runner(url, hook.url(u"/hook"_s),
                      mail.settings(isTls ? net::MailServer::Security::Tls : net::MailServer::Security::StartTls));
        QVERIFY(runner.start());
        const QString alert = u"WatchfloorTold%1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        (void)QTest::qWaitFor([] { return false; }, 4'000); // past the first look at the Alertmanager
        QElapsedTimer watch;
        watch.start();
        QVERIFY(post(url, alert));
        QVERIFY(QTest::qWaitFor([&] { return !triggersAt(hook, alert).isEmpty(); }, withinMs));
        const qint64 hookMs = watch.elapsed();
        const QJsonObject received = mail.received();
        const qint64 mailMs = watch.elapsed();
        qInfo("%s: trigger to webhook %lld ms, to mail %lld ms", qPrintable(mode), hookMs, mailMs);
        QVERIFY(mailMs < withinMs);
        QVERIFY(received[u"tls"_s].toBool());
        QCOMPARE(received[u"to"_s].toArray().first().toString(), u"team@halcyon.example"_s);
        QVERIFY(post(url, alert, QDateTime::currentDateTimeUtc()));
    }

    void killedInBetweenNothingIsTwiceAndNothingIsMissing()
    {
        const PeerList peers = PeerList::load();
        const auto all = peers.ofKind(u"alertmanager"_s);
        WF_NEED_PEER(peers, all.isEmpty() ? u"alertmanager"_s : all.first().name);
        const QUrl url = all.first().url;
        support::SmtpServer mail(QStringLiteral(WF_SMTP_SERVER), u"starttls"_s);
        QVERIFY(mail.runs());
        support::HttpServer hook;
        hook.on(u"/hook"_s, support::HttpResponse::text("not now", 503)); // the first message waits
        Runner runner(url, hook.url(u"/hook"_s), mail.settings(net::MailServer::Security::StartTls));
        QVERIFY(runner.start());
        const QString alert = u"WatchfloorKilled%1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        QVERIFY(post(url, alert));
        QVERIFY(QTest::qWaitFor([&] { return !triggersAt(hook, alert).isEmpty(); }, patience));
        const QSet<QString> asked = [&] {
            const auto keys = triggersAt(hook, alert).keys();
            return QSet<QString>(keys.begin(), keys.end());
        }();
        runner.kill();
        hook.forget();
        hook.on(u"/hook"_s, support::HttpResponse::text("ok", 200));
        QVERIFY(runner.start());
        // What waited comes under its old id, and the second step once.
        QVERIFY(QTest::qWaitFor([&] { return triggersAt(hook, alert).size() >= 2; }, patience));
        // That they were taken is written down; without that they would come again, under the same id.
        (void)QTest::qWaitFor([] { return false; }, 3'000);
        runner.kill();
        QVERIFY(runner.start());
        (void)QTest::qWaitFor([&] { return triggersAt(hook, alert).size() > 2; }, 8'000); // nothing more is to come
        const auto told = triggersAt(hook, alert);
        QCOMPARE(told.size(), 2);
        for (const int times : told)
            QCOMPARE(times, 1);
        for (const QString &key : asked)
            QVERIFY(told.contains(key));
        QVERIFY(post(url, alert, QDateTime::currentDateTimeUtc()));
    }
};

QTEST_GUILESS_MAIN(TestEscalationDelivery)
#include "tst_escalationdelivery.moc"
