// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/html/htmlbuilder.h"
#include "models/wire/review/pictures.h"
#include "models/wire/review/reviewparts.h"
#include "models/wire/review/written.h"

#include <array>
#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

const QString styles = uR"css(
*{box-sizing:border-box}
body{margin:0 auto;max-width:860px;padding:40px 32px 60px;background:#fff;color:#14191D;font:15px/1.5 "Watchfloor Sans",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{margin:2px 0 6px;font-size:30px;line-height:1.2}h2{margin:40px 0 8px;font-size:19px}
p.note{color:#59656E;font-size:13px;margin:4px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;text-align:left;color:#59656E;padding:7px 12px 7px 0;vertical-align:top}thead th{border-bottom:1.5px solid #14191D}
td{vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid #D3DADE;overflow-wrap:anywhere}
tbody th{border-bottom:1px solid #D3DADE}
svg{display:block;width:100%;height:auto}svg text{font-size:7.4px}
pre{font:12px/1.5 "JetBrains Mono",ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:#F5F7F8;padding:8px 10px}blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #B7C1C8;color:#59656E}h3{margin:24px 0 6px;font-size:16px}
code{font:12px/1.5 "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}tr,svg{break-inside:avoid}}
)css"_s;

QString colourOf(Ink ink)
{
    static const std::array colours{"#14191D", "#59656E", "#D3DADE", "#E7EBEE", "#CF3A2E", "#B47A05", "#2B8352",
                                    "#0A6175", "#B24E9A", "#7A5B00", "#3D58B8", "#2B8352", "#98453B"};
    return QLatin1String(colours.at(static_cast<std::size_t>(ink)));
}

QString markup(const Shape &shape)
{
    const QString colour = colourOf(shape.ink);
    const QString dash = shape.isDashed ? u" stroke-dasharray=\"4 3\""_s : QString();
    switch (shape.kind) {
    case Shape::Kind::Box:
        return u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\"/>"_s.arg(
            svgNumber(shape.x), svgNumber(shape.y), svgNumber(shape.width), svgNumber(shape.height), colour);
    case Shape::Kind::Line:
        return u"<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\" stroke-width=\"0.6\"%6/>"_s.arg(
            svgNumber(shape.x), svgNumber(shape.y), svgNumber(shape.width), svgNumber(shape.height), colour, dash);
    case Shape::Kind::Path: {
        QStringList points;
        for (const auto &[x, y] : shape.points)
            points << svgNumber(x) + u',' + svgNumber(y);
        return u"<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.1\"/>"_s.arg(points.join(u' '),
                                                                                                   colour);
    }
    case Shape::Kind::Text:
        break;
    }
    const QString anchor = shape.anchor == Shape::Anchor::Left    ? u"start"_s
                           : shape.anchor == Shape::Anchor::Right ? u"end"_s
                                                                  : u"middle"_s;
    return u"<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" fill=\"%4\">%5</text>"_s.arg(
        svgNumber(shape.x), svgNumber(shape.y), anchor, colour, escaped(shape.text));
}

void addPicture(HtmlBuilder &html, const Picture &picture)
{
    QString inside;
    for (const Shape &shape : picture.shapes)
        inside += markup(shape);
    html.raw(u"<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\">%4</svg>"_s.arg(
        svgNumber(picture.width), svgNumber(picture.height), escaped(picture.words), inside));
}

void addTable(HtmlBuilder &html, const QStringList &heads, const std::vector<QStringList> &rows)
{
    html.open("table");
    html.open("thead");
    html.open("tr");
    for (const QString &head : heads)
        html.element("th", head, u"scope=\"col\""_s);
    html.close("tr");
    html.close("thead");
    html.open("tbody");
    for (const QStringList &row : rows) {
        html.open("tr");
        for (const QString &cell : row)
            html.element("td", cell);
        html.close("tr");
    }
    html.close("tbody");
    html.close("table");
}

void addPictures(HtmlBuilder &html, const ReviewPaper &paper)
{
    constexpr double width = 495;
    if (const Picture onset = onsetPicture(paper, width); onset.height > 0) {
        html.element("h2", u"Onset by service"_s);
        addPicture(html, onset);
    }
    if (const Picture symptom = symptomPicture(paper, width); symptom.height > 0) {
        html.element("h2", u"Worst symptom"_s);
        html.element("p", paper.chart->title);
        html.element("code", paper.chart->note);
        addPicture(html, symptom);
    } else if (!paper.chartNote.isEmpty()) {
        html.element("h2", u"Worst symptom"_s);
        html.element("p", paper.chartNote, u"class=\"note\""_s);
    }
    for (const auto &one : paper.attached) {
        html.element("h2", one.chart.title);
        html.element("p", attachedNote(one), u"class=\"note\""_s);
        html.element("code", one.chart.note);
        addPicture(html, chartPicture(one.chart, one.range, paper.openedNs, width));
    }
}

void addDraft(HtmlBuilder &html, const ReviewPaper &paper)
{
    std::vector<QStringList> rows;
    for (const auto &fact : paper.facts)
        rows.push_back({fact.name, fact.value});
    addTable(html, {u"Fact"_s, u"Value"_s}, rows);
    addPictures(html, paper);
    html.element("h2", u"Suspected causes"_s);
    rows.clear();
    for (const auto &one : paper.suspects)
        rows.push_back({QString::number(std::lround(one.share * 100)) + u" %"_s, one.title, one.why, one.said});
    if (!rows.empty())
        addTable(html, {u"Suspicion"_s, u"Suspect"_s, u"Why"_s, u"Operator"_s}, rows);
    if (!paper.suspectsNote.isEmpty())
        html.element("p", paper.suspectsNote, u"class=\"note\""_s);
    html.element("h2", u"Timeline"_s);
    rows.clear();
    for (const auto &entry : paper.timeline)
        rows.push_back({secondsOf(entry.ns), entry.who, entry.what});
    addTable(html, {u"Time"_s, u"Who"_s, u"What"_s}, rows);
    html.element("h2", u"For people to answer"_s);
    html.open("ul");
    for (const QString &question : paper.questions)
        html.element("li", question);
    html.close("ul");
}

void addWritten(HtmlBuilder &html, const ReviewPaper &paper)
{
    const auto body = bodyOf(*paper.written);
    const auto before = static_cast<std::ptrdiff_t>(picturesBefore(body));
    addBlocks(html, {body.begin(), body.begin() + before});
    addPictures(html, paper);
    addBlocks(html, {body.begin() + before, body.end()});
}

} // namespace

QByteArray reviewHtml(const ReviewPaper &paper)
{
    HtmlBuilder html;
    html.raw(
        u"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"_s);
    html.element("title", paper.id + u": "_s + titleOf(paper));
    html.raw(u"<style>"_s + styles + u"</style></head><body>"_s);
    html.element("p", overlineOf(paper), u"class=\"note\""_s);
    html.element("h1", titleOf(paper));
    html.element("p", originOf(paper), u"class=\"note\""_s);
    if (paper.written)
        addWritten(html, paper);
    else
        addDraft(html, paper);
    html.raw(u"</body></html>\n"_s);
    return html.bytes();
}

} // namespace wf::wire
