// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/webhook/freezecourier.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/models/engine/objectives/sampledsource.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using State = engine::WebhookDelivery::State;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 now = 1'763'700'000 * base::nsPerSecond;
const QString hookPath = QStringLiteral("/freeze");

QByteArray definitions(const QByteArray &url)
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: checkout-availability\nspec:\n"
           "  service: checkout\n  budgetingMethod: Occurrences\n  timeWindow:\n"
           "  - {duration: 1d, isRolling: true}\n"
           "  indicator:\n    metadata: {name: availability}\n    spec:\n      ratioMetric:\n        counter: true\n"
           "        bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
           "        total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n"
           "  objectives:\n    - {displayName: Checkout availability, target: 0.99}\n"
           "---\napiVersion: watchfloor/v1\nkind: FreezeWebhook\nmetadata: {name: deploy-bot}\n"
           "spec: {url: \"" +
           url + "\", secret: \"env:WF_TEST_HOOK_SECRET\"}\n";
}

} // namespace

class FreezeCourierTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        qputenv("WF_TEST_HOOK_SECRET", "hush");
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.set(now);
        m_server = std::make_unique<support::HttpServer>();
        m_server->on(hookPath, support::HttpResponse::text({}, 204));
        m_source = std::make_unique<support::SampledSource>();
        m_set = {};
        m_set.metrics = {m_source.get()};
        m_reader = std::make_unique<engine::MetricReader>(m_set, nullptr, m_clock);
        m_all = m_bad = 0;
        for (qint64 ago = 24 * 60; ago > 0; --ago)
            append(-ago, 0);
        QFile file(m_folder->filePath(QStringLiteral("slo.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(definitions(m_server->url(hookPath).toEncoded()));
        file.close();
        open();
    }
    void cleanup()
    {
        close();
        m_reader.reset();
        m_source.reset();
        m_server.reset();
    }

    void aTurnIsPostedOnceAndSigned()
    {
        QVERIFY(m_courier->log().empty());
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->count(hookPath), 1, 30'000);
        const support::HttpRequest request = m_server->requests().front();
        const QByteArray at = QByteArray::number(m_clock.nowNs() / base::nsPerSecond);
        QCOMPARE(
            request.header("x-watchfloor-signature"),
            "t=" + at + ",v1=" +
                QMessageAuthenticationCode::hash(at + '.' + request.body, "hush", QCryptographicHash::Sha256).toHex());
        QCOMPARE(request.header("idempotency-key"), request.header("x-watchfloor-delivery"));
        QCOMPARE(request.header("content-type"), QByteArray("application/json"));
        QCOMPARE(request.header("x-watchfloor-event"), QByteArray("freeze.changed"));
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body[QStringLiteral("event")].toString(), QStringLiteral("freeze.changed"));
        QCOMPARE(body[QStringLiteral("from")].toString(), QStringLiteral("go"));
        QCOMPARE(body[QStringLiteral("to")].toString(), QStringLiteral("freeze"));
        QCOMPARE(body[QStringLiteral("objective")][QStringLiteral("service")].toString(), QStringLiteral("checkout"));
        QCOMPARE(body[QStringLiteral("delivery")].toString(),
                 QString::fromLatin1(request.header("x-watchfloor-delivery")));
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().state, State::Delivered, 30'000);
        refresh();
        refresh();
        QCOMPARE(m_server->count(hookPath), 1);
    }
    void whatFailedIsSentAgainWithTheSameIdUntilItIsTaken()
    {
        m_server->onSequence(hookPath, {support::HttpResponse::text({}, 503), support::HttpResponse::text({}, 500),
                                        support::HttpResponse::text({}, 200)});
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().size(), std::size_t(1), 30'000);
        for (int i = 0; i < 2; ++i) {
            QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().attempts, i + 1, 30'000);
            QTRY_VERIFY_WITH_TIMEOUT(m_courier->log().front().nextAtNs > m_clock.nowNs(), 30'000); // it has failed
            QVERIFY(!m_courier->log().front().error.isEmpty());
            m_clock.advance(20 * minute);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().state, State::Delivered, 30'000);
        QCOMPARE(m_server->count(hookPath), 3);
        for (const auto &request : m_server->requests())
            QCOMPARE(request.header("x-watchfloor-delivery"),
                     m_server->requests().front().header("x-watchfloor-delivery"));
    }
    void anEndInBetweenLosesNothingAndDoublesNothing()
    {
        m_server->on(hookPath, support::HttpResponse::text({}, 503));
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->count(hookPath), 1, 30'000);
        const QByteArray id = m_server->requests().front().header("x-watchfloor-delivery");
        close(); // whether or not the failure was written down
        m_server->forget();
        m_server->on(hookPath, support::HttpResponse::text({}, 200));
        open();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->count(hookPath), 1, 30'000);
        QCOMPARE(m_server->requests().front().header("x-watchfloor-delivery"), id);
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().state, State::Delivered, 30'000);
        close();
        open();
        refresh();
        QCOMPARE(m_server->count(hookPath), 1);
        QCOMPARE(m_courier->log().size(), std::size_t(1));
        QCOMPARE(m_courier->log().front().state, State::Delivered);
    }
    void theWayBackIsPostedAfterTheWayThere()
    {
        m_server->on(hookPath, support::HttpResponse::text({}, 503));
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().size(), std::size_t(1), 30'000);
        // Else the first try might fail after the clock went on, and wait for a clock that stands.
        QTRY_VERIFY_WITH_TIMEOUT(m_courier->log().front().nextAtNs > m_clock.nowNs(), 30'000);
        m_clock.advance(23 * 60 * minute); // nothing fails any more
        m_source->samples = {};
        m_all = m_bad = 0;
        for (qint64 ago = 24 * 60; ago > 0; --ago)
            append((m_clock.nowNs() - now) / minute - ago, 0);
        m_server->on(hookPath, support::HttpResponse::text({}, 200));
        refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().size(), std::size_t(2), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().state, State::Delivered, 30'000);
        QCOMPARE(m_courier->log().front().to, QStringLiteral("go"));
        QStringList told;
        for (const auto &request : m_server->requests().mid(m_server->requests().size() - 2))
            told << QJsonDocument::fromJson(request.body)[QStringLiteral("to")].toString();
        QCOMPARE(told, (QStringList{QStringLiteral("freeze"), QStringLiteral("go")}));
    }
    void numbersThatAreOldTurnNothing()
    {
        m_source->fails = true;
        append(0, 100);
        refresh();
        QVERIFY(m_courier->log().empty());
    }
    void aTestSaysWhatTheReceiverAnswered()
    {
        std::optional<base::Status> said;
        m_courier->test(QStringLiteral("deploy-bot"), [&](const base::Status &status) { said = status; });
        QTRY_VERIFY_WITH_TIMEOUT(said.has_value(), 30'000);
        QVERIFY(said->ok());
        QCOMPARE(QJsonDocument::fromJson(m_server->requests().front().body)[QStringLiteral("event")].toString(),
                 QStringLiteral("freeze.test"));
        m_server->on(hookPath, support::HttpResponse::text({}, 401));
        said.reset();
        m_courier->test(QStringLiteral("deploy-bot"), [&](const base::Status &status) { said = status; });
        QTRY_VERIFY_WITH_TIMEOUT(said.has_value(), 30'000);
        QVERIFY(!said->ok() && said->error().summary.contains(QStringLiteral("401")));
        said.reset();
        m_courier->test(QStringLiteral("nobody"), [&](const base::Status &status) { said = status; });
        QVERIFY(said && !said->ok());
    }
    void aFileThatDoesNotReadForAWhileLosesNothing()
    {
        m_server->on(hookPath, support::HttpResponse::text({}, 503));
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().size(), std::size_t(1), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_courier->log().front().nextAtNs > m_clock.nowNs(), 30'000); // it has failed
        QFile file(m_folder->filePath(QStringLiteral("slo.yaml")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        file.close();
        const auto write = [&](const QByteArray &to) {
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(to) == to.size());
            file.close();
            QSignalSpy spy(m_keeper.get(), &engine::ObjectiveKeeper::changed);
            m_keeper->reload();
            QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty(), 30'000);
        };
        write("{");
        m_clock.advance(20 * minute);
        QTRY_VERIFY_WITH_TIMEOUT(m_courier->log().front().attempts >= 2, 30'000);
        QVERIFY(m_courier->log().front().error.contains(QStringLiteral("There is no channel")));
        m_server->on(hookPath, support::HttpResponse::text({}, 200));
        write(text);
        m_clock.advance(20 * minute);
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().front().state, State::Delivered, 30'000);
    }
    void aMissingSecretSendsNothing()
    {
        qunsetenv("WF_TEST_HOOK_SECRET");
        spend();
        QTRY_COMPARE_WITH_TIMEOUT(m_courier->log().size(), std::size_t(1), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_courier->log().front().error.isEmpty(), 30'000);
        QCOMPARE(m_server->count(hookPath), 0);
    }

private:
    void append(qint64 minutes, double bad)
    {
        m_all += 100;
        m_bad += bad;
        const qint64 at = (now + minutes * minute) / base::nsPerMs;
        m_source->samples.append(base::Labels{{"__name__", "all_total"}}, at, m_all);
        m_source->samples.append(base::Labels{{"__name__", "bad_total"}}, at, m_bad);
    }
    void spend()
    {
        for (int i = 0; i < 15; ++i) // all of them bad: more than the day's budget
            append(i, 100);
        m_clock.advance(15 * minute);
        refresh();
    }
    void refresh()
    {
        QSignalSpy spy(m_keeper.get(), &engine::ObjectiveKeeper::changed);
        m_keeper->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 30'000);
    }
    void open()
    {
        store::StoreOptions options;
        options.directory = m_folder->filePath(QStringLiteral("state"));
        options.maintenanceMs = 0;
        options.ballastBytes = 0;
        options.minFreeBytes = 0;
        m_store = std::make_unique<store::Store>(options, m_clock);
        m_keeper = std::make_unique<engine::ObjectiveKeeper>(
            QStringList{m_folder->filePath(QStringLiteral("slo.yaml"))}, *m_reader, m_clock, m_pools);
        engine::FreezeCourier::Options how;
        how.actor = QStringLiteral("watchfloor");
        m_book = std::make_unique<engine::LedgerBook>(m_store->ledger());
        m_sender = std::make_unique<engine::ChannelSender>(engine::ChannelSender::Parts{m_clock, m_pools, nullptr});
        m_desk = std::make_unique<engine::DeliveryDesk>(*m_book, *m_sender, m_clock, QStringLiteral("watchfloor"));
        m_courier = std::make_unique<engine::FreezeCourier>(*m_keeper, *m_desk, m_store->ledger(), m_clock, how);
        QSignalSpy spy(m_keeper.get(), &engine::ObjectiveKeeper::changed);
        m_keeper->start();
        m_desk->start([](const auto &) {});
        m_courier->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_courier->isLoaded() && !spy.isEmpty(), 30'000);
    }
    void close()
    {
        m_courier.reset();
        m_desk.reset();
        m_sender.reset();
        m_book.reset();
        m_keeper.reset();
        m_store.reset();
    }

    base::ManualClock m_clock{now};
    async::Pools m_pools;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<support::HttpServer> m_server;
    std::unique_ptr<support::SampledSource> m_source;
    sources::SourceSet m_set;
    std::unique_ptr<engine::MetricReader> m_reader;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<engine::ObjectiveKeeper> m_keeper;
    std::unique_ptr<engine::OpBook> m_book;
    std::unique_ptr<engine::ChannelSender> m_sender;
    std::unique_ptr<engine::DeliveryDesk> m_desk;
    std::unique_ptr<engine::FreezeCourier> m_courier;
    double m_all = 0, m_bad = 0;
};

QTEST_GUILESS_MAIN(FreezeCourierTest)
#include "tst_freezecourier.moc"
