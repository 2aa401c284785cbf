// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/station/stationsnapshot.h"
#include "models/station/core/station.h"

#include <QObject>

#include <deque>
#include <functional>

namespace wf::engine {

// The station for screens: what it collects, costs and leaves out, and what can be done about it. GUI thread.
class StationWatch final : public QObject {
    Q_OBJECT
public:
    // All outlive it.
    StationWatch(station::Station &station, const base::Clock &clock, async::Pools &pools, QObject *parent = nullptr);

    [[nodiscard]] const StationPtr &snapshot() const { return m_snapshot; }

    // Adds what people paste ("shop:8080", "https://shop/metrics") to the targets added by hand. `done` gets the host
    // and port that will be scraped, later, on this thread, while this lives. One at a time: a second call outdates the
    // `done` of the first. Errors: Invalid (no address, the file is broken), Unsupported (this station collects
    // nothing), Storage; each says what to do.
    void addTarget(const QString &address, std::function<void(base::Result<QString>)> done);
    // What following what people paste ("/srv/shop/log/*.log") would bring. As addTarget(): a second call outdates the
    // first. Errors: Invalid (no such path), Storage.
    void previewLog(const QString &path, const QString &service,
                    std::function<void(base::Result<StationLogPreview>)> done);
    // Adds it to the paths added by hand; `done` gets the glob. Lines follow within seconds. Errors as addTarget().
    void addLog(const QString &path, const QString &service, std::function<void(base::Result<QString>)> done);
    // Targets and paths added by hand. Errors: Invalid (a file is broken), Storage. As addTarget(): a second call
    // outdates the first.
    void listAdded(std::function<void(base::Result<std::vector<StationAdded>>)> done);
    // It is scraped or followed no longer, within seconds; restoreAdded() undoes it, and lines go on where they were
    // left. `done` gets what was removed. Errors: as listAdded(), NotFound.
    void removeAdded(const StationAdded &added, std::function<void(base::Result<StationAdded>)> done);
    void restoreAdded(const StationAdded &added, std::function<void(base::Result<StationAdded>)> done);
    // Into backup().folder of the snapshot, compared afterwards; `done` gets the path. Errors: Storage, Invalid (one is
    // being made).
    void backUp(std::function<void(base::Result<QString>)> done);
    // Reads the station's file anew and goes on as it says.
    void readFileAgain();

Q_SIGNALS:
    void changed(); // about once a second; every few seconds other processes are told (statusfile.h)

private:
    struct Figure {
        QString name, unit;
        std::function<double()> read;
        std::deque<double> history;
    };
    void follow();
    void look();
    void watchFigures();
    void rememberBytes(const StationSnapshot &view);
    void tellOthers();

    station::Station &m_station;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    std::vector<Figure> m_figures;
    std::vector<DiskPoint> m_bytes; // a point a minute, of the last day
    bool m_hasConfigFile = false;
    std::shared_ptr<const station::CareState> m_care; // that m_retention was made of
    std::vector<StationKept> m_retention;
    qint64 m_toldNs = 0;       // monotonic, when other processes were told last
    bool m_hasNewRules = true; // since then
    StationPtr m_snapshot;
    async::JobScope m_jobs;
};

} // namespace wf::engine
