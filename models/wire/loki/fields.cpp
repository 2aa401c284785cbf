// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/loki/loki.h"

#include "models/wire/prometheus/envelope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::wire::loki {

using signals::LogField;
using signals::LogPattern;
using signals::LogVolume;

namespace {

base::Result<JsonDocument> objectIn(std::string_view body, const Limits &limits)
{
    auto document = JsonDocument::parse(body, limits);
    if (document && !document->root().isObject())
        return notUnderstood(QStringLiteral("the answer is not an object"));
    return document;
}

// Newer servers wrap some of these in an envelope.
Json bare(const JsonDocument &document)
{
    const Json root = document.root();
    return root["data"].isObject() ? root["data"] : root;
}

} // namespace

LogVolume toVolume(const signals::QueryAnswer &answer, base::TimeRange range, qint64 stepNs)
{
    LogVolume volume;
    volume.startNs = range.startNs;
    volume.stepNs = stepNs;
    volume.completeness = answer.completeness;
    constexpr qint64 mostBuckets = 100'000;
    if (stepNs <= 0 || range.lengthNs() <= 0 || range.lengthNs() / stepNs > mostBuckets)
        return volume;
    volume.buckets.resize(static_cast<std::size_t>((range.lengthNs() + stepNs - 1) / stepNs));
    for (const auto &series : answer.series) {
        auto word = series.labels.value("detected_level");
        if (word.empty())
            word = series.labels.value("level");
        const auto level = static_cast<std::size_t>(signals::logLevelFromText(word));
        for (std::size_t i = 0; i < series.size(); ++i) {
            const qint64 distance = series.timesMs[i] * base::nsPerMs - range.startNs;
            const qint64 bucket = (distance - 1) / stepNs; // (start, start+step] is bucket 0
            if (distance > 0 && bucket < static_cast<qint64>(volume.buckets.size()) && std::isfinite(series.values[i]))
                volume.buckets[static_cast<std::size_t>(bucket)].at(level) += series.values[i];
        }
    }
    return volume;
}

base::Result<std::vector<LogPattern>> decodePatterns(std::string_view body, const Limits &limits)
{
    const auto envelope = prometheus::openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    if (envelope->data.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    std::vector<LogPattern> out;
    envelope->data.forEach([&](const Json &one) {
        LogPattern pattern{one["pattern"].string(), 0, signals::logLevelFromText(one["level"].text())};
        one["samples"].forEach([&](const Json &sample) {
            const auto n = sample.at(1).integer().value_or(0);
            if (n > 0 && pattern.count < std::numeric_limits<qint64>::max() - n)
                pattern.count += n;
        });
        if (!pattern.pattern.isEmpty())
            out.push_back(std::move(pattern));
    });
    std::stable_sort(out.begin(), out.end(),
                     [](const LogPattern &a, const LogPattern &b) { return a.count > b.count; });
    return out;
}

base::Result<std::vector<LogField>> decodeDetectedFields(std::string_view body, const Limits &limits)
{
    const auto document = objectIn(body, limits);
    if (!document)
        return document.error();
    const Json fields = bare(*document)["fields"];
    if (fields.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    std::vector<LogField> out;
    fields.forEach([&](const Json &one) {
        const auto n = std::clamp<qint64>(one["cardinality"].integer().value_or(0), 0, std::numeric_limits<int>::max());
        out.push_back({one["label"].string(), one["type"].string(), static_cast<int>(n)});
    });
    return out;
}

base::Result<QStringList> decodeFieldValues(std::string_view body, const Limits &limits)
{
    const auto document = objectIn(body, limits);
    if (!document)
        return document.error();
    return stringsOf(bare(*document)["values"]);
}

base::Result<QStringList> decodeDetectedLabels(std::string_view body, const Limits &limits)
{
    const auto document = objectIn(body, limits);
    if (!document)
        return document.error();
    QStringList out;
    bare(*document)["detectedLabels"].forEach([&](const Json &one) { out << one["label"].string(); });
    return out;
}

base::Result<IndexStats> decodeIndexStats(std::string_view body)
{
    const auto document = objectIn(body, {});
    if (!document)
        return document.error();
    const Json root = bare(*document);
    const auto n = [&](std::string_view key) { return root[key].integer().value_or(0); };
    return IndexStats{n("streams"), n("chunks"), n("bytes"), n("entries")};
}

} // namespace wf::wire::loki
