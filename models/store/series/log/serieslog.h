// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/appendfile.h"
#include "models/store/series/log/serieslogrecord.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <vector>

namespace wf::store {

// The append log of the newest samples: segments "00000001.log" … of framed records (models/store/disk/frames.h). Each
// names its series itself, so that one that is damaged takes nothing from the others. A segment goes when every window
// it has samples of is in blocks. append(), rotate() and drop() by one thread at a time; sync() by any.
class SeriesLog {
public:
    // Windows that are in blocks, each with the segment up to which they are.
    using Flushed = std::map<qint64, qint64>;

    struct Replayed {
        qint64 records = 0;
        qint64 damagedBytes = 0;
        std::vector<QString> damagedFiles; // copies of damaged segments, set aside
    };
    // Calls `record` for all there is, oldest first, and goes on writing at the end of the last segment.
    [[nodiscard]] static base::Result<std::unique_ptr<SeriesLog>>
    open(const QString &directory, const std::function<void(qint64 segment, SeriesLogRecord record)> &record,
         Replayed &replayed);

    [[nodiscard]] base::Status append(const SeriesLogRecord &record);
    [[nodiscard]] bool diskWasFull() const { return m_file->diskWasFull(); }
    [[nodiscard]] qint64 segment() const { return m_segments.back().number; }
    // A new segment: series must be named anew.
    [[nodiscard]] base::Status rotate();
    void drop(const Flushed &flushed);
    [[nodiscard]] base::Status sync();
    [[nodiscard]] qint64 bytes() const;
    // What a copy of the log as it stands consists of: paths with the bytes of each.
    [[nodiscard]] std::vector<std::pair<QString, qint64>> files() const;

private:
    struct Segment {
        qint64 number = 0;
        QString path;
        qint64 bytes = 0;
        std::set<qint64> windows;
    };
    SeriesLog() = default;
    [[nodiscard]] QString pathOf(qint64 number) const;
    static void noteWindows(const SeriesLogRecord &record, std::set<qint64> &windows);
    base::Status begin(qint64 number, qint64 keepBytes);

    QString m_directory;
    std::vector<Segment> m_segments; // ascending; the last is being written
    mutable std::mutex m_mutex;      // m_file, m_dirty
    std::shared_ptr<AppendFile> m_file;
    bool m_dirty = false;
};

} // namespace wf::store
