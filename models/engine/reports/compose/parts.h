// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/compose/composereport.h"

#include <QTimeZone>

namespace wf::engine {

// What the parts of a report look up again and again.
struct ReportSource {
    explicit ReportSource(const ReportInput &from);

    const ReportInput &input;
    const signals::Agreement &agreement;
    const signals::AgreementPeriod &period;
    QTimeZone zone;

    [[nodiscard]] const signals::AgreementClause *clause(const QString &id) const; // null when the contract has none
    [[nodiscard]] QString number(const QString &clauseId) const;                   // as printed
    [[nodiscard]] QString percent(const signals::Decimal &measured) const; // rounded as the contract has it, "99.860"
    [[nodiscard]] QString money(const signals::Decimal &amount) const;
    [[nodiscard]] QString moment(qint64 ns) const; // "14 May, 03:53 UTC"
};

// Outside text as it may be printed: one paragraph, nothing hidden.
[[nodiscard]] QString printable(const QString &text);
[[nodiscard]] double minutesOf(qint64 ns);
[[nodiscard]] signals::ReportVerdict verdictOf(signals::ClauseState state);

void addFigures(const ReportSource &source, signals::Report &report);
[[nodiscard]] QString summaryOf(const ReportSource &source);
void addClauses(const ReportSource &source, signals::Report &report);
void addCredits(const ReportSource &source, signals::Report &report);
void addCharts(const ReportSource &source, signals::Report &report);
void addIncidents(const ReportSource &source, signals::Report &report);
void addExclusions(const ReportSource &source, signals::Report &report);
void addMethod(const ReportSource &source, signals::Report &report);
void addTrend(const ReportSource &source, signals::Report &report);
[[nodiscard]] std::vector<signals::ReportTerm> glossary();

// Of several settlement periods together.
[[nodiscard]] QString spanSummary(const ReportSource &source);
void addSettlements(const ReportSource &source, signals::Report &report); // clauses, credits and method of each
[[nodiscard]] signals::AgreementPast pastWithSettlements(const ReportInput &input);

} // namespace wf::engine
