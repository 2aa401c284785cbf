// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/engine/reports/deliver/duereports.h"
#include "models/engine/reports/deliver/periodnames.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

qint64 at(const char *text)
{
    return base::parseIsoTime(QString::fromLatin1(text));
}

wire::ReportSettings settings(const QString &folder)
{
    auto read = wire::readReportSettings(QString(u"kind: Reports\nspec:\n"
                                                 "  mail: {server: mail.example, from: reports@halcyon.example}\n"
                                                 "  schedules:\n"
                                                 "    - name: monthly\n"
                                                 "      agreement: spa-114\n"
                                                 "      start: 2026-01-02 06:00\n"
                                                 "      rrule: FREQ=MONTHLY;BYMONTHDAY=2\n"
                                                 "      formats: [html, csv]\n"
                                                 "      to: [ops@fernhill.example]\n"
                                                 "      folder: "_s +
                                                 folder + u'\n')
                                             .toStdString());
    return read.isValid() ? read.settings : wire::ReportSettings();
}

signals::Report report()
{
    signals::Report r;
    r.id = u"SLA-SPA-114-2026-05-5f0c1b"_s;
    r.title = u"May 2026"_s;
    r.dataHash = QString(64, u'a');
    return r;
}

net::Mail mail()
{
    net::Mail m;
    m.from = u"a@b.example"_s;
    m.to = {u"c@d.example"_s};
    m.messageId = u"x@b.example"_s;
    m.attachments = {{u"r.pdf"_s, "application/pdf", QByteArray("\x00\xFF%PDF", 6)}};
    return m;
}

const base::Error passing = base::makeError(base::ErrorKind::Unreachable, u"not there"_s);
const base::Error final_ = base::makeError(base::ErrorKind::BadRequest, u"refused"_s);

} // namespace

