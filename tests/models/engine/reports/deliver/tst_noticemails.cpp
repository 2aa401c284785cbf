// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/deliver/noticemails.h"

#include "tests/support/failonwarning.h"
#include "tests/support/mail/smtpserver.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const SignOff mara{u"Mara Lindqvist"_s, u"the words are right"_s};
const net::Secret password(QByteArrayLiteral("secret"));
constexpr qint64 day = 1'780'300'800LL * base::nsPerSecond; // 2026-06-01T08:00:00Z

Notice notice(const QString &to)
{
    Notice out;
    out.id = u"spa-114/2026-05/breach/availability"_s;
    out.agreement = u"spa-114"_s;
    out.duty = u"breach"_s;
    out.to = to;
    out.subject = u"Storefront availability was not met"_s;
    out.text = u"It stands at 99.860 % of the promised 99.95 %.\n"_s;
    out.occurredNs = day;
    out.dueNs = day + base::nsPerDay;
    return out;
}

// A book with a notice that was approved and queued, and an outbox.
struct Desk {
    explicit Desk(const QString &to) : box(MailOutbox::open(folder.filePath(u"outbox"_s)))
    {
        auto opened = AgreementBook::open(folder.filePath(u"agreements.db"_s), clock);
        if (!opened || !box)
            return;
        book = std::move(*opened);
        for (const auto step : {NoticeState::Draft, NoticeState::Approved, NoticeState::Queued})
            status = book->advance(notice(to), step, mara);
    }
    [[nodiscard]] Notice now() const { return book->read()->notices.at(0); }

    QTemporaryDir folder;
    base::ManualClock clock{day};
    std::unique_ptr<AgreementBook> book;
    base::Result<MailOutbox> box;
    base::Status status = base::Done{};
};

base::Status send(support::SmtpServer &server, const net::Mail &mail)
{
    return net::sendMail(server.settings(net::MailServer::Security::StartTls), password, mail, {});
}

} // namespace

class TestNoticeMails : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aNoticeGoesToARealServerOnceAndTheBookSaysSo()
    {
        support::SmtpServer server(QStringLiteral(WF_SMTP_SERVER), u"starttls"_s);
        QVERIFY2(server.runs(), "aiosmtpd is missing: tools/packages/test.txt");
        Desk desk(u"it@fernhill.example"_s);
        QVERIFY(desk.status.ok());
        const auto asked = [&](const net::Mail &mail) { return send(server, mail); };
        for (int again = 0; again < 2; ++again) // as after a crash before the book was written
            QVERIFY(layNotices(*desk.book, *desk.box, u"Halcyon <reports@halcyon.example>"_s, day).ok());
        QCOMPARE(bookNotices(*desk.book, *desk.box)->sent, QStringList()); // it waits
        QCOMPARE(desk.box->sendDue(day, asked)->sent, 1);
        const QJsonObject mail = server.received();
        QCOMPARE(mail.value(u"to"_s).toArray().at(0).toString(), u"it@fernhill.example"_s);
        QCOMPARE(mail.value(u"from"_s).toString(), u"reports@halcyon.example"_s);
        QVERIFY(mail.value(u"tls"_s).toBool());
        const QByteArray data = mail.value(u"data"_s).toString().toLatin1();
        QVERIFY(data.contains("Subject: Storefront availability was not met\r\n"));
        QVERIFY(data.contains(notice({}).text.toUtf8().toBase64()));
        QCOMPARE(bookNotices(*desk.book, *desk.box)->sent, QStringList{desk.now().id});
        QCOMPARE(desk.now().state(), NoticeState::Sent);
        QVERIFY(desk.now().steps.back().reason.contains(u"Message-ID "_s));
        QVERIFY(desk.book->verify()->intact);
        // Nothing of it is done again.
        QVERIFY(layNotices(*desk.book, *desk.box, u"reports@halcyon.example"_s, day).ok());
        QCOMPARE(desk.box->sendDue(day + base::nsPerDay, asked)->sent, 0);
        QVERIFY(bookNotices(*desk.book, *desk.box)->sent.isEmpty());
        QCOMPARE(desk.box->all()->front().lastAtNs, day);
    }

    void whatTheServerRefusesIsApprovedAgainAndCanBeQueuedAnew()
    {
        support::SmtpServer server(QStringLiteral(WF_SMTP_SERVER), u"starttls"_s);
        QVERIFY2(server.runs(), "aiosmtpd is missing: tools/packages/test.txt");
        Desk desk(u"nobody@fernhill.example"_s);
        QVERIFY(layNotices(*desk.book, *desk.box, u"reports@halcyon.example"_s, day).ok());
        QCOMPARE(desk.box->sendDue(day, [&](const net::Mail &mail) { return send(server, mail); })->refused, 1);
        const auto outcome = bookNotices(*desk.book, *desk.box);
        QCOMPARE(outcome->refused.size(), 1);
        QCOMPARE(desk.now().state(), NoticeState::Approved);
        QVERIFY(desk.now().steps.back().reason.startsWith(u"It could not be sent: "_s));
        desk.clock.set(day + base::nsPerHour);
        QVERIFY(desk.book->advance(desk.now(), NoticeState::Queued, mara).ok());
        QVERIFY(layNotices(*desk.book, *desk.box, u"reports@halcyon.example"_s, day).ok());
        QCOMPARE(desk.box->all()->size(), 2);
    }

    void aServerThatIsBusyGetsItLater()
    {
        support::SmtpServer server(QStringLiteral(WF_SMTP_SERVER), u"starttls"_s);
        QVERIFY2(server.runs(), "aiosmtpd is missing: tools/packages/test.txt");
        Desk desk(u"busy@fernhill.example"_s);
        QVERIFY(layNotices(*desk.book, *desk.box, u"reports@halcyon.example"_s, day).ok());
        QCOMPARE(desk.box->sendDue(day, [&](const net::Mail &mail) { return send(server, mail); })->waiting, 1);
        QVERIFY(bookNotices(*desk.book, *desk.box)->sent.isEmpty());
        QCOMPARE(desk.now().state(), NoticeState::Queued);
    }

    void onlyWhatWasApprovedAndHasAnAddressIsQueued()
    {
        Desk desk(u"the account manager"_s);
        QVERIFY(!desk.status.ok());
        QVERIFY(desk.status.error().summary.contains(u"cannot be mailed"_s));
        auto other = notice(u"it@fernhill.example"_s);
        other.id = u"spa-114/2026-05/other"_s;
        QVERIFY(!desk.book->advance(other, NoticeState::Queued, mara).ok()); // a draft
        QVERIFY(layNotices(*desk.book, *desk.box, u"reports@halcyon.example"_s, day).ok());
        QVERIFY(desk.box->all()->empty());
    }
};

QTEST_GUILESS_MAIN(TestNoticeMails)
#include "tst_noticemails.moc"
