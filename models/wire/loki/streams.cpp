// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/loki/discovery.h"
#include "models/wire/loki/loki.h"

#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/prometheus.h"

#include <algorithm>

namespace wf::wire::loki {

using signals::LogAnswer;
using signals::LogLine;

namespace {

// Streams into lines; shared by answers and tail frames.
class StreamReader {
public:
    explicit StreamReader(const Limits &limits) : m_limits(limits) {}

    void read(const Json &streams)
    {
        streams.forEach([&](const Json &one) {
            if (m_lines.size() > m_limits.lines)
                return;
            const base::Labels stream = one["stream"].labels();
            one["values"].forEach([&](const Json &entry) { addLine(stream, entry); });
        });
    }

    [[nodiscard]] base::Result<std::vector<LogLine>> take(Order order)
    {
        if (m_lines.size() > m_limits.lines)
            return tooLarge(Bound::Lines, m_limits.lines);
        if (m_broken)
            return notUnderstood(QStringLiteral("a log entry is not [\"time\", \"line\"]"));
        std::stable_sort(m_lines.begin(), m_lines.end(), [order](const LogLine &a, const LogLine &b) {
            return order == Order::OldestFirst ? a.timeNs < b.timeNs : a.timeNs > b.timeNs;
        });
        return std::move(m_lines);
    }

private:
    void addLine(const base::Labels &stream, const Json &entry)
    {
        const auto ns = entry.at(0).integer();
        if (!ns || !entry.at(1).isString()) {
            m_broken = true;
            return;
        }
        LogLine line;
        line.timeNs = *ns;
        line.text = std::string(entry.at(1).text());
        line.stream = stream;
        if (const Json extra = entry.at(2); extra.isObject())
            line.metadata = metadataOf(extra);
        line.level = discoverLevel(stream, line.metadata, line.text);
        line.traceId = discoverTraceId(stream, line.metadata, line.text);
        if (m_lines.size() <= m_limits.lines)
            m_lines.push_back(std::move(line));
    }

    // {"structuredMetadata":{…},"parsed":{…}}; parsed fields win, as in Loki.
    static base::Labels metadataOf(const Json &extra)
    {
        std::vector<base::Labels::Pair> pairs;
        for (const auto *part : {"structuredMetadata", "parsed"})
            extra[part].forEachField(
                [&](std::string_view key, const Json &value) { pairs.emplace_back(std::string(key), value.asText()); });
        return base::Labels(std::move(pairs));
    }

    const Limits &m_limits;
    std::vector<LogLine> m_lines;
    bool m_broken = false;
};

base::Result<LogAnswer> answerOf(const prometheus::Envelope &envelope, Order order, const Limits &limits)
{
    StreamReader reader(limits);
    reader.read(envelope.data["result"]);
    auto lines = reader.take(order);
    if (!lines)
        return lines.error();
    return LogAnswer{std::move(*lines), envelope.completeness};
}

} // namespace

base::Result<LogAnswer> decodeStreams(std::string_view body, Order order, const Limits &limits)
{
    const auto envelope = prometheus::openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    if (envelope->data["resultType"].text() != "streams")
        return notUnderstood(QStringLiteral("the answer holds no log streams"));
    return answerOf(*envelope, order, limits);
}

base::Result<std::variant<LogAnswer, signals::QueryAnswer>> decodeQuery(std::string_view body, Order order,
                                                                        const Limits &limits)
{
    using Either = std::variant<LogAnswer, signals::QueryAnswer>;
    {
        const auto envelope = prometheus::openEnvelope(body, limits);
        if (!envelope)
            return envelope.error();
        if (envelope->data["resultType"].text() == "streams") {
            auto lines = answerOf(*envelope, order, limits);
            return lines ? base::Result<Either>(Either(std::move(*lines))) : base::Result<Either>(lines.error());
        }
    }
    auto series = prometheus::decodeQuery(body, 0, limits);
    return series ? base::Result<Either>(Either(std::move(*series))) : base::Result<Either>(series.error());
}

base::Result<TailFrame> decodeTailFrame(std::string_view text, const Limits &limits)
{
    const auto document = JsonDocument::parse(text, limits);
    if (!document)
        return document.error();
    const Json root = document->root();
    if (!root.isObject())
        return notUnderstood(QStringLiteral("the frame is not an object"));
    StreamReader reader(limits);
    reader.read(root["streams"]);
    auto lines = reader.take(Order::OldestFirst);
    if (!lines)
        return lines.error();
    TailFrame frame;
    frame.lines = std::move(*lines);
    root["dropped_entries"].forEach([&](const Json &one) {
        ++frame.dropped;
        const auto ns = one["timestamp"].integer();
        if (!ns)
            return;
        auto &range = frame.droppedRange;
        range.startNs = range.startNs ? std::min(range.startNs, *ns) : *ns;
        range.endNs = std::max(range.endNs, *ns);
    });
    return frame;
}

} // namespace wf::wire::loki
