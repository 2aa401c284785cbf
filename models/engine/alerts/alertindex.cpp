// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertindex.h"

#include "models/engine/alerts/alertfiltering.h"
#include "models/engine/alerts/alertranks_p.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

using namespace Qt::StringLiterals;

namespace wf::engine {

// One walk over the alerts; each distinct text is converted, lowered and hashed once.
class AlertIndexBuilder {
public:
    explicit AlertIndexBuilder(AlertSnapshotPtr snapshot) { m_out->m_snapshot = std::move(snapshot); }

    std::shared_ptr<const AlertIndex> build()
    {
        const auto &alerts = m_out->m_snapshot->alerts;
        const std::array columns{&m_name,   &m_service, &m_region,   &m_instance, &m_owner,
                                 &m_source, &m_summary, &m_severity, &m_state};
        for (Filling *column : columns)
            column->column->ids.reserve(alerts.size());
        m_keys.reserve(alerts.size());
        m_texts.reserve(alerts.size() * 200);
        m_summary.column->values.reserve(alerts.size());
        for (std::size_t i = 0; i < alerts.size(); ++i) {
            fetchAhead(alerts, i);
            add(alerts[i]);
        }
        std::sort(m_keys.begin(), m_keys.end());
        for (Filling *column : columns)
            reorder(column->column->ids);
        arrange();
        for (Filling *column : columns)
            if (column != &m_summary)
                column->column->rank = ranked(column->lower, column->column->values);
        return m_out;
    }

private:
    // A column while it is filled: ids by text, and the lowered text with its line end, by id.
    struct Filling {
        AlertIndex::Column *column;
        QHash<QString, quint32> byString;
        std::unordered_map<std::string_view, quint32> byView; // into labels, which outlive the building
        std::unordered_map<const QChar *, quint32> byPlace;   // of what outlives it, too: found without reading it
        std::vector<std::string> lower;

        // A text of the snapshot, which shares equal ones.
        quint32 takeShared(const QString &text)
        {
            const auto [at, isNew] = byPlace.try_emplace(text.constData(), 0);
            if (!isNew)
                return push(at->second);
            return at->second = take(text);
        }
        quint32 take(const QString &text)
        {
            const auto found = byString.constFind(text);
            if (found != byString.constEnd())
                return push(*found);
            byString.insert(text, static_cast<quint32>(column->values.size()));
            return fresh(text, lowered(text.toStdString()));
        }
        quint32 take(std::string_view text)
        {
            const auto [at, isNew] = byView.try_emplace(text, static_cast<quint32>(column->values.size()));
            return isNew ? fresh(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), lowered(text))
                         : push(at->second);
        }
        quint32 fresh(QString text, std::string low)
        {
            column->values.push_back(std::move(text));
            if (!low.empty())
                low += '\n';
            lower.push_back(std::move(low));
            return push(static_cast<quint32>(column->values.size() - 1));
        }
        quint32 push(quint32 id)
        {
            column->ids.push_back(id);
            return id;
        }
    };

    // Worst first: severity, then what nobody holds, then newest.
    struct Key {
        quint32 urgency;
        qint64 minusStart;
        quint32 at; // in the snapshot
        auto operator<=>(const Key &) const = default;
    };

    void reorder(std::vector<quint32> &ids) const
    {
        std::vector<quint32> next;
        next.reserve(ids.size());
        for (const Key &key : m_keys)
            next.push_back(ids[key.at]);
        ids.swap(next);
    }

    void arrange()
    {
        m_starts.push_back(m_texts.size());
        m_out->m_arena.reserve(m_texts.size());
        m_out->m_offset.reserve(m_keys.size() + 1);
        for (const Key &key : m_keys) {
            m_out->m_alert.push_back(key.at);
            m_out->m_key.push_back(m_out->m_snapshot->alerts[key.at].key);
            m_out->m_severityOf.push_back(static_cast<signals::Severity>(key.urgency / 4));
            m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
            m_out->m_arena.append(m_texts, m_starts[key.at], m_starts[key.at + 1] - m_starts[key.at]);
        }
        m_out->m_offset.push_back(static_cast<quint32>(m_out->m_arena.size()));
    }

    // What an alert says lies in a dozen places; waiting for them one after the other is most of the work.
    static void fetchAhead(const base::SharedList<WatchedAlert> &alerts, std::size_t at)
    {
        const auto fetch = [](const void *from, std::size_t bytes) {
            for (std::size_t i = 0; i < bytes; i += 64)
                __builtin_prefetch(static_cast<const char *>(from) + i);
        };
        if (at + 12 < alerts.size())
            fetch(&alerts[at + 12], sizeof(WatchedAlert));
        if (at + 8 < alerts.size()) {
            const WatchedAlert &later = alerts[at + 8];
            fetch(&later.alert.labels.pairs(), 64);
            fetch(&later.alert.annotations.pairs(), 64);
            fetch(later.instance.constData(), 64);
        }
        if (at + 4 < alerts.size()) {
            const WatchedAlert &soon = alerts[at + 4];
            const auto &labels = soon.alert.labels.pairs(), &notes = soon.alert.annotations.pairs();
            fetch(labels.data(), std::min<std::size_t>(8, labels.size()) * sizeof(labels[0]));
            fetch(notes.data(), std::min<std::size_t>(4, notes.size()) * sizeof(notes[0]));
        }
    }

    void append(const Filling &column, quint32 id) { m_texts += column.lower[id]; }

