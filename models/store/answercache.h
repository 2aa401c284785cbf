// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/store/db/reply.h"

#include <QJsonDocument>
#include <QString>

namespace wf::store {

class Database;

struct CachedAnswer {
    QJsonDocument json; // null when there is none
    qint64 fetchedNs = 0;
};

// Small answers as JSON (metadata, rules, silences, service lists …), so that the console opens with every server down
// (cache.db, zstd). Disposable. Call on the thread that owns the Store.
class AnswerCache {
public:
    AnswerCache(Database &db, const base::Clock &clock);

    void put(const QString &source, const QString &what, const QJsonDocument &json);
    async::Request read(const QString &source, const QString &what, Reply<CachedAnswer> reply);

private:
    Database &m_db;
    const base::Clock &m_clock;
};

} // namespace wf::store
