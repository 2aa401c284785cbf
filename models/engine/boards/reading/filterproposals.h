// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/signals/dashboard/variable.h"
#include "models/sources/ports.h"

namespace wf::engine {

// Why a selector cannot hold an ad hoc filter, in a sentence; empty: it can.
[[nodiscard]] QString filterProblem(const signals::AdHocFilter &filter);

// What the sources propose for the filters of one variable: labels, and the values of one. Each answer of a source
// comes by itself; a newer question replaces the one before. GUI thread.
class FilterProposals {
public:
    // `of`: an ad hoc variable; the product of its data source says who is asked.
    FilterProposals(const sources::SourceSet &sources, const signals::BoardVariable &of, base::TimeRange range);
    using Take = std::function<void(const QStringList &)>;
    void askLabels(const Take &take);
    void askValues(const QString &label, const Take &take);

private:
    const sources::SourceSet &m_sources;
    QString m_product;
    base::TimeRange m_range;
    std::vector<async::Request> m_labels, m_values;
};

} // namespace wf::engine
