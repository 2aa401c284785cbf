// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causedesk.h"
#include "models/engine/history/pastincidents.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace wf::engine {

// Remembers every incident in the ledger, long after it is gone from the list: when it opened, who took it, how it
// ended, what operators said of it, which firings were in it. GUI thread.
class IncidentLog final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        AlertWatch &alerts;
        CauseDesk &causes; // knows the first symptom of what was looked at
        store::Ledger &ledger;
    };
    // What changes at once is written once, so much later.
    explicit IncidentLog(const Parts &parts, QObject *parent = nullptr);
    ~IncidentLog() override;

    // What a ledger remembers, oldest first.
    [[nodiscard]] static async::Request
    read(store::Ledger &ledger, std::function<void(const base::Result<std::vector<PastIncident>> &)> reply);
    // Reads what is remembered; nothing is written before that.
    void start();
    [[nodiscard]] bool isReady() const { return m_isReady; }
    // Oldest first.
    [[nodiscard]] std::vector<PastIncident> incidents() const;
    // Writes what has changed now.
    void flush();
    // Of the last reading or write.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    static constexpr std::size_t mostKept = 5'000; // incidents; the oldest are forgotten
    static constexpr int settleMs = 2'000;

Q_SIGNALS:
    void changed();

private:
    void remember(const Incident &incident);
    void rememberPast(const PastIncidents &past);
    void write(const PastIncident &incident);

    Parts m_parts;
    std::map<qint64, PastIncident> m_incidents; // by number
    PastIncidents m_past;                       // that was looked through last
    std::optional<base::Error> m_error;
    bool m_isReady = false;
    QTimer m_settle;
    async::Request m_reading;
    std::map<qint64, async::Request> m_writes;
};

} // namespace wf::engine
