// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/metricnames.h"

#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"

namespace wf::engine {

std::string metricOf(const query::VectorSelector &selector)
{
    if (!selector.name.empty())
        return selector.name;
    for (const auto &matcher : selector.matchers)
        if (matcher.name() == "__name__" && matcher.op() == signals::LabelMatcher::Op::Equal)
            return matcher.value();
    return {};
}

QStringList metricsInQuery(const QString &query)
{
    const auto tree = query::parsePromql(TextPlaces(query).utf8(), query::ParseOptions::everything());
    if (!tree)
        return {};
    QStringList names;
    query::visit(**tree, [&names](const query::Expr &part) {
        const auto *matrix = std::get_if<query::MatrixSelector>(&part.node);
        const auto *vector = matrix ? &matrix->vector : std::get_if<query::VectorSelector>(&part.node);
        const QString name = vector ? QString::fromStdString(metricOf(*vector)) : QString();
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    });
    return names;
}

} // namespace wf::engine
