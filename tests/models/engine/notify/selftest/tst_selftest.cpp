// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/selftest/selftest.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::HttpResponse;

namespace {

constexpr int patience = 60'000; // of a slow machine

HttpResponse answer(int status, const QByteArray &body)
{
    HttpResponse out;
    out.status = status;
    out.body = body;
    return out;
}

wire::Channel hook(const QString &name, const QUrl &address, bool isTested)
{
    wire::Channel out;
    out.name = name;
    out.kind = wire::Channel::Kind::Webhook;
    out.address = address.toString();
    out.isTested = isTested;
    return out;
}

// A console of one operator, which can be closed and opened again.
class Console {
public:
    explicit Console(wire::NotifySettings settings)
        : m_settings(std::make_shared<wire::NotifySettings>(std::move(settings)))
    {
        open();
    }
    void open()
    {
        store::StoreOptions options;
        options.directory = m_dir.filePath(u"state"_s);
        options.maintenanceMs = 0;
        m_store = std::make_unique<store::Store>(options, m_clock);
        m_book = std::make_unique<LedgerBook>(m_store->ledger());
        m_sender = std::make_unique<ChannelSender>(ChannelSender::Parts{m_clock, m_pools, nullptr});
        m_desk = std::make_unique<DeliveryDesk>(*m_book, *m_sender, m_clock, u"mara"_s);
        m_desk->setSettings(m_settings);
        bool isRead = false;
        m_desk->start([&](const base::Result<base::Done> &read) { isRead = read.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return isRead; }, patience));
        m_test = std::make_unique<SelfTest>(
            SelfTest::Parts{*m_desk, m_store->ledger(),
                            [this]() -> const wire::NotifySettings & { return *m_settings; },
                            [](const signals::OnCallRota &) { return analysis::OnCallNow(); }},
            m_clock, u"production"_s, u"mara"_s);
        m_test->start();
    }
    void close()
    {
        m_test.reset();
        m_desk.reset();
        m_sender.reset();
        m_book.reset();
        m_store.reset();
    }
    [[nodiscard]] bool waitForReport() const
    {
        return QTest::qWaitFor([this] { return m_test->last().has_value(); }, patience);
    }
    SelfTest &test() { return *m_test; }

private:
    QTemporaryDir m_dir;
    base::SystemClock m_clock;
    async::Pools m_pools;
    std::shared_ptr<wire::NotifySettings> m_settings;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<LedgerBook> m_book;
    std::unique_ptr<ChannelSender> m_sender;
    std::unique_ptr<DeliveryDesk> m_desk;
    std::unique_ptr<SelfTest> m_test;
};

} // namespace

class TestSelfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theStartOfAWatchTestsWhatIsMarkedAndSaysWhatFailed()
    {
        support::HttpServer good, bad;
        bad.on(u"/h"_s, answer(403, "not you"));
        good.on(u"/h"_s, answer(200, "ok"));
        wire::NotifySettings settings;
        settings.channels = {hook(u"good"_s, good.url(u"/h"_s), true), hook(u"bad"_s, bad.url(u"/h"_s), true),
                             hook(u"unmarked"_s, good.url(u"/u"_s), false)};
        Console console(settings);
        QVERIFY(console.waitForReport());
        const SelfTestReport &report = *console.test().last();
        QCOMPARE(report.lines.size(), 2U);
        QCOMPARE(report.lines[0], (SelfTestReport::Line{u"good"_s, {}, true, {}}));
        QCOMPARE(report.lines[1].channel, u"bad"_s);
        QVERIFY(!report.lines[1].isTaken);
        QVERIFY2(report.lines[1].why.contains(u"403"_s), qPrintable(report.lines[1].why));
        QCOMPARE(report.failed(), 1);
        QCOMPARE(good.requests().size(), 1);
    }

    void aRestartWithinANamedWatchTestsNothingAgainAndAskingDoes()
    {
        support::HttpServer server;
        server.on(u"/h"_s, answer(200, "ok"));
        wire::NotifySettings settings;
        settings.channels = {hook(u"good"_s, server.url(u"/h"_s), true)};
        settings.watches = {*base::RecurringWindow::of({QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC),
                                                        QTimeZone::utc(),
                                                        366 * base::nsPerDay,
                                                        *base::parseRecurrenceRule(u"FREQ=YEARLY"_s),
                                                        {}})};
        Console console(settings);
        QVERIFY(console.waitForReport());
        console.close();
        console.open();
        console.test().run();
        QVERIFY(console.waitForReport());
        QVERIFY(console.test().last()->watch.startsWith(u"asked"_s));
        QCOMPARE(server.requests().size(), 2);
    }

    void aWatchIsAWindowElseWhatSomebodyIsOnCallIn()
    {
        const qint64 now = QDateTime(QDate(2026, 5, 14), QTime(10, 0), Qt::UTC).toSecsSinceEpoch() * base::nsPerSecond;
        wire::NotifySettings settings;
        settings.people = {{u"Mara"_s, {}, {u"mara"_s}}};
        settings.rotas = {{u"primary"_s, u"p.ics"_s, {}}};
        const auto onCall = [&](const signals::OnCallRota &) {
            return analysis::OnCallNow{{&settings.people.front()}, {}, false, now + base::nsPerHour};
        };
        QCOMPARE(watchAt(settings, onCall, u"mara"_s, now), u"primary until 2026-05-14T11:00:00Z"_s);
        QCOMPARE(watchAt(settings, onCall, u"ben"_s, now), QString());
        settings.watches = {*base::RecurringWindow::of({QDateTime(QDate(2026, 1, 1), QTime(7, 0), Qt::UTC),
                                                        QTimeZone::utc(),
                                                        12 * base::nsPerHour,
                                                        *base::parseRecurrenceRule(u"FREQ=DAILY"_s),
                                                        {}})};
        QCOMPARE(watchAt(settings, onCall, u"ben"_s, now), u"2026-05-14T07:00:00Z"_s);
        QCOMPARE(watchAt(settings, onCall, u"ben"_s, now + 12 * base::nsPerHour), QString());
    }
};

QTEST_GUILESS_MAIN(TestSelfTest)
#include "tst_selftest.moc"
