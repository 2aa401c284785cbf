// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulewriter.h"

#include "models/base/clock.h"

#include <QLocale>

namespace wf::wire {

QString numberText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString windowText(qint64 ns)
{
    for (const auto &[unit, length] :
         {std::pair{u'd', base::nsPerDay}, std::pair{u'h', base::nsPerHour}, std::pair{u'm', base::nsPerMinute}})
        if (ns >= length && ns % length == 0)
            return QString::number(ns / length) + unit;
    return QString::number(ns / base::nsPerSecond) + u's';
}

base::Labels joined(const base::Labels &first, const base::Labels &second)
{
    auto pairs = first.pairs();
    pairs.insert(pairs.end(), second.begin(), second.end());
    return base::Labels(std::move(pairs));
}

namespace {

std::vector<PlacedPair> placed(const base::Labels &labels)
{
    std::vector<PlacedPair> out;
    for (const auto &[name, value] : labels)
        out.push_back({{name, 0}, {value, 0}});
    return out;
}

RuleEntry entry(signals::RuleKind kind, const QString &name, const QString &expr, const base::Labels &labels)
{
    RuleEntry rule;
    rule.kind = kind;
    rule.name.text = name.toStdString();
    rule.expr.text = expr.toStdString();
    rule.labels = placed(labels);
    return rule;
}

} // namespace

RuleEntry recording(const QString &name, const QString &expr, const base::Labels &labels)
{
    return entry(signals::RuleKind::Recording, name, expr, labels);
}

RuleEntry alert(const QString &name, const QString &expr, const base::Labels &labels, const base::Labels &annotations)
{
    RuleEntry rule = entry(signals::RuleKind::Alerting, name, expr, labels);
    rule.annotations = placed(annotations);
    return rule;
}

RuleGroup group(const QString &name, std::vector<RuleEntry> rules, qint64 intervalNs)
{
    RuleGroup out;
    out.name.text = name.toStdString();
    out.intervalNs = intervalNs;
    out.rules = std::move(rules);
    return out;
}

} // namespace wf::wire
