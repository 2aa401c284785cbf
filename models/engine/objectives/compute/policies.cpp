// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/policies.h"

#include "models/base/duration.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

// The annotation or else the label; empty when there is none.
QString said(const signals::Objective &o, std::string_view key)
{
    for (const base::Labels *from : {&o.annotations, &o.labels})
        if (from->has(key))
            return from->text(key).trimmed();
    return {};
}

// Reads what is said into `into`; what cannot be read is told.
template<class T, class Read>
void take(const signals::Objective &o, std::string_view key, Read read, T &into, QStringList &problems)
{
    const QString text = said(o, key);
    if (text.isEmpty())
        return;
    if (auto value = read(text))
        into = std::move(*value);
    else
        problems << QCoreApplication::translate("Objectives", "%1 cannot be \u201c%2\u201d; the usual holds")
                        .arg(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())), text.left(120));
}

} // namespace

ObjectivePolicies policiesOf(const signals::Objective &o)
{
    ObjectivePolicies out;
    take(o, "watchfloor/no-data", noDataFrom, out.compute.noData, out.problems);
    take(o, "watchfloor/low-traffic", lowTrafficFrom, out.compute.lowTraffic, out.problems);
    take(o, "watchfloor/burn-rules", burnRulesFrom, out.compute.rules, out.problems);
    take(o, "watchfloor/freeze-policy", freezeActionFrom, out.freeze.action, out.problems);
    take(
        o, "watchfloor/freeze-at",
        [](const QString &text) -> std::optional<double> {
            bool ok = false;
            const double percent = text.toDouble(&ok);
            return ok && percent > 0 && percent <= 1000 ? std::optional(percent) : std::nullopt;
        },
        out.freeze.freezeAtPercent, out.problems);
    return out;
}

std::optional<std::vector<analysis::BurnRule>> burnRulesFrom(const QString &text)
{
    constexpr std::size_t most = 20;
    std::vector<analysis::BurnRule> rules;
    for (const QString &one : text.left(1000).split(u',', Qt::SkipEmptyParts)) {
        const qsizetype slash = one.indexOf(u'/');
        const qsizetype equals = one.indexOf(u'=');
        bool ok = slash > 0 && equals > slash;
        const auto brief = base::parseDuration(ok ? one.left(slash).trimmed() : QString());
        const auto wide = base::parseDuration(ok ? one.mid(slash + 1, equals - slash - 1).trimmed() : QString());
        const double factor = ok ? one.mid(equals + 1).toDouble(&ok) : 0;
        if (!ok || !brief || !wide || *brief < base::nsPerSecond || *brief >= *wide || !(factor > 0))
            return std::nullopt;
        rules.push_back({*brief, *wide, factor, false});
    }
    for (std::size_t i = 0; i < (rules.size() + 1) / 2; ++i)
        rules[i].page = true;
    return rules.empty() || rules.size() > most ? std::nullopt : std::optional(std::move(rules));
}

QString noDataName(NoDataPolicy policy)
{
    return policy == NoDataPolicy::Good  ? QStringLiteral("good")
           : policy == NoDataPolicy::Bad ? QStringLiteral("bad")
                                         : QStringLiteral("ignore");
}

QString lowTrafficName(LowTrafficPolicy policy)
{
    return policy == LowTrafficPolicy::Hold ? QStringLiteral("hold") : QStringLiteral("alert");
}

std::optional<NoDataPolicy> noDataFrom(const QString &name)
{
    for (const auto policy : {NoDataPolicy::Ignore, NoDataPolicy::Good, NoDataPolicy::Bad})
        if (name == noDataName(policy))
            return policy;
    return std::nullopt;
}

std::optional<LowTrafficPolicy> lowTrafficFrom(const QString &name)
{
    for (const auto policy : {LowTrafficPolicy::Alert, LowTrafficPolicy::Hold})
        if (name == lowTrafficName(policy))
            return policy;
    return std::nullopt;
}

std::optional<FreezePolicy::Action> freezeActionFrom(const QString &name)
{
    using Action = FreezePolicy::Action;
    for (const auto &[text, action] :
         {std::pair{"alert", Action::Alert}, {"throttle", Action::Throttle}, {"block", Action::Block}})
        if (name == QLatin1String(text))
            return action;
    return std::nullopt;
}

} // namespace wf::engine
