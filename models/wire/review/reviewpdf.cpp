// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/review/review.h"

#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/pdffile.h"
#include "models/wire/report/pdf/pdfflow.h"
#include "models/wire/review/pictures.h"
#include "models/wire/review/reviewparts.h"
#include "models/wire/review/written.h"

#include <array>
#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Cell = PdfFlow::Cell;

namespace {

const PdfStyle pictureStyle{PdfFace::Regular, 7.4, look::quiet};

PdfColour colourOf(Ink ink)
{
    switch (ink) {
    case Ink::Dark:
        return look::ink;
    case Ink::Quiet:
        return look::quiet;
    case Ink::Hairline:
        return look::hairline;
    case Ink::Track:
        return look::track;
    case Ink::Bad:
        return look::bad.mark;
    case Ink::Attention:
        return look::attention.mark;
    case Ink::Good:
        return look::good.mark;
    default:
        break;
    }
    static const std::array lines{PdfColour::of(QLatin1String("#0A6175")), PdfColour::of(QLatin1String("#B24E9A")),
                                  PdfColour::of(QLatin1String("#7A5B00")), PdfColour::of(QLatin1String("#3D58B8")),
                                  PdfColour::of(QLatin1String("#2B8352")), PdfColour::of(QLatin1String("#98453B"))};
    return lines.at(static_cast<std::size_t>(ink) - static_cast<std::size_t>(Ink::First));
}

void drawText(PdfFlow &flow, const Shape &shape, double x, double y)
{
    const PdfStyle style = look::in(pictureStyle, colourOf(shape.ink));
    if (shape.anchor == Shape::Anchor::Right)
        flow.pdf.textRight(x, y, shape.text, style);
    else
        flow.pdf.text(shape.anchor == Shape::Anchor::Left ? x : x - flow.pdf.widthOf(shape.text, style) / 2, y,
                      shape.text, style);
}

void drawPicture(PdfFlow &flow, const Picture &picture)
{
    flow.y += 8;
    const double top = flow.y;
    flow.pdf.open("Figure", "/Alt" + pdfText(picture.words));
    flow.pdf.begin();
    for (const Shape &shape : picture.shapes) {
        const double x = flow.left + shape.x;
        const double y = top + shape.y;
        switch (shape.kind) {
        case Shape::Kind::Box:
            flow.pdf.fillRectangle(x, y, shape.width, shape.height, colourOf(shape.ink));
            break;
        case Shape::Kind::Line:
            flow.pdf.line(x, y, flow.left + shape.width, top + shape.height, 0.6, colourOf(shape.ink), shape.isDashed);
            break;
        case Shape::Kind::Path: {
            auto points = shape.points;
            for (auto &[px, py] : points) {
                px += flow.left;
                py += top;
            }
            flow.pdf.polyline(points, 1.1, colourOf(shape.ink));
            break;
        }
        case Shape::Kind::Text:
            drawText(flow, shape, x, y);
            break;
        }
    }
    flow.pdf.end();
    flow.pdf.close();
    flow.y = top + picture.height;
}

void tagged(PdfFlow &flow, const char *type, const QString &words, const PdfStyle &style, double step)
{
    flow.pdf.open(type);
    for (const QString &line : flow.pdf.wrapped(words, style, flow.width())) {
        flow.y += step;
        flow.pdf.begin();
        flow.pdf.text(flow.left, flow.y, line, style);
        flow.pdf.end();
    }
    flow.pdf.close();
}

Cell words(const QString &text, const PdfStyle &style = look::body)
{
    return {{{text, style}}, {}, 0, 1};
}

void drawFacts(PdfFlow &flow, const ReviewPaper &paper)
{
    flow.y += 4;
    flow.beginTable({{{0, 130}, {140, flow.width() - 140}},
                     {u"Fact"_s, u"Value"_s},
                     look::lineStep,
                     false,
                     true,
                     pdfText(u"What is known of the incident"_s)});
    for (const auto &fact : paper.facts)
        flow.row({words(fact.name, look::in(look::body, look::quiet)), words(fact.value)});
    flow.endTable();
}

void drawSuspects(PdfFlow &flow, const ReviewPaper &paper)
{
    flow.heading(u"Suspected causes"_s, {}, 70);
    if (!paper.suspects.empty()) {
        const double extra = flow.width() - 495;
        flow.beginTable({{{36, 36, true}, {50, 150}, {210, 200 + extra}, {420 + extra, 75}},
                         {u"Suspicion"_s, u"Suspect"_s, u"Why"_s, u"Operator"_s},
                         look::lineStep,
                         false,
                         false,
                         pdfText(u"Who may be behind it, most suspected first"_s)});
        for (const auto &one : paper.suspects)
            flow.row({words(QString::number(std::lround(one.share * 100)) + u" %"_s), words(one.title, look::strong),
                      words(one.why), words(one.said)});
        flow.endTable();
    }
    if (!paper.suspectsNote.isEmpty())
        flow.paragraph(paper.suspectsNote, look::note, look::lineStep + 4);
}

void drawTimeline(PdfFlow &flow, const ReviewPaper &paper)
{
    flow.heading(u"Timeline"_s, u"UTC"_s, 70);
    flow.beginTable({{{0, 100}, {104, 76}, {184, flow.width() - 184}},
                     {u"Time"_s, u"Who"_s, u"What"_s},
                     look::lineStep,
                     false,
                     false,
                     pdfText(u"What happened, oldest first"_s)});
    for (const auto &entry : paper.timeline)
        flow.row({words(secondsOf(entry.ns), look::code), words(entry.who), words(entry.what)});
    flow.endTable();
}

void drawFeet(PdfDocument &pdf, const ReviewPaper &paper)
{
    const double right = pdf.width() - look::margin;
    for (int i = 0; i < pdf.pageCount(); ++i) {
        pdf.goToPage(i);
        pdf.beginArtifact("Pagination");
        pdf.line(look::margin, pdf.height() - 46.3, right, pdf.height() - 46.3, 0.5, look::hairline);
        pdf.text(look::margin, pdf.height() - 30.2,
                 pdf.wrapped(overlineOf(paper), look::small, right - look::margin - 60).front(), look::small);
        pdf.textRight(right, pdf.height() - 30.2, u"%1 of %2"_s.arg(i + 1).arg(pdf.pageCount()), look::small);
        pdf.end();
    }
}

void drawAttached(PdfFlow &flow, const ReviewPaper &paper)
{
    for (const auto &one : paper.attached) {
        const Picture picture = chartPicture(one.chart, one.range, paper.openedNs, flow.width());
        flow.heading(one.chart.title, {}, picture.height + 60);
        flow.paragraph(attachedNote(one), look::note, look::lineStep);
        flow.paragraph(one.chart.note, look::code, look::lineStep);
        drawPicture(flow, picture);
    }
}

void drawPictures(PdfFlow &flow, const ReviewPaper &paper)
{
    if (const Picture onset = onsetPicture(paper, flow.width()); onset.height > 0) {
        flow.heading(u"Onset by service"_s, u"dashed: deploys"_s, onset.height + 40);
        drawPicture(flow, onset);
    }
    const Picture symptom = symptomPicture(paper, flow.width());
    if (symptom.height <= 0 && paper.chartNote.isEmpty())
        return;
    flow.heading(u"Worst symptom"_s, {}, symptom.height + 60);
    if (symptom.height > 0) {
        flow.paragraph(paper.chart->title, look::body, look::lineStep);
        flow.paragraph(paper.chart->note, look::code, look::lineStep);
        drawPicture(flow, symptom);
    } else {
        flow.paragraph(paper.chartNote, look::note, look::lineStep);
    }
}

void drawDraft(PdfFlow &flow, const ReviewPaper &paper)
{
    drawFacts(flow, paper);
    drawPictures(flow, paper);
    drawAttached(flow, paper);
    drawSuspects(flow, paper);
    drawTimeline(flow, paper);
    flow.heading(u"For people to answer"_s, {}, 80);
    for (const QString &question : paper.questions) {
        flow.need(70);
        flow.paragraph(question, look::strong, look::lineStep + 6);
        flow.y += 30; // to write on
    }
}

void drawWritten(PdfFlow &flow, const ReviewPaper &paper)
{
    const auto body = bodyOf(*paper.written);
    const auto before = static_cast<std::ptrdiff_t>(picturesBefore(body));
    drawBlocks(flow, {body.begin(), body.begin() + before});
    drawPictures(flow, paper);
    drawAttached(flow, paper);
    drawBlocks(flow, {body.begin() + before, body.end()});
}

} // namespace

