// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/indextexts_p.h"

#include "models/engine/alerts/alertfetch.h"
#include "models/engine/alerts/index/alertranks_p.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

// A column while it is filled: ids by text, and the lowered text with its line end, by id.
struct Filling {
    explicit Filling(IndexColumn &filled, std::size_t rows) : column(filled) { column.ids.reserve(rows); }
    IndexColumn &column;
    QHash<QString, quint32> byString;
    std::unordered_map<std::string_view, quint32> byView; // into labels, which outlive the building
    std::unordered_map<const QChar *, quint32> byPlace;   // of what outlives it, too: found without reading it
    std::vector<std::string> lower;

    // A text of the snapshot, which shares equal ones.
    const std::string &takeShared(const QString &text)
    {
        const auto [at, isNew] = byPlace.try_emplace(text.constData(), 0);
        if (!isNew)
            return push(at->second);
        const std::string &out = take(text);
        at->second = column.ids.back();
        return out;
    }
    const std::string &take(const QString &text)
    {
        const auto found = byString.constFind(text);
        if (found != byString.constEnd())
            return push(*found);
        byString.insert(text, static_cast<quint32>(column.values.size()));
        return fresh(text, lowered(text.toStdString()));
    }
    const std::string &take(std::string_view text)
    {
        const auto [at, isNew] = byView.try_emplace(text, static_cast<quint32>(column.values.size()));
        return isNew ? fresh(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), lowered(text))
                     : push(at->second);
    }

private:
    const std::string &fresh(QString text, std::string low)
    {
        column.values.push_back(std::move(text));
        if (!low.empty())
            low += '\n';
        lower.push_back(std::move(low));
        return push(static_cast<quint32>(column.values.size() - 1));
    }
    const std::string &push(quint32 id)
    {
        column.ids.push_back(id);
        return lower[id];
    }
};

// One walk over the alerts; each distinct text is converted, lowered and hashed once.
class TextsBuilder {
public:
    explicit TextsBuilder(std::size_t rows)
        : m_name(m_out.name, rows),
          m_service(m_out.service, rows),
          m_region(m_out.region, rows),
          m_instance(m_out.instance, rows),
          m_owner(m_out.owner, rows),
          m_source(m_out.source, rows),
          m_severity(m_out.severity, rows),
          m_state(m_out.state, rows)
    {
        constexpr std::size_t usual = 250; // bytes of an alert
        m_out.arena.reserve(rows * usual);
        m_out.offset.reserve(rows + 1);
    }

    void add(const WatchedAlert &alert, signals::Severity severity)
    {
        static const std::array severities{
            signals::severityName(signals::Severity::Critical), signals::severityName(signals::Severity::Warning),
            signals::severityName(signals::Severity::Info), signals::severityName(signals::Severity::Ok),
            signals::severityName(signals::Severity::Unknown)};
        static const std::array states{handlingName(Handling::Open), handlingName(Handling::Pending),
                                       handlingName(Handling::Acknowledged), handlingName(Handling::Silenced),
                                       handlingName(Handling::Inhibited)};
        m_out.offset.push_back(static_cast<quint32>(m_out.arena.size()));
        m_out.arena += m_name.take(alert.alert.labels.value("alertname"));
        m_out.arena += m_service.takeShared(alert.service);
        m_out.arena += m_region.takeShared(alert.region);
        m_out.arena += m_instance.take(alert.instance);
        m_out.arena += m_owner.takeShared(alert.owner);
        if (const std::string_view summary = summaryOf(alert); !summary.empty())
            appendLowered(summary);
        m_out.arena += m_severity.takeShared(severities.at(static_cast<std::size_t>(severity)));
        m_out.arena += m_state.takeShared(states.at(static_cast<std::size_t>(alert.handling)));
        if (alert.sources.size() > 1)
            m_source.take(alert.sources.join(u' '));
        else
            m_source.takeShared(alert.sources.isEmpty() ? alert.alert.source : alert.sources.front());
        appendOtherLabels(alert);
        m_out.arena += '\0';
    }

