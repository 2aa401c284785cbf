// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec/chunk.h"
#include "models/store/db/connection.h"

#include <map>
#include <set>
#include <span>
#include <vector>

namespace wf::store {

struct Column {
    std::vector<qint64> timesMs;
    std::vector<double> values;
};
// Samples by number of the series; what a block or a tail row holds.
using Columns = std::map<int, Column>;

struct SeriesSlice {
    int number = 0;
    std::span<const qint64> timesMs;
    std::span<const double> values;
};

// Drops what the column holds in [startMs, endMs] and puts the samples there instead.
void replaceSamples(Column &column, qint64 startMs, qint64 endMs, std::span<const qint64> timesMs,
                    std::span<const double> values);
// The part of the slice inside [startMs, endMs].
[[nodiscard]] SeriesSlice sliceWithin(const SeriesSlice &slice, qint64 startMs, qint64 endMs);

[[nodiscard]] std::string packColumns(const Columns &columns, int firstNumber, int lastNumber);
[[nodiscard]] std::string packSlices(std::span<const SeriesSlice> slices);
// Appends to the columns. False when damaged.
[[nodiscard]] bool unpackColumns(std::string_view bytes, Columns &columns);

// How a question's samples lie in the table `block`.
struct BlockLayout {
    qint64 query = 0;
    qint64 spanMs = 0; // of one window of time: 1440 steps
    static constexpr int shardSize = 512;

    [[nodiscard]] static qint64 spanFor(qint64 stepMs) { return std::max<qint64>(stepMs * 1440, 60'000); }
    [[nodiscard]] qint64 window(qint64 ms) const { return ms / spanMs; }
    [[nodiscard]] qint64 firstId(qint64 window) const { return query << 40 | window << 12; }
    [[nodiscard]] qint64 lastId(qint64 window) const { return firstId(window) | 0xFFF; }
    [[nodiscard]] static qint64 windowOf(qint64 id) { return id >> 12 & 0xFFF'FFFF; }
};

// Changes samples of one question block by block; flush() writes what changed. Within the caller's transaction.
class WindowEditor {
public:
    WindowEditor(Connection &connection, BlockLayout layout) : m_connection(connection), m_layout(layout) {}

    // All series: nothing but the slices remains within [startMs, endMs].
    base::Status replace(qint64 startMs, qint64 endMs, std::span<const SeriesSlice> slices);
    // Nothing is kept within [startMs, endMs], of any series.
    base::Result<bool> isFree(qint64 startMs, qint64 endMs);
    base::Status flush();

private:
    base::Status windowsBetween(qint64 first, qint64 last, std::set<qint64> &windows);
    base::Result<Columns *> load(qint64 window);

    Connection &m_connection;
    BlockLayout m_layout;
    std::map<qint64, Columns> m_windows;
};

} // namespace wf::store
