// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"
#include "models/base/timetext.h"
#include "models/signals/report/words.h"
#include "models/wire/report/reporttext.h"

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;

namespace {

QString exact(std::optional<double> value)
{
    return value ? QString::number(*value, 'g', QLocale::FloatingPointShortest) : QString();
}

class Blocks {
public:
    void begin(const QStringList &heads)
    {
        if (!m_out.isEmpty())
            m_out += "\r\n";
        row(heads);
    }
    void row(const QStringList &cells) { m_out += base::csvLine(cells).toUtf8() + "\r\n"; }
    [[nodiscard]] QByteArray bytes() const { return "\xEF\xBB\xBF" + m_out; }

private:
    QByteArray m_out;
};

void addAbout(Blocks &out, const Report &r)
{
    out.begin({u"report"_s, u"data_sha256"_s, u"agreement"_s, u"provider"_s, u"customer"_s, u"period_start"_s,
               u"period_end"_s, u"measured_until"_s, u"time_zone"_s, u"interim"_s, u"tool_version"_s});
    out.row({r.id, r.dataHash, r.agreement, r.provider, r.customer, base::isoTime(r.period.startNs),
             base::isoTime(r.period.endNs), base::isoTime(r.measured.endNs), r.timeZone,
             r.isInterim ? u"yes"_s : u"no"_s, r.toolVersion});
    out.begin({u"summary"_s});
    out.row({r.summary});
    for (const QString &notice : r.notices)
        out.row({notice});
}

void addClauses(Blocks &out, const Report &r)
{
    out.begin({u"clause"_s, u"name"_s, u"target_percent"_s, u"target"_s, u"measured_percent"_s, u"measured"_s,
               u"used_minutes"_s, u"allowed_minutes"_s, u"status"_s, u"method"_s});
    for (const auto &c : r.clauses)
        out.row({c.number, c.name, c.targetPercent, c.target, c.measuredPercent, c.measured, exact(c.usedMinutes),
                 exact(c.allowedMinutes), signals::verdictWord(c.verdict), c.method});
    out.begin({u"credit_clause"_s, u"tier"_s, u"share"_s, u"amount"_s, u"currency"_s, u"state"_s, u"provisional"_s});
    for (const auto &c : r.credits)
        out.row({c.clause, c.tier, c.share, c.exactAmount, r.currency, c.state, c.isProvisional ? u"yes"_s : u"no"_s});
    if (!r.creditTotal.amount.isEmpty())
        out.row({r.creditTotal.clause, {}, {}, r.creditTotal.exactAmount, r.currency, r.creditTotal.state, u"no"_s});
}

void addIncidents(Blocks &out, const Report &r)
{
    QStringList heads{u"incident"_s, u"start"_s, u"end"_s, u"open"_s, u"what"_s, u"cause"_s};
    for (const QString &clause : r.incidentClauses)
        heads << u"minutes_of_clause_"_s + clause;
    out.begin(heads);
    const auto minutes = [&r](QStringList row, const std::vector<std::optional<double>> &values) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(r.incidentClauses.size()); ++i)
            row << (i < values.size() ? exact(values[i]) : QString());
        return row;
    };
    for (const auto &i : r.incidents)
        out.row(minutes({i.id, base::isoTime(i.range.startNs), i.isOpen ? QString() : base::isoTime(i.range.endNs),
                         i.isOpen ? u"yes"_s : u"no"_s, i.what, i.cause},
                        i.minutes));
    if (!r.backgroundMinutes.empty())
        out.row(minutes({u"background"_s, {}, {}, u"no"_s, u"outside incidents"_s, {}}, r.backgroundMinutes));
    out.begin({u"excluded_start"_s, u"excluded_end"_s, u"minutes"_s, u"reason"_s, u"approved_by"_s});
    for (const auto &e : r.exclusions)
        out.row(
            {base::isoTime(e.range.startNs), base::isoTime(e.range.endNs), exact(e.minutes), e.reason, e.approvedBy});
}

void addDays(Blocks &out, const Report &r)
{
    for (const auto &days : r.days) {
        out.begin({u"day"_s, days.title});
        for (std::size_t i = 0; i < days.shares.size(); ++i)
            out.row({QString::number(days.firstDay + static_cast<int>(i)), exact(days.shares[i])});
    }
    for (const auto &burn : r.burns) {
        out.begin({u"time"_s, burn.title + u", minutes"_s});
        for (const auto &point : burn.used)
            out.row({base::isoTime(point.atNs), exact(point.minutes)});
    }
}

void addRest(Blocks &out, const Report &r)
{
    QStringList heads{u"month"_s};
    for (const QString &clause : r.trendClauses)
        heads << u"clause_"_s + clause << u"status_of_clause_"_s + clause;
    out.begin(heads << u"credit"_s);
    for (const auto &month : r.trend) {
        QStringList row{month.name};
        for (qsizetype i = 0; i < r.trendClauses.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            row << month.measured.value(i)
                << (at < month.verdicts.size() ? signals::verdictWord(month.verdicts[at]) : QString());
        }
        out.row(row << month.credit);
    }
    out.begin({u"query_of"_s, u"language"_s, u"source"_s, u"query"_s});
    for (const auto &q : r.queries)
        out.row({q.name, q.language, q.source, q.text});
    out.begin({u"method"_s});
    out.row({r.method});
}

} // namespace

QByteArray reportCsv(const Report &report)
{
    Blocks out;
    addAbout(out, report);
    addClauses(out, report);
    addIncidents(out, report);
    addDays(out, report);
    addRest(out, report);
    return out.bytes();
}

} // namespace wf::wire
