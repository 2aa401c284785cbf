// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/audit/records.h"
#include "models/store/db/connection.h"

namespace wf::store {

// The audit trail as a chain: each record holds the hash of the one before it, and
//   hash = HMAC-SHA256(key, prev, seq, time, actor, action, subject, detail)   texts with their length in front.
// A head row, signed with the same key, says how far the chain goes, so that a cut-off end is found too. Without the
// key nobody can write a chain that verifies; with the key and the file everything can be written: keep the key
// elsewhere.
class AuditChain {
public:
    explicit AuditChain(QByteArray key) : m_key(std::move(key)) {}

    // Within the caller's transaction.
    base::Result<AuditRecord> append(Connection &connection, const AuditNote &note, qint64 nowNs) const;
    // As append(), for the record a salvage leaves: goes on after the last record there is, even when the head is gone.
    base::Result<AuditRecord> appendSalvage(Connection &connection, const AuditNote &note, qint64 nowNs) const;
    // The first record of an empty trail; nothing when there is one. Within the caller's transaction.
    base::Status begin(Connection &connection, qint64 nowNs) const;
    // One read transaction.
    base::Result<AuditReport> verify(Connection &connection) const;

    // The action of the record that a salvage leaves: breaks before it are known damage.
    static constexpr QLatin1String salvaged{"ledger.salvaged"};

private:
    struct Head {
        qint64 seq = 0;
        QByteArray hash;
        bool present = false;
        bool genuine = false;
    };
    [[nodiscard]] QByteArray seal(const QByteArray &prev, const AuditRecord &record, const QString &detail) const;
    [[nodiscard]] QByteArray sealHead(qint64 seq, const QByteArray &hash) const;
    base::Result<Head> head(Connection &connection) const;
    base::Status saveHead(Connection &connection, qint64 seq, const QByteArray &hash) const;
    base::Result<AuditReport> walk(Connection &connection) const;

    QByteArray m_key;
};

} // namespace wf::store
