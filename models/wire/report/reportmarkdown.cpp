// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/signals/report/words.h"
#include "models/wire/report/reporttext.h"

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;

namespace {

// Outside text within Markdown: nothing in it is markup (CommonMark 2.4: any punctuation may be escaped).
QString md(const QString &text)
{
    static const QString special = u"\\`*_{}[]()<>#+-!|~&"_s;
    QString out;
    for (const QChar c : base::visibleText(text, 100'000)) {
        if (c == u'\n' || c == u'\r') {
            out += u' ';
            continue;
        }
        if (special.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

class Page {
public:
    void heading(const QString &words) { m_out += u"\n## "_s + words + u"\n\n"_s; }
    void paragraph(const QString &words) { m_out += words + u"\n\n"_s; }
    void table(const QStringList &heads)
    {
        row(heads);
        QStringList rule;
        for (qsizetype i = 0; i < heads.size(); ++i)
            rule << u"---"_s;
        m_out += u"| "_s + rule.join(u" | "_s) + u" |\n"_s;
    }
    void row(const QStringList &cells)
    {
        QStringList safe;
        for (const QString &cell : cells)
            safe << md(cell);
        m_out += u"| "_s + safe.join(u" | "_s) + u" |\n"_s;
    }
    QString m_out;
};

void addFront(Page &out, const Report &r)
{
    out.m_out = u"# %1\n\n"_s.arg(md(r.title));
    out.paragraph(u"Service level report for %1, by %2. Report %3%4."_s.arg(md(r.customer), md(r.provider), md(r.id),
                                                                            r.isInterim ? u", interim"_s : QString()));
    out.paragraph(md(r.subtitle));
    out.table({u"Figure"_s, u"Value"_s, u"Note"_s});
    for (const auto &f : r.figures)
        out.row({f.label, f.value, f.note});
    out.paragraph(u"\n"_s + md(r.summary));
    for (const QString &notice : r.notices)
        out.paragraph(u"> "_s + md(notice));
}

void addClauses(Page &out, const Report &r)
{
    out.heading(u"Clauses"_s);
    out.table({u"No."_s, u"Clause"_s, u"Target"_s, u"Measured"_s, u"Allowance used"_s, u"Status"_s});
    for (const auto &c : r.clauses)
        out.row({c.number, c.name, c.target, c.measured, c.allowance, signals::verdictWord(c.verdict)});
    if (!r.clausesNote.isEmpty())
        out.paragraph(u"\n"_s + md(r.clausesNote));
    if (r.credits.empty() && r.creditTotal.amount.isEmpty())
        return;
    out.heading(u"Credits"_s);
    out.table({u"Clause"_s, u"Tier that applies"_s, u"Share of fee"_s, u"Amount"_s});
    for (const auto &c : r.credits)
        out.row({c.state.isEmpty() ? c.clause : u"%1 (%2)"_s.arg(c.clause, c.state), c.tier, c.share,
                 c.isProvisional ? u'(' + c.amount + u')' : c.amount});
    if (!r.creditTotal.amount.isEmpty())
        out.row({r.creditTotal.clause, {}, {}, r.creditTotal.amount});
}

void addIncidents(Page &out, const Report &r)
{
    const auto zone = signals::reportZone(r);
    const QString when = u"When, "_s + signals::zoneWord(zone, r.measured.startNs);
    out.heading(u"Incidents that count"_s);
    QStringList heads{u"Incident"_s, when, u"What happened"_s, u"Cause"_s};
    for (const QString &clause : r.incidentClauses)
        heads << u"Clause "_s + clause;
    const auto row = [&](QStringList cells, const std::vector<std::optional<double>> &minutes) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(r.incidentClauses.size()); ++i)
            cells << (i < minutes.size() && minutes[i] ? signals::minutesWord(*minutes[i]) : u"–"_s);
        out.row(cells);
    };
    if (r.incidents.empty())
        out.paragraph(u"No incident touched a clause in this period."_s);
    else
        out.table(heads);
    for (const auto &i : r.incidents)
        row({i.id, signals::whenWords(i.range, i.isOpen, zone), i.what, i.cause}, i.minutes);
    if (!r.incidents.empty() && !r.backgroundMinutes.empty())
        row({u"Background"_s, u"all other time"_s, u"Slow or failed requests outside incidents"_s, {}},
            r.backgroundMinutes);
    out.heading(u"Not counted"_s);
    if (r.exclusions.empty())
        out.paragraph(u"Nothing was excluded: the whole period counts."_s);
    else
        out.table({when, u"Reason"_s, u"Approved by"_s, u"Excluded"_s});
    for (const auto &e : r.exclusions)
        out.row({signals::whenWords(e.range, false, zone), e.reason, e.approvedBy, signals::minutesWord(e.minutes)});
}

void addRest(Page &out, const Report &r)
{
    out.heading(u"How this was measured"_s);
    out.paragraph(md(r.method));
    if (!r.trend.empty()) {
        out.heading(u"Months before"_s);
        QStringList heads{u"Month"_s};
        for (const QString &clause : r.trendClauses)
            heads << u"Clause "_s + clause;
        out.table(heads << u"Credit"_s);
    }
    for (const auto &month : r.trend) {
        QStringList cells{month.name};
        for (qsizetype i = 0; i < r.trendClauses.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const auto verdict = at < month.verdicts.size() ? month.verdicts[at] : signals::ReportVerdict::NotMeasured;
            cells << month.measured.value(i) + u", "_s + signals::verdictWord(verdict).toLower();
        }
        out.row(cells << month.credit);
    }
    if (!r.glossary.empty())
        out.heading(u"Words"_s);
    for (const auto &term : r.glossary)
        out.m_out += u"- **%1**: %2\n"_s.arg(md(term.term), md(term.meaning));
    if (!r.queries.empty()) {
        out.heading(u"Queries"_s);
        out.table({u"Figure"_s, u"Language"_s, u"Source"_s, u"Query"_s});
    }
    for (const auto &q : r.queries)
        out.row({q.name, q.language, q.source, q.text});
    out.paragraph(u"\nGenerated by Watchfloor %1 from the data up to %2.\n"_s.arg(md(r.toolVersion),
                                                                                  base::isoTime(r.measured.endNs)));
    out.m_out += u"Report %1, data SHA-256 %2\n"_s.arg(md(r.id), md(r.dataHash));
}

} // namespace

QByteArray reportMarkdown(const Report &report)
{
    Page out;
    addFront(out, report);
    addClauses(out, report);
    addIncidents(out, report);
    addRest(out, report);
    return out.m_out.toUtf8();
}

} // namespace wf::wire
