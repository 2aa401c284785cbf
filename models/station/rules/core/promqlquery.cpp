// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/promqlquery.h"

#include <QCoreApplication>

namespace wf::station {

base::Result<std::vector<VectorElement>> PromqlQuery::evaluate(const query::Expr &expr, qint64 timeMs,
                                                               std::stop_token stop) const
{
    auto evaluated = query::evaluateInstant(expr, m_samples, timeMs, m_options, stop);
    if (!evaluated)
        return evaluated.error();
    if (evaluated->type != query::ValueType::Vector && evaluated->type != query::ValueType::Scalar)
        return base::makeError(
            base::ErrorKind::Invalid,
            QCoreApplication::translate("wf::station", "The result is neither a vector nor a scalar"));
    std::vector<VectorElement> out;
    for (auto &series : evaluated->series) {
        VectorElement element;
        element.labels = std::move(series.labels);
        if (!series.values.empty())
            element.value = series.values.back();
        else if (!series.histograms.empty())
            element.histogram = std::move(series.histograms.back());
        else
            continue;
        out.push_back(std::move(element));
    }
    return out;
}

} // namespace wf::station
