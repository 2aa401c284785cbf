// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/store/records.h"

#include <QByteArray>
#include <QHash>
#include <QJsonValue>
#include <QStringList>

#include <memory>

namespace wf::store {

class Database;
class AuditChain;

// What must never be lost: outbox, audit trail, notes, settings, layouts, in ledger.db. Every write is one
// BEGIN IMMEDIATE … COMMIT with synchronous=FULL; its reply comes after COMMIT, so an acknowledged write survives
// kill -9 and power loss. Errors are of kind Storage (disk full, read-only, damaged) or Invalid; a failed write changed
// nothing. Call on the thread that owns the Store.
class Ledger {
public:
    Ledger(Database &db, std::shared_ptr<const AuditChain> chain, const base::Clock &clock);
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    // Outbox row and audit row in one transaction. Only after the reply may a screen say "queued". The same opKey twice
    // answers with the row that is there.
    async::Request enqueue(const NewOp &op, Reply<OutboxItem> reply);
    // NotFound when there is no such operation; Invalid when it is Done already. Urgent: overtakes other writes.
    async::Request update(const QString &opKey, const OpChange &change, Reply<OutboxItem> reply);
    // Oldest first.
    async::Request outbox(const OutboxFilter &filter, Reply<std::vector<OutboxItem>> reply);

    // An audit record on its own, for actions that leave nothing in the outbox.
    async::Request record(const AuditNote &note, Reply<AuditRecord> reply);
    // Newest first.
    async::Request trail(base::TimeRange range, int limit, Reply<std::vector<AuditRecord>> reply);
    // Those whose action begins so, oldest first: what is kept only there is read back by that.
    async::Request trailOf(const QString &actionPrefix, int limit, Reply<std::vector<AuditRecord>> reply);
    // Recomputes the whole chain: a changed, missing, added or reordered record is found, and so is a cut-off end.
    async::Request verifyTrail(Reply<AuditReport> reply);

    // Creates (empty id) or replaces, with an audit record.
    async::Request putNote(const OperatorNote &note, Reply<OperatorNote> reply);
    async::Request removeNote(const QString &id, const QString &actor, Reply<base::Done> reply);
    async::Request notes(const NoteFilter &filter, Reply<std::vector<OperatorNote>> reply);

    // Undefined or null removes.
    async::Request setSetting(const QString &key, const QJsonValue &value, Reply<base::Done> reply);
    // All whose key starts with the prefix.
    async::Request settings(const QString &prefix, Reply<QHash<QString, QJsonValue>> reply);

    // Window layouts by monitor set. Empty bytes remove.
    async::Request setLayout(const QString &name, const QByteArray &bytes, Reply<base::Done> reply);
    async::Request layouts(Reply<QHash<QString, QByteArray>> reply);

private:
    Database &m_db;
    std::shared_ptr<const AuditChain> m_chain;
    const base::Clock &m_clock;
};

} // namespace wf::store
