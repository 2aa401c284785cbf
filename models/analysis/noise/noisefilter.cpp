// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/noisefilter.h"

#include "models/analysis/noise/twins.h"
#include "models/signals/severity.h"

#include <QSet>

#include <utility>

namespace wf::analysis {

using signals::Severity;

namespace {

Severity severityOf(const NoiseAlert &alert)
{
    return signals::severityFromLabel(alert.labels.text("severity"));
}

constexpr std::size_t mostRemembered = 50'000;

using CriticalByService = QHash<QString, int>; // the one that began first

CriticalByService criticalOnes(const std::vector<NoiseAlert> &alerts)
{
    CriticalByService out;
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const NoiseAlert &alert = alerts[static_cast<std::size_t>(i)];
        const QString service = alert.labels.text("service");
        if (service.isEmpty() || severityOf(alert) != Severity::Critical)
            continue;
        const auto known = out.constFind(service);
        if (known == out.constEnd() || alert.startsNs < alerts[static_cast<std::size_t>(*known)].startsNs)
            out.insert(service, i);
    }
    return out;
}

// The critical alert of a service below this one's, nearest first, that began before it or hardly after.
int causeBelow(const NoiseAlert &alert, const std::vector<NoiseAlert> &alerts, const CriticalByService &critical,
               const NoiseSettings &settings)
{
    const QString service = alert.labels.text("service");
    if (service.isEmpty() || severityOf(alert) == Severity::Critical)
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

Noise NoiseFilter::expected(const base::Labels &labels, qint64 nowNs) const
{
    for (const MaintenanceWindow &window : m_settings.maintenance)
        if (const auto stretch = expectedDuring(window, labels, nowNs)) {
            Noise out;
            out.reason = NoiseReason::Maintenance;
            out.window = window.name;
            out.untilNs = stretch->endNs;
            return out;
        }
    return {};
}

void NoiseFilter::noteBeginning(Past &past, qint64 startsNs) const
{
    if (startsNs <= past.startsNs)
        return;
    past.startsNs = startsNs;
    past.tells = past.damping.begins(startsNs, m_settings.damping);
}

// Parallel to `alerts`; twins have the same. Valid until the next round.
std::vector<NoiseFilter::Past *> NoiseFilter::pastOf(const std::vector<NoiseAlert> &alerts)
{
    ++m_round;
    std::vector<Past *> out;
    out.reserve(alerts.size());
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const NoiseAlert &alert = alerts[static_cast<std::size_t>(i)];
        Past &past = m_past[twinLabels(alert.labels)];
        const bool isNew = std::exchange(past.round, m_round) != m_round;
        if (isNew || alert.startsNs < alerts[static_cast<std::size_t>(past.first)].startsNs)
            past.first = i;
        out.push_back(&past);
    }
    return out;
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

std::vector<Noise> NoiseFilter::judge(const std::vector<NoiseAlert> &alerts, qint64 nowNs)
{
    forget(nowNs);
    const auto past = pastOf(alerts);
    const auto critical = m_settings.calls.isEmpty() ? CriticalByService() : criticalOnes(alerts);
    std::vector<Noise> out;
    out.reserve(alerts.size());
    for (int i = 0; i < static_cast<int>(alerts.size()); ++i) {
        const NoiseAlert &alert = alerts[static_cast<std::size_t>(i)];
        Past &own = *past[static_cast<std::size_t>(i)];
        if (own.first == i)
            noteBeginning(own, alert.startsNs);
        Noise &noise = out.emplace_back(expected(alert.labels, nowNs));
        if (noise.reason != NoiseReason::None)
            continue;
        const int cause = critical.isEmpty() ? -1 : causeBelow(alert, alerts, critical, m_settings);
        if (own.first != i) {
            noise.reason = NoiseReason::Twin;
            noise.instead = own.first;
        } else if (cause >= 0) {
            noise.reason = NoiseReason::Dependency;
            noise.instead = cause;
        } else if (!own.tells) {
            noise.reason = NoiseReason::Flapping;
            noise.penalty = own.damping.penaltyAt(nowNs, m_settings.damping);
        }
    }
    return out;
}

} // namespace wf::analysis
