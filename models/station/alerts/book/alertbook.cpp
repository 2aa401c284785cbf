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

} // namespace

AlertBook::Kept AlertBook::joined(const Kept &before, Kept now, qint64 nowNs)
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

int AlertBook::take(const std::vector<PostedAlert> &alerts, qint64 nowNs)
{
    int taken = 0;
    for (const auto &posted : alerts) {
        if (posted.labels.isEmpty())
            continue;
        Kept now{posted, nowNs, false};
        if (now.alert.startsNs == 0)
            now.alert.startsNs = now.alert.endsNs == 0 ? nowNs : now.alert.endsNs;
        if (now.alert.endsNs == 0) {
            now.hasTimeout = true;
            now.alert.endsNs = nowNs + resolveTimeoutNs;
        }
        if (now.alert.startsNs > now.alert.endsNs)
            continue; // begins after its end
        const auto known = m_alerts.find(posted.labels);
        if (known != m_alerts.end())
            known->second = joined(known->second, std::move(now), nowNs);
        else if (m_alerts.size() < most)
            m_alerts.emplace(posted.labels, std::move(now));
        else
            continue;
        ++taken;
    }
    return taken;
}

std::vector<signals::Alert> AlertBook::present(qint64 nowNs) const
{
    std::vector<signals::Alert> out;
    for (const auto &[labels, kept] : m_alerts) {
        if (kept.alert.endsNs <= nowNs)
            continue;
        signals::Alert alert;
        alert.fingerprint = QStringLiteral("%1").arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.labels = labels;
        alert.annotations = kept.alert.annotations;
        alert.startsNs = kept.alert.startsNs;
        alert.endsNs = kept.alert.endsNs;
        alert.updatedNs = kept.updatedNs;
        alert.generatorUrl = kept.alert.generatorUrl;
        out.push_back(std::move(alert));
    }
    std::ranges::sort(out, {}, &signals::Alert::labels);
    return out;
}

void AlertBook::collect(qint64 nowNs)
{
    std::erase_if(m_alerts, [&](const auto &one) { return one.second.alert.endsNs + 30 * base::nsPerMinute < nowNs; });
}

} // namespace wf::station
