// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/thread/contributor.h"
#include "models/store/ledger.h"

#include <memory>

namespace wf::engine {

// What operators wrote down about the service in the window.
[[nodiscard]] std::unique_ptr<ThreadContributor> noteContributor(store::Ledger &ledger);

} // namespace wf::engine
