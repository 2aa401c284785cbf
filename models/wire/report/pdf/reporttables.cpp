// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/words.h"
#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/reportparts.h"

// The tables of a report.
namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;
using signals::ReportVerdict;
using Cell = PdfFlow::Cell;
using Line = PdfFlow::Line;

namespace {

// Full mark at 80 % of the bar, so that overspending is seen.
constexpr double fullMark = 65.7;
constexpr double mostOver = 1.22;

void drawAllowanceBar(PdfDocument &pdf, double x, double y, double share, const look::Tone &tone)
{
    pdf.fillRectangle(x, y, fullMark, 4.2, look::track);
    if (share > 0)
        pdf.fillRectangle(x, y, std::max(0.8, fullMark * std::min(share, mostOver)), 4.2, tone.mark);
    pdf.line(x + fullMark, y - 1.6, x + fullMark, y + 5.8, 0.9, look::ink);
}

// The mark before the word; each has a shape of its own.
void drawVerdictMark(PdfDocument &pdf, double x, double y, ReportVerdict verdict)
{
    const look::Tone &tone = look::toneOf(verdict);
    const PdfColour white{1, 1, 1};
    switch (verdict) {
    case ReportVerdict::Breached:
        pdf.fillPolygon({{x + 2.3, y},
                         {x + 5.5, y},
                         {x + 7.8, y + 2.3},
                         {x + 7.8, y + 5.5},
                         {x + 5.5, y + 7.8},
                         {x + 2.3, y + 7.8},
                         {x, y + 5.5},
                         {x, y + 2.3}},
                        tone.text);
        pdf.fillRectangle(x + 3.4, y + 1.7, 1, 2.8, white);
        pdf.fillRectangle(x + 3.4, y + 5.2, 1, 1, white);
        break;
    case ReportVerdict::AtRisk:
        pdf.fillPolygon({{x + 3.9, y}, {x + 8, y + 7.6}, {x - 0.2, y + 7.6}}, tone.text);
        pdf.fillRectangle(x + 3.4, y + 2.6, 1, 2.4, white);
        pdf.fillRectangle(x + 3.4, y + 5.6, 1, 1, white);
        break;
    case ReportVerdict::Met:
        pdf.polyline({{x + 0.8, y + 4.4}, {x + 3, y + 6.6}, {x + 7.4, y + 1.8}}, 0.9, tone.text);
        break;
    case ReportVerdict::NotMeasured:
        pdf.line(x + 1, y + 4, x + 7, y + 4, 0.9, tone.mark);
        break;
    }
}

Cell words(const QString &text, const PdfStyle &style = look::body)
{
    return {{{text, style}}, {}, 0, 1};
}

QString minutesOr(const std::vector<std::optional<double>> &minutes, std::size_t i)
{
    return i < minutes.size() && minutes[i] ? signals::minutesWord(*minutes[i]) : u"–"_s;
}

} // namespace

void drawClauses(PdfFlow &flow, const Report &report)
{
    PdfDocument &pdf = flow.pdf;
    flow.heading(u"Clauses"_s, {}, 90);
    const double extra = flow.width() - 495; // Letter is wider
    flow.beginTable(
        {{{0, 20}, {21, 218 + extra}, {248.5 + extra, 68}, {320.5 + extra, 96}, {423.4 + extra, 72}},
         {u"No."_s, u"Clause and target"_s, u"Measured"_s, u"Allowance used"_s, u"Status"_s},
         10.9,
         false,
         true,
         pdfText(
             u"Each clause with its target, what was measured, how much of its allowance is used, and whether it is met"_s)});
    for (const auto &clause : report.clauses) {
        const look::Tone &tone = look::toneOf(clause.verdict);
        Cell allowance = words(clause.allowance, {PdfFace::Regular, 8.1, look::ink});
        if (clause.usedMinutes && clause.allowedMinutes)
            allowance.decoration = [&pdf, &clause, &tone](double x, double top) {
                const double share = *clause.allowedMinutes > 0 ? *clause.usedMinutes / *clause.allowedMinutes
                                     : *clause.usedMinutes > 0  ? mostOver
                                                                : 0;
                drawAllowanceBar(pdf, x, top + 19.4, share, tone);
            };
        Cell status = words(signals::verdictWord(clause.verdict), {PdfFace::Medium, 8.5, tone.text});
        status.indent = 12.2;
        status.decoration = [&pdf, &clause](double x, double top) {
            drawVerdictMark(pdf, x + 0.5, top + 7.3, clause.verdict);
        };
        flow.row({words(clause.number, look::in(look::body, look::quiet)),
                  {{{clause.name, look::strong}, {clause.target, {PdfFace::Regular, 7.6, look::quiet}}}, {}, 0, 1},
                  words(clause.measured, {PdfFace::Medium, 8.4, look::ink}),
                  allowance,
                  status});
    }
    flow.endTable();
    if (!report.clausesNote.isEmpty()) {
        flow.y += 4;
        flow.paragraph(report.clausesNote, look::note, look::lineStep);
    }
}

