// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/matrixbuilder.h"
#include "models/wire/prometheus/matrixstream.h"
#include "tests/fuzz/promise.h"

#include <cstring>
#include <string>

using namespace wf;
using namespace wf::fuzz;
using wire::prometheus::MatrixStream;

namespace {

base::Result<signals::QueryAnswer> streamed(std::string_view body, std::size_t piece)
{
    MatrixStream stream;
    for (std::size_t at = 0; at < body.size(); at += piece) {
        const std::string chunk(body.substr(at, piece)); // memory of its own: reads beyond it are seen
        if (!stream.feed(chunk))
            break;
    }
    return stream.finish();
}

void compare(const base::Result<signals::QueryAnswer> &a, const base::Result<signals::QueryAnswer> &b)
{
    promise(a.ok() == b.ok(), "both accept or both refuse");
    if (!a.ok())
        return;
    promise(a->series.size() == b->series.size() && a->histograms.size() == b->histograms.size(), "as many series");
    promise(a->completeness == b->completeness, "the same completeness");
    for (std::size_t i = 0; i < a->series.size(); ++i) {
        const auto &x = a->series[i];
        const auto &y = b->series[i];
        promise(x.labels == y.labels && x.timesMs == y.timesMs && x.values.size() == y.values.size(),
                "the same labels and times");
        promise(x.values.empty() ||
                    std::memcmp(x.values.data(), y.values.data(), x.values.size() * sizeof(double)) == 0,
                "the same bits");
    }
}

} // namespace

// The first byte chooses the size of the pieces; the rest is an answer, with the usual beginning put in front of it or
// not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t piece = 1 + data[0];
    std::string body(text(data + 1, size - 1));
    if (data[0] % 2 == 0)
        body.insert(0, R"({"status":"success","data":{"resultType":"matrix","result":[)");
    compare(streamed(body, piece), wire::prometheus::decodeAnyQuery(body, 0, {}));
    return 0;
}
