// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/statuspage/site.h"

namespace wf::engine {

struct ExportedSite {
    int written = 0; // files
    int kept = 0;    // were the same
    QString sha256;  // of all paths and bytes
};

// Puts a site into a folder whole or not at all: written beside it, then both change places at once. Files that are the
// same stay the same files, with their times. The folder must be missing, empty, or an earlier export. Blocks. Errors:
// Invalid (the folder holds something else), Storage.
[[nodiscard]] base::Result<ExportedSite> exportSite(const QString &folder, const std::vector<wire::SiteFile> &files);

} // namespace wf::engine