base::Result<QByteArray> reviewPdf(const ReviewPaper &paper, PaperSize size, const PdfFontFiles &fonts)
{
    const bool isLetter = size == PaperSize::Letter;
    auto pdf = PdfDocument::open(fonts, isLetter ? 612 : 595.276, isLetter ? 792 : 841.89);
    if (!pdf)
        return pdf.error();
    PdfFlow flow(**pdf, look::margin, (*pdf)->width() - look::margin, look::top, (*pdf)->height() - look::bottom);
    flow.pdf.addPage();
    flow.y = look::top;
    tagged(flow, "P", overlineOf(paper), look::overline, 8);
    PdfStyle title = look::title;
    title.size = 18;
    tagged(flow, "H1", titleOf(paper), title, 24);
    flow.paragraph(originOf(paper), look::note, look::lineStep + 5);
    if (paper.written)
        drawWritten(flow, paper);
    else
        drawDraft(flow, paper);
    drawFeet(flow.pdf, paper);
    return (*pdf)->finish({u"%1: %2"_s.arg(paper.id, titleOf(paper)), u"Watchfloor"_s,
                           paper.written ? u"Review"_s : u"Draft of a review"_s, u"en"_s,
                           "Watchfloor " + paper.toolVersion.toLatin1(), paper.asOfNs},
                          {});
}

} // namespace wf::wire
