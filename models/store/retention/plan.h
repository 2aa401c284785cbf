// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/store/retention/tieredstore.h"

#include <map>

namespace wf::store {

// Part of a signal that is kept for less time than the rest. An empty text is any.
struct ShareRule {
    QString service;
    QString level;
    qint64 keepNs = 0;
};
// How long one signal is kept, by the age of the newest in a part. A bound of 0 bytes is none.
struct RetentionPolicy {
    qint64 hotNs = 7 * base::nsPerDay;
    qint64 warmNs = 30 * base::nsPerDay;  // leaves the warm tier at this age
    qint64 keepNs = 365 * base::nsPerDay; // is deleted at this age
    qint64 hotBytes = 0;                  // beyond it the oldest hot parts become warm early
    qint64 warmBytes = 0;
    qint64 totalBytes = 0; // beyond it the oldest parts of all are deleted early
    std::vector<ShareRule> shares;
};
using RetentionPolicies = std::map<QString, RetentionPolicy>; // by kind of store; others have the default

enum class RetentionAction { Move, Remove, RemoveShare };
struct RetentionStep {
    QString kind;
    StoredPart part; // as it is before
    RetentionAction action = RetentionAction::Move;
    Tier to = Tier::Hot; // Move
    PartShare share;     // RemoveShare; bytes as told by the part, 0 when not known
    QString reason;      // "older than 7 days"
    // One line for people and the audit trail: "series 2026… (1.2 MB): hot to warm, older than 7 days".
    [[nodiscard]] QString text() const;
};

// What the policy asks for; pure. Parts oldest first. At most one step a part, but for shares.
[[nodiscard]] std::vector<RetentionStep> planRetention(const QString &kind, const std::vector<StoredPart> &parts,
                                                       const RetentionPolicy &policy, qint64 nowNs);

} // namespace wf::store
