// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ledgerbook.h"

#include "models/store/store.h"
#include "tests/models/engine/acknowledge/ackworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using tests::AckWorld;

namespace {

// The ledger of a state directory, opened anew for every console.
class ReopenedBook final : public OpBook {
public:
    explicit ReopenedBook(const base::Clock &clock) : m_clock(clock) {}
    void reopen()
    {
        close();
        store::StoreOptions options;
        options.directory = m_dir.path() + QStringLiteral("/state");
        options.maintenanceMs = 0;
        m_store = std::make_unique<store::Store>(options, m_clock);
        m_book = std::make_unique<LedgerBook>(m_store->ledger());
    }
    void close()
    {
        m_book.reset();
        m_store.reset();
    }
    store::Store &files() { return *m_store; }
    async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) override
    {
        return m_book->enqueue(op, std::move(reply));
    }
    async::Request update(const QString &key, const store::OpChange &change,
                          store::Reply<store::OutboxItem> reply) override
    {
        return m_book->update(key, change, std::move(reply));
    }
    async::Request outbox(const store::OutboxFilter &filter,
                          store::Reply<std::vector<store::OutboxItem>> reply) override
    {
        return m_book->outbox(filter, std::move(reply));
    }

private:
    const base::Clock &m_clock;
    QTemporaryDir m_dir;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<LedgerBook> m_book;
};

template<class T, class Ask>
base::Result<T> answerOf(Ask ask)
{
    std::optional<base::Result<T>> out;
    const async::Request request = ask([&out](base::Result<T> r) { out = std::move(r); });
    while (!out)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    return *out;
}

} // namespace

class TstAckLedger : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The promise of the outbox, on its real file: faults, the console killed and its ledger read anew, the server
    // killed.
    void oneHundredAndFiftyEndAsOneHundredAndFifty()
    {
        constexpr int many = 150;
        const base::ManualClock ledgerClock = support::clockAt();
        ReopenedBook book(ledgerClock);
        book.reopen();
        AckWorld w(many, book);
        w.server.faults = {0.25, 0.25};
        for (std::size_t part = 0; part < 5; ++part) {
            QVERIFY(w.acknowledge(part * 30, 30, 2 * base::nsPerHour).ok());
            for (int i = 0; i < 4; ++i) {
                w.desk->tick();
                QCoreApplication::processEvents();
            }
            w.killConsole();
            book.reopen();
            if (part == 2)
                w.server.loseMemory();
            w.startConsole();
            w.pass(4);
        }
        w.server.loseMemory();
        w.pass(150);
        QCOMPARE(w.server.active().size(), std::size_t(many));
        QCOMPARE(w.distinct(), many);
        const auto report =
            answerOf<store::AuditReport>([&](auto reply) { return book.files().ledger().verifyTrail(reply); });
        QVERIFY(report.ok());
        QVERIFY2(report->intact, qPrintable(report->problem));
        QVERIFY(report->records >= 2 * many); // asked and applied, each
        const auto open = answerOf<std::vector<store::OutboxItem>>(
            [&](auto reply) { return book.files().ledger().outbox({}, reply); });
        QCOMPARE(open->size(), std::size_t(many));
        w.killConsole();
        book.close();
    }
};

QTEST_GUILESS_MAIN(TstAckLedger)
#include "tst_ackledger.moc"