void drawCredits(PdfFlow &flow, const Report &report)
{
    if (report.credits.empty() && report.creditTotal.amount.isEmpty())
        return;
    flow.heading(u"Credits"_s, {}, 60);
    const double extra = flow.width() - 495;
    flow.beginTable({{{0, 190 + extra}, {202 + extra, 138}, {346 + extra, 60}, {flow.width(), 84, true}},
                     {u"Clause"_s, u"Tier that applies"_s, u"Share of fee"_s, u"Amount"_s},
                     look::lineStep,
                     true,
                     true,
                     {}});
    for (const auto &credit : report.credits) {
        const PdfStyle style = credit.isProvisional ? look::in(look::body, look::quiet) : look::body;
        const QString clause = credit.state.isEmpty() ? credit.clause : u"%1 (%2)"_s.arg(credit.clause, credit.state);
        flow.row({words(clause, style), words(credit.tier, style), words(credit.share, style),
                  words(credit.isProvisional ? u'(' + credit.amount + u')' : credit.amount, style)});
    }
    if (!report.creditTotal.amount.isEmpty())
        flow.row({{{{report.creditTotal.clause, look::bold}}, {}, 0, 3}, words(report.creditTotal.amount, look::bold)},
                 true);
    flow.endTable();
}

void drawIncidents(PdfFlow &flow, const Report &report)
{
    const auto clauses = static_cast<std::size_t>(std::min<qsizetype>(report.incidentClauses.size(), 3));
    const auto zone = signals::reportZone(report);
    flow.heading(u"Incidents that count"_s, {}, 60);
    if (report.incidents.empty()) {
        flow.paragraph(u"No incident touched a clause in this period."_s, look::note, look::lineStep);
        return;
    }
    PdfFlow::Table table{
        {{0, 52}, {56.7, 94}, {157, 0}},
        {u"Incident"_s, u"When, %1"_s.arg(signals::zoneWord(zone, report.measured.startNs)), u"What happened"_s},
        look::lineStep,
        false,
        true,
        {}};
    constexpr double each = 63.2;
    for (std::size_t i = 0; i < clauses; ++i) {
        table.columns.push_back({flow.width() - each * static_cast<double>(clauses - 1 - i), each - 6, true});
        table.heads.push_back(u"Clause "_s + report.incidentClauses.at(static_cast<qsizetype>(i)));
    }
    table.columns[2].width =
        std::min(210.0, flow.width() - each * static_cast<double>(std::max<std::size_t>(clauses, 1)) - 157);
    flow.beginTable(table);
    for (const auto &incident : report.incidents) {
        const QString what =
            incident.cause.isEmpty() ? incident.what : u"%1. Cause: %2"_s.arg(incident.what, incident.cause);
        std::vector<Cell> row{words(incident.id), words(signals::whenWords(incident.range, incident.isOpen, zone)),
                              words(what)};
        for (std::size_t i = 0; i < clauses; ++i)
            row.push_back(words(minutesOr(incident.minutes, i)));
        flow.row(row);
    }
    if (!report.backgroundMinutes.empty()) {
        const PdfStyle style = look::in(look::body, look::quiet);
        std::vector<Cell> row{words(u"Background"_s, style), words(u"all other time"_s, style),
                              words(u"Slow or failed requests outside incidents"_s, style)};
        for (std::size_t i = 0; i < clauses; ++i)
            row.push_back(words(minutesOr(report.backgroundMinutes, i), style));
        flow.row(row);
    }
    flow.endTable();
}

