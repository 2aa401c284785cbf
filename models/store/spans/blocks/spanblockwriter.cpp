// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanblockwriter.h"

#include "models/store/codec/squeeze.h"
#include "models/store/codec/traces.h"
#include "models/store/db/files.h"
#include "models/store/disk/checksum.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <numeric>

namespace wf::store {

namespace {

constexpr std::size_t mostOperations = 2000; // of one service in one block that are listed

QString temporary(const QString &path)
{
    return path + QStringLiteral(".tmp");
}

template<class Number>
void append(std::string &out, Number v)
{
    out.append(reinterpret_cast<const char *>(&v), sizeof v);
}

} // namespace

void countCalls(const signals::Trace &trace, std::map<std::tuple<qint64, QString, QString>, qint64> &calls)
{
    const qint64 minute = trace.startNs() / base::nsPerMinute;
    for (const auto &span : trace.spans) {
        if (span.parent < 0)
            continue;
        const QString &caller = trace.service(trace.spans.at(static_cast<std::size_t>(span.parent)));
        const QString &callee = trace.service(span);
        if (caller != callee)
            ++calls[{minute, caller, callee}];
    }
}

base::Result<std::unique_ptr<SpanBlockWriter>> SpanBlockWriter::create(const QString &path, const SpanPacking &packing)
{
    auto file = AppendFile::open(temporary(path), 0);
    if (!file)
        return file.error();
    if (auto status = (*file)->append(spanBlockHead); !status)
        return status.error();
    return std::unique_ptr<SpanBlockWriter>(new SpanBlockWriter(path, std::move(file).value(), packing));
}

SpanBlockWriter::~SpanBlockWriter()
{
    if (!m_isCommitted)
        QFile::remove(temporary(m_path));
}

base::Status SpanBlockWriter::add(const signals::Trace &trace)
{
    const std::string bytes = traceBytes(trace);
    TracePlace place;
    place.key = TraceKey::of(trace.traceId);
    place.startNs = trace.startNs();
    place.durationNs = trace.endNs() - place.startNs;
    for (const auto &span : trace.spans)
        place.longestNs = std::max(place.longestNs, span.durationNs);
    place.group = static_cast<quint32>(m_groups.size());
    place.offset = static_cast<quint32>(m_group.size());
    place.bytes = static_cast<quint32>(bytes.size());
    place.spans = static_cast<quint32>(trace.spans.size());
    m_meta.startNs = m_traces.empty() ? place.startNs : std::min(m_meta.startNs, place.startNs);
    m_meta.endNs = std::max(m_meta.endNs, place.startNs + place.durationNs);
    m_traces.push_back(place);
    m_terms.push_back(termsOf(trace));
    m_group += bytes;
    note(trace, bytes.size());
    return m_group.size() >= m_packing.groupBytes ? closeGroup() : base::Status(base::Done{});
}

void SpanBlockWriter::note(const signals::Trace &trace, std::size_t bytes)
{
    m_meta.spans += static_cast<qint64>(trace.spans.size());
    const auto perSpan = static_cast<qint64>(bytes / trace.spans.size());
    for (const auto &span : trace.spans) {
        const QString &service = trace.service(span);
        auto &operations = m_meta.services[service];
        if (operations.size() < mostOperations)
            operations.emplace(span.operation, static_cast<int>(span.kind));
        m_meta.bytesByService[service] += perSpan;
    }
    countCalls(trace, m_calls);
}

base::Status SpanBlockWriter::closeGroup()
{
    if (m_group.empty())
        return base::Done{};
    const std::string packed = squeeze(m_group, m_packing.level);
    m_groups.push_back(
        {m_file->size(), static_cast<quint32>(packed.size()), static_cast<quint32>(m_group.size()), checksum(packed)});
    m_group.clear();
    return m_file->append(packed);
}

// The index lists traces by beginning; a merge that leaves spans out changes beginnings.
void SpanBlockWriter::putInOrder()
{
    if (std::ranges::is_sorted(m_traces, {}, &TracePlace::startNs))
        return;
    std::vector<std::size_t> order(m_traces.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [this](std::size_t i) { return m_traces[i].startNs; });
    std::vector<TracePlace> traces;
    std::vector<std::vector<SpanTerm>> terms;
    for (const std::size_t i : order) {
        traces.push_back(m_traces[i]);
        terms.push_back(std::move(m_terms[i]));
    }
    m_traces = std::move(traces);
    m_terms = std::move(terms);
}

base::Status SpanBlockWriter::commit(const QStringList &replaces)
{
    if (auto status = closeGroup(); !status)
        return status;
    putInOrder();
    m_meta.traces = static_cast<qint64>(m_traces.size());
    m_meta.replaces = replaces;
    m_meta.ids = IdFilter(m_traces.size());
    for (const auto &trace : m_traces)
        m_meta.ids.add(trace.key);
    for (const auto &[call, count] : m_calls)
        m_meta.calls.push_back({std::get<0>(call), std::get<1>(call), std::get<2>(call), count});
    const std::string index = squeeze(SpanIndex::pack(m_groups, m_traces, m_terms), m_packing.level);
    const std::string meta = squeeze(packMeta(m_meta), m_packing.level);
    std::string tail = index + meta;
    append(tail, m_file->size());
    append(tail, m_file->size() + static_cast<qint64>(index.size()));
    append(tail, checksum(index));
    append(tail, checksum(meta));
    tail += spanBlockEnd;
    if (auto status = m_file->append(tail); !status)
        return status;
    if (auto status = m_file->sync(); !status)
        return status;
    if (std::rename(QFile::encodeName(temporary(m_path)).constData(), QFile::encodeName(m_path).constData()) != 0)
        return writeError(m_path, errno);
    m_isCommitted = true;
    syncToDisk(QFileInfo(m_path).path());
    return base::Done{};
}

} // namespace wf::store
