// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/signals/report/report.h"
#include "models/wire/reportsettings/reportsettings.h"

// The one way from a contract as it stands to the report that says so: for the window, the command line and schedules.
namespace wf::engine {

// What an organisation settled for its reports: reports.yaml, with the logo it names beside it.
struct ReportHouse {
    wire::ReportSettings settings;
    signals::ReportBranding branding;
};
// Blocks for two small files. No file and `mustExist` false: defaults. Errors: Invalid (the detail holds a line for
// each mistake, "file:line:column: error: …"), NotFound (the file, or the logo), TooLarge (4 MiB).
[[nodiscard]] base::Result<ReportHouse> readReportHouse(const QString &path, bool mustExist);

// The contract by id or reference, once it could be judged. Errors: NotFound (naming those there are), or why it could
// not.
[[nodiscard]] base::Result<AgreementState> agreementIn(const AgreementsSnapshot &snapshot, const QString &name);

// The report of a contract in the period it was looked at in; says so when not all sources answered. Pure.
[[nodiscard]] signals::Report reportOf(const AgreementsSnapshot &snapshot, const AgreementState &state,
                                       const signals::ReportBranding &branding, const QString &toolVersion);

} // namespace wf::engine
