// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loki's push, Zipkin's spans and remote write; the Snappy around protobuf is taken off, or put on so that the fuzzer
// need not find it.
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "models/wire/snappy/snappy.h"
#include "models/wire/zipkin/zipkin.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

void tryRemoteWrite(std::string_view body, const wire::Limits &limits)
{
    using namespace wire::remotewrite;
    for (const Version version : {Version::One, Version::Two}) {
        const auto request = decode(body, version, limits);
        if (!request)
            continue;
        promise(request->samples + request->histograms <= limits.samples, "no more points than the bound");
        for (const auto &one : request->series) {
            promise(!one.series.labels.metricName().empty(), "a series has a name");
            promise(one.series.timesMs.size() == one.series.values.size() &&
                        one.series.histogramTimesMs.size() == one.series.histograms.size(),
                    "columns are parallel");
        }
        const auto again = decode(encode(request->series, {}), Version::One, wire::Limits());
        promise(again.ok() && again->samples == request->samples && again->histograms == request->histograms,
                "what is encoded is decoded");
    }
}

void tryLoki(const base::Result<wire::lokipush::PushRequest> &request, const wire::Limits &limits)
{
    if (!request)
        return;
    promise(request->lines.size() <= limits.lines, "no more lines than the bound");
    for (const auto &line : request->lines)
        if (!line.stream.isEmpty()) {
            const auto back = wire::lokipush::parseStreamLabels(line.stream.toString().toStdString());
            promise(back.ok() && *back == line.stream, "stream labels written are read again");
        }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    const std::string wrapped = wire::compressSnappy(body);
    for (const std::string_view bytes : {body, std::string_view(wrapped)}) {
        tryRemoteWrite(bytes, limits);
        tryLoki(wire::lokipush::decodeSnappy(bytes, limits), limits);
    }
    tryLoki(wire::lokipush::decodeJson(body, limits), limits);
    (void)wire::lokipush::parseStreamLabels(body);
    if (const auto request = wire::zipkin::decodeSpans(body, limits))
        for (const auto &trace : request->traces)
            for (const auto &span : trace.spans)
                promise(!span.spanId.isEmpty() && span.startNs > 0, "a span has an id and a time");
    return 0;
}
