// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/maskbundle.h"

namespace wf::app {

// What a bundle says of itself, name and value a line: incident, when and by whom it was taken, its range, how much of
// what is in it, what is missing, what was masked.
[[nodiscard]] std::vector<QStringList> bundleFacts(const engine::BundleManifest &manifest);

// A head and a line for each kind of what is masked: KIND TIMES DIFFERENT EXAMPLE MASK.
[[nodiscard]] std::vector<QStringList> maskTable(const engine::MaskedBundle &masked);

} // namespace wf::app
