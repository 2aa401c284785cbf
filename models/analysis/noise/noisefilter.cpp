// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/noisefilter.h"

#include "models/analysis/noise/twins.h"

#include <QSet>

namespace wf::analysis {

using signals::Alert;
using signals::Severity;

namespace {

constexpr std::size_t mostRemembered = 50'000;

using FirstOfTwins = std::unordered_map<base::Labels, int>; // the one that began first stands for all
using CriticalByService = QHash<QString, int>;              // the one that began first

FirstOfTwins firstOfTwins(const std::vector<Alert> &alerts)
{
    FirstOfTwins out;
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const Alert &alert = alerts[static_cast<std::size_t>(i)];
        const auto [known, isNew] = out.try_emplace(twinLabels(alert.labels), i);
        if (!isNew && alert.startsNs < alerts[static_cast<std::size_t>(known->second)].startsNs)
            known->second = i;
    }
    return out;
}

CriticalByService criticalOnes(const std::vector<Alert> &alerts)
{
    CriticalByService out;
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const Alert &alert = alerts[static_cast<std::size_t>(i)];
        const QString service = alert.labels.text("service");
        if (alert.severity() != Severity::Critical || service.isEmpty())
            continue;
        const auto known = out.constFind(service);
        if (known == out.constEnd() || alert.startsNs < alerts[static_cast<std::size_t>(*known)].startsNs)
            out.insert(service, i);
    }
    return out;
}

// The critical alert of a service below this one's, nearest first, that began before it or hardly after.
int causeBelow(const Alert &alert, const std::vector<Alert> &alerts, const CriticalByService &critical,
               const NoiseSettings &settings)
{
    const QString service = alert.labels.text("service");
    if (service.isEmpty() || alert.severity() == Severity::Critical)
        return -1;
    QSet<QString> seen{service};
    QStringList level = settings.calls.value(service);
    while (!level.isEmpty()) {
        QStringList next;
        for (const QString &callee : level) {
            if (seen.contains(callee))
                continue;
            seen.insert(callee);
            const int cause = critical.value(callee, -1);
            if (cause >= 0 && alerts[static_cast<std::size_t>(cause)].startsNs <= alert.startsNs + settings.earlierNs)
                return cause;
            next += settings.calls.value(callee);
        }
        level = next;
    }
    return -1;
}

} // namespace

Noise NoiseFilter::expected(const Alert &alert, qint64 nowNs) const
{
    for (const MaintenanceWindow &window : m_settings.maintenance)
        if (const auto stretch = expectedDuring(window, alert.labels, nowNs)) {
            Noise out;
            out.reason = NoiseReason::Maintenance;
            out.window = window.name;
            out.untilNs = stretch->endNs;
            return out;
        }
    return {};
}

void NoiseFilter::noteBeginning(const Alert &alert)
{
    Past &past = m_past[twinLabels(alert.labels)];
    if (alert.startsNs <= past.startsNs)
        return;
    past.startsNs = alert.startsNs;
    past.tells = past.damping.begins(alert.startsNs, m_settings.damping);
}

void NoiseFilter::forget(qint64 nowNs)
{
    if (m_past.size() <= mostRemembered)
        return;
    std::erase_if(m_past, [&](const auto &one) {
        return one.second.damping.penaltyAt(nowNs, m_settings.damping) < m_settings.damping.reuseAt;
    });
    if (m_past.size() > mostRemembered)
        m_past.clear(); // all of them flap: telling too much is better than growing
}

std::vector<Noise> NoiseFilter::judge(const std::vector<Alert> &alerts, qint64 nowNs)
{
    forget(nowNs);
    const auto twins = firstOfTwins(alerts);
    const auto critical = criticalOnes(alerts);
    for (const auto &[labels, first] : twins)
        noteBeginning(alerts[static_cast<std::size_t>(first)]);
    std::vector<Noise> out;
    out.reserve(alerts.size());
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const Alert &alert = alerts[static_cast<std::size_t>(i)];
        Noise noise = expected(alert, nowNs);
        const base::Labels labels = twinLabels(alert.labels);
        const Past &past = m_past.at(labels);
        if (noise.reason != NoiseReason::None) {
            out.push_back(noise);
            continue;
        }
        if (const int first = twins.at(labels); first != i) {
            noise.reason = NoiseReason::Twin;
            noise.instead = first;
        } else if (const int cause = causeBelow(alert, alerts, critical, m_settings); cause >= 0) {
            noise.reason = NoiseReason::Dependency;
            noise.instead = cause;
        } else if (!past.tells) {
            noise.reason = NoiseReason::Flapping;
            noise.penalty = past.damping.penaltyAt(nowNs, m_settings.damping);
        }
        out.push_back(noise);
    }
    return out;
}

} // namespace wf::analysis
