// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causedesk.h"
#include "models/engine/incidents/similar.h"
#include "models/store/records.h"

#include <QTimer>

namespace wf::engine {

// What operators confirmed as causes, from records of the ledger in the order they were written.
[[nodiscard]] ConfirmedCauses confirmedCauses(const std::vector<store::AuditRecord> &oldestFirst);

// A similar incident with what people left behind: what helped then may help now.
struct SimilarStory {
    SimilarIncident similar;
    QString cause;     // that an operator confirmed; empty: nobody did
    QStringList notes; // the last few of it, "Mara Lindqvist: rolled back to v2.30.4"; outside text
};

// Incidents like the one that somebody looks at. Compares on a pool, reads the ledger; again as the incident grows.
// GUI thread.
class SimilarDesk final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        CauseDesk &causes;
        store::Ledger &ledger;
    };
    SimilarDesk(const Parts &parts, const async::Pools &pools, QObject *parent = nullptr);
    ~SimilarDesk() override;

    // 0: nobody looks.
    void look(qint64 incident);
    // Most similar first.
    [[nodiscard]] const std::vector<SimilarStory> &found() const { return m_found; }
    [[nodiscard]] bool isSettled() const { return !m_isBusy && m_notesOpen == 0; }
    // The ledger could not be read; what was found is without what people left behind.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    static constexpr int mostNotes = 3;
    static constexpr int settleMs = 400;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void compare(const ConfirmedCauses &causes);
    void readNotes(std::vector<SimilarIncident> found, const ConfirmedCauses &causes);

    Parts m_parts;
    const async::Pools &m_pools;
    qint64 m_incident = 0;
    std::size_t m_comparedAlerts = 0; // of the incident, when it was compared
    QString m_comparedSuspect;
    std::vector<SimilarStory> m_found;
    std::optional<base::Error> m_error;
    bool m_isBusy = false;
    int m_notesOpen = 0; // answers of the ledger that are on their way
    QTimer m_settle;
    async::Request m_reading;
    std::vector<async::Request> m_notes;
    async::JobScope m_jobs;
};

} // namespace wf::engine
