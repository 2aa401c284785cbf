// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/story/timeline.h"

#include <QHash>

namespace wf::engine {

// The note for whoever takes over, as Markdown: what is open and who holds it, worst first, with the last things that
// happened to each; then what was closed within `recentNs`. `timelines` by number; incidents without one are told
// without.
inline constexpr qint64 handoverRecentNs = 12 * base::nsPerHour;
[[nodiscard]] QString handoverNote(const IncidentSnapshot &incidents,
                                   const QHash<qint64, std::vector<TimelineEntry>> &timelines, const QString &author);

// Outside text within Markdown: what would be taken for marks is escaped, line breaks become spaces.
[[nodiscard]] QString markdownText(const QString &outside);

} // namespace wf::engine
