// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/impact.h"

#include <cmath>

namespace wf::analysis {

namespace {

enum Feature { OfRule, Services, Customers, Burn, Depth, Fired, Acted, Healed, Minutes };

QString percent(double share)
{
    return QString::number(std::lround(share * 100)) + QStringLiteral(" %");
}

QString oneDecimal(double value)
{
    return QString::number(value, 'f', value < 9.95 ? 1 : 0);
}

float orNan(double value)
{
    return static_cast<float>(value);
}

} // namespace

QStringList impactFeatures()
{
    return {QStringLiteral("rule severity"), QStringLiteral("services"),     QStringLiteral("customers"),
            QStringLiteral("burn rate"),     QStringLiteral("depth"),        QStringLiteral("times fired"),
            QStringLiteral("share acted"),   QStringLiteral("share healed"), QStringLiteral("median minutes")};
}

std::vector<float> impactRow(const ImpactFacts &facts)
{
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    return {static_cast<float>(facts.ofRule),
            static_cast<float>(facts.affectedServices),
            orNan(facts.affectedCustomers),
            orNan(facts.burnRate),
            facts.depth < 0 ? nan : static_cast<float>(facts.depth),
            static_cast<float>(facts.timesFired),
            orNan(facts.shareActed),
            orNan(facts.shareHealed),
            orNan(facts.medianMinutes)};
}

QString impactWords(int feature, const ImpactFacts &facts)
{
    const auto known = [](double value, const QString &words, const QString &otherwise) {
        return std::isnan(value) ? otherwise : words;
    };
    switch (feature) {
    case OfRule:
        return QStringLiteral("its rule says %1").arg(signals::severityName(facts.ofRule));
    case Services:
        return facts.affectedServices == 1 ? QStringLiteral("one service is affected")
                                           : QStringLiteral("%1 services are affected").arg(facts.affectedServices);
    case Customers:
        return known(facts.affectedCustomers,
                     QStringLiteral("%1 of what users ask fails or is slow").arg(percent(facts.affectedCustomers)),
                     QStringLiteral("how much of what users ask fails is not known"));
    case Burn:
        return known(
            facts.burnRate,
            QStringLiteral("burns its error budget at %1 times the allowed rate").arg(oneDecimal(facts.burnRate)),
            QStringLiteral("no objective is threatened"));
    case Depth:
        return facts.depth < 0    ? QStringLiteral("its place in the service graph is not known")
               : facts.depth == 0 ? QStringLiteral("users meet it directly")
               : facts.depth == 1 ? QStringLiteral("one call away from users")
                                  : QStringLiteral("%1 calls away from users").arg(facts.depth);
    case Fired:
        return facts.timesFired == 0 ? QStringLiteral("never fired before")
                                     : QStringLiteral("fired before: %1 ×").arg(facts.timesFired);
    case Acted:
        return known(facts.shareActed,
                     QStringLiteral("somebody acted on it in %1 of cases").arg(percent(facts.shareActed)),
                     QStringLiteral("it is not known whether anybody acts on it"));
    case Healed:
        return known(facts.shareHealed,
                     QStringLiteral("goes away by itself in %1 of cases").arg(percent(facts.shareHealed)),
                     QStringLiteral("it is not known whether it heals itself"));
    case Minutes:
        return known(facts.medianMinutes, QStringLiteral("usually lasts %1 min").arg(oneDecimal(facts.medianMinutes)),
                     QStringLiteral("it is not known how long it lasts"));
    default:
        return {};
    }
}

} // namespace wf::analysis
