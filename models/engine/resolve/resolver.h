// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/incidents/incidentkeeper.h"

#include <QHash>
#include <QObject>

namespace wf::engine {

// What became of a wish to end incidents, and what takes it back.
struct Resolved {
    QHash<qint64, std::optional<IncidentOutcome>> before; // by incident of which it was kept: what was said before
    QStringList silences;                                 // keys of what was asked of the servers
    int silenced = 0;                                     // alerts that these hold
    QStringList problems;                                 // what did not go, a sentence each; outside text
};

// Ends incidents: says what they were and, when it is asked to, silences for a while what still fires of them, one
// silence a rule. GUI thread.
class Resolver final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        const AlertWatch &alerts;
        AckDesk &desk;
    };
    struct Wish {
        OutcomeKind outcome = OutcomeKind::Real;
        QString note;         // what ended it
        qint64 silenceNs = 0; // 0: what fires goes on firing
    };
    using Incidents = std::vector<IncidentPtr>;
    using Reply = std::function<void(const base::Result<Resolved> &)>;
    Resolver(const Parts &parts, const base::Clock &clock, QObject *parent = nullptr);
    ~Resolver() override;

    // What fires of them, and nothing that was said on a server keeps quiet.
    [[nodiscard]] std::vector<WatchedAlert> loudAlerts(const Incidents &incidents) const;
    // Only says what they were; none takes back what was said. Replies once it is kept; an error when it is of none.
    void settle(const Incidents &incidents, const std::optional<IncidentOutcome> &outcome, Reply reply);
    // Says it and silences. Nothing at all is done where silencing is asked for and not allowed.
    void resolve(const Incidents &incidents, const Wish &wish, Reply reply);
    // What was said before, and no silence. The error of the silences when they cannot be taken back.
    void takeBack(const Resolved &resolved, std::function<void(const base::Status &)> reply);

private:
    void silence(const std::vector<WatchedAlert> &alerts, const Wish &wish, const QString &names,
                 const std::shared_ptr<Resolved> &resolved, const Reply &reply);

    Parts m_parts;
    const base::Clock &m_clock;
};

// "INC-3", "3 incidents".
[[nodiscard]] QString namesOf(const Resolver::Incidents &incidents);

} // namespace wf::engine
