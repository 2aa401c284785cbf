// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/noise/noisefilter.h"
#include "models/async/jobscope.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/noise/maintenancejson.h"
#include "models/engine/services/servicecatalog.h"

#include <QObject>

#include <memory>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// Why a firing alert need not be looked at now.
struct QuietAlert {
    analysis::NoiseReason reason = analysis::NoiseReason::None;
    QString words;       // "effect of PaymentDown on payment"; outside text
    quint64 instead = 0; // key of the alert that stands for it; 0: none
    friend bool operator==(const QuietAlert &, const QuietAlert &) = default;
};

// Immutable; shared with views.
struct NoiseSnapshot {
    QHash<quint64, QuietAlert> quiet; // by WatchedAlert::key
    qint64 asOfNs = 0;                // 0: never judged
};
using NoisePtr = std::shared_ptr<const NoiseSnapshot>;

// Judges what fires on a pool: maintenance, twins of HA pairs, effects of a critical service below, flapping. Nothing
// is removed; who shows alerts says why one is quiet. Maintenance windows are kept in the ledger. GUI thread.
class NoiseWatch final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        AlertWatch &alerts;
        ServiceCatalog &services;
        store::Ledger &ledger;
    };
    NoiseWatch(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QObject *parent = nullptr);
    ~NoiseWatch() override;

    // Reads the windows; nothing is judged before that.
    void start();
    // Never null.
    [[nodiscard]] const NoisePtr &snapshot() const { return m_snapshot; }
    // Null: it is not quiet.
    [[nodiscard]] const QuietAlert *find(quint64 key) const;
    [[nodiscard]] const std::vector<MaintenanceWish> &windows() const { return m_windows; }
    [[nodiscard]] bool isSettled() const { return m_isReady && !m_isBusy; }

    // In place of one of the same name. Invalid: what to write instead.
    using Reply = std::function<void(const base::Result<base::Done> &)>;
    void put(const MaintenanceWish &window, const QString &actor, Reply reply);
    void remove(const QString &name, const QString &actor, Reply reply);

    static constexpr std::size_t mostWindows = 200;

Q_SIGNALS:
    void changed();

private:
    void follow();
    void rebuild();
    void write(const QString &name, const QJsonValue &value, const QString &actor, const QString &action, Reply reply);

    Parts m_parts;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    std::vector<MaintenanceWish> m_windows;          // by name
    std::shared_ptr<analysis::NoiseFilter> m_filter; // of one job at a time
    ServicesPtr m_services;                          // that it knows
    NoisePtr m_snapshot;
    bool m_isReady = false;
    bool m_isBusy = false;
    bool m_isStale = false; // alerts changed while a job ran
    bool m_isOld = false;   // windows or services changed while a job ran
    async::Request m_reading;
    std::vector<async::Request> m_writes;
    async::JobScope m_jobs;
};

} // namespace wf::engine
