// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreementperiod.h"
#include "models/signals/report/report.h"

// From what an agreement's period came to, the report that says so. Pure: the same input gives the same report.
namespace wf::engine {

struct ReportInput {
    signals::Agreement agreement;
    signals::AgreementPeriod period;
    signals::AgreementPast past;           // the last twelve are printed
    std::optional<signals::Credit> credit; // when one was proposed for the period
    signals::ReportBranding branding;
    QString preparedBy;
    QString toolVersion;
    QString source; // where the queries were asked
    // Of a period that is the sum of several: what each came to, in order, with its own contract and credit.
    std::vector<ReportInput> settlements;
};

[[nodiscard]] signals::Report composeReport(const ReportInput &input);

// "€ 2 100.00", "CHF 12.50"; thin spaces, which do not break.
[[nodiscard]] QString moneyWords(const signals::Decimal &amount, const QString &currency);

} // namespace wf::engine
