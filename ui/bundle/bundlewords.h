// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/maskbundle.h"

namespace wf::ui {

// What is in a bundle, a line each: portions, what is missing, what is masked. `examples` adds one value of each kind
// with its mask, for who is about to pass it on. Outside text.
[[nodiscard]] QStringList bundleWords(const engine::BundleManifest &manifest,
                                      const std::vector<engine::MaskExample> &examples = {});

} // namespace wf::ui
