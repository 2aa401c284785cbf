// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ledger.h"

#include "models/store/audit/auditchain.h"
#include "models/store/audit/opchange.h"
#include "models/store/db/database.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

OutboxItem itemFrom(const Statement &row)
{
    OutboxItem item;
    item.opKey = row.text(0);
    item.source = row.text(1);
    item.kind = row.text(2);
    item.payload = QJsonDocument::fromJson(row.text(3).toUtf8()).object();
    // An unknown word (a newer program, a flipped bit) must be looked at, never skipped.
    item.state = opStateFromName(row.text(4)).value_or(OpState::NeedsAttention);
    item.attempts = static_cast<int>(row.integer(5));
    item.createdNs = row.integer(6);
    item.updatedNs = row.integer(7);
    item.nextAtNs = row.integer(8);
    item.remoteId = row.text(9);
    item.verifiedAtNs = row.integer(10);
    item.error = row.text(11);
    return item;
}

// Of seq, time_ns, actor, action, subject, detail, hash.
AuditRecord recordFrom(const Statement &row)
{
    AuditRecord r;
    r.seq = row.integer(0);
    r.timeNs = row.integer(1);
    r.note = {row.text(2), row.text(3), row.text(4), QJsonDocument::fromJson(row.text(5).toUtf8()).object()};
    r.hash = row.blob(6);
    return r;
}

base::Result<std::optional<OutboxItem>> findItem(Connection &connection, const QString &opKey)
{
    std::optional<OutboxItem> found;
    const auto status =
        connection
            .prepare("SELECT op_key, source, kind, payload, state, attempts, created_ns, updated_ns, next_at_ns, "
                     "remote_id, verified_at_ns, error FROM outbox WHERE op_key=?")
            .bind(opKey)
            .each([&](const Statement &row) {
                found = itemFrom(row);
                return true;
            });
    if (!status)
        return status.error();
    return found;
}

base::Status insertItem(Connection &connection, const OutboxItem &item)
{
    return connection
        .prepare("INSERT INTO outbox(op_key, source, kind, payload, state, created_ns, updated_ns, next_at_ns) "
                 "VALUES(?,?,?,?,?,?,?,?)")
        .bind(item.opKey)
        .bind(item.source)
        .bind(item.kind)
        .bind(toText(item.payload))
        .bind(opStateName(item.state))
        .bind(item.createdNs)
        .bind(item.updatedNs)
        .bind(item.nextAtNs)
        .exec();
}

base::Status saveItem(Connection &connection, const OutboxItem &item)
{
    return connection
        .prepare("UPDATE outbox SET payload=?, state=?, attempts=?, updated_ns=?, next_at_ns=?, remote_id=?, "
                 "verified_at_ns=?, error=? "
                 "WHERE op_key=?")
        .bind(toText(item.payload))
        .bind(opStateName(item.state))
        .bind(item.attempts)
        .bind(item.updatedNs)
        .bind(item.nextAtNs)
        .bind(item.remoteId)
        .bind(item.verifiedAtNs)
        .bind(item.error)
        .bind(item.opKey)
        .exec();
}

} // namespace

Ledger::Ledger(Database &db, std::shared_ptr<const AuditChain> chain, const base::Clock &clock)
    : m_db(db), m_chain(std::move(chain)), m_clock(clock)
{
}

Ledger::~Ledger() = default;

async::Request Ledger::enqueue(const NewOp &op, Reply<OutboxItem> reply)
{
    const qint64 now = m_clock.nowNs();
    OutboxItem item;
    item.opKey = op.opKey.isEmpty() ? makeUlid(now) : op.opKey;
    item.source = op.source;
    item.kind = op.kind;
    item.payload = op.payload;
    item.createdNs = item.updatedNs = now;
    item.nextAtNs = op.nextAtNs;
    return m_db.write<OutboxItem>(
        [item, note = op.audit, chain = m_chain, now](Connection &connection) -> base::Result<OutboxItem> {
            const auto known = findItem(connection, item.opKey);
            if (!known)
                return known.error();
            if (*known)
                return **known;
            if (auto status = insertItem(connection, item); !status)
                return status.error();
            AuditNote full = note;
            full.detail.insert(QStringLiteral("op"), item.opKey);
            if (const auto record = chain->append(connection, full, now); !record)
                return record.error();
            return item;
        },
        std::move(reply), Lane::Order::First); // a person waits for it
}

