// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/opbook.h"
#include "models/store/ledger.h"

namespace wf::engine {

// Operations kept in the outbox of the ledger: durable once the reply has come.
class LedgerBook final : public OpBook {
public:
    explicit LedgerBook(store::Ledger &ledger) : m_ledger(ledger) {}
    async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) override
    {
        return m_ledger.enqueue(op, std::move(reply));
    }
    async::Request update(const QString &opKey, const store::OpChange &change,
                          store::Reply<store::OutboxItem> reply) override
    {
        return m_ledger.update(opKey, change, std::move(reply));
    }
    async::Request outbox(const store::OutboxFilter &filter,
                          store::Reply<std::vector<store::OutboxItem>> reply) override
    {
        return m_ledger.outbox(filter, std::move(reply));
    }

private:
    store::Ledger &m_ledger;
};

} // namespace wf::engine
