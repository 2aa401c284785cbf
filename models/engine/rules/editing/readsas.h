// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"

#include <QString>

namespace wf::engine {

// One element that an expression gives.
struct RuleSample {
    base::Labels labels;
    double value = 0;
};
// What a template of an annotation or label reads like for this element; outside text. Invalid: it cannot be expanded,
// or asks the server. Pure; any thread.
[[nodiscard]] base::Result<QString> readsAs(const QString &text, const RuleSample &sample);

} // namespace wf::engine
