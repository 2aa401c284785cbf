// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The decoders of sealed samples: numbers and native histograms. The first byte says which.
#include "models/store/codec/chunk.h"
#include "models/store/codec/histograms.h"
#include "tests/fuzz/promise.h"

#include <bit>
#include <string>

using namespace wf;
using namespace wf::fuzz;
using namespace wf::store;

namespace {

void tryNumbers(std::string_view bytes)
{
    ByteReader in(bytes);
    std::vector<qint64> times;
    std::vector<double> values;
    if (!decodeChunk(in, times, values)) {
        promise(times.empty() && values.empty(), "nothing is added when the bytes are damaged");
        return;
    }
    promise(times.size() == values.size() && times.size() <= maxChunkSamples, "as many values as times");
    ByteWriter out;
    encodeChunk(times, values, out);
    ByteReader again(out.bytes());
    std::vector<qint64> times2;
    std::vector<double> values2;
    promise(decodeChunk(again, times2, values2) && times == times2, "what was read can be written and read again");
    for (std::size_t i = 0; i < values.size(); ++i)
        promise(std::bit_cast<quint64>(values[i]) == std::bit_cast<quint64>(values2[i]), "bit for bit");
}

void tryHistograms(std::string_view bytes)
{
    ByteReader in(bytes);
    std::vector<qint64> times;
    std::vector<signals::NativeHistogramPtr> histograms;
    if (!decodeHistograms(in, times, histograms)) {
        promise(times.empty() && histograms.empty(), "nothing is added when the bytes are damaged");
        return;
    }
    promise(times.size() == histograms.size() && times.size() <= maxChunkHistograms, "as many histograms as times");
    ByteWriter out;
    encodeHistograms(times, histograms, out);
    ByteReader again(out.bytes());
    std::vector<qint64> times2;
    std::vector<signals::NativeHistogramPtr> histograms2;
    promise(decodeHistograms(again, times2, histograms2) && times == times2, "what was read can be read again");
    for (std::size_t i = 0; i < histograms.size(); ++i)
        promise(sameBits(*histograms[i], *histograms2[i]), "bit for bit");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto bytes = text(data + 1, size - 1);
    if (data[0] % 2 == 0)
        tryNumbers(bytes);
    else
        tryHistograms(bytes);
    return 0;
}
