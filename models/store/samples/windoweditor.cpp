// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/samples/windoweditor.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::store {

namespace {

constexpr unsigned blockFormat = 1;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

void replaceSamples(Column &column, qint64 startMs, qint64 endMs, std::span<const qint64> timesMs,
                    std::span<const double> values)
{
    auto &times = column.timesMs;
    if (times.empty() || times.back() < startMs) { // samples mostly come in order
        times.insert(times.end(), timesMs.begin(), timesMs.end());
        column.values.insert(column.values.end(), values.begin(), values.end());
        return;
    }
    const auto from = std::lower_bound(times.begin(), times.end(), startMs) - times.begin();
    const auto to = std::upper_bound(times.begin(), times.end(), endMs) - times.begin();
    times.erase(times.begin() + from, times.begin() + to);
    times.insert(times.begin() + from, timesMs.begin(), timesMs.end());
    auto &v = column.values;
    v.erase(v.begin() + from, v.begin() + to);
    v.insert(v.begin() + from, values.begin(), values.end());
}

SeriesSlice sliceWithin(const SeriesSlice &slice, qint64 startMs, qint64 endMs)
{
    const auto from = static_cast<std::size_t>(std::lower_bound(slice.timesMs.begin(), slice.timesMs.end(), startMs) -
                                               slice.timesMs.begin());
    const auto to = static_cast<std::size_t>(std::upper_bound(slice.timesMs.begin(), slice.timesMs.end(), endMs) -
                                             slice.timesMs.begin());
    return {slice.number, slice.timesMs.subspan(from, to - from), slice.values.subspan(from, to - from)};
}

std::string packSlices(std::span<const SeriesSlice> slices)
{
    ByteWriter out;
    out.byte(blockFormat);
    out.varint(static_cast<quint64>(
        std::count_if(slices.begin(), slices.end(), [](const auto &s) { return !s.timesMs.empty(); })));
    for (const auto &slice : slices) {
        if (slice.timesMs.empty())
            continue;
        out.varint(static_cast<quint64>(slice.number));
        encodeChunk(slice.timesMs, slice.values, out);
    }
    return std::move(out.bytes());
}

std::string packColumns(const Columns &columns, int firstNumber, int lastNumber)
{
    std::vector<SeriesSlice> slices;
    for (auto it = columns.lower_bound(firstNumber); it != columns.end() && it->first <= lastNumber; ++it)
        slices.push_back({it->first, it->second.timesMs, it->second.values});
    return packSlices(slices);
}

bool unpackColumns(std::string_view bytes, Columns &columns)
{
    ByteReader in(bytes);
    if (in.byte() != blockFormat)
        return false;
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Column &column = columns[static_cast<int>(in.varint())];
        if (!decodeChunk(in, column.timesMs, column.values))
            return false;
    }
    return in.ok();
}

base::Result<Columns *> WindowEditor::load(qint64 window)
{
    const auto [it, isNew] = m_windows.try_emplace(window);
    Columns &columns = it->second;
    bool good = true;
    if (isNew) {
        const auto status = m_connection.prepare("SELECT bytes FROM block WHERE id BETWEEN ? AND ? ORDER BY id")
                                .bind(m_layout.firstId(window))
                                .bind(m_layout.lastId(window))
                                .each([&](const Statement &row) {
                                    good = good && unpackColumns(viewOf(row.blob(0)), columns);
                                    return good;
                                });
        if (!status)
            return status.error();
    }
    // What cannot be read any more is written anew as far as it is known.
    if (!good)
        columns.clear();
    return &columns;
}

base::Status WindowEditor::windowsBetween(qint64 first, qint64 last, std::set<qint64> &windows)
{
    const auto status = m_connection.prepare("SELECT id FROM block WHERE id BETWEEN ? AND ?")
                            .bind(m_layout.firstId(first))
                            .bind(m_layout.lastId(last))
                            .each([&](const Statement &row) {
                                windows.insert(BlockLayout::windowOf(row.integer(0)));
                                return true;
                            });
    for (auto it = m_windows.lower_bound(first); it != m_windows.end() && it->first <= last; ++it)
        windows.insert(it->first);
    return status;
}

base::Result<bool> WindowEditor::isFree(qint64 startMs, qint64 endMs)
{
    std::set<qint64> windows;
    if (auto status = windowsBetween(m_layout.window(startMs), m_layout.window(endMs), windows); !status)
        return status.error();
    for (const qint64 window : windows) {
        const auto columns = load(window);
        if (!columns)
            return columns.error();
        for (const auto &[number, column] : **columns) {
            const auto at = std::ranges::lower_bound(column.timesMs, startMs);
            if (at != column.timesMs.end() && *at <= endMs)
                return false;
        }
    }
    return true;
}

base::Status WindowEditor::replace(qint64 startMs, qint64 endMs, std::span<const SeriesSlice> slices)
{
    const qint64 first = m_layout.window(startMs);
    const qint64 last = m_layout.window(endMs);
    std::set<qint64> windows;
    if (auto status = windowsBetween(first, last, windows); !status)
        return status;
    for (const auto &slice : slices) {
        for (std::size_t i = 0; i < slice.timesMs.size();) {
            const qint64 window = m_layout.window(slice.timesMs[i]);
            windows.insert(window);
            i = static_cast<std::size_t>(std::lower_bound(slice.timesMs.begin() + static_cast<std::ptrdiff_t>(i),
                                                          slice.timesMs.end(), (window + 1) * m_layout.spanMs) -
                                         slice.timesMs.begin());
        }
    }
    for (const qint64 window : windows) {
        const auto columns = load(window);
        if (!columns)
            return columns.error();
        const qint64 from = std::max(startMs, window * m_layout.spanMs);
        const qint64 to = std::min(endMs, (window + 1) * m_layout.spanMs - 1);
        for (auto &[number, column] : **columns)
            replaceSamples(column, from, to, {}, {});
        for (const auto &slice : slices) {
            const auto part = sliceWithin(slice, from, to);
            if (!part.timesMs.empty())
                replaceSamples((**columns)[slice.number], from, to, part.timesMs, part.values);
        }
    }
    return base::Done{};
}

base::Status WindowEditor::flush()
{
    for (auto &[window, columns] : m_windows) {
        std::erase_if(columns, [](const auto &item) { return item.second.timesMs.empty(); });
        if (auto status = m_connection.prepare("DELETE FROM block WHERE id BETWEEN ? AND ?")
                              .bind(m_layout.firstId(window))
                              .bind(m_layout.lastId(window))
                              .exec();
            !status)
            return status;
        const int shards = columns.empty() ? 0 : columns.rbegin()->first / BlockLayout::shardSize + 1;
        for (int shard = 0; shard < shards; ++shard) {
            const int firstNumber = shard * BlockLayout::shardSize;
            const std::string bytes = packColumns(columns, firstNumber, firstNumber + BlockLayout::shardSize - 1);
            if (auto status = m_connection.prepare("INSERT INTO block(id, bytes) VALUES(?,?)")
                                  .bind(m_layout.firstId(window) | std::min(shard, 0xFFF))
                                  .bindBytes(bytes)
                                  .exec();
                !status)
                return status;
        }
    }
    m_windows.clear();
    return base::Done{};
}

} // namespace wf::store
