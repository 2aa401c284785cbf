// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/archive/reportarchive.h"
#include "models/engine/reports/deliver/outbox.h"
#include "models/wire/reportsettings/reportsettings.h"

namespace wf::engine {

// A report that is to be made, once.
struct DueReport {
    const wire::ReportSchedule *schedule = nullptr;
    qint64 atNs = 0; // when it was due
    QString run;     // "fernhill/2026-06-02T04:00:00Z": known by it
};

// What was due until now since the schedule was first seen, and was not done; oldest first, at most 1,000 of each
// schedule.
[[nodiscard]] base::Result<std::vector<DueReport>> dueReports(const wire::ReportSettings &settings,
                                                              ReportArchive &archive, qint64 nowNs);

// Issues the report, writes its files, lays its mail into the outbox, and notes the run: in this order, and each of it
// may be done again without doing it twice. Fonts are for PDF.
[[nodiscard]] base::Status deliverReport(const DueReport &due, const signals::Report &report,
                                         const wire::ReportSettings &settings, const wire::PdfFontFiles &fonts,
                                         ReportArchive &archive, MailOutbox &outbox, qint64 nowNs);

} // namespace wf::engine
