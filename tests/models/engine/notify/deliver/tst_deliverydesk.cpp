// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/deliver/deliverydesk.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using store::OpState;
using support::HttpResponse;

namespace {

constexpr int patience = 20'000; // of a slow machine

// A console with its ledger, which can be closed and opened again.
class Console {
public:
    explicit Console(const support::HttpServer &server)
    {
        auto settings = std::make_shared<wire::NotifySettings>();
        const auto channel = [&](const QString &name, wire::Channel::Kind kind, const QString &path) {
            wire::Channel out;
            out.name = name;
            out.kind = kind;
            out.perMinute = 600;
            out.address = server.url(path).toString();
            out.secret = u"file:"_s + m_dir.filePath(u"secret"_s);
            return out;
        };
        settings->channels = {channel(u"hook"_s, wire::Channel::Kind::Webhook, u"/hook"_s),
                              channel(u"pager"_s, wire::Channel::Kind::PagerDuty, u"/pd"_s),
                              channel(u"slack"_s, wire::Channel::Kind::Slack, u"/slack"_s),
                              channel(u"desk"_s, wire::Channel::Kind::Desktop, u""_s),
                              channel(u"sms"_s, wire::Channel::Kind::Sms, u"/sms"_s)};
        settings->channels[2].target = u"C012"_s;
        settings->channels[4].target = u"AC1"_s;
        settings->channels[4].from = u"+15005550006"_s;
        m_settings = settings;
        QFile file(m_dir.filePath(u"secret"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("s3cr3t") != 6)
            qFatal("no secret");
    }

    void open(bool knowsSettings = true)
    {
        store::StoreOptions options;
        options.directory = m_dir.filePath(u"state"_s);
        options.maintenanceMs = 0;
        m_store = std::make_unique<store::Store>(options, m_clock);
        m_book = std::make_unique<LedgerBook>(m_store->ledger());
        m_sender = std::make_unique<ChannelSender>(ChannelSender::Parts{m_clock, m_pools, nullptr});
        m_desk = std::make_unique<DeliveryDesk>(*m_book, *m_sender, m_clock, u"ana"_s);
        if (knowsSettings)
            knowSettings();
        bool isRead = false;
        m_desk->start([&](const base::Result<base::Done> &read) { isRead = read.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return isRead; }, patience));
    }
    void knowSettings() { m_desk->setSettings(m_settings); }
    void close()
    {
        m_desk.reset();
        m_sender.reset();
        m_book.reset();
        m_store.reset();
    }

    void submit(const DeliveryOrder &order)
    {
        std::optional<bool> kept;
        m_desk->submit(order, [&](const base::Result<base::Done> &done) { kept = done.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return kept.has_value(); }, patience));
        QVERIFY(*kept);
    }
    [[nodiscard]] std::optional<Delivery> find(const QString &key) const
    {
        for (const Delivery &one : m_desk->log())
            if (one.order.key == key)
                return one;
        return std::nullopt;
    }
    [[nodiscard]] bool waitFor(const QString &key, OpState state) const
    {
        return QTest::qWaitFor([&] { return find(key) && find(key)->state == state; }, patience);
    }
    DeliveryDesk &desk() { return *m_desk; }
    store::Store &store() { return *m_store; }
    std::shared_ptr<const wire::NotifySettings> settings() const { return m_settings; }
    qint64 nowNs() const { return m_clock.nowNs(); }

private:
    QTemporaryDir m_dir;
    base::SystemClock m_clock;
    async::Pools m_pools;
    std::shared_ptr<const wire::NotifySettings> m_settings;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<LedgerBook> m_book;
    std::unique_ptr<ChannelSender> m_sender;
    std::unique_ptr<DeliveryDesk> m_desk;
};

DeliveryOrder order(const Console &console, const QString &channel, const QString &part,
                    signals::NotifyStep step = signals::NotifyStep::Trigger)
{
    DeliveryOrder out;
    out.key = orderKey({channel, part});
    out.channel = channel;
    out.to = channel == "sms"_L1 ? u"+41791234567"_s : QString();
    out.what.step = step;
    out.what.key = u"watchfloor/1"_s;
    out.what.incident = u"INC-1"_s;
    out.what.severity = signals::Severity::Critical;
    out.what.title = part;
    out.what.atNs = console.nowNs();
    out.notAfterNs = console.nowNs() + base::nsPerHour;
    return out;
}

