// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace wf::query::tmpl {

// Go's time.Format and time.Parse: the layout shows how 2 January 2006, 15:04:05 is written. Always UTC.
[[nodiscard]] std::string formatGoTime(std::string_view layout, qint64 ns);
// Nothing when the text is not written so.
[[nodiscard]] std::optional<qint64> parseGoTime(std::string_view layout, std::string_view text);

} // namespace wf::query::tmpl
