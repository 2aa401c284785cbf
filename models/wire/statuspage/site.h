// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/statuspage/statuspage.h"

#include <QByteArray>

#include <vector>

namespace wf::wire {

struct SiteFile {
    QString path; // within the site, "api/v2/summary.json"
    QByteArray bytes;
};

// The page as files that any web server, or none, can show: index.html and history.html (no script, light and dark,
// usable without seeing), history.rss and history.atom, and JSON in the form of statuspage.io's public API below
// api/v2. Pure; the same page gives the same bytes.
[[nodiscard]] std::vector<SiteFile> renderSite(const signals::StatusPage &page);

} // namespace wf::wire
