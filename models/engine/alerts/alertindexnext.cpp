// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertindex.h"
#include "models/engine/alerts/alertranks_p.h"

#include <QHash>

#include <algorithm>
#include <tuple>

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
        while (i < was.size() && was[i].key < now[j].key)
            ++i;
        if (i < was.size() && (was.ref(i) == now.ref(j) || (was[i].key == now[j].key && saysTheSame(was[i], now[j]))))
            out.placeNow[i] = static_cast<quint32>(j);
        else if (out.fresh.size() == mostFresh)
            return std::nullopt;
        else
            out.fresh.push_back(static_cast<quint32>(j));
    }
    return out;
}

} // namespace

// Rows of an index that stayed, and between them those of a small index of what is fresh.
class AlertIndexJoiner {
public:
    AlertIndexJoiner(const AlertIndex &was, const AlertIndex &more, const Step &step)
        : m_was(was), m_more(more), m_step(step)
    {
    }
    std::shared_ptr<const AlertIndex> joined(AlertSnapshotPtr snapshot)
    {
        m_out->m_snapshot = std::move(snapshot);
        order();
        join(&AlertIndex::m_name);
        join(&AlertIndex::m_service);
        join(&AlertIndex::m_region);
        join(&AlertIndex::m_instance);
        join(&AlertIndex::m_owner);
        join(&AlertIndex::m_source);
        join(&AlertIndex::m_severity);
        join(&AlertIndex::m_state);
        joinSummaries();
        return m_out;
    }

private:
    // Where a row of the new index comes from: its number there, of the small one behind all of the other.
    [[nodiscard]] quint32 fromMore(quint32 row) const { return static_cast<quint32>(m_was.size()) + row; }

    // As rows are ordered by build(): places in a snapshot are in the order of keys.
    static auto keyOf(const AlertIndex &index, quint32 row)
    {
        const WatchedAlert &alert = index.alert(row);
        const auto handling = std::min<quint32>(static_cast<quint32>(alert.handling), 2);
        return std::tuple(static_cast<quint32>(index.severity(row)) * 4 + handling, -alert.alert.startsNs, alert.key);
    }

    void order()
    {
        std::vector<quint32> before(m_more.size()); // rows of the old index before each fresh one
        for (quint32 row = 0; row < m_more.size(); ++row) {
            const auto key = keyOf(m_more, row);
            quint32 from = row > 0 ? before[row - 1] : 0, count = static_cast<quint32>(m_was.size()) - from;
            while (count > 0) {
                const quint32 half = count / 2;
                const bool isEarlier = keyOf(m_was, from + half) < key;
                from = isEarlier ? from + half + 1 : from;
                count = isEarlier ? count - half - 1 : half;
            }
            before[row] = from;
        }
        m_origin.reserve(m_out->m_snapshot->alerts.size());
        quint32 next = 0;
        const auto takeWas = [this, &next](quint32 end) {
            for (; next < end; ++next)
                if (const quint32 place = m_step.placeNow[m_was.m_alert[next]]; place != none)
                    take(m_was, next, next, place);
        };
        for (quint32 row = 0; row < m_more.size(); ++row) {
            takeWas(before[row]);
            take(m_more, row, fromMore(row), m_step.fresh[m_more.m_alert[row]]);
        }
        takeWas(static_cast<quint32>(m_was.size()));
        m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
    }

    void take(const AlertIndex &index, quint32 row, quint32 origin, quint32 place)
    {
        if (m_origin.empty())
            m_out->m_arena.reserve(m_was.m_arena.size() + m_more.m_arena.size());
        m_origin.push_back(origin);
        m_out->m_alert.push_back(place);
        m_out->m_key.push_back(index.m_key[row]);
        m_out->m_severityOf.push_back(index.m_severityOf[row]);
        m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
        m_out->m_arena.append(index.m_arena, index.m_offset[row], index.m_offset[row + 1] - index.m_offset[row]);
    }

    void fill(AlertIndex::Column &out, const AlertIndex::Column &was, const AlertIndex::Column &more,
              const std::vector<quint32> &idOf) const
    {
        const auto rows = static_cast<quint32>(m_was.size());
        out.ids.reserve(m_origin.size());
        for (const quint32 origin : m_origin)
            out.ids.push_back(origin < rows ? was.ids[origin] : idOf[more.ids[origin - rows]]);
    }

    void join(AlertIndex::Column AlertIndex::*column)
    {
        const auto &was = m_was.*column, &more = m_more.*column;
        auto &out = m_out.get()->*column;
        out.values = was.values;
        QHash<QString, quint32> known;
        if (!more.values.empty()) {
            known.reserve(static_cast<qsizetype>(was.values.size()));
            for (quint32 id = 0; id < was.values.size(); ++id)
                known.insert(was.values[id], id);
        }
        std::vector<quint32> idOf;
        for (const QString &value : more.values) {
            const auto found = known.constFind(value);
            idOf.push_back(found != known.cend() ? *found : static_cast<quint32>(out.values.size()));
            if (found == known.cend())
                out.values.push_back(value);
        }
        out.rank = out.values.size() == was.values.size() ? was.rank : ranked(out.values);
        fill(out, was, more, idOf);
    }

    // One for each alert: what is gone is left behind, until next() makes all anew.
    void joinSummaries()
    {
        auto &out = m_out->m_summary;
        out.values.reserve(m_was.m_summary.values.size() + m_more.m_summary.values.size());
        out.values = m_was.m_summary.values;
        std::vector<quint32> idOf;
        for (const QString &value : m_more.m_summary.values) {
            idOf.push_back(static_cast<quint32>(out.values.size()));
            out.values.push_back(value);
        }
        fill(out, m_was.m_summary, m_more.m_summary, idOf);
    }

    const AlertIndex &m_was, &m_more;
    const Step &m_step;
    std::vector<quint32> m_origin; // by row
    std::shared_ptr<AlertIndex> m_out = std::make_shared<AlertIndex>();
};

AlertIndexPtr AlertIndex::next(const AlertIndexPtr &before, AlertSnapshotPtr snapshot)
{
    const bool isUsable = before && before->m_summary.values.size() < 2 * before->size() + 1;
    const auto step = isUsable ? stepFrom(before->m_snapshot->alerts, snapshot->alerts) : std::nullopt;
    if (!step)
        return build(std::move(snapshot));
    auto fresh = std::make_shared<AlertSnapshot>();
    for (const quint32 place : step->fresh)
        fresh->alerts.share(snapshot->alerts.ref(place));
    const auto more = build(std::move(fresh));
    return AlertIndexJoiner(*before, *more, *step).joined(std::move(snapshot));
}

} // namespace wf::engine
