// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/series.h"

#include <QString>

#include <functional>
#include <optional>

// A query for other places. Pure; any thread.
namespace wf::engine {

struct CopiedQuery {
    QString text;
    base::TimeRange range;
    qint64 stepNs = 0;
    qint64 scrapeNs = 0; // fills the placeholders
};

// For a shell, ready to run. `address` of a source that speaks Prometheus' API ("http://host:9090"); no secrets are in
// it.
[[nodiscard]] QString asCurl(const CopiedQuery &query, const QString &address);
// `watchfloor metrics query …`.
[[nodiscard]] QString asCommand(const CopiedQuery &query);
// "watchfloor://metrics?…": what Open understands and "Go to or run" takes.
[[nodiscard]] QString asLink(const CopiedQuery &query);
struct LinkedQuery {
    QString text;
    base::TimeRange range; // zero length: none was said
};
// Nothing when it is no such link.
[[nodiscard]] std::optional<LinkedQuery> fromLink(const QString &link);

// Query, range, and a table of the series: newest value, greatest, mean. `write` shows a value with its unit.
// `picture`: a data URI of what the chart shows; empty: none.
[[nodiscard]] QString asMarkdown(const CopiedQuery &query, const signals::QueryAnswer &answer,
                                 const std::function<QString(double)> &write, const QString &picture = {});

} // namespace wf::engine
