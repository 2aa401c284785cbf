// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/station/care/backuplog.h"
#include "models/station/care/carerequest.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wf::station {

// Section `backup` of the station's file:
//
//     backup:
//       folder: /mnt/disk/watchfloor   # where "back up now" puts them; else backups/ beside the station's folder
struct BackupSettings {
    QString folder; // absolute
};
[[nodiscard]] BackupSettings readBackupSettings(const ConfigSection &section, const QString &stationFolder);

// How the stores are cared for. A value.
struct CareState {
    store::RetentionPolicies policies;
    std::vector<KeptSignal> kept;    // empty until the stores have been looked at
    std::vector<BackupNote> backups; // newest first
    QString backupFolder;
    bool isBackingUp = false;
    qint64 asOfNs = 0; // 0: not looked yet
};

// Lets old data go every hour, makes backups, answers other processes and knows how it stands. Works on the pool; GUI
// thread.
class Caretaker final : public QObject {
    Q_OBJECT
public:
    // All outlive it.
    Caretaker(std::shared_ptr<const StationStores> stores, const base::Clock &clock, QThreadPool &pool,
              QObject *parent = nullptr);

    void setPolicies(const store::RetentionPolicies &policies);
    void setBackups(const BackupSettings &settings);
    // Every few seconds: requests of other processes, and what is kept now.
    void look();
    // Lets go what is old enough; failed() tells what could not be done, it is tried again the next time.
    void letGo();
    // Into a new folder named after the time, and compares all of it afterwards. `done` later, on this thread, while
    // this lives. Errors: Storage; Invalid while another one is being made.
    void backUp(std::function<void(base::Result<BackupNote>)> done);

    [[nodiscard]] const std::shared_ptr<const CareState> &state() const { return m_state; }

Q_SIGNALS:
    void failed(const wf::base::Error &error);

private:
    void change(const std::function<void(CareState &)> &how);

    std::shared_ptr<StoreKeeping> m_keeping;
    std::shared_ptr<const StationStores> m_stores;
    const base::Clock &m_clock;
    QThreadPool &m_pool;
    std::shared_ptr<const CareState> m_state;
    bool m_isLooking = false;
    async::JobScope m_jobs;
};

} // namespace wf::station
