// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/signals/alert.h"
#include "models/store/db/reply.h"

#include <QString>

#include <functional>
#include <memory>

namespace wf::store {

class Database;

// To which service an alert belongs, by its labels. Called on the writer's thread.
using ServiceOf = std::function<QString(const base::Labels &)>;

// One firing of one alert, from its start to its end.
struct AlertSighting {
    QString source;
    QString service;
    signals::Alert alert; // as last told
    qint64 firstSeenNs = 0;
    qint64 lastSeenNs = 0; // refreshed at most once a minute
    qint64 endedNs = 0;    // 0 = still firing
    QString ackBy;
    qint64 ackNs = 0;
    QString ackNote;
};

struct AlertLogFilter {
    QString service;     // empty: any
    QString fingerprint; // empty: any
    int limit = 10'000;
};

// Alerts ever seen, in ledger.db (no server can tell it again). Call on the thread that owns the Store.
class AlertLog {
public:
    AlertLog(Database &db, const base::Clock &clock);
    ~AlertLog();
    AlertLog(const AlertLog &) = delete;
    AlertLog &operator=(const AlertLog &) = delete;

    // What a source tells now, never null. Where it is complete, an alert of this source that is absent has ended.
    async::Request observe(const QString &source, const std::shared_ptr<const signals::AlertAnswer> &told,
                           ServiceOf serviceOf, Reply<base::Done> reply);
    // Firings as somebody tells who has kept them, with who acknowledged them; those known already stay as they are.
    async::Request record(std::vector<AlertSighting> over, Reply<base::Done> reply);
    // An alert as one source tells it.
    struct Told {
        QString source, fingerprint;
    };
    // Marks the running firings of these alerts, all in one; NotFound: none of them fires.
    async::Request acknowledge(std::vector<Told> alerts, const QString &by, const QString &note,
                               Reply<base::Done> reply);
    // What a server says of who holds an alert: colleagues on other consoles. Nothing changes where somebody is named.
    struct Held {
        Told alert;
        QString by, note;
        qint64 sinceNs = 0;
    };
    async::Request hold(std::vector<Held> alerts, Reply<base::Done> reply);
    // Firings that touch the range, newest start first.
    async::Request sightings(base::TimeRange range, const AlertLogFilter &filter,
                             Reply<std::vector<AlertSighting>> reply);

private:
    Database &m_db;
    const base::Clock &m_clock;
};

} // namespace wf::store
