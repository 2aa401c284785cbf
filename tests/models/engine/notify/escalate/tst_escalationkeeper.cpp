// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/escalationkeeper.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/alerts/watch/alertrecorder.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Alert alert(const char *name, const char *service, qint64 startNs)
{
    signals::Alert out;
    out.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", "critical"}};
    out.fingerprint = u"%1"_s.arg(out.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    out.startsNs = startNs;
    out.source = u"am"_s;
    return out;
}

// The ledger's book, which remembers whether all numbers were written down when a message was laid into it.
class WatchfulBook final : public OpBook {
public:
    WatchfulBook(OpBook &book, const IncidentKeeper &keeper) : m_book(book), m_keeper(keeper) {}
    async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) override
    {
        keys << op.opKey;
        wereKept.push_back(m_keeper.isKept());
        return m_book.enqueue(op, std::move(reply));
    }
    async::Request update(const QString &opKey, const store::OpChange &change,
                          store::Reply<store::OutboxItem> reply) override
    {
        return m_book.update(opKey, change, std::move(reply));
    }
    async::Request outbox(const store::OutboxFilter &filter,
                          store::Reply<std::vector<store::OutboxItem>> reply) override
    {
        return m_book.outbox(filter, std::move(reply));
    }
    QStringList keys;
    std::vector<bool> wereKept;

private:
    OpBook &m_book;
    const IncidentKeeper &m_keeper;
};

std::shared_ptr<const wire::NotifySettings> settings()
{
    auto out = std::make_shared<wire::NotifySettings>();
    wire::Channel desk;
    desk.name = u"desk"_s;
    desk.kind = wire::Channel::Kind::Desktop;
    desk.perMinute = 600;
    out->channels = {desk};
    signals::Escalation all;
    all.name = u"all"_s;
    all.steps = {{0, {{u"desk"_s, {}, {}}}}, {5 * base::nsPerMinute, {{u"desk"_s, {}, {}}}}};
    out->escalations = {all};
    return out;
}

// A console without a window, from its ledger to its channels.
struct Console {
    Console(const QString &directory, support::FakeAlertSource &server, base::ManualClock &clock)
        : files(test::quietOptions(directory), clock),
          set{{}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          recorder(watch, files.alerts(), {}),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s),
          ledgerBook(files.ledger()),
          book(ledgerBook, keeper),
          sender({clock, pools, nullptr}),
          desk(book, sender, clock, u"mara"_s),
          calendars(clock, pools, directory),
          escalations({keeper, desk, calendars, files.ledger(), {}}, clock, u"test"_s, u"mara"_s)
    {
        QObject::connect(&desk, &DeliveryDesk::desktopNotice, &desk, [this](const auto &what) { told << what.title; });
        escalations.setSettings(settings());
        bool isRead = false;
        desk.start([&isRead](const auto &read) { isRead = read.ok(); });
        QTRY_VERIFY(isRead);
        escalations.start();
        QTRY_VERIFY(escalations.isRead());
        keeper.start();
    }
    void look()
    {
        watch.pollNow();
        QTRY_VERIFY(watch.isSettled());
    }
    void run()
    {
        std::optional<bool> done;
        escalations.setRunning(true, [&done](const auto &kept) { done = kept.ok(); });
        QTRY_VERIFY(done.has_value());
        QVERIFY(*done);
    }

    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    AlertRecorder recorder;
    IncidentKeeper keeper;
    LedgerBook ledgerBook;
    WatchfulBook book;
    ChannelSender sender;
    DeliveryDesk desk;
    OnCallCalendars calendars;
    EscalationKeeper escalations;
    QStringList told;
};

} // namespace

class TestEscalationKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    // After a crash another incident might bear the number, and whoever was told of it would be told of that one.
    void nobodyIsToldBeforeTheNumberIsWrittenDown()
    {
        QTemporaryDir folder;
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        Console console(folder.path(), server, clock);
        console.run();
        for (int i = 0; i < 5; ++i) // each an incident of its own
            server.alertList.push_back(
                alert(qPrintable(u"Alert%1"_s.arg(i)), qPrintable(u"service%1"_s.arg(i)), clock.nowNs()));
        console.look();
        QTRY_COMPARE(console.told.size(), 5);
        QCOMPARE(console.book.keys.size(), 5);
        QVERIFY(std::ranges::all_of(console.book.wereKept, [](bool kept) { return kept; }));
    }

    void norByHand_data()
    {
        QTest::addColumn<bool>("isToChannel");
        QTest::newRow("the next step") << false;
        QTest::newRow("a channel") << true;
    }
    void norByHand()
    {
        QFETCH(bool, isToChannel);
        QTemporaryDir folder;
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        Console console(folder.path(), server, clock);
        server.alertList = {alert("PaymentSlow", "payment", clock.nowNs())};
        std::optional<base::Result<QStringList>> said;
        bool wasKept = true;
        // As soon as the incident is there, before anything of it is on the disk.
        connect(&console.keeper, &IncidentKeeper::changed, &console.escalations, [&] {
            if (console.keeper.snapshot()->open.empty() || said || !wasKept)
                return;
            wasKept = console.keeper.isKept();
            const auto take = [&said](const base::Result<QStringList> &told) { said = told; };
            if (isToChannel)
                console.escalations.escalateTo(1, {u"desk"_s, {}, {}}, u"now"_s, take);
            else
                console.escalations.escalateNow(1, u"now"_s, take);
        });
        console.look();
        QTRY_VERIFY(said.has_value());
        QVERIFY(!wasKept);
        QVERIFY(said->ok());
        QCOMPARE(**said, QStringList{u"desk"_s});
        QCOMPARE(console.book.wereKept, std::vector<bool>{true});
        QTRY_COMPARE(console.told.size(), 1);
    }

    void aStepIsToldOnceAndTheNextAfterARestart()
    {
        QTemporaryDir folder;
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        server.alertList = {alert("PaymentSlow", "payment", clock.nowNs())};
        {
            Console console(folder.path(), server, clock);
            console.run();
            console.look();
            QTRY_COMPARE(console.told.size(), 1);
            QTRY_COMPARE(console.escalations.view(1)->told, 1);
            const auto next = console.escalations.nextSteps();
            QCOMPARE(next.size(), std::size_t(1));
            QCOMPARE(next[0].incident->number, 1);
            QCOMPARE(next[0].atNs, console.escalations.view(1)->nextNs);
            console.look();
            QCOMPARE(console.told.size(), 1);
        }
        clock.advance(4 * base::nsPerMinute);
        {
            Console console(folder.path(), server, clock); // it still runs them: that is kept
            console.look();
            QTRY_VERIFY(console.escalations.view(1).has_value());
            QVERIFY(console.escalations.isRunning());
            QCOMPARE(console.escalations.view(1)->told, 1);
            QCOMPARE(console.told.size(), 0);
            clock.advance(2 * base::nsPerMinute);
            console.look();
            QTRY_COMPARE(console.told.size(), 1);
            QTRY_COMPARE(console.escalations.view(1)->told, 2);
        }
    }

    void itSaysWhoRunsThem()
    {
        QTemporaryDir folder;
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        Console console(folder.path(), server, clock);
        QCOMPARE(console.escalations.runWords(), u"not run here"_s); // nobody can know more yet
        QVERIFY(!console.escalations.isRunAnywhere());
        console.escalations.heedOthers({}, true);
        QCOMPARE(console.escalations.runWords(), u"run by nobody"_s);
        console.escalations.heedOthers({{u"ines"_s, u"desk-3"_s, clock.nowNs()}}, true);
        QCOMPARE(console.escalations.runWords(), u"run by ines on desk-3 since 02:14"_s);
        QVERIFY(console.escalations.isRunAnywhere());
        console.run();
        QVERIFY(console.escalations.runWords().contains(u"told twice"_s));
        console.escalations.heedOthers({}, true);
        QCOMPARE(console.escalations.runWords(), u"run here"_s);
    }
};

QTEST_GUILESS_MAIN(TestEscalationKeeper)
#include "tst_escalationkeeper.moc"
