// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/appendfile.h"
#include "models/store/spans/blocks/spanblock.h"

#include <map>
#include <tuple>
#include <vector>

namespace wf::store {

// How tightly a block is packed: the later tiers take longer to write and to open.
struct SpanPacking {
    std::size_t groupBytes = std::size_t(128) << 10; // before compression
    int level = 3;                                   // of zstd
};

// Writes traces, best in order of their beginning, to <path>.tmp; commit() gives it its name. What is not committed is
// removed.
class SpanBlockWriter {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<SpanBlockWriter>> create(const QString &path,
                                                                               const SpanPacking &packing);
    ~SpanBlockWriter();
    SpanBlockWriter(const SpanBlockWriter &) = delete;
    SpanBlockWriter &operator=(const SpanBlockWriter &) = delete;

    // Assembled and with at least one span.
    [[nodiscard]] base::Status add(const signals::Trace &trace);
    [[nodiscard]] bool isEmpty() const { return m_traces.empty(); }
    // To the disk, under its name.
    [[nodiscard]] base::Status commit(const QStringList &replaces);
    [[nodiscard]] bool diskWasFull() const { return m_file->diskWasFull(); }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    SpanBlockWriter(QString path, std::unique_ptr<AppendFile> file, const SpanPacking &packing)
        : m_path(std::move(path)), m_file(std::move(file)), m_packing(packing)
    {
    }
    base::Status closeGroup();
    void putInOrder();
    void note(const signals::Trace &trace, std::size_t bytes);

    QString m_path;
    std::unique_ptr<AppendFile> m_file;
    SpanPacking m_packing;
    std::string m_group;
    std::vector<GroupPlace> m_groups;
    std::vector<TracePlace> m_traces;
    std::vector<std::vector<SpanTerm>> m_terms;
    SpanBlockMeta m_meta;
    std::map<std::tuple<qint64, QString, QString>, qint64> m_calls;
    bool m_isCommitted = false;
};

// Calls between services in one trace, by minute of its beginning.
void countCalls(const signals::Trace &trace, std::map<std::tuple<qint64, QString, QString>, qint64> &calls);

} // namespace wf::store
