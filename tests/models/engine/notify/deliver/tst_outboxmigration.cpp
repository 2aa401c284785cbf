// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/store/db/connection.h"
#include "models/store/schema.h"
#include "models/store/store.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // of a slow machine

// A ledger as the first schema had it, with two turns of freezes: one waits, one needs attention.
bool writeOldLedger(const QString &path, qint64 createdNs)
{
    store::OpenOptions file;
    file.path = path;
    auto connection = store::Connection::open(file);
    if (!connection || !store::migrate(**connection, {store::ledgerMigrations().front()}, {}))
        return false;
    for (const auto &[key, state] : {std::pair{"01A", "queued"}, std::pair{"01B", "needs-attention"}}) {
        const QString row =
            u"INSERT INTO outbox(op_key, source, kind, payload, state, attempts, created_ns, updated_ns) VALUES('%1', "
            "'deploy-bot', 'objective.webhook', '{\"hook\":\"deploy-bot\",\"objective\":\"checkout-availability\","
            "\"from\":\"go\",\"to\":\"freeze\",\"body\":\"{\\\"event\\\":\\\"freeze.changed\\\"}\"}', '%2', 3, %3, %3)"_s
                .arg(QString::fromLatin1(key), QString::fromLatin1(state), QString::number(createdNs));
        if (!(*connection)->run(row))
            return false;
    }
    return true;
}

} // namespace

class TestOutboxMigration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void turnsOfFreezesThatWaitedAreDeliveredByTheOneOutbox()
    {
        const QTemporaryDir dir;
        const base::SystemClock clock;
        const qint64 created = clock.nowNs() / base::nsPerSecond * base::nsPerSecond - base::nsPerMinute;
        QVERIFY(writeOldLedger(dir.filePath(u"ledger.db"_s), created));
        store::StoreOptions options;
        options.directory = dir.path();
        options.maintenanceMs = 0;
        store::Store store(options, clock);
        LedgerBook book(store.ledger());
        const async::Pools pools;
        ChannelSender sender({clock, pools, nullptr});
        DeliveryDesk desk(book, sender, clock, u"ana"_s);
        bool isRead = false;
        desk.start([&](const base::Result<base::Done> &read) { isRead = read.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return isRead; }, patience));
        const auto before = desk.log();
        QCOMPARE(before.size(), 2U);
        for (const Delivery &one : before) {
            QCOMPARE(one.order.channel, u"freeze:deploy-bot"_s);
            QCOMPARE(one.order.what.title, u"checkout-availability: go → freeze"_s);
            QCOMPARE(one.order.body, R"({"event":"freeze.changed"})");
            QCOMPARE(one.order.event, u"freeze.changed"_s);
            QVERIFY(one.order.isPatient);
            QCOMPARE(one.order.notAfterNs, created + base::nsPerDay);
            QCOMPARE(one.attempts, 3);
        }
        support::HttpServer server;
        server.on(u"/freeze"_s, support::HttpResponse::text({}, 204));
        wire::Channel hook;
        hook.name = u"freeze:deploy-bot"_s;
        hook.kind = wire::Channel::Kind::Webhook;
        hook.address = server.url(u"/freeze"_s).toString();
        desk.setChannels(u"freeze:"_s, std::vector{hook});
        QVERIFY(QTest::qWaitFor([&] { return server.count(u"/freeze"_s) == 1; }, patience));
        QCOMPARE(server.requests().front().body, R"({"event":"freeze.changed"})");
        QCOMPARE(server.requests().front().header("x-watchfloor-delivery"), "01A");
        // The other stays until somebody says so.
        bool isRetried = false;
        desk.retry(u"01B"_s, [&](const base::Result<base::Done> &done) { isRetried = done.ok(); });
        QVERIFY(QTest::qWaitFor([&] { return isRetried && server.count(u"/freeze"_s) == 2; }, patience));
    }
};

QTEST_GUILESS_MAIN(TestOutboxMigration)
#include "tst_outboxmigration.moc"
