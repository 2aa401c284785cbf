// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/opbook.h"

#include <QTimer>

#include <map>

namespace wf::tests {

// An outbox in memory that outlives the desks of a test and can be full.
class MemoryBook final : public engine::OpBook {
public:
    std::map<QString, store::OutboxItem> rows;
    std::vector<store::AuditNote> audit;
    bool full = false;
    QString keys = QStringLiteral("01J"); // how the keys of this console begin: three letters

    async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) override
    {
        if (full)
            return deliver<store::OutboxItem>(std::move(reply), noSpace());
        store::OutboxItem row;
        row.opKey = keys + QStringLiteral("%1").arg(++m_next, 23, 10, QLatin1Char('0'));
        row.source = op.source;
        row.kind = op.kind;
        row.payload = op.payload;
        row.nextAtNs = op.nextAtNs;
        rows[row.opKey] = row;
        audit.push_back(op.audit);
        return deliver<store::OutboxItem>(std::move(reply), row);
    }
    async::Request update(const QString &opKey, const store::OpChange &change,
                          store::Reply<store::OutboxItem> reply) override
    {
        if (full)
            return deliver<store::OutboxItem>(std::move(reply), noSpace());
        store::OutboxItem &row = rows[opKey];
        if (row.state == store::OpState::Done)
            return deliver<store::OutboxItem>(std::move(reply),
                                              base::makeError(base::ErrorKind::Invalid, QStringLiteral("done")));
        row.state = change.state.value_or(row.state);
        row.attempts = change.attempts.value_or(row.attempts);
        row.nextAtNs = change.nextAtNs.value_or(row.nextAtNs);
        row.remoteId = change.remoteId.value_or(row.remoteId);
        row.verifiedAtNs = change.verifiedAtNs.value_or(row.verifiedAtNs);
        row.error = change.error.value_or(row.error);
        row.payload = change.payload.value_or(row.payload);
        if (change.audit)
            audit.push_back(*change.audit);
        return deliver<store::OutboxItem>(std::move(reply), row);
    }
    async::Request outbox(const store::OutboxFilter &, store::Reply<std::vector<store::OutboxItem>> reply) override
    {
        std::vector<store::OutboxItem> out;
        for (const auto &[key, row] : rows)
            if (row.state != store::OpState::Done)
                out.push_back(row);
        return deliver<std::vector<store::OutboxItem>>(std::move(reply), out);
    }
    [[nodiscard]] int count(store::OpState state) const
    {
        return static_cast<int>(
            std::count_if(rows.begin(), rows.end(), [state](const auto &r) { return r.second.state == state; }));
    }
    [[nodiscard]] int audited(const QString &action) const
    {
        return static_cast<int>(
            std::count_if(audit.begin(), audit.end(), [&](const auto &a) { return a.action == action; }));
    }

private:
    static base::Error noSpace()
    {
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("The disk is full"));
    }
    // As the ledger: dropping the request forgets the answer, never the write.
    template<class T>
    async::Request deliver(store::Reply<T> reply, base::Result<T> result)
    {
        auto wanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, [wanted, reply = std::move(reply), result = std::move(result)] {
            if (*wanted)
                reply(result);
        });
        return async::Request([wanted] { *wanted = false; });
    }
    int m_next = 0;
};

} // namespace wf::tests
