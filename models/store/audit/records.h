// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/store/db/reply.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

// The records of ledger.db as values.
namespace wf::store {

enum class OpState { Queued, Sending, Applied, Verified, NeedsAttention, Done };
[[nodiscard]] QString opStateName(OpState state); // "needs-attention"
[[nodiscard]] std::optional<OpState> opStateFromName(const QString &name);

// Who did what to what: the human half of an audit record.
struct AuditNote {
    QString actor;   // user name of the operator
    QString action;  // "alert.acknowledge", "silence.expire"
    QString subject; // what it was done to, readable ("HighErrorRate checkout eu-west")
    QJsonObject detail;
};

struct AuditRecord {
    qint64 seq = 0; // 1, 2, 3 … without a hole
    qint64 timeNs = 0;
    AuditNote note;
    QByteArray hash; // 32 bytes
};

struct AuditReport {
    bool intact = false;
    qint64 records = 0;
    qint64 firstBadSeq = 0; // 0 = none
    QString problem;        // what is wrong, in words; empty when intact
    // Damage that a salvage has already recorded in the chain itself: reported, not an alarm.
    QString knownDamage;
};

// One thing that must happen on a server, exactly once.
struct OutboxItem {
    QString opKey; // ULID: 26 characters, sorts by time of creation
    QString source;
    QString kind; // "silence.put", "silence.expire"
    QJsonObject payload;
    OpState state = OpState::Queued;
    int attempts = 0;
    qint64 createdNs = 0;
    qint64 updatedNs = 0;
    qint64 nextAtNs = 0; // not before
    QString remoteId;
    qint64 verifiedAtNs = 0;
    QString error; // outside text
    friend bool operator==(const OutboxItem &, const OutboxItem &) = default;
};

struct NewOp {
    QString opKey; // empty: one is made
    QString source;
    QString kind;
    QJsonObject payload;
    qint64 nextAtNs = 0;
    AuditNote audit;
};

// What changes; unset fields stay. `audit`, when given, is written in the same transaction.
struct OpChange {
    std::optional<OpState> state;
    std::optional<int> attempts;
    std::optional<qint64> nextAtNs;
    std::optional<QString> remoteId;
    std::optional<qint64> verifiedAtNs;
    std::optional<QString> error;
    std::optional<QJsonObject> payload;
    std::optional<AuditNote> audit;
};

struct OutboxFilter {
    QString source;              // empty: any
    std::vector<OpState> states; // empty: any but Done
    int limit = 10'000;
};

// What an operator wrote down about something.
struct OperatorNote {
    QString id; // ULID; empty when new
    QString service;
    QString subjectKind;
    QString subjectId; // incident, alert fingerprint, trace …
    qint64 timeNs = 0; // the moment it speaks of
    QString author;
    QString text;
    qint64 createdNs = 0;
    qint64 updatedNs = 0;
    friend bool operator==(const OperatorNote &, const OperatorNote &) = default;
};

struct NoteFilter {
    QString service;   // empty: any
    QString subjectId; // empty: any
    std::optional<base::TimeRange> range;
    int limit = 1000;
};

// A new ULID (github.com/ulid/spec): 48 bits of milliseconds, 80 random bits, Crockford base 32.
[[nodiscard]] QString makeUlid(qint64 nowNs);

} // namespace wf::store
