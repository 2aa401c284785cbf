// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/words.h"
#include "models/wire/html/htmlbuilder.h"
#include "models/wire/report/htmlcharts.h"
#include "models/wire/report/reporttext.h"

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;
using signals::ReportTone;
using signals::ReportVerdict;

namespace {

const QString styles = uR"css(
:root{color-scheme:light;--ink:#14191D;--quiet:#59656E;--line:#D3DADE;--track:#E7EBEE;--good:#1D6B41;--goodmark:#2B8352;--att:#7B5100;--attmark:#B47A05;--bad:#B0241B;--badmark:#CF3A2E}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:15px/1.5 "Watchfloor Sans",Inter,system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:860px;margin:0 auto;padding:0 32px}
header{padding-top:48px}
.brand{display:flex;align-items:center;gap:10px;font-weight:600;font-size:18px}
.brand img{height:28px;max-width:240px}
.brand span:last-child{margin-left:auto;font-weight:400;font-size:13px;color:var(--quiet)}
.over{margin:40px 0 0;color:var(--quiet)}
h1{margin:2px 0 6px;font-size:36px;line-height:1.15;letter-spacing:-.02em}
h2{margin:44px 0 6px;font-size:19px}
.note,figcaption{color:var(--quiet);font-size:13px;margin:4px 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));border-top:1.5px solid var(--ink);border-bottom:1px solid var(--line);margin:32px 0 28px;padding:0;list-style:none}
.figures li{padding:14px 14px 14px 0;border-left:1px solid var(--line);padding-left:14px}
.figures li:first-child{border:0;padding-left:0}
.figures span{display:block;font-size:13px;color:var(--quiet)}
.figures b{display:block;font-size:26px;font-weight:500;line-height:1.3}
.lead{font-size:17px;max-width:46em}
.notice{color:var(--att)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;text-align:left;font-size:12.5px;color:var(--quiet)}
thead th{border-bottom:1.5px solid var(--ink);padding:8px 12px 8px 0}
tbody th{font-weight:400;font-size:14px;color:inherit}
td,tbody th{vertical-align:top;padding:9px 12px 9px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
tfoot td,tfoot th{font-weight:600;font-size:14px;color:inherit;border-bottom:1.5px solid var(--ink);padding:9px 12px 9px 0}
.right{text-align:right;padding-right:0}
small{display:block;color:var(--quiet)}
.quiet{color:var(--quiet)}
.good{color:var(--good)}.attention{color:var(--att)}.bad{color:var(--bad)}
td.status{white-space:nowrap;font-weight:500}
svg{display:block;max-width:100%;height:auto}
svg text{font-size:11px;fill:var(--quiet)}
code{font:12px/1.5 "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:32px;font-size:13px;color:var(--quiet)}
dt{font-weight:500}dd{margin:0 0 10px;color:var(--quiet)}
footer{border-top:1px solid var(--line);margin-top:56px;padding:14px 32px 40px;font-size:13px;color:var(--quiet)}
a{color:#0A6175}
@media print{main,header,footer{max-width:none;padding-left:0;padding-right:0}.scroll{overflow:visible}tr,figure{break-inside:avoid}h2{break-after:avoid}}
)css"_s;

QString toneClass(ReportTone tone)
{
    return tone == ReportTone::Good        ? u"good"_s
           : tone == ReportTone::Attention ? u"attention"_s
           : tone == ReportTone::Bad       ? u"bad"_s
                                           : u"plain"_s;
}

QString verdictClass(ReportVerdict verdict)
{
    return verdict == ReportVerdict::Met        ? u"good"_s
           : verdict == ReportVerdict::AtRisk   ? u"attention"_s
           : verdict == ReportVerdict::Breached ? u"bad"_s
                                                : u"quiet"_s;
}

QString attribute(const char *name, const QString &value)
{
    return QLatin1String(name) + u"=\""_s + escaped(value) + u'"';
}

void heads(HtmlBuilder &out, const QStringList &names, qsizetype rightFrom, const QString &caption)
{
    out.raw(u"<div class=\"scroll\" tabindex=\"0\" role=\"region\" "_s + attribute("aria-label", caption) +
            u"><table><thead><tr>"_s);
    for (qsizetype i = 0; i < names.size(); ++i)
        out.element("th", names.at(i), i >= rightFrom ? u"scope=\"col\" class=\"right\""_s : u"scope=\"col\""_s);
    out.raw(u"</tr></thead><tbody>\n"_s);
}

void endTable(HtmlBuilder &out)
{
    out.raw(u"</tbody></table></div>\n"_s);
}

void addFront(HtmlBuilder &out, const Report &r)
{
    const QString name = r.branding.name.isEmpty() ? r.provider : r.branding.name;
    out.raw(u"<header><div class=\"brand\">"_s);
    if (!r.branding.logoPng.isEmpty())
        out.raw(u"<img alt=\"\" src=\"data:image/png;base64,"_s + QString::fromLatin1(r.branding.logoPng.toBase64()) +
                u"\">"_s);
    out.element("span", name);
    out.element("span", u"Report %1%2"_s.arg(r.id, r.isInterim ? u", interim"_s : QString()));
    out.raw(u"</div>\n"_s);
    out.element("p", u"Service level report for %1"_s.arg(r.customer), u"class=\"over\""_s);
    out.element("h1", r.title);
    out.element("p", r.subtitle, u"class=\"note\""_s);
    out.raw(u"</header>\n<main>\n<ul class=\"figures\">\n"_s);
    for (const auto &f : r.figures) {
        out.open("li");
        out.element("span", f.label);
        out.element("b", f.value, u"class=\"%1\""_s.arg(toneClass(f.tone)));
        out.element("span", f.note);
        out.close("li");
    }
    out.close("ul");
    out.element("p", r.summary, u"class=\"lead\""_s);
    for (const QString &notice : r.notices)
        out.element("p", notice, u"class=\"notice\""_s);
}

void addClauses(HtmlBuilder &out, const Report &r)
{
    out.element("h2", u"Clauses"_s);
    heads(out, {u"No."_s, u"Clause and target"_s, u"Measured"_s, u"Allowance used"_s, u"Status"_s}, 99, u"Clauses"_s);
    for (const auto &c : r.clauses) {
        out.open("tr");
        out.element("td", c.number, u"class=\"quiet\""_s);
        out.raw(u"<th scope=\"row\">"_s + escaped(c.name) + u"<small>"_s + escaped(c.target) + u"</small></th>"_s);
        out.element("td", c.measured);
        out.raw(u"<td>"_s + escaped(c.allowance) + allowanceBar(c) + u"</td>"_s);
        out.element("td", signals::verdictWord(c.verdict), u"class=\"status %1\""_s.arg(verdictClass(c.verdict)));
        out.close("tr");
    }
    endTable(out);
    out.element("p", r.clausesNote, u"class=\"note\""_s);
    if (r.credits.empty() && r.creditTotal.amount.isEmpty())
        return;
    out.element("h2", u"Credits"_s);
    heads(out, {u"Clause"_s, u"Tier that applies"_s, u"Share of fee"_s, u"Amount"_s}, 3, u"Credits"_s);
    for (const auto &c : r.credits) {
        out.open("tr", c.isProvisional ? u"class=\"quiet\""_s : QString());
        out.element("th", c.state.isEmpty() ? c.clause : u"%1 (%2)"_s.arg(c.clause, c.state), u"scope=\"row\""_s);
        out.element("td", c.tier);
        out.element("td", c.share);
        out.element("td", c.isProvisional ? u'(' + c.amount + u')' : c.amount, u"class=\"right\""_s);
        out.close("tr");
    }
    if (!r.creditTotal.amount.isEmpty()) {
        out.raw(u"</tbody><tfoot><tr>"_s);
        out.element("th", r.creditTotal.clause, u"scope=\"row\" colspan=\"3\""_s);
        out.element("td", r.creditTotal.amount, u"class=\"right\""_s);
        out.raw(u"</tr></tfoot></table></div>\n"_s);
    } else
        endTable(out);
}

void addCharts(HtmlBuilder &out, const Report &r)
{
    const auto figure = [&out](const QString &title, const QString &note, const QString &svg) {
        out.element("h2", title);
        out.raw(u"<figure style=\"margin:0\">"_s);
        out.element("figcaption", note);
        out.raw(svg + u"</figure>\n"_s);
    };
    for (const auto &days : r.days)
        if (!days.shares.empty())
            figure(days.title, days.note, daysChart(days));
    for (const auto &burn : r.burns)
        figure(burn.title, burn.note, burnChart(r, burn));
}

void addIncidents(HtmlBuilder &out, const Report &r)
{
    const auto zone = signals::reportZone(r);
    const QString when = u"When, "_s + signals::zoneWord(zone, r.measured.startNs);
    out.element("h2", u"Incidents that count"_s);
    if (r.incidents.empty())
        out.element("p", u"No incident touched a clause in this period."_s);
    const auto minutes = [&](const std::vector<std::optional<double>> &values) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(r.incidentClauses.size()); ++i)
            out.element("td", i < values.size() && values[i] ? signals::minutesWord(*values[i]) : u"–"_s,
                        u"class=\"right\""_s);
    };
    if (!r.incidents.empty()) {
        QStringList names{u"Incident"_s, when, u"What happened"_s};
        for (const QString &clause : r.incidentClauses)
            names << u"Clause "_s + clause;
        heads(out, names, 3, u"Incidents that count"_s);
        for (const auto &i : r.incidents) {
            out.open("tr");
            out.element("th", i.id, u"scope=\"row\""_s);
            out.element("td", signals::whenWords(i.range, i.isOpen, zone));
            out.element("td", i.cause.isEmpty() ? i.what : u"%1. Cause: %2"_s.arg(i.what, i.cause));
            minutes(i.minutes);
            out.close("tr");
        }
        if (!r.backgroundMinutes.empty()) {
            out.raw(u"<tr class=\"quiet\"><th scope=\"row\">Background</th><td>all other time</td>"
                    "<td>Slow or failed requests outside incidents</td>"_s);
            minutes(r.backgroundMinutes);
            out.close("tr");
        }
        endTable(out);
    }
    out.element("h2", u"Not counted"_s);
    if (r.exclusions.empty()) {
        out.element("p", u"Nothing was excluded: the whole period counts."_s);
        return;
    }
    heads(out, {when, u"Reason"_s, u"Approved by"_s, u"Excluded"_s}, 3, u"Not counted"_s);
    for (const auto &e : r.exclusions) {
        out.open("tr");
        out.element("th", signals::whenWords(e.range, false, zone), u"scope=\"row\""_s);
        out.element("td", e.reason);
        out.element("td", e.approvedBy);
        out.element("td", signals::minutesWord(e.minutes), u"class=\"right\""_s);
        out.close("tr");
    }
    endTable(out);
}

