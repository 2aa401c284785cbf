// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/causes.h"
#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

#include <memory>

// Collections of incidents with a known cause, as the public ones bring them. The cause itself is never read.
namespace wf::app {

class CauseCases {
public:
    virtual ~CauseCases() = default;
    // What was known of the services when this case of cases.json happened.
    [[nodiscard]] virtual base::Result<analysis::CauseQuestion> question(const QString &name,
                                                                         const QJsonObject &one) = 0;
};

// PetShop: metrics of nodes of a known call graph (normal.csv, graph.csv, cases/NAME.csv).
[[nodiscard]] base::Result<std::unique_ptr<CauseCases>> openNodeCases(const QString &folder);
// Nezha: a folder for each day of a system, with metrics.csv by minute, latencies by call, traces
// and log lines of some minutes.
[[nodiscard]] base::Result<std::unique_ptr<CauseCases>> openMinuteCases(const QString &folder);

// The greater score of both.
void raise(double &score, const std::optional<analysis::Deviation> &found);

} // namespace wf::app
