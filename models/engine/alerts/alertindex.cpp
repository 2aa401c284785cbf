// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertindex.h"

#include "models/engine/alerts/alertfiltering.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

using namespace Qt::StringLiterals;

namespace wf::engine {

class AlertIndexBuilder {
public:
    explicit AlertIndexBuilder(AlertSnapshotPtr snapshot) { m_out->m_snapshot = std::move(snapshot); }

    std::shared_ptr<const AlertIndex> build()
    {
        orderRows();
        column(m_out->m_name, [](const WatchedAlert &a) { return a.alert.name(); });
        column(m_out->m_service, [](const WatchedAlert &a) { return a.service; });
        column(m_out->m_region, [](const WatchedAlert &a) { return a.region; });
        column(m_out->m_instance, [](const WatchedAlert &a) { return a.instance; });
        column(m_out->m_owner, [](const WatchedAlert &a) { return a.owner; });
        column(m_out->m_source,
               [](const WatchedAlert &a) { return a.sources.isEmpty() ? a.alert.source : a.sources.join(u' '); });
        column(m_out->m_severity, [](const WatchedAlert &a) { return signals::severityName(a.alert.severity()); });
        column(m_out->m_state, [](const WatchedAlert &a) { return handlingName(a.handling); });
        column(m_out->m_summary, [](const WatchedAlert &a) {
            for (const char *name : {"summary", "title", "message", "description"})
                if (a.alert.annotations.has(name))
                    return a.alert.annotations.text(name);
            return QString();
        });
        fillArena();
        return m_out;
    }

private:
    void orderRows()
    {
        struct Key {
            quint32 urgency;
            qint64 minusStart;
            quint32 at;
            auto operator<=>(const Key &) const = default;
        };
        const auto &alerts = m_out->m_snapshot->alerts;
        std::vector<Key> keys;
        keys.reserve(alerts.size());
        for (quint32 i = 0; i < alerts.size(); ++i) {
            const auto severity = static_cast<quint32>(alerts[i].alert.severity());
            const auto handling = std::min<quint32>(static_cast<quint32>(alerts[i].handling), 2);
            keys.push_back({severity * 4 + handling, -alerts[i].alert.startsNs, i});
        }
        std::sort(keys.begin(), keys.end());
        m_out->m_alert.reserve(keys.size());
        for (const Key &key : keys)
            m_out->m_alert.push_back(key.at);
    }

    template<class Get>
    void column(AlertIndex::Column &column, Get get)
    {
        QHash<QString, quint32> seen;
        column.ids.reserve(m_out->size());
        for (quint32 row = 0; row < m_out->size(); ++row) {
            QString text = get(m_out->alert(row));
            const auto found = seen.constFind(text);
            if (found != seen.constEnd()) {
                column.ids.push_back(*found);
                continue;
            }
            const auto id = static_cast<quint32>(column.values.size());
            seen.insert(text, id);
            column.values.push_back(std::move(text));
            column.ids.push_back(id);
        }
        std::vector<quint32> order(column.values.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&column](quint32 a, quint32 b) {
            const int folded = column.values[a].compare(column.values[b], Qt::CaseInsensitive);
            return folded != 0 ? folded < 0 : column.values[a] < column.values[b];
        });
        column.rank.resize(order.size());
        for (quint32 i = 0; i < order.size(); ++i)
            column.rank[order[i]] = i;
    }

    void append(const AlertIndex::Column &column, quint32 row, std::vector<std::string> &lowered)
    {
        std::string &text = lowered[column.ids[row]];
        if (text.empty() && !column.text(row).isEmpty())
            text = column.text(row).toLower().toStdString() + '\n';
        m_out->m_arena += text;
    }

    // Everything a person may type: all shown columns and all label values.
    void fillArena()
    {
        const std::array columns{&m_out->m_name,  &m_out->m_service, &m_out->m_region,   &m_out->m_instance,
                                 &m_out->m_owner, &m_out->m_summary, &m_out->m_severity, &m_out->m_state};
        std::array<std::vector<std::string>, columns.size()> lowered;
        for (std::size_t i = 0; i < columns.size(); ++i)
            lowered[i].resize(columns[i]->values.size());
        for (quint32 row = 0; row < m_out->size(); ++row) {
            m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
            for (std::size_t i = 0; i < columns.size(); ++i)
                append(*columns[i], row, lowered[i]);
            appendOtherLabels(m_out->alert(row));
            m_out->m_arena += '\0';
        }
        m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
    }

