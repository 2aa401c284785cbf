// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/lines.h"

#include "models/store/codec/bitpack.h"
#include "models/store/codec/squeeze.h"

#include <QCoreApplication>

#include <unordered_map>

namespace wf::store {

namespace {

constexpr unsigned linesFormat = 1;

// Label sets in order of first use.
class Dictionary {
public:
    std::size_t index(const base::Labels &labels)
    {
        const auto [it, isNew] = m_index.try_emplace(labels, m_all.size());
        if (isNew)
            m_all.push_back(labels);
        return it->second;
    }
    void write(ByteWriter &out) const
    {
        out.varint(m_all.size());
        for (const auto &labels : m_all)
            out.labels(labels);
    }

private:
    std::unordered_map<base::Labels, std::size_t> m_index;
    std::vector<base::Labels> m_all;
};

std::vector<base::Labels> readDictionary(ByteReader &in)
{
    std::vector<base::Labels> out(in.count());
    for (auto &labels : out)
        labels = in.labels();
    return out;
}

} // namespace

std::string packLines(std::span<const signals::LogLine> lines)
{
    Dictionary dictionary;
    ByteWriter rows;
    std::vector<qint64> times;
    times.reserve(lines.size());
    for (const auto &line : lines) {
        times.push_back(line.timeNs);
        rows.varint(dictionary.index(line.stream));
        rows.varint(dictionary.index(line.metadata));
        rows.byte(static_cast<unsigned>(line.level));
        rows.text(line.traceId);
    }
    ByteWriter out;
    out.byte(linesFormat);
    out.varint(lines.size());
    dictionary.write(out);
    packNumbers(times, out);
    out.raw(rows.bytes().data(), rows.bytes().size());
    for (const auto &line : lines)
        out.text(std::string_view(line.text));
    return squeeze(out.bytes());
}

base::Result<std::vector<signals::LogLine>> unpackLines(std::string_view bytes)
{
    const auto damaged = [] {
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "Cached log lines are damaged"));
    };
    auto raw = unsqueeze(bytes);
    if (!raw)
        return raw.error();
    ByteReader in(*raw);
    if (in.byte() != linesFormat)
        return damaged();
    const std::size_t n = in.count();
    const auto dictionary = readDictionary(in);
    std::vector<qint64> times;
    unpackNumbers(in, n, times);
    if (!in.ok())
        return damaged();
    std::vector<signals::LogLine> lines(n);
    for (std::size_t i = 0; i < n; ++i) {
        auto &line = lines[i];
        line.timeNs = times[i];
        const auto stream = in.varint();
        const auto metadata = in.varint();
        const unsigned level = in.byte();
        line.traceId = in.qtext();
        if (!in.ok() || stream >= dictionary.size() || metadata >= dictionary.size() || level >= signals::logLevelCount)
            return damaged();
        line.stream = dictionary[stream];
        line.metadata = dictionary[metadata];
        line.level = static_cast<signals::LogLevel>(level);
    }
    for (auto &line : lines)
        line.text = in.text();
    if (!in.ok())
        return damaged();
    return lines;
}

} // namespace wf::store
