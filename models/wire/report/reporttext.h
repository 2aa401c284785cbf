// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"

#include <QByteArray>

// A report as text. Each starts with what identifies it (id and hash of its data), and the same report gives the same
// bytes. Outside text can neither become markup nor a formula.
namespace wf::wire {

// Blocks with a head row each, an empty line between them; RFC 4180 with CRLF, UTF-8 with a byte order mark, figures
// with a point.
[[nodiscard]] QByteArray reportCsv(const signals::Report &report);
[[nodiscard]] QByteArray reportMarkdown(const signals::Report &report);

// One file that needs nothing else and runs no script. `json` and `csv` can be taken out of it by a link.
[[nodiscard]] QByteArray reportHtml(const signals::Report &report, const QByteArray &json, const QByteArray &csv);

} // namespace wf::wire
