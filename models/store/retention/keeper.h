// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/audit/records.h"
#include "models/store/retention/plan.h"

namespace wf::store {

// Where the audit records go: AuditTrail::record(), or the console's ledger. Answers once the record is durable.
using AuditSink = std::function<base::Status(const AuditNote &note)>;

struct RetentionReport {
    std::vector<RetentionStep> done;
    std::vector<std::pair<RetentionStep, base::Error>> failed;
    qint64 bytesFreed = 0;
};

// Lets parts grow old. Blocks on the disk; one thread at a time.
class RetentionKeeper {
public:
    // The stores and the clock outlive it.
    RetentionKeeper(std::vector<TieredStore *> stores, RetentionPolicies policies, AuditSink audit,
                    const base::Clock &clock);

    // The dry run.
    [[nodiscard]] base::Result<std::vector<RetentionStep>> plan() const;
    // Does what plan() says now. Every step is recorded before it is done (nothing is deleted that could not be
    // recorded), and again when it fails; a failure does not keep the others. Storage when nothing can be recorded.
    [[nodiscard]] base::Result<RetentionReport> apply(std::stop_token stop = {});

private:
    [[nodiscard]] base::Result<qint64> perform(const RetentionStep &step, TieredStore &store, std::stop_token stop);

    std::vector<TieredStore *> m_stores;
    RetentionPolicies m_policies;
    AuditSink m_audit;
    const base::Clock &m_clock;
};

} // namespace wf::store
