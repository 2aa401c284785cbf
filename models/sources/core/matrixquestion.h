// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"

namespace wf::sources {

// Asks a question that Prometheus' query API answers (matrix, vector …) and decodes it straight into columns while it
// arrives; bodies over 64 KiB off the GUI thread.
[[nodiscard]] async::Request askMatrix(SourceCore &core, Question question, qint64 stepMs,
                                       Reply<signals::QueryAnswerPtr> reply);

} // namespace wf::sources
