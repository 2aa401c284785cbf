// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the span store reads back from its files: pieces of traces, the index and the description of a block.
#include "models/store/codec/traces.h"
#include "models/store/spans/blocks/assembly.h"
#include "models/store/spans/blocks/spanblock.h"
#include "tests/fuzz/promise.h"

#include <string>

using namespace wf;
using namespace wf::fuzz;
using namespace wf::store;

namespace {

void tryPiece(std::string_view bytes)
{
    const auto piece = traceFromBytes(std::string(bytes));
    if (!piece)
        return;
    const auto whole = assembled(std::vector<signals::TracePtr>{*piece, *piece});
    promise(whole->spans.size() <= (*piece)->spans.size(), "a piece that comes twice counts once");
    promise(std::ranges::is_sorted(termsOf(*whole)), "terms ascend");
    promise(traceFromBytes(traceBytes(*whole)).ok(), "what was put together can be written and read");
}

void tryIndex(std::string_view bytes)
{
    const auto index = SpanIndex::unpack(std::string(bytes));
    if (!index)
        return;
    for (const auto &trace : index->traces())
        promise(index->find(trace.key) != nullptr, "every trace is found by its id");
    const std::vector<SpanTerm> terms{serviceTerm("checkout"), 7};
    for (std::size_t n = 0; n <= terms.size(); ++n) {
        const auto found = index->find(std::span(terms).first(n));
        promise(ascending(found) && (found.empty() || found.back() < index->traces().size()), "traces that are there");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto bytes = text(data + 1, size - 1);
    SpanBlockMeta meta;
    if (data[0] % 3 == 0)
        tryPiece(bytes);
    else if (data[0] % 3 == 1)
        tryIndex(bytes);
    else if (unpackMeta(bytes, meta))
        static_cast<void>(meta.ids.mayHave({1, 2}));
    return 0;
}
