// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/configsection.h"
#include "models/station/stores/stationstores.h"
#include "models/store/retention/backup.h"
#include "models/store/retention/keeper.h"

#include <mutex>

namespace wf::station {

// Section `retention` of the station's file; every part may be left out:
//
//     retention:
//       series: {hot: 7d, warm: 30d, keep: 365d, max_bytes: 20GiB}
//       logs:
//         keep: 90d
//         shares: [{level: debug, keep: 3d}, {service: payment, keep: 400d}]
//       spans: {keep: 30d}
[[nodiscard]] store::RetentionPolicies readRetention(const ConfigSection &section);

// Sealed parts of one tier whose newest data are of the same UTC day, together.
struct KeptPile {
    store::Tier tier = store::Tier::Hot;
    base::TimeRange range;
    qint64 bytes = 0;
    qint64 parts = 0;
    friend bool operator==(const KeptPile &, const KeptPile &) = default;
};
struct KeptSignal {
    QString kind;                // "series", "logs", "spans"
    std::vector<KeptPile> piles; // by tier, then by day
};

// What is done to the stores as a whole: letting old parts go by policy, backups, checks. Every move and deletion is
// written down in an audit trail of the station's own (audit.jsonl beside the stores), every backup in its backup log
// (backuplog.h). Blocks on the disk: not for the GUI thread. Thread-safe: one call waits for the other.
class StoreKeeping {
public:
    StoreKeeping(std::shared_ptr<const StationStores> stores, const base::Clock &clock);

    [[nodiscard]] base::Result<std::vector<store::RetentionStep>> plan(const store::RetentionPolicies &policies) const;
    [[nodiscard]] base::Result<store::RetentionReport> apply(const store::RetentionPolicies &policies,
                                                             std::stop_token stop = {});
    // Consistent, while everything goes on being written; the rules that were made in the console are part of it.
    [[nodiscard]] base::Result<store::BackupReport> backUp(const QString &target);
    // Compares a backup with its checksums, and notes it.
    [[nodiscard]] base::Result<store::VerifyReport> verify(const QString &backup, std::stop_token stop = {});
    // What of each signal lies in which tier. Does not wait for the calls above.
    [[nodiscard]] base::Result<std::vector<KeptSignal>> kept() const;

private:
    struct Open;
    [[nodiscard]] base::Result<std::shared_ptr<Open>> open() const;

    std::shared_ptr<const StationStores> m_stores;
    const base::Clock &m_clock;
    mutable std::mutex m_mutex;
};

// For verifyBackup() and verifyStation(): the checks of each kind of store, which need not be open.
[[nodiscard]] store::FolderVerifiers stationVerifiers();

} // namespace wf::station
