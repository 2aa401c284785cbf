// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/store.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <optional>

namespace wf::test {

// Far more than a salvage takes on a loaded machine: it ends what hangs and judges nobody's speed.
inline constexpr int patienceMs = 120'000;

// Asks and waits for the answer; an Error of kind Timeout when none comes.
template<class T, class Ask>
base::Result<T> ask(Ask question, int timeoutMs = patienceMs)
{
    std::optional<base::Result<T>> answer;
    // An event loop of its own: qWaitFor looks only every ten milliseconds.
    QEventLoop loop;
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    const async::Request request = question([&](base::Result<T> r) {
        answer.emplace(std::move(r));
        loop.quit();
    });
    loop.exec();
    if (!answer)
        return base::makeError(base::ErrorKind::Timeout, QStringLiteral("no answer"));
    if (!answer->ok())
        qInfo().noquote() << answer->error().summary << answer->error().detail;
    return std::move(*answer);
}

inline store::StoreOptions quietOptions(const QString &directory)
{
    store::StoreOptions options;
    options.directory = directory;
    options.maintenanceMs = 0;
    options.ballastBytes = 1 << 20;
    options.minFreeBytes = 0;
    return options;
}

inline base::Result<store::StoreReport> reportOf(store::Store &store)
{
    return ask<store::StoreReport>([&](auto reply) { return store.report(std::move(reply)); });
}

inline base::Result<store::OutboxItem> enqueue(store::Store &store, const QString &key = {})
{
    store::NewOp op;
    op.opKey = key;
    op.source = QStringLiteral("am");
    op.kind = QStringLiteral("silence.put");
    op.payload = {{QStringLiteral("comment"), QStringLiteral("ACK! looking")}};
    op.audit = {
        QStringLiteral("ada"), QStringLiteral("alert.acknowledge"), QStringLiteral("HighErrorRate checkout"), {}};
    return ask<store::OutboxItem>([&](auto reply) { return store.ledger().enqueue(op, std::move(reply)); });
}

inline base::Result<std::vector<store::OutboxItem>> outbox(store::Store &store, const store::OutboxFilter &filter = {})
{
    return ask<std::vector<store::OutboxItem>>(
        [&](auto reply) { return store.ledger().outbox(filter, std::move(reply)); });
}

inline base::Result<store::AuditReport> verify(store::Store &store)
{
    return ask<store::AuditReport>([&](auto reply) { return store.ledger().verifyTrail(std::move(reply)); });
}

} // namespace wf::test
