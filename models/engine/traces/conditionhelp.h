// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace wf::engine {

// Help with conditions on whole traces (query/traces/tracecondition.h), for whoever writes one. Pure.

// Its canonical text. Invalid: says at which character what was expected.
[[nodiscard]] base::Result<QString> readTraceCondition(const QString &text);
// What `text` may become by its next word, best first, at most 12: whole texts that end with a blank.
[[nodiscard]] QStringList completeTraceCondition(const QString &text, const QStringList &services);

} // namespace wf::engine
