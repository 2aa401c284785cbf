// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/engine/objectives/propose/recordedslos.h"
#include "models/sources/ports.h"

#include <QObject>

#include <optional>

namespace wf::engine {

// Objectives that the recording rules of the environment's servers keep already, and that it does not define itself:
// to be looked at, counted and taken over. GUI thread; rules are read through on the pool.
class ObjectiveFinder final : public QObject {
    Q_OBJECT
public:
    struct Found {
        signals::Objective objective;
        QString source; // name of the server
    };
    ObjectiveFinder(const sources::SourceSet &sources, async::Pools &pools, QObject *parent = nullptr);
    ~ObjectiveFinder() override;

    // Asks all servers for their rules; changed() follows. `known`: ids that are defined already.
    void look(const QStringList &known);
    [[nodiscard]] bool isBusy() const { return m_waiting > 0 || m_isReading; }
    [[nodiscard]] bool hasLooked() const { return m_hasLooked; }
    [[nodiscard]] const std::vector<Found> &found() const { return m_found; } // by server and id
    [[nodiscard]] const QStringList &problems() const { return m_problems; }  // of rules and of servers

Q_SIGNALS:
    void changed();

private:
    void arrived();

    struct Answer {
        QString source;
        std::vector<signals::Rule> rules;
    };
    const sources::SourceSet &m_sources;
    async::Pools &m_pools;
    QStringList m_known;
    std::vector<Answer> m_answers;
    std::vector<Found> m_found;
    QStringList m_problems;
    std::vector<async::Request> m_requests;
    std::size_t m_waiting = 0;
    bool m_isReading = false;
    bool m_hasLooked = false;
    async::JobScope m_jobs;
};

} // namespace wf::engine
