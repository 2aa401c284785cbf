// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/lokipush/lokipush.h"

#include "models/base/clock.h"
#include "models/wire/json.h"
#include "models/wire/protobuf.h"
#include "models/wire/snappy/snappy.h"

#include <algorithm>

namespace wf::wire::lokipush {

using signals::LogLine;

namespace {

base::Error broken(const QString &what)
{
    return base::makeError(base::ErrorKind::NotUnderstood, what);
}

bool isLabelName(std::string_view name)
{
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

// Labels of an object of strings; a value of another kind is a mistake of the sender's.
base::Result<base::Labels> stringsIn(const Json &object, bool areNamesChecked)
{
    std::vector<base::Labels::Pair> pairs;
    std::optional<base::Error> problem;
    object.forEachField([&](std::string_view key, const Json &value) {
        if (!value.isString())
            problem = broken(QStringLiteral("the value of label \"%1\" is not a string").arg(capped(key, 100)));
        else if (areNamesChecked && !isLabelName(key))
            problem = broken(QStringLiteral("\"%1\" is not a label name").arg(capped(key, 100)));
        pairs.emplace_back(std::string(key), std::string(value.text()));
    });
    if (problem)
        return *problem;
    return base::Labels(std::move(pairs));
}

base::Result<LogLine> lineOf(const Json &entry, const base::Labels &stream)
{
    if (!entry.isArray() || entry.size() < 2 || entry.size() > 3)
        return broken(QStringLiteral("an entry is not a list of time, line and metadata"));
    LogLine line;
    const auto time = entry.at(0).isString() ? parseInteger(entry.at(0).text()) : std::nullopt;
    if (!time || !entry.at(1).isString())
        return broken(QStringLiteral("time and line of an entry must be strings, the time in nanoseconds"));
    line.timeNs = *time;
    line.text = entry.at(1).text();
    line.stream = stream;
    if (entry.size() == 3) {
        auto metadata = stringsIn(entry.at(2), false);
        if (!metadata)
            return metadata.error();
        line.metadata = std::move(*metadata);
    }
    return line;
}

qint64 timestampOf(ProtoReader message)
{
    qint64 seconds = 0;
    qint64 nanos = 0;
    while (message.next()) {
        if (message.tag() == 1)
            seconds = message.int64();
        else if (message.tag() == 2)
            nanos = message.int32();
        else
            message.skip();
    }
    constexpr qint64 most = INT64_MAX / base::nsPerSecond - 1;
    return std::clamp(seconds, -most, most) * base::nsPerSecond + nanos;
}

base::Labels::Pair pairOf(ProtoReader message)
{
    base::Labels::Pair pair;
    while (message.next()) {
        if (message.tag() == 1)
            pair.first = message.string();
        else if (message.tag() == 2)
            pair.second = message.string();
        else
            message.skip();
    }
    return pair;
}

LogLine lineOf(ProtoReader message, const base::Labels &stream, Allowance &allowance)
{
    LogLine line;
    line.stream = stream;
    std::vector<base::Labels::Pair> metadata;
    while (message.next()) {
        if (message.tag() == 1)
            line.timeNs = timestampOf(message.message());
        else if (message.tag() == 2)
            line.text = message.string();
        else if (message.tag() == 3 && allowance.takeEntry())
            metadata.push_back(pairOf(message.message()));
        else
            message.skip();
    }
    line.metadata = base::Labels(std::move(metadata));
    return line;
}

void readStream(ProtoReader message, PushRequest &request, Allowance &allowance)
{
    base::Labels labels;
    for (ProtoReader first = message; first.next(1);) {
        auto parsed = parseStreamLabels(first.view());
        if (!parsed) {
            allowance.problem = parsed.error();
            return;
        }
        labels = std::move(*parsed);
    }
    ++request.streams;
    while (!allowance.problem && message.next(2)) {
        if (request.lines.size() >= allowance.limits.lines) {
            allowance.problem = tooLarge(Bound::Lines, allowance.limits.lines);
            return;
        }
        request.lines.push_back(lineOf(message.message(), labels, allowance));
    }
}

} // namespace

base::Result<PushRequest> decodeJson(std::string_view body, const Limits &limits)
{
    const auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    if (!document->root().isObject())
        return broken(QStringLiteral("the push is not an object"));
    PushRequest request;
    std::optional<base::Error> problem;
    document->root()["streams"].forEach([&](const Json &stream) {
        if (problem)
            return;
        const auto labels = stringsIn(stream["stream"], true);
        if (!labels) {
            problem = labels.error();
            return;
        }
        ++request.streams;
        stream["values"].forEach([&](const Json &entry) {
            if (problem)
                return;
            auto line = lineOf(entry, *labels);
            if (!line)
                problem = line.error();
            else if (request.lines.size() >= limits.lines)
                problem = tooLarge(Bound::Lines, limits.lines);
            else
                request.lines.push_back(std::move(*line));
        });
    });
    if (problem)
        return *problem;
    return request;
}

base::Result<PushRequest> decodeSnappy(std::string_view body, const Limits &limits)
{
    const auto plain = uncompressSnappy(body, limits.bytes);
    if (!plain)
        return plain.error();
    return guarded<PushRequest>([&]() -> base::Result<PushRequest> {
        Allowance allowance(limits);
        PushRequest request;
        for (ProtoReader message(*plain); message.next();) {
            if (message.tag() == 1 && allowance.takeEntry())
                readStream(message.message(), request, allowance);
            else
                message.skip();
            if (allowance.problem)
                return *allowance.problem;
        }
        return request;
    });
}

} // namespace wf::wire::lokipush
