// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/archive/reportarchive.h"
#include "models/wire/report/render.h"

#include <optional>

namespace wf::engine {

struct ReportVerification {
    wire::FoundReport found;
    bool isIssued = false; // a report of this name was issued here
    bool isSameAsIssued = false;
    bool isRendered = false;   // the file is, byte for byte, what its report gives (before anything appended)
    qint64 appendedBytes = 0;  // behind it: a signature, say
    bool isRecomputed = false; // it was computed again from the data
    QStringList differences;   // from what was issued or recomputed
    QStringList notes;         // for people
    // Nothing contradicts the file, and something vouches for it.
    [[nodiscard]] bool isGood() const
    {
        return isRendered && differences.isEmpty() && (isSameAsIssued || isRecomputed);
    }
};

// Looks at a finished document in any of its forms. `archive` may be null: then only the file itself can be looked at.
// `again`: the same report computed anew from the data. Errors: NotUnderstood, TooLarge, Storage.
[[nodiscard]] base::Result<ReportVerification> verifyReport(const QByteArray &file, const ReportArchive *archive,
                                                            const wire::PdfFontFiles &fonts,
                                                            const std::optional<signals::Report> &again,
                                                            const QString &toolVersion);

} // namespace wf::engine
