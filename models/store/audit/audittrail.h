// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/store/audit/records.h"

#include <memory>

namespace wf::store {

// An audit chain in a file of its own, for those who have no ledger: the station's trail.db. Thread-safe; calls block
// until the disk has it. Errors are Storage.
class AuditTrail {
public:
    // `key`: 32 bytes from the keychain; empty: kept in a 0600 file beside the trail ("<path>.key").
    [[nodiscard]] static base::Result<std::unique_ptr<AuditTrail>> open(const QString &path, QByteArray key,
                                                                        const base::Clock &clock);
    ~AuditTrail();
    AuditTrail(const AuditTrail &) = delete;
    AuditTrail &operator=(const AuditTrail &) = delete;

    // Survives kill -9 and a loss of power once it has answered.
    [[nodiscard]] base::Status record(const AuditNote &note);
    // Newest first.
    [[nodiscard]] base::Result<std::vector<AuditRecord>> records(base::TimeRange range, int limit) const;
    [[nodiscard]] base::Result<AuditReport> verify() const;
    // A copy as of now into an empty folder, key included when it lies beside the trail.
    [[nodiscard]] base::Status snapshot(const QString &folder) const;

private:
    struct Private;
    explicit AuditTrail(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace wf::store
