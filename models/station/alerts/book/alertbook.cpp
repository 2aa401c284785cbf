// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/alertbook.h"

#include <algorithm>

namespace wf::station {

namespace {

bool overlap(const PostedAlert &before, const PostedAlert &now)
{
    return (now.endsNs > before.startsNs && now.endsNs < before.endsNs) ||
           (now.startsNs > before.startsNs && now.startsNs < before.endsNs);
}

KeptAlert joined(const KeptAlert &before, KeptAlert now, qint64 nowNs)
{
    if (!overlap(before.alert, now.alert))
        return now;
    now.alert.startsNs = std::min(now.alert.startsNs, before.alert.startsNs);
    if (now.alert.endsNs <= nowNs) {
        // Of two ends that have passed the later one counts.
        if (before.alert.endsNs <= nowNs)
            now.alert.endsNs = std::max(now.alert.endsNs, before.alert.endsNs);
    } else if (before.alert.endsNs > now.alert.endsNs && !before.hasTimeout)
        now.alert.endsNs = before.alert.endsNs;
    return now;
}

} // namespace

int AlertBook::take(const std::vector<PostedAlert> &alerts, qint64 nowNs)
{
    int taken = 0;
    for (const auto &posted : alerts) {
        if (posted.labels.isEmpty())
            continue;
        KeptAlert now{posted, nowNs, false, 0};
        if (now.alert.startsNs == 0)
            now.alert.startsNs = now.alert.endsNs == 0 ? nowNs : now.alert.endsNs;
        if (now.alert.endsNs == 0) {
            now.hasTimeout = true;
            now.alert.endsNs = nowNs + resolveTimeoutNs;
        }
        if (now.alert.startsNs > now.alert.endsNs)
            continue; // begins after its end
        const auto known = m_alerts.find(posted.labels);
        now.fingerprint = known != m_alerts.end() ? known->second->fingerprint : posted.labels.fingerprint();
        if (known != m_alerts.end())
            known->second = std::make_shared<KeptAlert>(joined(*known->second, std::move(now), nowNs));
        else if (m_alerts.size() < most)
            m_alerts.emplace(posted.labels, std::make_shared<KeptAlert>(std::move(now)));
        else
            continue;
        ++taken;
    }
    return taken;
}

AlertSnapshot AlertBook::snapshot() const
{
    AlertSnapshot out;
    out.reserve(m_alerts.size());
    for (const auto &[labels, kept] : m_alerts)
        out.push_back(kept);
    return out;
}

std::vector<signals::Alert> presentAlerts(const AlertSnapshot &snapshot, qint64 nowNs)
{
    std::vector<const KeptAlert *> present;
    for (const auto &kept : snapshot)
        if (kept->alert.endsNs > nowNs)
            present.push_back(kept.get());
    std::ranges::sort(present, {}, &KeptAlert::fingerprint);
    std::vector<signals::Alert> out;
    out.reserve(present.size());
    for (const KeptAlert *kept : present) {
        const PostedAlert &posted = kept->alert;
        signals::Alert alert;
        alert.fingerprint = QStringLiteral("%1").arg(kept->fingerprint, 16, 16, QLatin1Char('0'));
        alert.labels = posted.labels;
        alert.annotations = posted.annotations;
        alert.startsNs = posted.startsNs;
        alert.endsNs = posted.endsNs;
        alert.updatedNs = kept->updatedNs;
        alert.generatorUrl = posted.generatorUrl;
        out.push_back(std::move(alert));
    }
    return out;
}

void AlertBook::collect(qint64 nowNs)
{
    std::erase_if(m_alerts, [&](const auto &one) { return one.second->alert.endsNs + 30 * base::nsPerMinute < nowNs; });
}

} // namespace wf::station
