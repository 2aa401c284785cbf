// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/reportpdf.h"

#include "models/signals/report/words.h"
#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/png.h"
#include "models/wire/report/pdf/reportparts.h"

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;

namespace {

QString footOf(const Report &report)
{
    return u"%1, service level report, %2, %3"_s.arg(report.provider, report.customer, report.title);
}

void drawFeet(PdfDocument &pdf, const Report &report)
{
    const double right = pdf.width() - look::margin;
    for (int i = 0; i < pdf.pageCount(); ++i) {
        pdf.goToPage(i);
        pdf.beginArtifact("Pagination");
        pdf.line(look::margin, pdf.height() - 46.3, right, pdf.height() - 46.3, 0.5, look::hairline);
        pdf.text(look::margin, pdf.height() - 30.2,
                 pdf.wrapped(footOf(report), look::small, right - look::margin - 60).front(), look::small);
        pdf.textRight(right, pdf.height() - 30.2, u"%1 of %2"_s.arg(i + 1).arg(pdf.pageCount()), look::small);
        pdf.end();
    }
}

base::Result<std::optional<ReportLogo>> logoOf(PdfDocument &pdf, const QByteArray &png)
{
    if (png.isEmpty())
        return std::optional<ReportLogo>();
    const auto pixels = readPng(png);
    if (!pixels)
        return pixels.error();
    return std::optional(ReportLogo{pdf.addImage(pixels->width, pixels->height, pixels->rgb, pixels->alpha),
                                    static_cast<double>(pixels->width) / pixels->height});
}

void drawAll(PdfFlow &flow, const Report &report, const std::optional<ReportLogo> &logo)
{
    flow.pdf.addPage();
    drawTop(flow, report, logo);
    drawFigures(flow, report);
    drawSummary(flow, report);
    drawClauses(flow, report);
    drawCredits(flow, report);
    drawSignatures(flow, report);
    flow.newPage();
    for (const auto &days : report.days)
        drawDays(flow, report, days);
    for (const auto &burn : report.burns)
        drawBurn(flow, report, burn);
    drawIncidents(flow, report);
    drawExclusions(flow, report);
    drawMethod(flow, report);
    drawTrend(flow, report);
    drawGlossary(flow, report);
    drawQueries(flow, report);
    drawFeet(flow.pdf, report);
}

} // namespace

base::Result<QByteArray> reportPdf(const Report &report, PaperSize paper, const PdfFontFiles &fonts,
                                   const std::vector<PdfDocument::Attachment> &attachments)
{
    const bool isLetter = paper == PaperSize::Letter;
    auto pdf = PdfDocument::open(fonts, isLetter ? 612 : 595.276, isLetter ? 792 : 841.89);
    if (!pdf)
        return pdf.error();
    const auto logo = logoOf(**pdf, report.branding.logoPng);
    if (!logo)
        return logo.error();
    PdfFlow flow(**pdf, look::margin, (*pdf)->width() - look::margin, look::top, (*pdf)->height() - look::bottom);
    drawAll(flow, report, *logo);
    return (*pdf)->finish({u"%1 %2: %3"_s.arg(report.id, report.customer, report.title), report.provider,
                           report.subtitle, u"en"_s, "Watchfloor " + report.toolVersion.toLatin1(),
                           report.measured.endNs},
                          attachments);
}

} // namespace wf::wire