    void add(const WatchedAlert &alert)
    {
        std::string_view name, severityText;
        for (const auto &[label, value] : alert.alert.labels)
            if (label == "alertname")
                name = value;
            else if (label == "severity")
                severityText = value;
        const auto [known, isNew] = m_severities.try_emplace(severityText, signals::Severity::Unknown);
        if (isNew)
            known->second = alert.alert.severity();
        const signals::Severity severity = known->second;
        const auto handling = std::min<quint32>(static_cast<quint32>(alert.handling), 2);
        m_keys.push_back({static_cast<quint32>(severity) * 4 + handling, -alert.alert.startsNs,
                          static_cast<quint32>(m_keys.size())});
        m_starts.push_back(m_texts.size());
        static const std::array names{
            signals::severityName(signals::Severity::Critical), signals::severityName(signals::Severity::Warning),
            signals::severityName(signals::Severity::Info), signals::severityName(signals::Severity::Ok),
            signals::severityName(signals::Severity::Unknown)};
        static const std::array states{handlingName(Handling::Open), handlingName(Handling::Pending),
                                       handlingName(Handling::Acknowledged), handlingName(Handling::Silenced),
                                       handlingName(Handling::Inhibited)};
        append(m_name, m_name.take(name));
        append(m_service, m_service.takeShared(alert.service));
        append(m_region, m_region.takeShared(alert.region));
        append(m_instance, m_instance.take(alert.instance));
        append(m_owner, m_owner.takeShared(alert.owner));
        const std::string_view summary = summaryOf(alert);
        m_summary.push(static_cast<quint32>(m_summary.column->values.size()));
        m_summary.column->values.push_back(QString::fromUtf8(summary.data(), static_cast<qsizetype>(summary.size())));
        if (!summary.empty())
            appendLowered(summary);
        append(m_severity, m_severity.takeShared(names.at(static_cast<std::size_t>(severity))));
        append(m_state, m_state.takeShared(states.at(static_cast<std::size_t>(alert.handling))));
        if (alert.sources.size() > 1)
            m_source.take(alert.sources.join(u' '));
        else
            m_source.takeShared(alert.sources.isEmpty() ? alert.alert.source : alert.sources.front());
        appendOtherLabels(alert);
        m_texts += '\0';
    }

    static std::string_view summaryOf(const WatchedAlert &alert)
    {
        for (const char *name : {"summary", "title", "message", "description"})
            if (const auto text = alert.alert.annotations.value(name); !text.empty())
                return text;
        return {};
    }

    void appendLowered(std::string_view text)
    {
        const std::size_t from = m_texts.size();
        m_texts += text;
        bool ascii = true;
        for (std::size_t i = from; i < m_texts.size(); ++i) {
            const char c = m_texts[i];
            ascii &= c >= 0;
            m_texts[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        if (!ascii)
            m_texts.replace(from, std::string::npos, lowered(text));
        m_texts += '\n';
    }

    // Everything else a person may type: label values that are not in a column.
    void appendOtherLabels(const WatchedAlert &alert)
    {
        static constexpr std::array<std::string_view, 5> shown{"alertname", "severity", "service", "region",
                                                               "instance"};
        for (const auto &[name, value] : alert.alert.labels) {
            if (std::find(shown.begin(), shown.end(), name) != shown.end())
                continue;
            appendLowered(value);
        }
    }

    std::shared_ptr<AlertIndex> m_out = std::make_shared<AlertIndex>();
    std::unordered_map<std::string_view, signals::Severity> m_severities; // by label value
    std::vector<Key> m_keys;
    std::string m_texts; // the arena in the order of the snapshot
    std::vector<std::size_t> m_starts;
    Filling m_name{&m_out->m_name, {}, {}, {}, {}}, m_service{&m_out->m_service, {}, {}, {}, {}},
        m_region{&m_out->m_region, {}, {}, {}, {}}, m_instance{&m_out->m_instance, {}, {}, {}, {}},
        m_owner{&m_out->m_owner, {}, {}, {}, {}}, m_source{&m_out->m_source, {}, {}, {}, {}},
        m_summary{&m_out->m_summary, {}, {}, {}, {}}, m_severity{&m_out->m_severity, {}, {}, {}, {}},
        m_state{&m_out->m_state, {}, {}, {}, {}};
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

void AlertIndex::rankSummaries() const
{
    std::call_once(m_summaryRanked, [this] { m_summaryRank = ranked(m_summary.values); });
}

quint32 AlertIndex::sortKey(quint32 row, AlertColumn column) const
{
    const auto rankOf = [row](const Column &c) { return c.rank[c.ids[row]]; };
    switch (column) {
    case AlertColumn::Worst:
        return row;
    case AlertColumn::Severity:
        return static_cast<quint32>(m_severityOf[row]);
    case AlertColumn::Alert:
        return rankOf(m_name);
    case AlertColumn::Service:
        return rankOf(m_service);
    case AlertColumn::Where:
        return rankOf(m_region) * static_cast<quint32>(m_instance.values.size()) + rankOf(m_instance);
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
        return rankOf(m_owner);
    case AlertColumn::Summary:
        return m_summaryRank[m_summary.ids[row]];
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
    if (order.column == AlertColumn::Summary)
        rankSummaries();
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
        group.worst = signals::worse(group.worst, m_severityOf[row]);
        group.open += alert(row).handling == Handling::Open ? 1U : 0U;
        group.rows.push_back(row);
    }
    return out;
}

} // namespace wf::engine
