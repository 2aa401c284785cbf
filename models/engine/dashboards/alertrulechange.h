// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/sources/ports.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <vector>

namespace wf::engine {

// Whether alerting rules have come, gone or changed since a dashboard took its thresholds from them: a ruler that has
// just started knows none, and rules are edited while a dashboard is open. GUI thread.
class AlertRuleChange : public QObject {
    Q_OBJECT
public:
    explicit AlertRuleChange(const sources::SourceSet &sources, QObject *parent = nullptr);

    // From now on `changed` is said once when other rules are found; asks every `everyMs` while wanted.
    void took(const std::vector<signals::Rule> &rules);
    void setWanted(bool wanted);
    void look(); // now
    static constexpr int everyMs = 30'000;

Q_SIGNALS:
    void changed();

private:
    void heard(base::Result<std::vector<signals::Rule>> reply);

    const sources::SourceSet &m_sources;
    QTimer m_timer;
    QSet<QString> m_taken, m_found;
    bool m_hasTaken = false;
    bool m_isWhole = true; // every source has answered
    std::size_t m_waiting = 0;
    std::vector<async::Request> m_requests; // last: gone first
};

} // namespace wf::engine
