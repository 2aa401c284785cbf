// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ledger.h"

#include "models/store/audit/auditchain.h"
#include "models/store/db/database.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

// The quieter half of the ledger: notes, settings, layouts.
namespace wf::store {

namespace {

base::Status saveNote(Connection &connection, const OperatorNote &note)
{
    return connection
        .prepare("INSERT INTO note(note_id, service, subject_kind, subject_id, time_ns, author, text, created_ns, "
                 "updated_ns) "
                 "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(note_id) DO UPDATE SET service=excluded.service, "
                 "subject_kind=excluded.subject_kind, subject_id=excluded.subject_id, time_ns=excluded.time_ns, "
                 "author=excluded.author, text=excluded.text, updated_ns=excluded.updated_ns")
        .bind(note.id)
        .bind(note.service)
        .bind(note.subjectKind)
        .bind(note.subjectId)
        .bind(note.timeNs)
        .bind(note.author)
        .bind(note.text)
        .bind(note.createdNs)
        .bind(note.updatedNs)
        .exec();
}

OperatorNote noteFrom(const Statement &row)
{
    OperatorNote note;
    note.id = row.text(0);
    note.service = row.text(1);
    note.subjectKind = row.text(2);
    note.subjectId = row.text(3);
    note.timeNs = row.integer(4);
    note.author = row.text(5);
    note.text = row.text(6);
    note.createdNs = row.integer(7);
    note.updatedNs = row.integer(8);
    return note;
}

} // namespace

async::Request Ledger::putNote(const OperatorNote &note, Reply<OperatorNote> reply)
{
    const qint64 now = m_clock.nowNs();
    OperatorNote saved = note;
    const bool isNew = saved.id.isEmpty();
    if (isNew)
        saved.id = makeUlid(now);
    if (saved.createdNs == 0)
        saved.createdNs = now;
    saved.updatedNs = now;
    return m_db.write<OperatorNote>(
        [saved, isNew, chain = m_chain, now](Connection &connection) -> base::Result<OperatorNote> {
            if (auto status = saveNote(connection, saved); !status)
                return status.error();
            const AuditNote audit{saved.author,
                                  isNew ? QStringLiteral("note.add") : QStringLiteral("note.edit"),
                                  saved.subjectId,
                                  {{QStringLiteral("note"), saved.id}}};
            if (const auto record = chain->append(connection, audit, now); !record)
                return record.error();
            return saved;
        },
        std::move(reply));
}

async::Request Ledger::removeNote(const QString &id, const QString &actor, Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [id, actor, chain = m_chain, now = m_clock.nowNs()](Connection &connection) -> base::Status {
            auto statement = connection.prepare("DELETE FROM note WHERE note_id=?");
            if (auto status = statement.bind(id).exec(); !status)
                return status;
            if (statement.changed() == 0)
                return base::makeError(base::ErrorKind::NotFound,
                                       QCoreApplication::translate("wf::store", "There is no such note"), id);
            const AuditNote audit{actor, QStringLiteral("note.remove"), id, {}};
            if (const auto record = chain->append(connection, audit, now); !record)
                return record.error();
            return base::Done{};
        },
        std::move(reply));
}

async::Request Ledger::notes(const NoteFilter &filter, Reply<std::vector<OperatorNote>> reply)
{
    return m_db.read<std::vector<OperatorNote>>(
        [filter](Connection &connection) -> base::Result<std::vector<OperatorNote>> {
            std::vector<OperatorNote> out;
            const auto status =
                connection
                    .prepare("SELECT note_id, service, subject_kind, subject_id, time_ns, author, text, created_ns, "
                             "updated_ns FROM note "
                             "WHERE time_ns BETWEEN ? AND ? AND (?='' OR service=?) AND (?='' OR subject_id=?) "
                             "ORDER BY time_ns DESC, id DESC LIMIT ?")
                    .bind(filter.range ? filter.range->startNs : std::numeric_limits<qint64>::min())
                    .bind(filter.range ? filter.range->endNs : std::numeric_limits<qint64>::max())
                    .bind(filter.service)
                    .bind(filter.service)
                    .bind(filter.subjectId)
                    .bind(filter.subjectId)
                    .bind(filter.limit)
                    .each([&](const Statement &row) {
                        out.push_back(noteFrom(row));
                        return true;
                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request Ledger::setSetting(const QString &key, const QJsonValue &value, Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [key, value](Connection &connection) -> base::Status {
            if (value.isUndefined() || value.isNull())
                return connection.prepare("DELETE FROM setting WHERE key=?").bind(key).exec();
            // Wrapped in an array: JSON texts of a lone value are not everybody's JSON.
            const QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
            return connection
                .prepare(
                    "INSERT INTO setting(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value")
                .bind(key)
                .bind(text)
                .exec();
        },
        std::move(reply), Lane::Order::Urgent); // small, and waited for: before what is recorded in bulk
}

async::Request Ledger::settings(const QString &prefix, Reply<QHash<QString, QJsonValue>> reply)
{
    return m_db.read<QHash<QString, QJsonValue>>(
        [prefix](Connection &connection) -> base::Result<QHash<QString, QJsonValue>> {
            QHash<QString, QJsonValue> out;
            const auto status = connection.prepare("SELECT key, value FROM setting").each([&](const Statement &row) {
                if (const QString key = row.text(0); key.startsWith(prefix))
                    out.insert(key, QJsonDocument::fromJson(row.text(1).toUtf8()).array().at(0));
                return true;
            });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

async::Request Ledger::setLayout(const QString &name, const QByteArray &bytes, Reply<base::Done> reply)
{
    return m_db.write<base::Done>(
        [name, bytes](Connection &connection) -> base::Status {
            if (bytes.isEmpty())
                return connection.prepare("DELETE FROM layout WHERE name=?").bind(name).exec();
            return connection
                .prepare(
                    "INSERT INTO layout(name, bytes) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET bytes=excluded.bytes")
                .bind(name)
                .bind(bytes)
                .exec();
        },
        std::move(reply));
}

async::Request Ledger::layouts(Reply<QHash<QString, QByteArray>> reply)
{
    return m_db.read<QHash<QString, QByteArray>>(
        [](Connection &connection) -> base::Result<QHash<QString, QByteArray>> {
            QHash<QString, QByteArray> out;
            const auto status = connection.prepare("SELECT name, bytes FROM layout").each([&](const Statement &row) {
                out.insert(row.text(0), row.blob(1));
                return true;
            });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

} // namespace wf::store