    void appendOtherLabels(const WatchedAlert &alert)
    {
        static constexpr std::array<std::string_view, 6> shown{"alertname", "severity", "service",
                                                               "region",    "instance", "pod"};
        for (const auto &[name, value] : alert.alert.labels) {
            if (std::find(shown.begin(), shown.end(), name) != shown.end() && name != "pod")
                continue;
            const bool ascii = std::all_of(value.begin(), value.end(), [](char c) { return c > 0; });
            if (ascii)
                std::transform(value.begin(), value.end(), std::back_inserter(m_out->m_arena),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            else
                m_out->m_arena += QString::fromStdString(value).toLower().toStdString();
            m_out->m_arena += '\n';
        }
    }

    std::shared_ptr<AlertIndex> m_out = std::make_shared<AlertIndex>();
};

AlertIndexPtr AlertIndex::build(AlertSnapshotPtr snapshot)
{
    return AlertIndexBuilder(std::move(snapshot)).build();
}

const AlertIndex::Column *AlertIndex::column(const QString &field) const
{
    static const QHash<QString, Column AlertIndex::*> columns{
        {u"alert"_s, &AlertIndex::m_name},        {u"alertname"_s, &AlertIndex::m_name},
        {u"service"_s, &AlertIndex::m_service},   {u"region"_s, &AlertIndex::m_region},
        {u"instance"_s, &AlertIndex::m_instance}, {u"owner"_s, &AlertIndex::m_owner},
        {u"source"_s, &AlertIndex::m_source},     {u"summary"_s, &AlertIndex::m_summary},
        {u"severity"_s, &AlertIndex::m_severity}, {u"state"_s, &AlertIndex::m_state}};
    const auto found = columns.constFind(field);
    return found == columns.constEnd() ? nullptr : &(this->*(*found));
}

QString AlertIndex::fieldText(quint32 row, const QString &field) const
{
    if (const Column *known = column(field))
        return known->text(row);
    return alert(row).alert.labels.text(field.toStdString());
}

quint32 AlertIndex::sortKey(quint32 row, AlertColumn column) const
{
    const auto ranked = [row](const Column &c) { return c.rank[c.ids[row]]; };
    switch (column) {
    case AlertColumn::Worst:
        return row;
    case AlertColumn::Severity:
        return static_cast<quint32>(alert(row).alert.severity());
    case AlertColumn::Alert:
        return ranked(m_name);
    case AlertColumn::Service:
        return ranked(m_service);
    case AlertColumn::Where:
        return ranked(m_region) * static_cast<quint32>(m_instance.values.size()) + ranked(m_instance);
    case AlertColumn::Since: // seconds, good until 2106
        return static_cast<quint32>(std::max<qint64>(0, alert(row).alert.startsNs / 1'000'000'000));
    case AlertColumn::Value: {
        const auto value = alert(row).alert.value;
        if (!value)
            return 0;
        const auto bits = std::bit_cast<quint32>(static_cast<float>(*value));
        return (bits >> 31U) != 0 ? ~bits : bits | 0x80000000U;
    }
    case AlertColumn::State:
        return static_cast<quint32>(alert(row).handling);
    case AlertColumn::Owner:
        return ranked(m_owner);
    case AlertColumn::Summary:
        return ranked(m_summary);
    }
    return 0;
}

namespace {

// Least significant digit first over the upper half; equal keys keep their order.
void radixSortByUpperHalf(std::vector<quint64> &keys)
{
    std::vector<quint64> other(keys.size());
    for (int shift = 32; shift < 64; shift += 11) {
        std::array<std::size_t, 2048> start{};
        for (const quint64 key : keys)
            ++start[(key >> shift) & 2047U];
        std::size_t sum = 0;
        for (auto &slot : start)
            sum += std::exchange(slot, sum);
        for (const quint64 key : keys)
            other[start[(key >> shift) & 2047U]++] = key;
        keys.swap(other);
    }
}

} // namespace

std::vector<quint32> AlertIndex::rows(const AlertFilter &filter, AlertOrder order, qint64 nowNs) const
{
    std::vector<quint32> out = AlertFiltering(*this, nowNs).rows(filter);
    if (order.column == AlertColumn::Worst) {
        if (order.descending)
            std::reverse(out.begin(), out.end());
        return out;
    }
    std::vector<quint64> keys;
    keys.reserve(out.size());
    for (const quint32 row : out) {
        const quint32 key = sortKey(row, order.column);
        keys.push_back((quint64(order.descending ? ~key : key) << 32U) | row);
    }
    radixSortByUpperHalf(keys);
    std::transform(keys.begin(), keys.end(), out.begin(), [](quint64 key) { return static_cast<quint32>(key); });
    return out;
}

std::vector<AlertGroup> AlertIndex::groups(const std::vector<quint32> &rows, const QString &field) const
{
    std::vector<AlertGroup> out;
    QHash<QString, std::size_t> at;
    for (const quint32 row : rows) {
        const QString value = fieldText(row, field);
        auto found = at.constFind(value);
        if (found == at.constEnd()) {
            found = at.insert(value, out.size());
            out.push_back({value, signals::Severity::Unknown, 0, {}});
        }
        AlertGroup &group = out[*found];
        group.worst = signals::worse(group.worst, alert(row).alert.severity());
        group.open += alert(row).handling == Handling::Open ? 1U : 0U;
        group.rows.push_back(row);
    }
    return out;
}

} // namespace wf::engine
