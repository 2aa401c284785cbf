// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/counters.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

constexpr std::size_t mostReasons = 50;

void count(std::vector<Refusal> &list, const QString &reason, const QString &example, qint64 items)
{
    if (items <= 0)
        return;
    auto known = std::ranges::find(list, reason, &Refusal::reason);
    if (known == list.end() && list.size() >= mostReasons) {
        const QString others = QCoreApplication::translate("Station", "other reasons");
        known = std::ranges::find(list, others, &Refusal::reason);
        if (known == list.end())
            known = list.insert(list.end(), {others, 0, example});
    } else if (known == list.end()) {
        known = list.insert(list.end(), {reason, 0, example});
    }
    known->count += items;
}

qint64 sumOf(const std::vector<Refusal> &list)
{
    qint64 sum = 0;
    for (const auto &one : list)
        sum += one.count;
    return sum;
}

} // namespace

qint64 SignalCounts::refusedCount() const
{
    return sumOf(refused);
}

qint64 SignalCounts::droppedCount() const
{
    return sumOf(dropped);
}

void SignalCounter::request(qint64 bytes, qint64 items, qint64 nowNs)
{
    const std::lock_guard lock(m_mutex);
    ++m_counts.requests;
    m_counts.bytes += bytes;
    m_counts.received += items;
    m_counts.lastNs = nowNs;
}

void SignalCounter::taken(qint64 items)
{
    const std::lock_guard lock(m_mutex);
    m_counts.taken += items;
}

void SignalCounter::refused(const QString &reason, const QString &example, qint64 items)
{
    const std::lock_guard lock(m_mutex);
    count(m_counts.refused, reason, example, items);
}

void SignalCounter::refused(const std::vector<Refusal> &refusals)
{
    for (const auto &one : refusals)
        refused(one.reason, one.example, one.count);
}

void SignalCounter::dropped(const QString &reason, qint64 items)
{
    const std::lock_guard lock(m_mutex);
    count(m_counts.dropped, reason, {}, items);
}

SignalCounts SignalCounter::counts() const
{
    SignalCounts copy;
    {
        const std::lock_guard lock(m_mutex);
        copy = m_counts;
    }
    std::ranges::stable_sort(copy.refused, std::greater{}, &Refusal::count);
    std::ranges::stable_sort(copy.dropped, std::greater{}, &Refusal::count);
    return copy;
}

} // namespace wf::station
