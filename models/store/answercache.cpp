// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/answercache.h"

#include "models/store/codec/squeeze.h"
#include "models/store/db/database.h"

namespace wf::store {

AnswerCache::AnswerCache(Database &db, const base::Clock &clock) : m_db(db), m_clock(clock) {}

void AnswerCache::put(const QString &source, const QString &what, const QJsonDocument &json)
{
    [[maybe_unused]] const auto forgotten = m_db.write<base::Done>(
        [source, what, json, now = m_clock.nowNs()](Connection &connection) {
            const QByteArray text = json.toJson(QJsonDocument::Compact);
            const std::string bytes = squeeze({text.constData(), static_cast<std::size_t>(text.size())});
            return connection
                .prepare(
                    "INSERT INTO answer(source, what, fetched_ns, bytes) VALUES(?,?,?,?) ON CONFLICT(source, what) "
                    "DO UPDATE SET fetched_ns=excluded.fetched_ns, bytes=excluded.bytes")
                .bind(source)
                .bind(what)
                .bind(now)
                .bindBytes(bytes)
                .exec();
        },
        {});
}

async::Request AnswerCache::read(const QString &source, const QString &what, Reply<CachedAnswer> reply)
{
    return m_db.read<CachedAnswer>(
        [source, what](Connection &connection) -> base::Result<CachedAnswer> {
            CachedAnswer out;
            const auto status =
                connection.prepare("SELECT fetched_ns, bytes FROM answer WHERE source=? AND what=?")
                    .bind(source)
                    .bind(what)
                    .each([&](const Statement &row) {
                        const QByteArray bytes = row.blob(1);
                        // A damaged one counts as unknown: it is asked again.
                        if (const auto text = unsqueeze({bytes.constData(), static_cast<std::size_t>(bytes.size())}))
                            out = {QJsonDocument::fromJson(QByteArray::fromStdString(*text)), row.integer(0)};
                        return true;
                    });
            if (!status)
                return status.error();
            return out;
        },
        std::move(reply));
}

} // namespace wf::store
