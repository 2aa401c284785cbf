// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertindex.h"

#include <QHash>

#include <algorithm>

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

std::vector<std::pair<QString, std::size_t>> AlertIndex::labelNames() const
{
    std::unordered_map<std::string_view, std::size_t> counts;
    for (quint32 row = 0; row < size(); ++row)
        for (const auto &[name, value] : alert(row).alert.labels)
            ++counts[name];
    std::vector<std::pair<QString, std::size_t>> out;
    for (const auto &[name, count] : counts)
        out.emplace_back(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), count);
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return out;
}

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
    QHash<QString, std::size_t> counts;
    for (quint32 row = 0; row < size(); ++row)
        ++counts[cursor.quotedValue ? alert(row).alert.labels.text(cursor.field.toStdString())
                                    : fieldText(row, cursor.field)];
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (!it.key().isEmpty() && it.key().contains(cursor.prefix, Qt::CaseInsensitive))
            out.push_back(
                {cursor.quotedValue ? u'"' + QString(filterValue(it.key())).remove(u'"') + u'"' : filterValue(it.key()),
                 {},
                 it.value()});
    bestFirst(out, cursor.prefix, limit);
    return out;
}

} // namespace wf::engine
