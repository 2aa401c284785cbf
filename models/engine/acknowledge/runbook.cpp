// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/runbook.h"

#include "models/store/audit/opchange.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace wf::engine {

namespace {

// As the ledger: later, and dropping the request forgets the answer, never the write.
template<class T>
async::Request later(store::Reply<T> reply, base::Result<T> result)
{
    auto isWanted = std::make_shared<bool>(true);
    QTimer::singleShot(0, [isWanted, reply = std::move(reply), result = std::move(result)] {
        if (*isWanted)
            reply(result);
    });
    return async::Request([isWanted] { *isWanted = false; });
}

} // namespace

async::Request RunBook::enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply)
{
    store::OutboxItem item;
    item.opKey = op.opKey.isEmpty() ? store::makeUlid(m_clock.nowNs()) : op.opKey;
    item.source = op.source;
    item.kind = op.kind;
    item.payload = op.payload;
    item.nextAtNs = op.nextAtNs;
    const auto [at, isNew] = m_items.emplace(item.opKey, item);
    return later<store::OutboxItem>(std::move(reply), at->second);
}

async::Request RunBook::update(const QString &opKey, const store::OpChange &change,
                               store::Reply<store::OutboxItem> reply)
{
    const auto at = m_items.find(opKey);
    if (at == m_items.end() || at->second.state == store::OpState::Done)
        return later<store::OutboxItem>(
            std::move(reply),
            base::makeError(base::ErrorKind::Invalid,
                            QCoreApplication::translate("wf::engine::RunBook", "The operation is over already.")));
    store::OutboxItem &item = at->second;
    store::apply(change, item, m_clock.nowNs());
    return later<store::OutboxItem>(std::move(reply), item);
}

async::Request RunBook::outbox(const store::OutboxFilter &filter, store::Reply<std::vector<store::OutboxItem>> reply)
{
    std::vector<store::OutboxItem> out;
    for (const auto &[key, item] : m_items) {
        const bool isState = filter.states.empty()
                                 ? item.state != store::OpState::Done
                                 : std::ranges::find(filter.states, item.state) != filter.states.end();
        if (isState && (filter.source.isEmpty() || item.source == filter.source))
            out.push_back(item);
    }
    return later<std::vector<store::OutboxItem>>(std::move(reply), std::move(out));
}

} // namespace wf::engine
