// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/wire/json.h"

namespace wf::wire::prometheus {

// {"status","data","errorType","error","warnings","infos"} taken apart.
struct Envelope {
    JsonDocument document; // keeps data alive
    Json data;
    base::Completeness completeness;
};
// The server's error when the status says so. A missing `data` is no error here.
[[nodiscard]] base::Result<Envelope> openEnvelope(std::string_view body, const Limits &limits);

// Adds one warning or info and what it says about completeness: "truncated due to limit", a store that failed.
void addNote(base::Completeness &completeness, const QString &note, bool warning);

} // namespace wf::wire::prometheus
