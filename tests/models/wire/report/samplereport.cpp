// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/wire/report/samplereport.h"

#include "models/base/timetext.h"

#include <QDate>
#include <QFile>
#include <QLocale>

namespace wf::test {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

qint64 at(const char *text)
{
    return base::parseIsoTime(u"2026-05-%1:00Z"_s.arg(QLatin1String(text)));
}

void addClauses(Report &r)
{
    const auto clause = [&r](const char *number, const char *name, const char *target, const char *percent,
                             const char *measured, const char *allowance, std::optional<double> used,
                             std::optional<double> allowed, ReportVerdict verdict) {
        r.clauses.push_back({QLatin1String(number),
                             QLatin1String(name),
                             QLatin1String(target),
                             QLatin1String(percent),
                             QLatin1String(measured),
                             QString::fromLatin1(measured).section(u' ', 0, 0),
                             QLatin1String(allowance),
                             used,
                             allowed,
                             verdict,
                             {}});
    };
    clause("1", "Storefront availability", "99.95 % of requests answered", "99.95", "99.860 %", "26.4 of 22.3 min",
           26.4, 22.3, ReportVerdict::Breached);
    clause("2", "Checkout latency", "99.9 % of checkouts under 1.5 s", "99.9", "99.876 %", "23.4 of 44.6 min", 23.4,
           44.6, ReportVerdict::AtRisk);
    clause("3", "Checkout success", "99.7 % of checkouts complete", "99.7", "99.851 %", "28.0 of 133.9 min", 28.0,
           133.9, ReportVerdict::Met);
    clause("4", "Order webhooks", "99.5 % delivered within 60 s", "99.5", "99.912 %", "16.6 of 223.2 min", 16.6, 223.2,
           ReportVerdict::Met);
    clause("5", "Response to critical incidents", "95 % acknowledged in 15 min", "95", "100 %, 7 of 7", "0 late", {},
           {}, ReportVerdict::Met);
    r.clausesNote =
        u"The rule in each bar marks the full allowance. Allowances are computed for the whole of May, 44 640 minutes."_s;
}

void addCharts(Report &r)
{
    ReportDays days{
        u"Storefront availability by day"_s,
        u"Share of requests answered without a server error. Bars hang from 100 %, the scale is logarithmic in the missing part."_s,
        0.9995, 1, std::vector<std::optional<double>>(31)};
    const double missing[]{0.002, 0.003, 0.002, 0.004, 0.002, 1.8,   0.003,
                           0.002, 0.002, 0.005, 0.002, 0.003, 0.002, 0.04};
    for (std::size_t i = 0; i < 14; ++i)
        days.shares[i] = 1 - missing[i] / 100;
    r.days.push_back(days);
    r.burns.push_back({u"Checkout latency, allowance used"_s,
                       u"Minutes of full outage that the slow checkouts of this month are equal to."_s,
                       44.6,
                       {{at("01T00:00"), 0},
                        {at("06T14:22"), 0.8},
                        {at("06T15:03"), 18.1},
                        {at("11T09:10"), 19},
                        {at("11T09:16"), 19.4},
                        {at("14T01:53"), 19.6},
                        {at("14T02:14"), 23.4}},
                       {{{at("06T15:03"), 18.1}, u"INC-2398, 17.3 min"_s}},
                       {{u"if it ends by 02:30: 28.9 min at month end, met"_s, {at("31T23:59"), 28.9}, false},
                        {u"if the incident continues: breached 14 May, 03:53 UTC"_s, {at("14T03:53"), 44.6}, true}}});
}

void addIncidents(Report &r)
{
    r.incidentClauses = {u"1"_s, u"2"_s};
    r.incidents = {
        {u"INC-2398"_s,
         {at("06T14:22"), at("06T15:03")},
         false,
         u"Gateway brown-out after a certificate rotation. 64 % of requests failed. Fixed by rolling back the rotation."_s,
         {},
         {26.2, 17.3}},
        {u"INC-2443"_s,
         {at("11T09:10"), at("11T09:16")},
         false,
         u"Catalog cache restart in us-east, slow first page loads."_s,
         {},
         {0.1, 0.4}},
        {u"INC-2471"_s,
         {at("14T01:53"), at("14T02:14")},
         true,
         u"Payment provider latency slows checkout in eu-west after a release of the payment service."_s,
         {},
         {0.1, 3.8}}};
    r.backgroundMinutes = {0.0, 1.9};
    r.exclusions = {{{at("03T02:00"), at("03T02:30")}, u"Maintenance announced on 24 April, section 6.2"_s, {}, 30},
                    {{at("09T11:42"), at("09T11:44")},
                     u"No samples from us-east, section 6.4: gaps under 5 min count as met"_s,
                     {},
                     1.9}};
}

} // namespace

