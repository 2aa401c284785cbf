// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/loki/discovery.h"
#include "models/wire/loki/loki.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    if (const auto answer = wire::loki::decodeStreams(body, wire::loki::Order::OldestFirst, limits)) {
        promise(answer->lines.size() <= limits.lines, "no more lines than the bound");
        promise(
            std::is_sorted(answer->lines.begin(), answer->lines.end(),
                           [](const signals::LogLine &a, const signals::LogLine &b) { return a.timeNs < b.timeNs; }),
            "lines in order of time");
    }
    (void)wire::loki::decodeQuery(body, wire::loki::Order::NewestFirst, limits);
    if (const auto frame = wire::loki::decodeTailFrame(body, limits)) {
        promise(
            std::is_sorted(frame->lines.begin(), frame->lines.end(),
                           [](const signals::LogLine &a, const signals::LogLine &b) { return a.timeNs < b.timeNs; }),
            "tailed lines in order of time");
    }
    (void)wire::loki::decodePatterns(body, limits);
    (void)wire::loki::decodeDetectedFields(body, limits);
    (void)wire::loki::decodeFieldValues(body, limits);
    (void)wire::loki::decodeDetectedLabels(body, limits);
    (void)wire::loki::decodeIndexStats(body);
    // The same bytes as a log line.
    (void)wire::loki::discoverLevel({}, {}, body);
    const QString id = wire::loki::discoverTraceId({}, {}, body);
    promise(id.isEmpty() || id.size() == 32, "a trace id has 32 digits");
    const std::string_view value = wire::loki::valueOfKey(body, "level");
    promise(value.empty() || (value.data() >= body.data() && value.data() + value.size() <= body.data() + body.size()),
            "a value lies inside its line");
    return 0;
}
