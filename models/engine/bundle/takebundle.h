// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/bundle/bundle.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/services/servicecatalog.h"
#include "models/signals/threadentry.h"

#include <functional>

namespace wf::engine {

// Who asks for a bundle, and how much may be in it. What is cut off is said in the manifest.
struct BundleWishes {
    qint64 incident = 0;
    QString environment; // name, for those who open it
    QString takenBy;
    QString program;                          // our version
    qint64 beforeNs = 90 * base::nsPerMinute; // ahead of its first alert
    qint64 afterNs = 30 * base::nsPerMinute;  // behind its end, as far as it is past
    int mostSeries = 2'000;
    int mostLines = 5'000;
    int mostTraces = 200;
    CauseReportPtr causes;     // null: none were found out
    signals::ThreadPtr thread; // null: nobody looked at it
    QJsonObject look;
    QJsonObject incidentJson; // for other programs
};

// Gathers the bundle of an incident: asks every source of the environment once for what belongs to it. What does not
// answer is named in the manifest, and the rest counts. GUI thread.
class BundleTaker final {
public:
    struct Parts {
        const IncidentKeeper &incidents;
        const AlertWatch &alerts;
        const ServiceCatalog &services;
        store::AlertLog &log;
        store::Ledger &ledger;
        const sources::SourceSet &sources;
    };
    BundleTaker(const Parts &parts, const base::Clock &clock) : m_parts(parts), m_clock(clock) {}

    // Once, later. NotFound: the incident is not known any more. Dropping the Request stops it. The taker outlives it.
    using Reply = std::function<void(const base::Result<BundlePtr> &)>;
    [[nodiscard]] async::Request take(const BundleWishes &wishes, Reply reply) const;

    struct Round; // one taking; for this room

private:
    void askLedger(const std::shared_ptr<Round> &round) const;
    void askRules(const std::shared_ptr<Round> &round) const;
    void askSeries(const std::shared_ptr<Round> &round) const;
    void askLines(const std::shared_ptr<Round> &round) const;
    void askTraces(const std::shared_ptr<Round> &round) const;

    Parts m_parts;
    const base::Clock &m_clock;
};

} // namespace wf::engine
