// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"
#include "models/wire/otlp/otlp.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

void check(const base::Result<std::vector<signals::Trace>> &traces, const wire::Limits &limits)
{
    if (!traces)
        return;
    std::size_t spans = 0;
    for (const signals::Trace &trace : *traces)
        spans += trace.spans.size();
    promise(spans <= limits.spans, "no more spans than the bound");
    (void)wire::jaeger::summariesOf(*traces);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    check(wire::jaeger::decodeTraces(body, limits), limits);
    check(wire::jaeger::decodeSharedTraces(QByteArray(body.data(), static_cast<qsizetype>(body.size())), limits),
          limits);
    check(wire::jaeger::decodeTracesV3(body, limits), limits);
    check(wire::otlp::decodeTraces(body, limits), limits);
    (void)wire::jaeger::decodeSummariesV3(body, limits);
    (void)wire::jaeger::decodeServices(body);
    (void)wire::jaeger::decodeOperations(body);
    (void)wire::jaeger::decodeDependencies(body);
    (void)wire::jaeger::saysNothingFound(404, body);
    return 0;
}
