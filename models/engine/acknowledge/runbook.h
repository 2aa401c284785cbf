// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/acknowledge/opbook.h"

#include <map>

namespace wf::engine {

// Operations of one run that may keep nothing: a command beside a console that has the ledger. They are sent as any
// other, once on the server however often that is tried, and forgotten at the end; nobody goes on with what waits then.
class RunBook final : public OpBook {
public:
    explicit RunBook(const base::Clock &clock) : m_clock(clock) {}
    async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) override;
    async::Request update(const QString &opKey, const store::OpChange &change,
                          store::Reply<store::OutboxItem> reply) override;
    async::Request outbox(const store::OutboxFilter &filter,
                          store::Reply<std::vector<store::OutboxItem>> reply) override;

private:
    const base::Clock &m_clock;
    std::map<QString, store::OutboxItem> m_items;
};

} // namespace wf::engine