class TestDeliver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void thePeriodOfARunIsTheOneBeforeInTheZoneOfTheContract()
    {
        signals::Agreement a;
        a.timeZone = u"Europe/Berlin"_s;
        const qint64 turn = at("2026-05-31T22:30:00Z"); // the first of June there
        QCOMPARE(periodNameAt(a, turn, false), u"2026-05"_s);
        QCOMPARE(periodNameAt(a, turn, true), u"2026-06"_s);
        a.timeZone = u"UTC"_s;
        QCOMPARE(periodNameAt(a, turn, false), u"2026-04"_s);
        a.settlement = signals::AgreementWindow::Quarter;
        QCOMPARE(periodNameAt(a, at("2026-01-02T00:00:00Z"), false), u"2025-Q4"_s);
        a.settlement = signals::AgreementWindow::Year;
        QCOMPARE(periodNameAt(a, at("2026-01-02T00:00:00Z"), false), u"2025"_s);
        a.settlement = signals::AgreementWindow::Week;
        QCOMPARE(periodNameAt(a, at("2026-01-05T00:00:00Z"), false), u"2025-12-29"_s);
    }

    void everyOccurrenceIsDueOnceAlsoAcrossRestarts()
    {
        QTemporaryDir folder;
        const auto all = settings(folder.filePath(u"out"_s));
        QCOMPARE(all.schedules.size(), 1);
        base::ManualClock clock(at("2026-05-20T00:00:00Z"));
        const auto open = [&] {
            auto opened = ReportArchive::open(folder.filePath(u"reports"_s), clock);
            return opened ? std::move(*opened) : nullptr;
        };
        auto archive = open();
        // Seen now for the first time: what was before is not due.
        QVERIFY(dueReports(all, *archive, clock.nowNs())->empty());
        archive = open();
        clock.set(at("2026-07-03T00:00:00Z")); // the program was not running for two of them
        auto due = dueReports(all, *archive, clock.nowNs());
        QVERIFY(due.ok());
        QCOMPARE(due->size(), 2);
        QCOMPARE(due->front().run, u"monthly/2026-06-02T06:00:00Z"_s);
        auto outbox = MailOutbox::open(folder.filePath(u"outbox"_s));
        QVERIFY(outbox.ok());
        const auto done = deliverReport(due->front(), report(), all, {}, *archive, *outbox, clock.nowNs());
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().summary + done.error().detail));
        archive = open();
        due = dueReports(all, *archive, clock.nowNs());
        QCOMPARE(due->size(), 1);
        QCOMPARE(due->front().run, u"monthly/2026-07-02T06:00:00Z"_s);
        QCOMPARE(QDir(folder.filePath(u"out"_s)).entryList(QDir::Files),
                 (QStringList{u"SLA-SPA-114-2026-05-5f0c1b.csv"_s, u"SLA-SPA-114-2026-05-5f0c1b.html"_s}));
        QCOMPARE(archive->issued()->size(), 1);
    }

    void doingItAgainAfterACrashDoesNotDoItTwice()
    {
        QTemporaryDir folder;
        const auto all = settings(folder.filePath(u"out"_s));
        const base::ManualClock clock(at("2026-06-02T06:00:30Z"));
        auto archive = ReportArchive::open(folder.filePath(u"reports"_s), clock);
        auto outbox = MailOutbox::open(folder.filePath(u"outbox"_s));
        const DueReport due{&all.schedules[0], at("2026-06-02T06:00:00Z"), u"monthly/2026-06-02T06:00:00Z"_s};
        for (int i = 0; i < 2; ++i) // as if the run had not been noted
            QVERIFY(deliverReport(due, report(), all, {}, **archive, *outbox, clock.nowNs()).ok());
        QCOMPARE((*archive)->issued()->size(), 1);
        const auto mails = outbox->all();
        QCOMPARE(mails->size(), 1);
        QCOMPARE(mails->front().mail.subject, u"Service level report SLA-SPA-114-2026-05-5f0c1b, May 2026"_s);
        QCOMPARE(mails->front().mail.attachments.size(), 2);
    }

    void aMailWaitsLongerAfterEveryFailureAndIsSentOnce()
    {
        QTemporaryDir folder;
        auto outbox = MailOutbox::open(folder.filePath(u"outbox"_s));
        QVERIFY(outbox->put(u"k"_s, mail(), 1000).ok());
        int asked = 0;
        base::Status answer = passing;
        const auto send = [&](const net::Mail &m) {
            ++asked;
            return m == mail() ? answer : base::Status(final_);
        };
        qint64 now = 1000;
        const auto first = outbox->sendDue(now, send);
        QCOMPARE(first->waiting, 1);
        QCOMPARE(first->problems, QStringList{u"k: not there"_s});
        QCOMPARE(outbox->sendDue(now + base::nsPerMinute - 1, send)->waiting, 1);
        QCOMPARE(asked, 1);
        now += base::nsPerMinute;
        QCOMPARE(outbox->sendDue(now, send)->waiting, 1);
        QCOMPARE(outbox->all()->front().nextAtNs, now + 2 * base::nsPerMinute);
        for (int i = 0; i < 20; ++i) {
            now = outbox->all()->front().nextAtNs;
            QVERIFY(outbox->sendDue(now, send).ok());
        }
        QCOMPARE(outbox->all()->front().nextAtNs, now + 6 * base::nsPerHour);
        answer = base::Done{};
        now += 7 * base::nsPerHour;
        auto again = MailOutbox::open(folder.filePath(u"outbox"_s)); // another process
        QCOMPARE(again->sendDue(now, send)->sent, 1);
        const int before = asked;
        QCOMPARE(again->sendDue(now + base::nsPerDay, send)->sent, 0);
        QVERIFY(again->put(u"k"_s, mail(), now).ok()); // known already
        QCOMPARE(again->sendDue(now + base::nsPerDay, send)->sent, 0);
        QCOMPARE(asked, before);
    }

    void whatIsRefusedForGoodIsNotTriedAgain()
    {
        QTemporaryDir folder;
        auto outbox = MailOutbox::open(folder.filePath(u"outbox"_s));
        QVERIFY(outbox->put(u"k"_s, mail(), 0).ok());
        QCOMPARE(outbox->sendDue(1, [](const net::Mail &) -> base::Status { return final_; })->refused, 1);
        QCOMPARE(outbox->all()->front().error, u"refused"_s);
        QCOMPARE(outbox->sendDue(base::nsPerDay, [](const net::Mail &) -> base::Status { return base::Done{}; })->sent,
                 0);
        auto wrong = mail();
        wrong.to = {u"nobody"_s};
        QVERIFY(!outbox->put(u"l"_s, wrong, 0).ok());
    }
};

QTEST_GUILESS_MAIN(TestDeliver)
#include "tst_deliver.moc"
