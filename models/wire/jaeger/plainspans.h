// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/jaeger/legacytrace.h"
#include "models/wire/limits.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace wf::wire::jaeger {

// The traces of an answer that is written the way Jaeger's query service writes it (Go's encoding/json of
// internal/uimodel: order of keys, no white space). Spans are read in one pass; their tags and events stay in the body.
struct PlainSpans {
    std::string frame; // the answer with its spans taken out: for the general parser
    std::vector<LooseSpans> traces;

    // Nothing when anything looks different, which says nothing about its validity.
    [[nodiscard]] static std::optional<PlainSpans> read(const QByteArray &body, const Limits &limits);
};

} // namespace wf::wire::jaeger
