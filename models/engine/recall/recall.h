// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/recall/alertsjson.h"
#include "models/engine/services/fleetwatch.h"

#include <QHash>
#include <QJsonDocument>
#include <QObject>
#include <QTimer>

namespace wf::store {
class Store;
}

namespace wf::engine {

// Keeps what the environment said last (services, their golden signals, alerts and silences) and gives it back after a
// start, each with its age: with every server down the console opens on the last good data. Whatever a source has told
// meanwhile is never replaced. Alerts come from the alert log; the rest is written to the answer cache, at most once a
// minute. GUI thread; everything handed in outlives it.
class Recall final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ServiceCatalog &services;
        FleetWatch &fleet;
        AlertWatch &alerts;
    };
    Recall(Parts parts, store::Store &store, const base::Clock &clock, const async::Pools &pools,
           QObject *parent = nullptr);
    ~Recall() override;

    // Reads what is kept and gives it back.
    void restore();
    [[nodiscard]] bool isBusy() const { return m_waiting > 0; }

Q_SIGNALS:
    void restored();

private:
    void restoreFleet();
    void restoreAlerts(AlertMemory memory);
    void keepServices();
    void keepFleet();
    void keepAlerts();
    // At most once a minute for each name, else later: then false. toJson: QJsonDocument(), runs on a pool.
    template<class ToJson>
    bool keep(const QString &what, ToJson toJson);
    // Asks the cache; the answer is null when it knows nothing.
    void recall(const QString &what, std::function<void(const QJsonDocument &)> then);
    void finishOne();

    Parts m_parts;
    store::Store &m_store;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    ServicesPtr m_keptServices; // as read; null when there are none
    QHash<QString, qint64> m_writtenNs;
    qint64 m_alertsAsOfNs = 0; // the newest answer of an alert source that is kept
    std::vector<async::Request> m_requests;
    async::JobScope m_jobs;
    QTimer m_later;
    int m_waiting = 0;
};

} // namespace wf::engine
