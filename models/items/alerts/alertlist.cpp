// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alerts/alertlist.h"

#include <QThreadPool>

#include <algorithm>

namespace wf::items {

namespace {

constexpr std::size_t fewRuns = 40;

quint64 groupKey(const QString &field, const QString &value)
{
    return base::Labels({{"group", field.toStdString()}, {"value", value.toStdString() + "."}}).fingerprint();
}

QString summaryText(const engine::WatchedAlert &alert)
{
    const std::string_view text = engine::summaryOf(alert);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

AlertList::AlertList(QObject *parent)
    : QAbstractTableModel(parent), m_index(engine::AlertIndex::build(std::make_shared<engine::AlertSnapshot>()))
{
}

void AlertList::setPool(QThreadPool &pool)
{
    m_pool = &pool;
}

bool AlertList::Listing::isAll() const
{
    return filter.isEmpty() && groupBy.isEmpty() && order.column == engine::AlertColumn::Worst;
}

AlertList::Shown AlertList::arrange(const engine::AlertIndex &index, const Listing &listing, qint64 nowNs)
{
    Shown out;
    const auto rows = index.rows(listing.filter, listing.order, nowNs);
    out.matching = static_cast<int>(rows.size());
    out.rows.reserve(rows.size());
    const auto add = [&](quint32 row, int group) {
        out.rows.push_back({index.key(row), &index.alert(row), group, false});
    };
    if (listing.groupBy.isEmpty()) {
        for (const quint32 row : rows)
            add(row, -1);
        return out;
    }
    for (const auto &group : index.groups(rows, listing.groupBy)) {
        const int at = static_cast<int>(out.groups.size());
        const quint64 key = groupKey(listing.groupBy, group.value);
        out.groups.push_back(
            {group.value, static_cast<int>(group.rows.size()), static_cast<int>(group.open), group.worst});
        out.rows.push_back({key, nullptr, at, false});
        if (!listing.closed.contains(key))
            for (const quint32 row : group.rows)
                add(row, at);
    }
    return out;
}

// What is still being arranged is outdated by this; how it would have been shown counts on.
void AlertList::rearrange(Replacing how, qint64 nowNs)
{
    m_replacing = m_isArranging ? std::max(m_replacing, how) : how;
    if (!m_pool || m_index->size() <= mostAtOnce || m_listing.isAll()) {
        m_jobs.cancelAll();
        show(arrange(*m_index, m_listing, nowNs));
        return;
    }
    m_isArranging = true;
    m_jobs.runLatest(
        QStringLiteral("arrange"), *m_pool,
        [index = m_index, listing = m_listing, nowNs](std::stop_token) { return arrange(*index, listing, nowNs); },
        [this](Shown next) { show(std::move(next)); });
}

void AlertList::show(Shown next)
{
    m_isArranging = false;
    switch (m_replacing) {
    case Replacing::InPlace:
        showInPlace(std::move(next));
        break;
    case Replacing::ByDifference:
        apply(std::move(next));
        m_retained.clear();
        setWaiting(0);
        break;
    case Replacing::All:
        beginResetModel();
        m_rows = std::move(next.rows);
        m_groups = std::move(next.groups);
        m_matching = next.matching;
        m_places.clear();
        m_retained.clear();
        endResetModel();
        setWaiting(0);
        break;
    }
    Q_EMIT arranged();
}

void AlertList::setIndex(engine::AlertIndexPtr index, qint64 nowNs)
{
    const auto before = std::exchange(m_index, std::move(index));
    m_retained.push_back(before); // rows still point into it
    rearrange(m_held ? Replacing::InPlace : Replacing::ByDifference, nowNs);
}

void AlertList::setFilter(const engine::AlertFilter &filter, qint64 nowNs)
{
    if (filter == m_listing.filter)
        return;
    m_listing.filter = filter;
    rearrange(Replacing::All, nowNs);
}

void AlertList::setOrder(engine::AlertOrder order, qint64 nowNs)
{
    if (order == m_listing.order)
        return;
    m_listing.order = order;
    rearrange(Replacing::All, nowNs);
}

void AlertList::setGroupBy(const QString &field, qint64 nowNs)
{
    if (field == m_listing.groupBy)
        return;
    m_listing.groupBy = field;
    m_listing.closed.clear();
    rearrange(Replacing::All, nowNs);
}

void AlertList::toggleGroup(quint64 key, qint64 nowNs)
{
    if (!m_listing.closed.remove(key))
        m_listing.closed.insert(key);
    rearrange(Replacing::ByDifference, nowNs);
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
        rearrange(Replacing::ByDifference, nowNs);
}

// For each row of `before` the one of `after` with the same key, or null. Most stand where they stood: only the others
// are looked for.
std::vector<const AlertList::Row *> AlertList::sameRows(const std::vector<Row> &before, const std::vector<Row> &after)
{
    constexpr std::size_t farthest = 64;
    std::vector<const Row *> out(before.size(), nullptr);
    QHash<quint64, const Row *> elsewhere;
    std::size_t i = 0, j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i].key == after[j].key) {
            out[i++] = &after[j++];
            continue;
        }
        const auto meets = [&](std::size_t k) {
            return (i + k < before.size() && before[i + k].key == after[j].key) ||
                   (j + k < after.size() && after[j + k].key == before[i].key);
        };
        std::size_t k = 1;
        while (k <= farthest && !meets(k))
            ++k;
        if (k <= farthest && i + k < before.size() && before[i + k].key == after[j].key) {
            i += k;
            continue;
        }
        for (const std::size_t end = std::min(j + (k <= farthest ? k : 1), after.size()); j < end; ++j)
            elsewhere.insert(after[j].key, &after[j]);
        i += k <= farthest ? 0 : 1;
    }
    for (; j < after.size(); ++j)
        elsewhere.insert(after[j].key, &after[j]);
    for (i = 0; i < before.size(); ++i)
        if (!out[i])
            out[i] = elsewhere.value(before[i].key, nullptr);
    return out;
}

// New rows wait, gone ones stay and say so, the rest is refreshed where it stands.
void AlertList::showInPlace(Shown next)
{
    const auto fresh = sameRows(m_rows, next.rows);
    int known = 0;
    bool anyResolved = false;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        if (fresh[i]) {
            ++known;
            const int group = row.group;
            row = *fresh[i];
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

void AlertList::apply(Shown next)
{
    const auto keys = [](const std::vector<Row> &rows) {
        std::vector<quint64> out;
        out.reserve(rows.size());
        for (const Row &row : rows)
            out.push_back(row.key);
        return out;
    };
    // In a long list each run costs a move of all that lies behind it.
    const bool isLong = std::max(m_rows.size(), next.rows.size()) > mostAtOnce;
    const auto diff = m_rows.empty() ? std::nullopt
                      : isLong       ? fewDifferences(keys(m_rows), keys(next.rows), fewRuns)
                                     : diffLists(keys(m_rows), keys(next.rows));
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
        return m_listing.closed.contains(row.key);
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
        return row.alert ? summaryText(*row.alert) : QString();
    case ResolvedRole:
        return row.resolved;
    default:
        return row.alert ? QVariant() : groupData(row, role);
    }
}

} // namespace wf::items
