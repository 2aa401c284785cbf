// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/report/report.h"

namespace wf::wire {

// docs/user/reports.md describes the form. Keys are sorted, times are RFC 3339, what is not known is null; the same
// report gives the same bytes.
[[nodiscard]] QByteArray reportJson(const signals::Report &report);

// Reads it back, exactly. `json` may be hostile: at most 256 MiB. Errors: NotUnderstood with the place, TooLarge.
[[nodiscard]] base::Result<signals::Report> readReportJson(const QByteArray &json);

// Fields in which two reports differ, in words ("clauses[0].measured: 99.860 % → 99.960 %"), at most `most` of them.
[[nodiscard]] QStringList reportDifferences(const signals::Report &before, const signals::Report &after, int most = 50);

} // namespace wf::wire