void addTrend(HtmlBuilder &out, const Report &r)
{
    if (r.trend.empty())
        return;
    out.element("h2", r.trend.size() == 12 ? u"Twelve months"_s : u"Months before"_s);
    QStringList names{u"Month"_s};
    for (const QString &clause : r.trendClauses)
        names << u"Clause "_s + clause;
    heads(out, names << u"Credit"_s, names.size() - 1, u"Months"_s);
    for (const auto &month : r.trend) {
        out.open("tr");
        out.element("th", month.name, u"scope=\"row\""_s);
        for (qsizetype i = 0; i < r.trendClauses.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const auto verdict = at < month.verdicts.size() ? month.verdicts[at] : ReportVerdict::NotMeasured;
            out.raw(u"<td>"_s + escaped(month.measured.value(i)));
            if (verdict == ReportVerdict::Breached || verdict == ReportVerdict::AtRisk)
                out.element("small", signals::verdictWord(verdict).toLower(),
                            u"class=\"%1\""_s.arg(verdictClass(verdict)));
            out.close("td");
        }
        out.element("td", month.credit, u"class=\"right\""_s);
        out.close("tr");
    }
    endTable(out);
}

void addMethod(HtmlBuilder &out, const Report &r, const QByteArray &json, const QByteArray &csv)
{
    const auto zone = signals::reportZone(r);
    out.element("h2", u"How this was measured"_s);
    out.raw(u"<div class=\"two\">"_s);
    out.element("p", r.method);
    out.raw(u"<div>"_s);
    out.element("p",
                u"Generated by Watchfloor %1 from the data up to %2 at %3 %4. The figures can be rebuilt from:"_s.arg(
                    r.toolVersion, signals::dayYearWord(r.measured.endNs, zone),
                    signals::clockWord(r.measured.endNs, zone), signals::zoneWord(zone, r.measured.endNs)));
    const QString name = escaped(r.id);
    out.raw(u"<p><a id=\"report-json\" download=\""_s + name + u".json\" href=\"data:application/json;base64,"_s +
            QString::fromLatin1(json.toBase64()) + u"\">the report as JSON</a>, <a download=\""_s + name +
            u".csv\" href=\"data:text/csv;base64,"_s + QString::fromLatin1(csv.toBase64()) +
            u"\">its tables as CSV</a></p>"_s);
    out.raw(u"<p><code>data sha-256 "_s + escaped(r.dataHash) + u"</code></p></div></div>\n"_s);
    if (!r.glossary.empty()) {
        out.element("h2", u"Words"_s);
        out.open("dl");
        for (const auto &term : r.glossary) {
            out.element("dt", term.term);
            out.element("dd", term.meaning);
        }
        out.close("dl");
    }
    if (r.queries.empty())
        return;
    out.element("h2", u"Queries"_s);
    heads(out, {u"Figure"_s, u"Query"_s}, 99, u"Queries"_s);
    for (const auto &q : r.queries) {
        out.raw(u"<tr><th scope=\"row\">"_s + escaped(q.name) + u"<small>"_s + escaped(q.language) +
                (q.source.isEmpty() ? QString() : u", "_s + escaped(q.source)) + u"</small></th><td><code>"_s +
                escaped(q.text) + u"</code></td></tr>\n"_s);
    }
    endTable(out);
}

} // namespace

QByteArray reportHtml(const Report &report, const QByteArray &json, const QByteArray &csv)
{
    HtmlBuilder out;
    out.raw(u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            "img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"_s);
    out.raw(u"<meta name=\"generator\" content=\"Watchfloor "_s + escaped(report.toolVersion) +
            u"\">\n<meta name=\"watchfloor-report\" content=\""_s + escaped(report.id) +
            u"\">\n<meta name=\"watchfloor-data-sha256\" content=\""_s + escaped(report.dataHash) + u"\">\n"_s);
    out.element("title", u"%1 %2: %3"_s.arg(report.id, report.customer, report.title));
    out.raw(u"<style>"_s + styles + u"</style>\n</head>\n<body>\n"_s);
    addFront(out, report);
    addClauses(out, report);
    addCharts(out, report);
    addIncidents(out, report);
    addTrend(out, report);
    addMethod(out, report, json, csv);
    out.raw(u"</main>\n"_s);
    out.element("footer", u"%1, service level report, %2, %3"_s.arg(report.provider, report.customer, report.title));
    out.raw(u"</body>\n</html>\n"_s);
    return out.bytes();
}

} // namespace wf::wire
