// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/spans/blocks/spanblockwriter.h"

#include <functional>
#include <stop_token>

namespace wf::store {

// Every trace of some blocks, its pieces put together, in order of beginning; `keep` (may be empty) says which spans
// stay. Answers with the number of traces. Storage when a part of a block cannot be read: the caller keeps the blocks.
using KeepSpan = std::function<bool(const signals::Trace &trace, const signals::Span &span)>;
[[nodiscard]] base::Result<qint64> mergeSpanBlocks(const std::vector<SpanBlockPtr> &blocks, SpanBlockWriter &writer,
                                                   const KeepSpan &keep, const std::stop_token &stop);

} // namespace wf::store
