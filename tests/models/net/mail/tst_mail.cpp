// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/mail/smtp.h"
#include "tests/support/failonwarning.h"
#include "tests/support/mail/smtpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::net;
using namespace Qt::StringLiterals;

namespace {

Mail mail()
{
    Mail m;
    m.from = u"Halcyon Berichte für Kunden <reports@halcyon.example>"_s;
    m.to = {u"ops@fernhill.example"_s};
    m.subject = u"Bericht für Mai 2026: ein langer Betreff, der über mehrere Zeilen geht – wirklich"_s;
    m.text = u"Guten Tag,\n.\nim Anhang der Bericht.\n"_s;
    m.attachments = {{u"Bericht für Mai.pdf"_s, "application/pdf", "%PDF-1.7\r\n.\r\nbinary\x00\xFF"}};
    m.messageId = u"fernhill-2026-06-02@watchfloor.example"_s;
    m.dateNs = 1'780'380'000'000'000'000;
    return m;
}

using Server = support::SmtpServer;

const Secret password(QByteArrayLiteral("secret"));

} // namespace

class TestMail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aMessageIsPlainLinesThatMeanWhatTheySay()
    {
        const auto bytes = mailBytes(mail());
        QVERIFY2(bytes.ok(), bytes ? "" : qPrintable(bytes.error().summary));
        QCOMPARE(*mailBytes(mail()), *bytes);
        for (const QByteArray &line : QByteArray(*bytes).replace("\r\n", "\n").split('\n')) {
            QVERIFY2(line.size() <= 78, line.constData());
            QVERIFY(std::ranges::all_of(line, [](char c) { return c >= 0x20 && c < 0x7F; }));
        }
        QVERIFY(bytes->contains("Date: Tue, 2 Jun 2026 06:00:00 +0000\r\n"));
        QVERIFY(bytes->contains("filename*=UTF-8''Bericht%20f%C3%BCr%20Mai.pdf"));
        QVERIFY(bytes->contains("Message-ID: <fernhill-2026-06-02@watchfloor.example>\r\n"));
        QVERIFY(!bytes->contains("\n.\r"));
    }

    void nothingCanBecomeAHeader()
    {
        for (const QString &evil : {u"x\r\nBcc: spy@evil.example"_s, u"x\nBcc: spy@evil.example"_s, u"x\rBcc: y"_s}) {
            auto m = mail();
            m.subject = evil;
            QVERIFY(!mailBytes(m).ok());
            m = mail();
            m.from = evil + u" <a@b.example>"_s;
            QVERIFY(!mailBytes(m).ok());
            m = mail();
            m.to = {u"a@b.example"_s + evil};
            QVERIFY(!mailBytes(m).ok());
            m = mail();
            m.messageId = evil + u"@b"_s;
            QVERIFY(!mailBytes(m).ok());
            m = mail();
            m.attachments[0].name = evil;
            m.attachments[0].type = "text/plain\r\nX-Evil: 1";
            const auto bytes = mailBytes(m);
            QVERIFY(bytes.ok());
            QVERIFY(!bytes->contains("\r\nBcc:"));
            QVERIFY(!bytes->contains("X-Evil"));
        }
    }

    void addressesAreCheckedStrictly()
    {
        QCOMPARE(*bareAddress(u"Ann <ann@b.example>"_s), u"ann@b.example"_s);
        QCOMPARE(*bareAddress(u" ann.o'neil+x@b-c.example "_s), u"ann.o'neil+x@b-c.example"_s);
        for (const QString &wrong : {u""_s, u"ann"_s, u"@b"_s, u"a@"_s, u"a b@c"_s, u"a@b> RCPT TO:<x@y"_s, u"<a@b"_s,
                                     u"a@b>"_s, u"a..b@c"_s, u"a@-c"_s, u"a@b,c@d"_s, u"ä@b"_s})
            QVERIFY2(!bareAddress(wrong).ok(), qPrintable(wrong));
    }

    void aRealServerTakesItOverTls_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("security");
        QTest::newRow("STARTTLS") << u"starttls"_s << static_cast<int>(MailServer::Security::StartTls);
        QTest::newRow("TLS") << u"tls"_s << static_cast<int>(MailServer::Security::Tls);
    }
    void aRealServerTakesItOverTls()
    {
        QFETCH(QString, mode);
        QFETCH(int, security);
        Server server(QStringLiteral(WF_SMTP_SERVER), mode);
        if (!server.runs())
            QSKIP("aiosmtpd or openssl is not installed");
        const auto settings = server.settings(static_cast<MailServer::Security>(security));
        const auto sent = sendMail(settings, password, mail(), {});
        QVERIFY2(sent.ok(), sent ? "" : qPrintable(sent.error().summary + u' ' + sent.error().detail));
        const auto got = server.received();
        QVERIFY2(got[u"tls"_s].toBool(), QJsonDocument(got).toJson().constData());
        QVERIFY(got[u"login"_s].toBool());
        QCOMPARE(got[u"from"_s].toString(), u"reports@halcyon.example"_s);
        QCOMPARE(got[u"to"_s].toArray(), QJsonArray{u"ops@fernhill.example"_s});
        QCOMPARE(got[u"data"_s].toString().toLatin1(), *mailBytes(mail()));

        const auto denied = sendMail(settings, Secret("wrong"), mail(), {});
        QVERIFY(!denied.ok());
        QVERIFY2(denied.error().kind == base::ErrorKind::Unauthorized,
                 qPrintable(denied.error().summary + denied.error().detail));
        QVERIFY(!denied.error().summary.contains(u"wrong"_s) && !denied.error().detail.contains(u"wrong"_s));

        auto stranger = settings;
        stranger.caFile.clear();
        const auto untrusted = sendMail(stranger, password, mail(), {});
        QVERIFY(!untrusted.ok());
        QVERIFY(untrusted.error().kind == base::ErrorKind::Tls);
    }

    void whatMayPassIsToldFromWhatWillNot()
    {
        Server server(QStringLiteral(WF_SMTP_SERVER), u"plain"_s);
        if (!server.runs())
            QSKIP("aiosmtpd or openssl is not installed");
        const auto settings = server.settings(MailServer::Security::None);
        auto m = mail();
        QVERIFY(sendMail(settings, {}, m, {}).ok());
        m.to = {u"busy@fernhill.example"_s};
        const auto busy = sendMail(settings, {}, m, {});
        QVERIFY(!busy.ok() && isPassing(busy.error()));
        m.to = {u"nobody@fernhill.example"_s};
        const auto nobody = sendMail(settings, {}, m, {});
        QVERIFY(!nobody.ok() && !isPassing(nobody.error()));
        // A server without encryption is refused when encryption was asked for, and never gets a password.
        const auto plain = sendMail(server.settings(MailServer::Security::StartTls), password, mail(), {});
        QVERIFY(!plain.ok() && plain.error().kind == base::ErrorKind::Tls);
        auto open = settings;
        open.user = u"ann"_s;
        QVERIFY(!sendMail(open, password, mail(), {}).ok());
    }

    void whoAsksToStopIsHeard()
    {
        std::stop_source stop;
        stop.request_stop();
        MailServer server{u"localhost"_s, 1, MailServer::Security::None, {}, {}, 5'000};
        QVERIFY(!sendMail(server, {}, mail(), stop.get_token()).ok());
        const auto none = sendMail(server, {}, mail(), {});
        QVERIFY(!none.ok() && none.error().kind == base::ErrorKind::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestMail)
#include "tst_mail.moc"
