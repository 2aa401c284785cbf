// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alerts/alertlist.h"

#include <algorithm>

namespace wf::items {

namespace {

quint64 groupKey(const QString &field, const QString &value)
{
    return base::Labels({{"group", field.toStdString()}, {"value", value.toStdString() + "."}}).fingerprint();
}

} // namespace

AlertList::AlertList(QObject *parent)
    : QAbstractTableModel(parent), m_index(engine::AlertIndex::build(std::make_shared<engine::AlertSnapshot>()))
{
}

AlertList::Shown AlertList::arrange(qint64 nowNs) const
{
    Shown out;
    const auto rows = m_index->rows(m_filter, m_order, nowNs);
    out.matching = static_cast<int>(rows.size());
    out.rows.reserve(rows.size());
    const auto add = [&](quint32 row, int group) {
        out.rows.push_back({m_index->key(row), &m_index->alert(row), &m_index->summary(row), group, false});
    };
    if (m_groupBy.isEmpty()) {
        for (const quint32 row : rows)
            add(row, -1);
        return out;
    }
    for (const auto &group : m_index->groups(rows, m_groupBy)) {
        const int at = static_cast<int>(out.groups.size());
        const quint64 key = groupKey(m_groupBy, group.value);
        out.groups.push_back(
            {group.value, static_cast<int>(group.rows.size()), static_cast<int>(group.open), group.worst});
        out.rows.push_back({key, nullptr, nullptr, at, false});
        if (!m_closed.contains(key))
            for (const quint32 row : group.rows)
                add(row, at);
    }
    return out;
}

void AlertList::reset(qint64 nowNs)
{
    beginResetModel();
    Shown next = arrange(nowNs);
    m_rows = std::move(next.rows);
    m_groups = std::move(next.groups);
    m_matching = next.matching;
    m_places.clear();
    m_retained.clear();
    endResetModel();
    setWaiting(0);
}

void AlertList::setIndex(engine::AlertIndexPtr index, qint64 nowNs)
{
    const auto before = std::exchange(m_index, std::move(index));
    m_retained.push_back(before); // rows still point into it
    if (m_held)
        updateInPlace(nowNs);
    else
        update(nowNs);
}

void AlertList::setFilter(const engine::AlertFilter &filter, qint64 nowNs)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reset(nowNs);
}

void AlertList::setOrder(engine::AlertOrder order, qint64 nowNs)
{
    if (order == m_order)
        return;
    m_order = order;
    reset(nowNs);
}

void AlertList::setGroupBy(const QString &field, qint64 nowNs)
{
    if (field == m_groupBy)
        return;
    m_groupBy = field;
    m_closed.clear();
    reset(nowNs);
}

void AlertList::toggleGroup(quint64 key, qint64 nowNs)
{
    if (!m_closed.remove(key))
        m_closed.insert(key);
    update(nowNs);
}

void AlertList::setHeld(bool held, qint64 nowNs)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held)
        release(nowNs);
}

void AlertList::release(qint64 nowNs)
{
    if (m_waiting > 0 || m_retained.size() > 0)
        update(nowNs);
}

// New rows wait, gone ones stay and say so, the rest is refreshed where it stands.
void AlertList::updateInPlace(qint64 nowNs)
{
    Shown next = arrange(nowNs);
    QHash<quint64, const Row *> fresh;
    fresh.reserve(static_cast<qsizetype>(next.rows.size()));
    for (const Row &row : next.rows)
        fresh.insert(row.key, &row);
    int known = 0;
    bool anyResolved = false;
    for (Row &row : m_rows) {
        const auto found = fresh.constFind(row.key);
        if (found != fresh.constEnd()) {
            ++known;
            const int group = row.group;
            row = **found;
            row.group = group;
            continue;
        }
        row.resolved = row.alert != nullptr;
        anyResolved |= row.resolved;
    }
    for (Group &group : m_groups)
        for (const Group &now : next.groups)
            if (now.value == group.value)
                group = now;
    m_matching = next.matching;
    if (!anyResolved)
        m_retained.clear();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, columns - 1));
    setWaiting(static_cast<int>(next.rows.size()) - known);
}

void AlertList::update(qint64 nowNs)
{
    apply(arrange(nowNs));
    m_retained.clear();
    setWaiting(0);
}

void AlertList::apply(Shown next)
{
    const auto keys = [](const std::vector<Row> &rows) {
        std::vector<quint64> out;
        out.reserve(rows.size());
        for (const Row &row : rows)
            out.push_back(row.key);
        return out;
    };
    const auto diff = m_rows.empty() ? std::nullopt : diffLists(keys(m_rows), keys(next.rows));
    m_matching = next.matching;
    m_places.clear();
    if (!diff) { // nothing to keep, or too much is different
        beginResetModel();
        m_rows = std::move(next.rows);
        m_groups = std::move(next.groups);
        endResetModel();
        return;
    }
    for (const ListEdit &run : diff->removals) {
        beginRemoveRows({}, run.first, run.first + run.count - 1);
        m_rows.erase(m_rows.begin() + run.first, m_rows.begin() + run.first + run.count);
        m_places.clear();
        endRemoveRows();
    }
    // What stays shows the new state before anything new is announced: groups are numbered anew.
    m_groups = std::move(next.groups);
    std::size_t from = 0;
    auto insertion = diff->insertions.begin();
    for (std::size_t i = 0; i < next.rows.size(); ++i) {
        if (insertion != diff->insertions.end() && static_cast<int>(i) == insertion->first) {
            i += static_cast<std::size_t>(insertion->count) - 1;
            ++insertion;
            continue;
        }
        m_rows[from++] = next.rows[i];
    }
    for (const ListEdit &run : diff->insertions) {
        beginInsertRows({}, run.first, run.first + run.count - 1);
        m_rows.insert(m_rows.begin() + run.first, next.rows.begin() + run.first,
                      next.rows.begin() + run.first + run.count);
        m_places.clear();
        endInsertRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, columns - 1));
}

void AlertList::setWaiting(int count)
{
    if (count == m_waiting)
        return;
    m_waiting = count;
    Q_EMIT waitingChanged(count);
}

int AlertList::rowOf(quint64 key) const
{
    if (m_places.isEmpty()) {
        m_places.reserve(static_cast<qsizetype>(m_rows.size()));
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_places.insert(m_rows[i].key, static_cast<int>(i));
    }
    return m_places.value(key, -1);
}

int AlertList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertList::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AlertList::groupData(const Row &row, int role) const
{
    const Group &group = m_groups[static_cast<std::size_t>(row.group)];
    switch (role) {
    case GroupValueRole:
        return group.value;
    case GroupSizeRole:
        return group.size;
    case GroupOpenRole:
        return group.open;
    case GroupWorstRole:
        return static_cast<int>(group.worst);
    case GroupClosedRole:
        return m_closed.contains(row.key);
    default:
        return {};
    }
}

QVariant AlertList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole:
        return row.key;
    case IsGroupRole:
        return row.alert == nullptr;
    case AlertRole:
        return QVariant::fromValue(row.alert);
    case SummaryTextRole:
        return row.summary ? *row.summary : QString();
    case ResolvedRole:
        return row.resolved;
    default:
        return row.alert ? QVariant() : groupData(row, role);
    }
}

} // namespace wf::items
