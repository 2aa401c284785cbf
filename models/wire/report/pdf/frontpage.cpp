// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/words.h"
#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/reportparts.h"

// What a reader sees first: who, when, the figures, the summary, and where to sign.
namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;

namespace {

void tagged(PdfDocument &pdf, const char *type, double x, double baseline, const QString &words, const PdfStyle &style)
{
    pdf.open(type);
    pdf.begin();
    pdf.text(x, baseline, words, style);
    pdf.end();
    pdf.close();
}

// The largest size at which the words have room.
PdfStyle fitted(PdfDocument &pdf, const QString &words, PdfStyle style, double width)
{
    const double wide = pdf.widthOf(words, style);
    if (wide > width)
        style.size = std::max(style.size * width / wide, style.size * 0.4);
    return style;
}

} // namespace

void drawTop(PdfFlow &flow, const Report &report, const std::optional<ReportLogo> &logo)
{
    PdfDocument &pdf = flow.pdf;
    const QString name = report.branding.name.isEmpty() ? report.provider : report.branding.name;
    constexpr double logoHeight = 16.8;
    double x = flow.left;
    if (logo) {
        const double width = std::min(logoHeight * logo->aspect, 160.0);
        pdf.open("Figure", "/Alt" + pdfText(name + u", logo"_s));
        pdf.begin();
        pdf.image(logo->image, x, 44, width, width / logo->aspect);
        pdf.end();
        pdf.close();
        x += width + 6.4;
    }
    tagged(pdf, "P", x, 56.2, name, {PdfFace::SemiBold, 10.8, look::ink, -4});
    const QString id = u"Report %1%2"_s.arg(report.id, report.isInterim ? u", interim"_s : QString());
    tagged(pdf, "P", flow.right - pdf.widthOf(id, look::note), 55.5, id, look::note);

    tagged(pdf, "P", flow.left, 101, u"Service level report for %1"_s.arg(report.customer), look::overline);
    tagged(pdf, "H1", flow.left, 129, report.title, fitted(pdf, report.title, look::title, flow.width()));
    flow.y = 136;
    flow.paragraph(report.subtitle, look::note, look::lineStep);
}

void drawFigures(PdfFlow &flow, const Report &report)
{
    PdfDocument &pdf = flow.pdf;
    flow.y += 24.4;
    const double top = flow.y;
    const std::size_t count = std::min<std::size_t>(report.figures.size(), 4);
    const double each = flow.width() / 4;
    pdf.beginArtifact("Layout");
    pdf.line(flow.left, top, flow.right, top, 0.8, look::ink);
    pdf.line(flow.left, top + 59.6, flow.right, top + 59.6, 0.5, look::hairline);
    for (std::size_t i = 1; i < count; ++i) {
        const double x = flow.left + each * static_cast<double>(i);
        pdf.line(x, top, x, top + 59.6, 0.5, look::hairline);
    }
    pdf.end();
    pdf.open("L");
    for (std::size_t i = 0; i < count; ++i) {
        const auto &figure = report.figures[i];
        const double x = flow.left + each * static_cast<double>(i) + (i > 0 ? 9 : 0);
        const double width = each - 12;
        pdf.open("LI");
        pdf.open("LBody");
        pdf.begin();
        pdf.text(x, top + 17.4, figure.label, fitted(pdf, figure.label, look::note, width));
        PdfStyle value{PdfFace::Medium, 16.6, look::toneOf(figure.tone).text, -10};
        pdf.text(x, top + 36, figure.value, fitted(pdf, figure.value, value, width));
        pdf.text(x, top + 48.9, figure.note, fitted(pdf, figure.note, look::small, width));
        pdf.end();
        pdf.close();
        pdf.close();
    }
    pdf.close();
    flow.y = top + 59.6;
}

void drawSummary(PdfFlow &flow, const Report &report)
{
    flow.y += 17.3;
    flow.paragraph(report.summary, look::lead, 14.9, std::min(flow.width(), 462.0));
    for (const QString &notice : report.notices) {
        flow.y += 3;
        flow.paragraph(notice, look::in(look::note, look::attention.text), look::lineStep);
    }
    flow.y += 3;
}

void drawSignatures(PdfFlow &flow, const Report &report)
{
    PdfDocument &pdf = flow.pdf;
    flow.need(60);
    const double base = pdf.height() - 73.9;
    const double gap = 17.4;
    const double each = (flow.width() - 2 * gap) / 3;
    const auto zone = signals::reportZone(report);
    const QString words[3] = {u"Prepared by"_s, u"Reviewed by, %1"_s.arg(report.provider),
                              u"Received by, %1"_s.arg(report.customer)};
    tagged(pdf, "P", flow.left, base - 6.6,
           u"%1, %2"_s.arg(report.preparedBy.isEmpty() ? u"Watchfloor"_s : report.preparedBy,
                           signals::dayYearWord(report.measured.endNs, zone)),
           {PdfFace::Regular, 8.4, look::ink});
    for (int i = 0; i < 3; ++i) {
        const double x = flow.left + (each + gap) * i;
        pdf.beginArtifact("Layout");
        pdf.line(x, base, x + each, base, 0.5, look::rule);
        pdf.end();
        tagged(pdf, "P", x, base + 13, pdf.wrapped(words[i], look::small, each).front(), look::small);
    }
    flow.y = base + 13;
}

void drawMethod(PdfFlow &flow, const Report &report)
{
    PdfDocument &pdf = flow.pdf;
    flow.heading(u"How this was measured"_s, {}, 70);
    const double each = (flow.width() - 26) / 2;
    flow.y += 4;
    const double start = flow.y;
    const int page = pdf.pageCount();
    flow.paragraph(report.method, look::note, look::lineStep, each);
    const double end = flow.y;
    flow.y = pdf.pageCount() == page ? start : flow.y;
    const double right = pdf.pageCount() == page ? flow.width() - each : 0;
    const auto zone = signals::reportZone(report);
    flow.paragraph(
        u"Generated by Watchfloor %1 from the data up to %2 at %3 %4. The figures can be rebuilt from the attached CSV and JSON, and checked with “watchfloor report verify”."_s
            .arg(report.toolVersion, signals::dayYearWord(report.measured.endNs, zone),
                 signals::clockWord(report.measured.endNs, zone), signals::zoneWord(zone, report.measured.endNs)),
        look::note, look::lineStep, each, right);
    flow.y += 1.6;
    QString hash = u"data sha-256"_s;
    for (qsizetype i = 0; i < report.dataHash.size(); i += 8)
        hash += u' ' + report.dataHash.mid(i, 8);
    flow.paragraph(hash, {PdfFace::Mono, 6.7, look::quiet}, 9.7, std::min(each, 200.0), right);
    flow.y = pdf.pageCount() == page ? std::max(end, flow.y) : flow.y;
}

} // namespace wf::wire