    IndexTexts finish()
    {
        m_out.offset.push_back(static_cast<quint32>(m_out.arena.size()));
        for (Filling *one : {&m_name, &m_service, &m_region, &m_instance, &m_owner, &m_source, &m_severity, &m_state})
            one->column.rank = ranked(one->lower, one->column.values);
        return std::move(m_out);
    }

private:
    void appendLowered(std::string_view text)
    {
        std::string &arena = m_out.arena;
        const std::size_t from = arena.size();
        arena += text;
        bool ascii = true;
        for (std::size_t i = from; i < arena.size(); ++i) {
            const char c = arena[i];
            ascii &= c >= 0;
            arena[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        if (!ascii)
            arena.replace(from, std::string::npos, lowered(text));
        arena += '\n';
    }

    // Everything else a person may type: label values that are not in a column.
    void appendOtherLabels(const WatchedAlert &alert)
    {
        static constexpr std::array<std::string_view, 5> shown{"alertname", "severity", "service", "region",
                                                               "instance"};
        for (const auto &[name, value] : alert.alert.labels)
            if (std::find(shown.begin(), shown.end(), name) == shown.end())
                appendLowered(value);
    }

    IndexTexts m_out;
    Filling m_name, m_service, m_region, m_instance, m_owner, m_source, m_severity, m_state;
};

// Numbers of `more` in a column that begins with what `before` has.
void join(IndexColumn &out, const IndexColumn &before, const IndexColumn &more, const std::vector<quint32> &origin)
{
    out.values = before.values;
    QHash<QString, quint32> known;
    if (!more.values.empty()) {
        known.reserve(static_cast<qsizetype>(before.values.size()));
        for (quint32 id = 0; id < before.values.size(); ++id)
            known.insert(before.values[id], id);
    }
    std::vector<quint32> idOf;
    for (const QString &value : more.values) {
        const auto found = known.constFind(value);
        idOf.push_back(found != known.cend() ? *found : static_cast<quint32>(out.values.size()));
        if (found == known.cend())
            out.values.push_back(value);
    }
    out.rank = out.values.size() == before.values.size() ? before.rank : ranked(out.values);
    out.ids.reserve(origin.size());
    std::size_t next = 0;
    for (const quint32 row : origin)
        out.ids.push_back(row != IndexTexts::noRow ? before.ids[row] : idOf[more.ids[next++]]);
}

} // namespace

const IndexColumn *IndexTexts::column(const QString &field) const
{
    static const QHash<QString, IndexColumn IndexTexts::*> columns{
        {u"alert"_s, &IndexTexts::name},        {u"alertname"_s, &IndexTexts::name},
        {u"service"_s, &IndexTexts::service},   {u"region"_s, &IndexTexts::region},
        {u"instance"_s, &IndexTexts::instance}, {u"owner"_s, &IndexTexts::owner},
        {u"source"_s, &IndexTexts::source},     {u"severity"_s, &IndexTexts::severity},
        {u"state"_s, &IndexTexts::state}};
    const auto found = columns.constFind(field);
    return found == columns.constEnd() ? nullptr : &(this->*(*found));
}

std::size_t IndexTexts::mostValues() const
{
    return std::max({name.values.size(), service.values.size(), region.values.size(), instance.values.size(),
                     owner.values.size(), source.values.size()});
}

IndexTexts IndexTexts::of(const std::vector<Row> &rows)
{
    TextsBuilder builder(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        fetchAhead(i, rows.size(), Fetched::AnnotationsToo,
                   [&rows](std::size_t at) -> const WatchedAlert & { return *rows[at].alert; });
        if (i + 8 < rows.size())
            fetch(rows[i + 8].alert->instance.constData(), 64);
        builder.add(*rows[i].alert, rows[i].severity);
    }
    return builder.finish();
}

IndexTexts IndexTexts::joined(const IndexTexts &before, const IndexTexts &fresh, const std::vector<quint32> &origin)
{
    IndexTexts out;
    for (const auto column : {&IndexTexts::name, &IndexTexts::service, &IndexTexts::region, &IndexTexts::instance,
                              &IndexTexts::owner, &IndexTexts::source, &IndexTexts::severity, &IndexTexts::state})
        join(out.*column, before.*column, fresh.*column, origin);
    out.arena.reserve(before.arena.size() + fresh.arena.size());
    out.offset.reserve(origin.size() + 1);
    quint32 next = 0;
    for (const quint32 row : origin) {
        const IndexTexts &from = row != noRow ? before : fresh;
        const quint32 at = row != noRow ? row : next++;
        out.offset.push_back(static_cast<quint32>(out.arena.size()));
        out.arena.append(from.arena, from.offset[at], from.offset[at + 1] - from.offset[at]);
    }
    out.offset.push_back(static_cast<quint32>(out.arena.size()));
    return out;
}

} // namespace wf::engine