void drawExclusions(PdfFlow &flow, const Report &report)
{
    const auto zone = signals::reportZone(report);
    flow.heading(u"Not counted"_s, {}, 50);
    if (report.exclusions.empty()) {
        flow.paragraph(u"Nothing was excluded: the whole period counts."_s, look::note, look::lineStep);
        return;
    }
    flow.beginTable({{{0, 150}, {157, 218}, {flow.width(), 80, true}},
                     {u"When, %1"_s.arg(signals::zoneWord(zone, report.measured.startNs)), u"Reason"_s, u"Excluded"_s},
                     look::lineStep,
                     false,
                     true,
                     {}});
    for (const auto &exclusion : report.exclusions)
        flow.row({words(signals::whenWords(exclusion.range, false, zone)),
                  words(exclusion.approvedBy.isEmpty()
                            ? exclusion.reason
                            : u"%1, approved by %2"_s.arg(exclusion.reason, exclusion.approvedBy)),
                  words(signals::minutesWord(exclusion.minutes))});
    flow.endTable();
}

void drawTrend(PdfFlow &flow, const Report &report)
{
    if (report.trend.empty())
        return;
    flow.heading(report.trend.size() == 12 ? u"Twelve months"_s : u"Months before"_s,
                 u"What was measured for each clause, month by month."_s, 80);
    const auto clauses = static_cast<std::size_t>(std::min<qsizetype>(report.trendClauses.size(), 5));
    const double each = (flow.width() - 80 - 70) / static_cast<double>(std::max<std::size_t>(clauses, 1));
    PdfFlow::Table table{{{0, 76}}, {u"Month"_s}, 9.6, false, true, {}};
    for (std::size_t i = 0; i < clauses; ++i) {
        table.columns.push_back({80 + each * static_cast<double>(i), each - 6});
        table.heads.push_back(u"Clause "_s + report.trendClauses.at(static_cast<qsizetype>(i)));
    }
    table.columns.push_back({flow.width(), 66, true});
    table.heads.push_back(u"Credit"_s);
    flow.beginTable(table);
    for (const auto &month : report.trend) {
        std::vector<Cell> row{words(month.name)};
        for (std::size_t i = 0; i < clauses; ++i) {
            const auto verdict = i < month.verdicts.size() ? month.verdicts[i] : ReportVerdict::NotMeasured;
            Cell cell = words(month.measured.value(static_cast<qsizetype>(i)));
            if (verdict == ReportVerdict::Breached || verdict == ReportVerdict::AtRisk)
                cell.lines.push_back(
                    {signals::verdictWord(verdict).toLower(), {PdfFace::Regular, 7.2, look::toneOf(verdict).text}});
            row.push_back(cell);
        }
        row.push_back(words(month.credit));
        flow.row(row);
    }
    flow.endTable();
}

void drawGlossary(PdfFlow &flow, const Report &report)
{
    if (report.glossary.empty())
        return;
    flow.heading(u"Words"_s, {}, 60);
    flow.beginTable(
        {{{0, 130}, {140, flow.width() - 140}}, {u"Word"_s, u"Meaning"_s}, look::lineStep, false, true, {}});
    for (const auto &term : report.glossary)
        flow.row({words(term.term, look::strong), words(term.meaning, look::in(look::body, look::quiet))});
    flow.endTable();
}

void drawQueries(PdfFlow &flow, const Report &report)
{
    if (report.queries.empty())
        return;
    flow.heading(u"Queries"_s, u"Exactly what was asked, to be asked again."_s, 60);
    flow.beginTable({{{0, 130}, {140, flow.width() - 140}}, {u"Figure"_s, u"Query"_s}, 10, false, true, {}});
    for (const auto &query : report.queries) {
        const QString origin = query.source.isEmpty() ? query.language : query.language + u", "_s + query.source;
        flow.row({{{{query.name, look::body}, {origin, look::small}}, {}, 0, 1}, words(query.text, look::code)});
    }
    flow.endTable();
}

} // namespace wf::wire
