// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"
#include "models/wire/report/pdf/pdfflow.h"

#include <optional>

// The parts of a report, each drawn below what is there.
namespace wf::wire {

struct ReportLogo {
    int image = 0;
    double aspect = 1; // width / height
};

void drawTop(PdfFlow &flow, const signals::Report &report, const std::optional<ReportLogo> &logo);
void drawFigures(PdfFlow &flow, const signals::Report &report);
void drawSummary(PdfFlow &flow, const signals::Report &report);
void drawClauses(PdfFlow &flow, const signals::Report &report);
void drawCredits(PdfFlow &flow, const signals::Report &report);
void drawSignatures(PdfFlow &flow, const signals::Report &report);
void drawDays(PdfFlow &flow, const signals::Report &report, const signals::ReportDays &days);
void drawBurn(PdfFlow &flow, const signals::Report &report, const signals::ReportBurn &burn);
void drawIncidents(PdfFlow &flow, const signals::Report &report);
void drawExclusions(PdfFlow &flow, const signals::Report &report);
void drawMethod(PdfFlow &flow, const signals::Report &report);
void drawTrend(PdfFlow &flow, const signals::Report &report);
void drawGlossary(PdfFlow &flow, const signals::Report &report);
void drawQueries(PdfFlow &flow, const signals::Report &report);

} // namespace wf::wire