QJsonObject bodyOf(const support::HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

class TestDeliveryDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofVeryManyAtOnceEveryOneIsTaken()
    {
        support::HttpServer server;
        Console console(server);
        console.open();
        constexpr int many = 700;
        int taken = 0;
        for (int i = 0; i < many; ++i)
            console.desk().submit(order(console, u"desk"_s, QString::number(i)),
                                  [&taken](const base::Result<base::Done> &done) { taken += done.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return taken == many; }, 3 * patience));
        QCOMPARE(console.desk().log().size(), std::size_t(many));
    }
    void init() { support::failOnAnyWarning(); }

    void whatWaitsIsNotRefusedBeforeTheChannelsAreKnown()
    {
        support::HttpServer server;
        server.on(u"/hook"_s, HttpResponse::text("no", 503));
        Console console(server);
        console.open();
        const auto waits = order(console, u"hook"_s, u"waits"_s);
        console.submit(waits);
        QVERIFY(QTest::qWaitFor([&] { return server.count(u"/hook"_s) > 0; }, patience));
        console.close();
        server.on(u"/hook"_s, HttpResponse::text("ok", 200));
        console.open(false); // its settings are still being read
        QTest::qWait(0);     // policy: allow(qwait) nothing is to happen; the timers run once
        QVERIFY(console.find(waits.key) && console.find(waits.key)->state == OpState::Queued);
        console.knowSettings();
        QVERIFY(console.waitFor(waits.key, OpState::Done));
    }

    void anOrderIsReadBackAsItWas()
    {
        support::HttpServer server;
        const Console console(server);
        DeliveryOrder one = order(console, u"sms"_s, u"a"_s);
        one.what.lines = {u"x"_s, u"y"_s};
        one.what.links = {{u"Runbook"_s, u"https://wiki.example/"_s}};
        const auto back = orderFrom(one.key, toJson(one));
        QVERIFY(back);
        QCOMPARE(*back, one);
        QVERIFY(!orderFrom(u"k"_s, {}));
    }

    void aMessageIsDeliveredOnceHoweverOftenItIsAskedFor()
    {
        support::HttpServer server;
        server.on(u"/hook"_s, HttpResponse::text("ok"));
        Console console(server);
        console.open();
        const auto one = order(console, u"hook"_s, u"a"_s);
        console.submit(one);
        console.submit(one);
        QVERIFY(console.waitFor(one.key, OpState::Done));
        console.submit(one);
        console.close();
        console.open();
        console.submit(one);
        const auto next = order(console, u"hook"_s, u"b"_s);
        console.submit(next);
        QVERIFY(console.waitFor(next.key, OpState::Done));
        QCOMPARE(server.count(u"/hook"_s), 2);
        QCOMPARE(server.requests()[0].header("Idempotency-Key"), one.key.toUtf8());
        QVERIFY(server.requests()[0].header("X-Watchfloor-Signature").startsWith("t="));
        QCOMPARE(console.find(one.key)->state, OpState::Done);
    }

    void aServiceThatIsIllIsAskedAgainAndOneThatRefusesIsNot()
    {
        support::HttpServer server;
        server.onSequence(u"/hook"_s,
                          {HttpResponse::text("later", 503).with("Retry-After", "1"), HttpResponse::text("ok")});
        server.on(u"/pd"_s, HttpResponse::json(R"({"status":"invalid event","message":"bad key"})", 400));
        Console console(server);
        console.open();
        const QSignalSpy failed(&console.desk(), &DeliveryDesk::failed);
        const auto passing = order(console, u"hook"_s, u"a"_s);
        const auto refused = order(console, u"pager"_s, u"b"_s);
        console.submit(passing);
        console.submit(refused);
        QVERIFY(console.waitFor(passing.key, OpState::Done));
        QVERIFY(console.waitFor(refused.key, OpState::NeedsAttention));
        QCOMPARE(server.count(u"/hook"_s), 2);
        QCOMPARE(server.count(u"/pd"_s), 1);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(console.find(refused.key)->error, u"pagerduty answered 400: bad key"_s);
        // It stays until somebody has seen it, over a restart too.
        console.close();
        console.open();
        QCOMPARE(console.find(refused.key)->state, OpState::NeedsAttention);
        server.on(u"/pd"_s, HttpResponse::json("{}", 202));
        console.desk().retry(refused.key, [](const auto &) {});
        QVERIFY(console.waitFor(refused.key, OpState::Done));
    }

    void messagesOfAnIncidentKeepTheirOrderAndTheirThread()
    {
        support::HttpServer server;
        server.onSequence(u"/slack"_s, {HttpResponse::text("no", 500).with("Retry-After", "1"),
                                        HttpResponse::json(R"({"ok":true,"ts":"17.5"})"),
                                        HttpResponse::json(R"({"ok":true,"ts":"17.6"})")});
        Console console(server);
        console.open();
        const auto first = order(console, u"slack"_s, u"opened"_s);
        const auto second = order(console, u"slack"_s, u"over"_s, signals::NotifyStep::Resolve);
        console.submit(first);
        console.submit(second);
        QVERIFY(console.waitFor(second.key, OpState::Done));
        QCOMPARE(server.count(u"/slack"_s), 3);
        QVERIFY(!bodyOf(server.requests()[1]).contains(u"thread_ts"_s));
        QVERIFY(bodyOf(server.requests()[1])[u"text"_s].toString().contains(u"opened"_s));
        QCOMPARE(bodyOf(server.requests()[2])[u"thread_ts"_s].toString(), u"17.5"_s);
        // The thread is known after a restart.
        console.close();
        console.open();
        const auto third = order(console, u"slack"_s, u"again"_s);
        console.submit(third);
        QVERIFY(console.waitFor(third.key, OpState::Done));
        QCOMPARE(bodyOf(server.requests()[3])[u"thread_ts"_s].toString(), u"17.5"_s);
    }

    void aTextMessageThatMayHaveArrivedIsNotSentAgain()
    {
        support::HttpServer server;
        HttpResponse cut = HttpResponse::json(R"({"sid":"SM1"})", 201);
        cut.verbatim = "HT"; // the connection breaks within the answer
        server.on(u"*"_s, cut);
        Console console(server);
        console.open();
        const auto one = order(console, u"sms"_s, u"a"_s);
        console.submit(one);
        QVERIFY(console.waitFor(one.key, OpState::NeedsAttention));
        QCOMPARE(server.requests().size(), 1);
        QVERIFY2(console.find(one.key)->error.contains(u"not sent again"_s), qPrintable(console.find(one.key)->error));
    }

    void aDesktopNoticeIsItsOwnDelivery()
    {
        support::HttpServer server;
        Console console(server);
        console.open();
        const QSignalSpy shown(&console.desk(), &DeliveryDesk::desktopNotice);
        const auto one = order(console, u"desk"_s, u"a"_s);
        console.submit(one);
        QVERIFY(console.waitFor(one.key, OpState::Done));
        QCOMPARE(shown.count(), 1);
    }

    void aChannelThatIsGoneIsSaid()
    {
        support::HttpServer server;
        Console console(server);
        console.open();
        auto one = order(console, u"hook"_s, u"a"_s);
        one.channel = u"gone"_s;
        console.submit(one);
        QVERIFY(console.waitFor(one.key, OpState::NeedsAttention));
        QVERIFY(console.find(one.key)->error.contains(u"no channel gone"_s));
        console.desk().dismiss(one.key, [](const auto &) {});
        QVERIFY(QTest::qWaitFor([&] { return !console.find(one.key); }, patience));
    }

    void aStormGoesOutNoFasterThanTheChannelMay()
    {
        support::HttpServer server;
        server.on(u"/hook"_s, HttpResponse::text("ok"));
        Console console(server);
        console.open();
        auto slow = std::make_shared<wire::NotifySettings>(*console.settings());
        slow->channels[0].perMinute = 5;
        console.desk().setSettings(slow);
        for (int i = 0; i < 12; ++i) {
            auto one = order(console, u"hook"_s, QString::number(i));
            one.what.key += QString::number(i);
            console.submit(one);
        }
        QVERIFY(QTest::qWaitFor([&] { return server.count(u"/hook"_s) == 5; }, patience));
        const auto elsewhere = order(console, u"desk"_s, u"a"_s);
        console.submit(elsewhere);
        QVERIFY(console.waitFor(elsewhere.key, OpState::Done)); // one storm is not the other's
        QCOMPARE(server.count(u"/hook"_s), 5);
    }

    void nothingIsLostOrDoubledWhenTheConsoleEndsAtAnyMoment()
    {
        support::HttpServer server;
        int asked = 0;
        server.on(u"/hook"_s, [&](const support::HttpRequest &) {
            return ++asked % 3 == 0 ? HttpResponse::text("busy", 503).with("Retry-After", "0")
                                    : HttpResponse::text("ok");
        });
        Console console(server);
        QRandomGenerator random(11);
        QStringList keys;
        for (int round = 0; round < 25; ++round) {
            console.open();
            for (int i = 0; i < 4; ++i) {
                auto one = order(console, u"hook"_s, u"%1/%2"_s.arg(round).arg(i));
                one.what.key = one.key;
                console.submit(one);
                keys << one.key;
            }
            for (int turns = random.bounded(60); turns > 0; --turns)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            console.close();
        }
        console.open();
        QVERIFY(QTest::qWaitFor(
            [&] {
                return std::ranges::all_of(keys,
                                           [&](const QString &k) { return console.find(k)->state == OpState::Done; });
            },
            3 * patience));
        // A message whose answer was lost by the end of the console comes twice, under the same key; nothing else does.
        QSet<QByteArray> arrived;
        for (const auto &request : server.requests())
            arrived.insert(request.header("Idempotency-Key"));
        QCOMPARE(arrived.size(), keys.size());
    }

    void aTestIsInTheLogWhateverBecameOfItAndWaitsForNothing()
    {
        support::HttpServer server;
        server.on(u"/hook"_s, HttpResponse::text("ok"));
        server.on(u"/pd"_s, HttpResponse::text("later", 503));
        Console console(server);
        console.open();
        const auto test = [&](const char *channel) {
            DeliveryOrder one = order(console, QString::fromLatin1(channel), u"test"_s, signals::NotifyStep::Test);
            std::optional<bool> taken;
            console.desk().tryOnce(*console.settings()->channel(one.channel), {}, one,
                                   [&](const base::Status &done) { taken = done.ok(); });
            return QTest::qWaitFor([&] { return taken.has_value(); }, patience) &&
                           *taken == console.find(one.key)->isTaken()
                       ? one.key
                       : QString();
        };
        const QString good = test("hook"), bad = test("pager"), shown = test("desk");
        QVERIFY(!good.isEmpty() && !bad.isEmpty() && !shown.isEmpty());
        const auto isAsItWas = [&] {
            return console.find(good)->isTaken() && console.find(shown)->isTaken() && !console.find(bad)->isTaken() &&
                   console.find(bad)->state == OpState::Done && !console.find(bad)->error.isEmpty();
        };
        QVERIFY(isAsItWas());
        store::OutboxFilter over;
        over.source = DeliveryDesk::source;
        over.states = {OpState::Done};
        std::size_t kept = 0;
        async::Request asking;
        const auto isKept = [&] {
            asking = console.store().ledger().outbox(
                over, [&](const base::Result<std::vector<store::OutboxItem>> &items) { kept = items->size(); });
            return kept == 3;
        };
        QVERIFY(QTest::qWaitFor(isKept, patience));
        asking.cancel();
        const auto asked = server.requests().size();
        console.close();
        console.open();
        QVERIFY(console.find(good) && console.find(bad) && console.find(shown));
        QVERIFY(isAsItWas());
        QCOMPARE(server.requests().size(), asked);
    }

    void theTrailSaysWhatWentOut()
    {
        support::HttpServer server;
        server.on(u"/hook"_s, HttpResponse::text("ok"));
        Console console(server);
        console.open();
        const auto one = order(console, u"hook"_s, u"a"_s);
        console.submit(one);
        QVERIFY(console.waitFor(one.key, OpState::Done));
        console.close(); // finishes what is being written
        console.open();
        std::optional<std::vector<store::AuditRecord>> records;
        const auto asked = console.store().ledger().trailOf(
            u"notify."_s, 10, [&](const base::Result<std::vector<store::AuditRecord>> &r) { records = *r; });
        QVERIFY(QTest::qWaitFor([&] { return records.has_value(); }, patience));
        QCOMPARE(records->size(), 2);
        QCOMPARE(records->at(1).note.action, u"notify.delivered"_s);
        QCOMPARE(records->at(1).note.subject, u"CRITICAL INC-1: a to hook"_s);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryDesk)
#include "tst_deliverydesk.moc"
