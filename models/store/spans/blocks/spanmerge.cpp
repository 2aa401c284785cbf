// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanmerge.h"

#include "models/store/spans/blocks/assembly.h"

#include <algorithm>
#include <unordered_map>

namespace wf::store {

namespace {

struct Piece {
    std::size_t block = 0;
    const TracePlace *place = nullptr;
};

signals::TracePtr without(const signals::TracePtr &trace, const KeepSpan &keep)
{
    if (!keep || std::ranges::all_of(trace->spans, [&](const auto &span) { return keep(*trace, span); }))
        return trace;
    auto rest = std::make_shared<signals::Trace>(*trace);
    std::erase_if(rest->spans, [&](const auto &span) { return !keep(*trace, span); });
    return assembled(std::vector<signals::TracePtr>{rest});
}

} // namespace

base::Result<qint64> mergeSpanBlocks(const std::vector<SpanBlockPtr> &blocks, SpanBlockWriter &writer,
                                     const KeepSpan &keep, const std::stop_token &stop)
{
    std::vector<std::shared_ptr<const SpanIndex>> indexes;
    std::vector<TraceOpener> openers;
    std::unordered_map<TraceKey, std::vector<Piece>, TraceKeyHash> traces;
    for (const auto &block : blocks) {
        auto index = block->index();
        if (!index)
            return index.error();
        for (const auto &place : (*index)->traces())
            traces[place.key].push_back({indexes.size(), &place});
        indexes.push_back(*index);
        openers.emplace_back(block);
    }
    std::vector<std::pair<qint64, const std::vector<Piece> *>> order;
    for (const auto &[key, pieces] : traces) {
        const auto first = std::ranges::min(pieces, {}, [](const Piece &p) { return p.place->startNs; });
        order.emplace_back(first.place->startNs, &pieces);
    }
    std::ranges::sort(order);
    qint64 written = 0;
    for (const auto &[startNs, pieces] : order) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        std::vector<signals::TracePtr> opened;
        for (const auto &piece : *pieces) {
            auto trace = openers[piece.block].open(*indexes[piece.block], *piece.place);
            if (!trace)
                return trace.error();
            opened.push_back(std::move(trace).value());
        }
        const auto rest = without(assembled(opened), keep);
        if (rest->spans.empty())
            continue;
        if (auto status = writer.add(*rest); !status)
            return status.error();
        ++written;
    }
    return written;
}

} // namespace wf::store
