// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertindex.h"

#include "models/engine/alerts/alertfetch.h"
#include "models/engine/alerts/index/alertfiltering.h"
#include "models/engine/alerts/index/alertorder_p.h"
#include "models/engine/alerts/index/alertranks_p.h"
#include "models/engine/alerts/index/indextexts_p.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

// Names by how many alerts have them. Alerts of one rule have the same names in the same order.
class NameCounts {
public:
    void add(const base::Labels &labels)
    {
        std::size_t at = 0;
        for (const auto &[name, value] : labels) {
            if (at == m_last.size())
                m_last.push_back(nullptr);
            if (!m_last[at] || m_last[at]->first != name)
                m_last[at] = &*m_counts.try_emplace(name, 0).first;
            ++m_last[at++]->second;
        }
    }
    [[nodiscard]] std::vector<std::pair<QString, std::size_t>> mostFirst() const
    {
        std::vector<std::pair<QString, std::size_t>> out;
        for (const auto &[name, count] : m_counts)
            out.emplace_back(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), count);
        std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        return out;
    }

private:
    std::unordered_map<std::string_view, std::size_t> m_counts; // views into labels that outlive it
    std::vector<std::pair<const std::string_view, std::size_t> *> m_last;
};

constexpr std::size_t mostLeftBehind = 1000; // values that nothing has any more

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::string_view summaryOf(const WatchedAlert &alert)
{
    for (const char *name : {"summary", "title", "message", "description"})
        if (const auto text = alert.alert.annotations.value(name); !text.empty())
            return text;
    return {};
}

AlertIndex::AlertIndex() = default;
AlertIndex::~AlertIndex() = default;

AlertIndexPtr AlertIndex::build(AlertSnapshotPtr snapshot)
{
    auto out = std::make_shared<AlertIndex>();
    out->m_snapshot = std::move(snapshot);
    for (const RowKey &key : RowKeys().sorted(out->m_snapshot->alerts))
        out->add(key.key, key.severity(), key.place);
    return out;
}

void AlertIndex::add(quint64 key, signals::Severity severity, quint32 place)
{
    if (m_alert.empty()) {
        m_alert.reserve(m_snapshot->alerts.size());
        m_key.reserve(m_snapshot->alerts.size());
        m_severityOf.reserve(m_snapshot->alerts.size());
    }
    m_alert.push_back(place);
    m_key.push_back(key);
    m_severityOf.push_back(severity);
}

IndexTexts AlertIndex::madeTexts() const
{
    const auto row = [this](quint32 at) { return IndexTexts::Row{&alert(at), m_severityOf[at]}; };
    std::vector<IndexTexts::Row> rows;
    const bool isWorn = m_origin.before && m_origin.before->distinctTexts() > 2 * size() + mostLeftBehind;
    if (!m_origin.before || isWorn) {
        rows.reserve(size());
        for (quint32 at = 0; at < size(); ++at)
            rows.push_back(row(at));
        return IndexTexts::of(rows);
    }
    for (quint32 at = 0; at < size(); ++at)
        if (m_origin.rows[at] == IndexTexts::noRow)
            rows.push_back(row(at));
    return IndexTexts::joined(m_origin.before->texts(), IndexTexts::of(rows), m_origin.rows);
}

const IndexTexts &AlertIndex::texts() const
{
    std::call_once(m_textsMade, [this] {
        m_texts = std::make_unique<const IndexTexts>(madeTexts());
        m_origin = {};
        m_isPrepared = true;
    });
    return *m_texts;
}

std::size_t AlertIndex::distinctTexts() const
{
    return texts().mostValues();
}

QString AlertIndex::summary(quint32 row) const
{
    return fromUtf8(summaryOf(alert(row)));
}

void AlertIndex::prepare() const
{
    (void)texts();
    (void)labelNames();
}

const std::vector<QString> &AlertIndex::summaries() const
{
    std::call_once(m_summariesMade, [this] {
        m_summaries.reserve(size());
        for (quint32 row = 0; row < size(); ++row)
            m_summaries.push_back(summary(row));
    });
    return m_summaries;
}

const std::vector<quint32> &AlertIndex::summaryRanks() const
{
    std::call_once(m_summariesRanked, [this] { m_summaryRanks = ranked(summaries()); });
    return m_summaryRanks;
}

const std::vector<std::pair<QString, std::size_t>> &AlertIndex::labelNames() const
{
    std::call_once(m_namesCounted, [this] {
        NameCounts counts;
        const auto &alerts = m_snapshot->alerts;
        for (std::size_t i = 0; i < alerts.size(); ++i) {
            fetchAhead(i, alerts.size(), Fetched::Labels,
                       [&alerts](std::size_t at) -> const WatchedAlert & { return alerts[at]; });
            counts.add(alerts[i].alert.labels);
        }
        m_labelNames = counts.mostFirst();
    });
    return m_labelNames;
}

quint32 AlertIndex::sortKey(quint32 row, AlertColumn column) const
{
    const auto rankOf = [row](const IndexColumn &c) { return c.rank[c.ids[row]]; };
    switch (column) {
    case AlertColumn::Worst:
        return row;
    case AlertColumn::Severity:
        return static_cast<quint32>(m_severityOf[row]);
    case AlertColumn::Alert:
        return rankOf(texts().name);
    case AlertColumn::Service:
        return rankOf(texts().service);
    case AlertColumn::Where:
        return rankOf(texts().region) * static_cast<quint32>(texts().instance.values.size()) + rankOf(texts().instance);
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
        return rankOf(texts().owner);
    case AlertColumn::Summary:
        return summaryRanks()[row];
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
    const auto add = [this, &out](std::size_t group, quint32 row) {
        out[group].worst = signals::worse(out[group].worst, m_severityOf[row]);
        out[group].open += alert(row).handling == Handling::Open ? 1U : 0U;
        out[group].rows.push_back(row);
    };
    if (const IndexColumn *column = texts().column(field)) {
        constexpr std::size_t none = ~std::size_t(0);
        std::vector<std::size_t> groupOf(column->values.size(), none);
        for (const quint32 row : rows) {
            std::size_t &group = groupOf[column->ids[row]];
            if (group == none) {
                group = out.size();
                out.push_back({column->text(row), signals::Severity::Unknown, 0, {}});
            }
            add(group, row);
        }
        return out;
    }
    const bool isSummary = field == "summary"_L1;
    const std::string name = field.toStdString();
    std::unordered_map<std::string_view, std::size_t> groupOf;
    for (const quint32 row : rows) {
        const std::string_view value = isSummary ? summaryOf(alert(row)) : alert(row).alert.labels.value(name);
        const auto [group, isNew] = groupOf.try_emplace(value, out.size());
        if (isNew)
            out.push_back({fromUtf8(value), signals::Severity::Unknown, 0, {}});
        add(group->second, row);
    }
    return out;
}

} // namespace wf::engine
