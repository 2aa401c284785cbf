// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertindex.h"
#include "models/engine/alerts/index/alertorder_p.h"
#include "models/engine/alerts/index/indextexts_p.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr std::size_t mostFresh = 1000;
constexpr quint32 none = ~quint32(0);

// All that an index holds of an alert. Texts that did not change are shared between snapshots.
bool saysTheSame(const WatchedAlert &a, const WatchedAlert &b)
{
    return a.alert.labels == b.alert.labels && a.alert.annotations == b.alert.annotations &&
           a.alert.startsNs == b.alert.startsNs && a.handling == b.handling && a.owner == b.owner &&
           a.sources == b.sources && a.service == b.service && a.region == b.region && a.instance == b.instance &&
           a.alert.source == b.alert.source;
}

// How one snapshot became the next.
struct Step {
    std::vector<quint32> placeNow; // of the alerts before: none when it is gone or different
    std::vector<quint32> fresh;    // places of what is new or different
};

// Nothing when too much is different.
std::optional<Step> stepFrom(const base::SharedList<WatchedAlert> &was, const base::SharedList<WatchedAlert> &now)
{
    Step out{std::vector<quint32>(was.size(), none), {}};
    std::size_t i = 0;
    for (std::size_t j = 0; j < now.size(); ++j) {
        while (i < was.size() && was.ref(i) != now.ref(j) && was[i].key < now[j].key)
            ++i;
        if (i < was.size() && (was.ref(i) == now.ref(j) || (was[i].key == now[j].key && saysTheSame(was[i], now[j]))))
            out.placeNow[i++] = static_cast<quint32>(j);
        else if (out.fresh.size() == mostFresh)
            return std::nullopt;
        else
            out.fresh.push_back(static_cast<quint32>(j));
    }
    return out;
}

} // namespace

// Rows of an index that stayed, and between them those of what is fresh.
class AlertIndexJoiner {
public:
    AlertIndexJoiner(const AlertIndex &was, const Step &step) : m_was(was), m_step(step) {}

    // origin: of the rows, as IndexTexts::joined() reads it.
    void fill(AlertIndex &out, std::vector<quint32> &origin) const
    {
        const auto &alerts = out.m_snapshot->alerts;
        RowKeys keys;
        std::vector<RowKey> fresh;
        for (const quint32 place : m_step.fresh)
            fresh.push_back(keys.of(alerts[place], place));
        std::sort(fresh.begin(), fresh.end());
        origin.reserve(alerts.size());
        quint32 next = 0;
        const auto takeBefore = [&](quint32 end) {
            for (; next < end; ++next)
                if (const quint32 place = m_step.placeNow[m_was.m_alert[next]]; place != none) {
                    out.add(m_was.m_key[next], m_was.m_severityOf[next], place);
                    origin.push_back(next);
                }
        };
        for (const RowKey &key : fresh) {
            takeBefore(rowsBefore(key, next));
            out.add(key.key, key.severity(), key.place);
            origin.push_back(IndexTexts::noRow);
        }
        takeBefore(static_cast<quint32>(m_was.size()));
    }

private:
    // Of the old index, from `from` on.
    [[nodiscard]] quint32 rowsBefore(const RowKey &key, quint32 from) const
    {
        RowKeys keys;
        for (quint32 count = static_cast<quint32>(m_was.size()) - from; count > 0;) {
            const quint32 half = count / 2;
            RowKey middle = keys.of(m_was.alert(from + half), 0);
            middle.place = key.place; // places of two snapshots say nothing beside each other
            const bool isEarlier = middle < key;
            from = isEarlier ? from + half + 1 : from;
            count = isEarlier ? count - half - 1 : half;
        }
        return from;
    }

    const AlertIndex &m_was;
    const Step &m_step;
};

AlertIndexPtr AlertIndex::next(const AlertIndexPtr &before, AlertSnapshotPtr snapshot)
{
    const auto step = before ? stepFrom(before->m_snapshot->alerts, snapshot->alerts) : std::nullopt;
    if (!step)
        return build(std::move(snapshot));
    auto out = std::make_shared<AlertIndex>();
    out->m_snapshot = std::move(snapshot);
    std::vector<quint32> origin;
    AlertIndexJoiner(*before, *step).fill(*out, origin);
    if (before->isPrepared()) // else its texts would have to be made for nothing but these
        out->m_origin = {before, std::move(origin)};
    return out;
}

} // namespace wf::engine
