// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/thread/contributor.h"

namespace wf::engine {

// Objectives of the subject's service in its Thread: when their budget began to burn too fast, and when it will be
// spent.
[[nodiscard]] std::unique_ptr<ThreadContributor> objectiveContributor(const ObjectiveKeeper &keeper);

} // namespace wf::engine
