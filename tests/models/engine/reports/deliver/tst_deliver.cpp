// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/engine/reports/deliver/duereports.h"
#include "models/engine/reports/deliver/periodnames.h"
#include "tests/support/failonwarning.h"
#include "tests/support/loss/victim.h"

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

// Puts mails until it is killed, and tells each once the disk has it.
int victim(const QString &path)
{
    auto outbox = MailOutbox::open(path);
    const auto known = outbox ? outbox->all() : base::Result<std::vector<QueuedMail>>(outbox.error());
    for (int i = known ? static_cast<int>(known->size()) : 0; known; ++i) {
        const QString key = u"k%1"_s.arg(i);
        if (!outbox->put(key, mail(), 0) || !support::tellSafe(key.toLatin1()))
            return 1;
        if (i % 3 == 0 && !outbox->sendDue(1, [](const net::Mail &) -> base::Status { return passing; }))
            return 1;
    }
    return 1;
}

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

    void noMailIsLostWhenTheWriterIsKilled()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"outbox"_s);
        for (int round = 0; round < 12; ++round) {
            const QStringList told = support::toldUntilKilled({u"--victim"_s, path}, 1 + round % 5);
            QVERIFY(!told.isEmpty());
            const auto mails = MailOutbox::open(path)->all();
            QVERIFY2(mails.ok(), mails ? "" : qPrintable(mails.error().summary + mails.error().detail));
            for (const QString &key : told) {
                const auto found = std::ranges::find(*mails, key, &QueuedMail::key);
                QVERIFY(found != mails->end() && found->mail == mail() && found->state == QueuedMail::State::Waiting);
            }
        }
    }

    void aFullDiskRefusesAMailAndKeepsThoseThatWait()
    {
        QTemporaryDir folder;
        auto outbox = MailOutbox::open(folder.filePath(u"outbox"_s));
        QVERIFY(outbox->put(u"k"_s, mail(), 0).ok());
        int asked = 0;
        {
            const auto disk = support::fullDisk(16);
            const auto refused = outbox->put(u"l"_s, mail(), 0);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
            const auto sent = outbox->sendDue(1, [&](const net::Mail &) -> base::Status {
                ++asked;
                return passing;
            });
            QVERIFY(!sent.ok()); // said, and not forgotten
        }
        QCOMPARE(asked, 1);
        QCOMPARE(outbox->all()->size(), 1);
        QCOMPARE(outbox->all()->front().state, QueuedMail::State::Waiting);
        QCOMPARE(outbox->sendDue(2, [](const net::Mail &) -> base::Status { return base::Done{}; })->sent, 1);
    }

    void mailsThatWaitAreInTheBackupOfTheReports()
    {
        QTemporaryDir folder;
        const base::ManualClock clock(at("2026-06-02T06:00:30Z"));
        const auto archive = ReportArchive::open(folder.filePath(u"reports"_s), clock);
        auto outbox = MailOutbox::open((*archive)->folder() + u"/outbox"_s);
        QVERIFY(outbox->put(u"k"_s, mail(), 0).ok());
        QVERIFY((*archive)->backup(folder.filePath(u"backup"_s)).ok());
        QVERIFY(ReportArchive::restore(folder.filePath(u"backup"_s), folder.filePath(u"new"_s), clock).ok());
        const auto mails = MailOutbox::open(folder.filePath(u"new/outbox"_s))->all();
        QCOMPARE(mails->size(), 1);
        QVERIFY(mails->front().mail == mail());
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--victim")
        return victim(QString::fromLocal8Bit(argv[2]));
    TestDeliver test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_deliver.moc"