Report sampleReport()
{
    Report r;
    r.id = u"SLA-2026-05-017"_s;
    r.agreement = u"spa-114"_s;
    r.isInterim = true;
    r.provider = u"Halcyon"_s;
    r.customer = u"Fernhill Outdoor"_s;
    r.title = u"1 to 14 May 2026, interim"_s;
    r.subtitle =
        u"Storefront Platform Agreement SPA-114, plan Gold, monthly fee € 42 000. Measured 1 May 00:00 to 14 May 02:14 UTC, 13 d 2 h 14 min."_s;
    r.period = {at("01T00:00"), base::parseIsoTime(u"2026-06-01T00:00:00Z"_s)};
    r.measured = {at("01T00:00"), at("14T02:14")};
    r.timeZone = u"UTC"_s;
    r.currency = u"EUR"_s;
    r.figures = {{u"Clauses met"_s, u"3 of 5"_s, u"one at risk, one breached"_s, ReportTone::Plain},
                 {u"Credit due"_s, u"€ 2 100"_s, u"clause 1, 5 % of the fee"_s, ReportTone::Bad},
                 {u"Credit at risk"_s, u"€ 2 100"_s, u"clause 2, if open past 03:53"_s, ReportTone::Attention},
                 {u"Longest interruption"_s, u"41 min"_s, u"6 May, INC-2398"_s, ReportTone::Plain}};
    r.summary =
        u"Availability was below its target because of one gateway brown-out on 6 May. Checkout latency is within target for the month but an incident that began on 14 May at 01:53 UTC is still open and uses 0.21 minutes of the allowance per minute. All other clauses are met."_s;
    addClauses(r);
    r.credits = {{u"1 Storefront availability, best case at month end 99.941 %"_s,
                  u"below 99.95, not below 99.90"_s,
                  u"5 %"_s,
                  u"€ 2 100.00"_s,
                  u"2100.00"_s,
                  {},
                  false},
                 {u"2 Checkout latency, at risk"_s,
                  u"below 99.9, not below 99.5"_s,
                  u"5 %"_s,
                  u"€ 2 100.00"_s,
                  u"2100.00"_s,
                  {},
                  true}};
    r.creditTotal = {
        u"Due on the June invoice, cap 30 % not reached"_s, {}, {}, u"€ 2 100.00"_s, u"2100.00"_s, {}, false};
    addCharts(r);
    addIncidents(r);
    r.method =
        u"Requests are counted at the gateway in both regions, every 10 seconds, from Prometheus series gateway_requests_total and checkout_request_duration_seconds. 99.98 % of the expected samples are present."_s;
    r.trendClauses = {u"1"_s, u"2"_s};
    for (int i = 0; i < 12; ++i)
        r.trend.push_back({QLocale::c().toString(QDate(2025, 6, 1).addMonths(i), u"MMMM yyyy"_s),
                           {u"99.97%1 %"_s.arg(i % 10), u"99.93%1 %"_s.arg(i % 10)},
                           {i == 11 ? ReportVerdict::Breached : ReportVerdict::Met, ReportVerdict::Met},
                           i == 11 ? u"€ 2 100.00"_s : u"€ 0.00"_s});
    r.glossary = {{u"Allowance"_s, u"What a clause lets pass without being broken, as minutes of full outage."_s}};
    r.queries = {{u"Storefront availability, bad events"_s, u"PromQL"_s,
                  u"sum(increase(gateway_requests_total{code=~\"5..\"}[31d]))"_s, u"prometheus eu-west"_s}};
    r.toolVersion = u"0.9.0"_s;
    r.dataHash = u"5f0c1b7e9a42d381c7e6604b2d19fa83c0b1774e68a3950d1f2ce4b603d9587a"_s;
    return r;
}

wire::PdfFontFiles bundledFonts()
{
    static constexpr std::array names{"WatchfloorSans-Regular", "WatchfloorSans-Medium", "WatchfloorSans-SemiBold",
                                      "JetBrainsMono-Regular"};
    wire::PdfFontFiles out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        QFile file(u":/wf/fonts/%1.ttf"_s.arg(QLatin1String(names[i])));
        if (file.open(QIODevice::ReadOnly))
            out[i] = file.readAll();
    }
    return out;
}

} // namespace wf::test
