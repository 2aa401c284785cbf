// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/store/records.h"

namespace wf::engine {

// Where operations are kept: durable once the reply has come (store::Ledger gives the contract).
class OpBook {
public:
    virtual ~OpBook() = default;
    virtual async::Request enqueue(const store::NewOp &op, store::Reply<store::OutboxItem> reply) = 0;
    virtual async::Request update(const QString &opKey, const store::OpChange &change,
                                  store::Reply<store::OutboxItem> reply) = 0;
    virtual async::Request outbox(const store::OutboxFilter &filter,
                                  store::Reply<std::vector<store::OutboxItem>> reply) = 0;
};

} // namespace wf::engine
