// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/draft.h"

#include "models/query/promql/parse/parse.h"
#include "models/wire/yaml/ruleedit/ruleedit.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

std::vector<wire::PlacedPair> pairsOf(const base::Labels &labels)
{
    std::vector<wire::PlacedPair> out;
    for (const auto &[name, value] : labels)
        out.push_back({{name, 0}, {value, 0}});
    return out;
}

} // namespace

QString expressionProblem(const QString &expr)
{
    const auto parsed = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    if (!parsed)
        return parsed.error().summary;
    const auto type = (*parsed)->type();
    if (type != query::ValueType::Vector && type != query::ValueType::Scalar)
        return QCoreApplication::translate("wf::engine::RuleReplay", "1:1: a rule needs an instant vector or a scalar");
    return {};
}

QString ruleYaml(const signals::Rule &rule)
{
    wire::RuleEntry entry;
    entry.kind = rule.kind;
    entry.name.text = rule.name.toStdString();
    entry.expr.text = rule.query.toStdString();
    entry.forNs = rule.forNs;
    entry.keepFiringForNs = rule.keepFiringForNs;
    entry.labels = pairsOf(rule.labels);
    entry.annotations = pairsOf(rule.annotations);
    return QString::fromStdString(wire::ruleText(entry));
}

} // namespace wf::engine
