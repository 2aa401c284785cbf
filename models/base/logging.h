// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace wf::base {
Q_DECLARE_LOGGING_CATEGORY(lcApp)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

// Installs the one message handler: JSON lines to `file` (or stderr when empty), redacted (redact.h), escaped,
// rotated at 8 MiB with three kept. Thread-safe. Call once, first thing in main.
void installLogHandler(const QString &file);
} // namespace wf::base
