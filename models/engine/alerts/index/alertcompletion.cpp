// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertindex.h"
#include "models/engine/alerts/index/indextexts_p.h"

#include <algorithm>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

void addFitting(std::vector<FilterCompletion> &out, const FilterCompletion &candidate, const QString &prefix)
{
    QString plain = candidate.text;
    plain.remove(u'"');
    if (plain.contains(prefix, Qt::CaseInsensitive))
        out.push_back(candidate);
}

// What begins with the prefix first, then the frequent ones.
void bestFirst(std::vector<FilterCompletion> &out, const QString &prefix, std::size_t limit)
{
    std::stable_sort(out.begin(), out.end(), [&prefix](const FilterCompletion &a, const FilterCompletion &b) {
        const bool beginsA = a.text.startsWith(prefix, Qt::CaseInsensitive);
        const bool beginsB = b.text.startsWith(prefix, Qt::CaseInsensitive);
        return beginsA != beginsB ? beginsA : (a.count != b.count ? a.count > b.count : a.text < b.text);
    });
    if (out.size() > limit)
        out.resize(limit);
}

} // namespace

std::vector<FilterCompletion> AlertIndex::complete(const FilterCursor &cursor, std::size_t limit) const
{
    std::vector<FilterCompletion> out;
    if (cursor.field.isEmpty()) {
        QStringList taken;
        for (const auto &field : filterFields()) {
            taken << field.name;
            addFitting(out,
                       {field.name + (field.name == "age"_L1 || field.name == "value"_L1 ? u'>' : u':'), field.meaning,
                        size()},
                       cursor.prefix);
        }
        for (const auto &[name, count] : labelNames())
            if (!taken.contains(name) && name != "alertname"_L1)
                addFitting(out, {name + u':', {}, count}, cursor.prefix);
        bestFirst(out, cursor.prefix, limit);
        return out;
    }
    if (cursor.field == "ack"_L1 || cursor.field == "held"_L1) {
        for (const auto &word : {u"yes"_s, u"no"_s})
            addFitting(out, {word, {}, 0}, cursor.prefix);
        return out;
    }
    const auto offer = [&](const QString &value, std::size_t count) {
        if (count > 0 && !value.isEmpty() && value.contains(cursor.prefix, Qt::CaseInsensitive))
            out.push_back(
                {cursor.quotedValue ? u'"' + QString(filterValue(value)).remove(u'"') + u'"' : filterValue(value),
                 {},
                 count});
    };
    if (const IndexColumn *column = cursor.quotedValue ? nullptr : texts().column(cursor.field)) {
        std::vector<std::size_t> counts(column->values.size());
        for (const quint32 id : column->ids)
            ++counts[id];
        for (std::size_t id = 0; id < counts.size(); ++id)
            offer(column->values[id], counts[id]);
    } else {
        const std::string name = cursor.field.toStdString();
        const bool isSummary = !cursor.quotedValue && cursor.field == "summary"_L1;
        std::unordered_map<std::string_view, std::size_t> counts; // views into the alerts
        for (quint32 row = 0; row < size(); ++row)
            ++counts[isSummary ? summaryOf(alert(row)) : alert(row).alert.labels.value(name)];
        for (const auto &[value, count] : counts)
            offer(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())), count);
    }
    bestFirst(out, cursor.prefix, limit);
    return out;
}

} // namespace wf::engine
