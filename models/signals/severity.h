// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::signals {

// Worst first, so that sorting ascending puts the worst on top.
enum class Severity { Critical, Warning, Info, Ok, Unknown };

// From the values people give the `severity` label: critical/page/error…, warning/warn…, info/none…; unknown words are
// Warning.
[[nodiscard]] Severity severityFromLabel(const QString &label);
// "critical", "warning", "info", "ok", "unknown".
[[nodiscard]] QString severityName(Severity severity);
[[nodiscard]] inline Severity worse(Severity a, Severity b)
{
    return a < b ? a : b;
}

} // namespace wf::signals