async::Request Ledger::update(const QString &opKey, const OpChange &change, Reply<OutboxItem> reply)
{
    const qint64 now = m_clock.nowNs();
    return m_db.write<OutboxItem>(
        [opKey, change, chain = m_chain, now](Connection &connection) -> base::Result<OutboxItem> {
            const auto known = findItem(connection, opKey);
            if (!known)
                return known.error();
            if (!*known)
                return base::makeError(base::ErrorKind::NotFound, tr("There is no such operation"), opKey);
            OutboxItem item = **known;
            if (item.state == OpState::Done)
                return base::makeError(base::ErrorKind::Invalid, tr("The operation is done already"), opKey);
            apply(change, item, now);
            if (auto status = saveItem(connection, item); !status)
                return status.error();
            if (change.audit) {
                AuditNote full = *change.audit;
                full.detail.insert(QStringLiteral("op"), opKey);
                if (const auto record = chain->append(connection, full, now); !record)
                    return record.error();
            }
            return item;
        },
        std::move(reply), Lane::Order::Urgent);
}

async::Request Ledger::outbox(const OutboxFilter &filter, Reply<std::vector<OutboxItem>> reply)
{
    return m_db.read<std::vector<OutboxItem>>(
        [filter](Connection &connection) -> base::Result<std::vector<OutboxItem>> {
            std::vector<OutboxItem> out;
            const auto wanted = [&](const OutboxItem &item) {
                if (!filter.source.isEmpty() && item.source != filter.source)
                    return false;
                if (filter.states.empty())
                    return item.state != OpState::Done;
                return std::find(filter.states.begin(), filter.states.end(), item.state) != filter.states.end();
            };
            const bool openOnly = filter.states.empty();
            const auto status =
                connection
                    .prepare(openOnly ? "SELECT op_key, source, kind, payload, state, attempts, created_ns, "
                                        "updated_ns, next_at_ns, "
                                        "remote_id, verified_at_ns, error FROM outbox WHERE state<>'done' ORDER BY id"
                                      : "SELECT op_key, source, kind, payload, state, attempts, created_ns, "
                                        "updated_ns, next_at_ns, "
                                        "remote_id, verified_at_ns, error FROM outbox ORDER BY id")
                    .each([&](const Statement &row) {
                        auto item = itemFrom(row);
                        if (wanted(item))
                            out.push_back(std::move(item));
                        return static_cast<int>(out.size()) < filter.limit;
                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request Ledger::record(const AuditNote &note, Reply<AuditRecord> reply)
{
    return m_db.write<AuditRecord>([note, chain = m_chain, now = m_clock.nowNs()](
                                       Connection &connection) { return chain->append(connection, note, now); },
                                   std::move(reply), Lane::Order::Urgent); // what it tells of must not overtake it
}

async::Request Ledger::trail(base::TimeRange range, int limit, Reply<std::vector<AuditRecord>> reply)
{
    return m_db.read<std::vector<AuditRecord>>(
        [range, limit](Connection &connection) -> base::Result<std::vector<AuditRecord>> {
            std::vector<AuditRecord> out;
            const auto status = connection
                                    .prepare("SELECT seq, time_ns, actor, action, subject, detail, hash FROM audit "
                                             "WHERE time_ns BETWEEN ? AND ? "
                                             "ORDER BY seq DESC LIMIT ?")
                                    .bind(range.startNs)
                                    .bind(range.endNs)
                                    .bind(limit)
                                    .each([&](const Statement &row) {
                                        out.push_back(recordFrom(row));
                                        return true;
                                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request Ledger::trailOf(const QString &actionPrefix, int limit, Reply<std::vector<AuditRecord>> reply)
{
    return m_db.read<std::vector<AuditRecord>>(
        [actionPrefix, limit](Connection &connection) -> base::Result<std::vector<AuditRecord>> {
            std::vector<AuditRecord> out;
            const auto status = connection
                                    .prepare("SELECT seq, time_ns, actor, action, subject, detail, hash FROM audit "
                                             "WHERE substr(action, 1, ?) = ? ORDER BY seq LIMIT ?")
                                    .bind(static_cast<qint64>(actionPrefix.size()))
                                    .bind(actionPrefix)
                                    .bind(limit)
                                    .each([&](const Statement &row) {
                                        out.push_back(recordFrom(row));
                                        return true;
                                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request Ledger::verifyTrail(Reply<AuditReport> reply)
{
    return m_db.read<AuditReport>([chain = m_chain](Connection &connection) { return chain->verify(connection); },
                                  std::move(reply));
}

} // namespace wf::store
