// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/engine/reports/compose/composereport.h"
#include "models/wire/report/reportjson.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::signals;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = base::nsPerMinute;

qint64 at(const char *text)
{
    return base::parseIsoTime(QString::fromLatin1(text));
}

Decimal decimal(const char *text)
{
    return Decimal::parse(QString::fromLatin1(text)).value_or(Decimal::unknown());
}

Agreement contract()
{
    Agreement a;
    a.id = u"spa-114"_s;
    a.reference = u"SPA-114"_s;
    a.title = u"Storefront Platform Agreement"_s;
    a.plan = u"Gold"_s;
    a.provider.name = u"Halcyon"_s;
    a.customer.name = u"Fernhill Outdoor"_s;
    a.timeZone = u"UTC"_s;
    a.money.currency = u"EUR"_s;
    a.money.fee = decimal("42000");
    a.money.cap.feePercent = decimal("30");
    AgreementClause one;
    one.id = u"availability"_s;
    one.number = u"1"_s;
    one.name = u"Storefront availability"_s;
    one.description = u"of requests answered"_s;
    one.target = decimal("99.95");
    one.tiers = {{decimal("99.95"), decimal("99.90"), CompensationKind::Credit, decimal("5"), {}}};
    AgreementClause two = one;
    two.id = u"latency"_s;
    two.number = u"2"_s;
    two.name = u"Checkout latency"_s;
    two.target = decimal("99.9");
    a.clauses = {one, two};
    return a;
}

ClauseResult result(const char *id, ClauseState state, const char *percent, double used, double allowed)
{
    ClauseResult out;
    out.clause = QString::fromLatin1(id);
    out.state = state;
    out.window = {at("2026-05-01T00:00:00Z"), at("2026-06-01T00:00:00Z")};
    out.windowNs = out.window.lengthNs();
    out.percent = decimal(percent);
    out.usedNs = static_cast<qint64>(used * minute);
    out.allowedNs = static_cast<qint64>(allowed * minute);
    out.evidence.coverage = 0.9998;
    out.evidence.queries = {u"sum(rate(gateway_requests_total[5m]))"_s};
    return out;
}

ReportInput input()
{
    ReportInput in;
    in.agreement = contract();
    in.toolVersion = u"1.0"_s;
    auto &p = in.period;
    p.agreement = u"spa-114"_s;
    p.period = {at("2026-05-01T00:00:00Z"), at("2026-06-01T00:00:00Z")};
    p.measured = {p.period.startNs, at("2026-05-14T02:14:00Z")};
    p.sha256 = u"5f0c1b7e9a42d381c7e6604b2d19fa83c0b1774e68a3950d1f2ce4b603d9587a"_s;
    p.clauses = {result("availability", ClauseState::Breached, "99.860", 26.4, 22.32),
                 result("latency", ClauseState::Met, "99.980", 4, 44.64)};
    p.incidents = {{u"INC-2398"_s,
                    u"Gateway brown-out"_s,
                    u"certificate rotation"_s,
                    {at("2026-05-06T14:22:00Z"), at("2026-05-06T15:03:00Z")},
                    false,
                    {},
                    {static_cast<qint64>(26.2 * minute), 3 * minute}}};
    p.clauses[0].violations = {
        {p.incidents[0].range, false, u"INC-2398"_s, u"Gateway brown-out"_s, {}, p.incidents[0].usedNs[0], 0, 0}};
    p.lines = {
        {u"availability"_s, 0, CompensationKind::Credit, decimal("99.941"), decimal("5"), decimal("2100.00"), false}};
    p.cap = decimal("12600.00");
    p.due = decimal("2100.00");
    AppliedExclusion maintenance;
    maintenance.reason = u"Maintenance announced on 24 April"_s;
    maintenance.section = u"6.2"_s;
    maintenance.ranges = {{at("2026-05-03T02:00:00Z"), at("2026-05-03T02:30:00Z")}};
    maintenance.excludedNs = 30 * minute;
    maintenance.holds = true;
    AppliedExclusion refused = maintenance;
    refused.reason = u"Cable cut"_s;
    refused.holds = false;
    refused.whyNot = u"not approved"_s;
    p.exclusions = {maintenance, refused};
    return in;
}

} // namespace

class TestComposeReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theMockIsSaidInItsWords()
    {
        const Report r = composeReport(input());
        QCOMPARE(r.id, u"SLA-SPA-114-2026-05-5f0c1b"_s);
        QCOMPARE(r.title, u"1 to 14 May 2026, interim"_s);
        QCOMPARE(r.figures[0].value, u"1 of 2"_s);
        QCOMPARE(r.figures[0].note, u"one breached"_s);
        QCOMPARE(r.figures[1].value, u"€\u00A02\u2009100.00"_s);
        QCOMPARE(r.figures[1].note, u"clause 1, 5 % of the fee"_s);
        QVERIFY2(
            r.summary.startsWith(
                u"Storefront availability missed its target of 99.95\u00A0%: 99.860\u00A0%, almost only because of “Gateway brown-out” on 6 May (INC-2398, 26.2 of 26.4 min)."_s),
            qPrintable(r.summary));
        QVERIFY(r.summary.contains(u"The other clause is met."_s));
        QCOMPARE(r.clauses[0].allowance, u"26.4 of 22.3 min"_s);
        QVERIFY(r.clausesNote.contains(u"May 2026, 44\u2009640 minutes."_s));
        QCOMPARE(r.credits[0].tier, u"below 99.95, not below 99.9"_s);
        QCOMPARE(r.creditTotal.clause, u"Due on the next invoice, cap 30\u00A0% not reached"_s);
        QCOMPARE(r.incidents[0].minutes.size(), 2);
        QVERIFY(std::abs(r.backgroundMinutes[0].value_or(0) - 0.2) < 1e-9);
        QCOMPARE(r.exclusions.size(), 1);
        QCOMPARE(r.exclusions[0].reason, u"Maintenance announced on 24 April, section 6.2"_s);
        QVERIFY(r.notices.contains(u"Not excluded: Cable cut, section 6.2 (not approved)."_s));
        QCOMPARE(r.queries.size(), 2);
    }

    void measuredFiguresAreRoundedAsTheContractHasIt()
    {
        auto in = input();
        in.period.clauses[1].percent = decimal("99.949999999");
        QCOMPARE(composeReport(in).clauses[1].measured, u"99.949\u00A0%"_s); // down: never up to a target
    }

    void theSameInputGivesTheSameReport()
    {
        QCOMPARE(wire::reportJson(composeReport(input())), wire::reportJson(composeReport(input())));
        auto other = input();
        other.period.sha256[0] = u'6';
        QVERIFY(composeReport(other).id != composeReport(input()).id);
    }

    void whatIsNotKnownIsNeverAFigure()
    {
        auto in = input();
        in.period.clauses[0].state = ClauseState::NoData;
        in.period.clauses[0].percent = Decimal::unknown();
        in.period.clauses[0].evidence.problems = {u"no samples since 3 May"_s};
        const Report r = composeReport(in);
        QCOMPARE(r.clauses[0].measured, u"–"_s);
        QVERIFY(r.clauses[0].verdict == ReportVerdict::NotMeasured);
        QVERIFY(!r.clauses[0].usedMinutes);
        QVERIFY(r.summary.contains(u"could not be measured: no samples since 3 May"_s));
        QVERIFY(r.notices.contains(u"Clause 1: no samples since 3 May"_s));
    }

    void anEmptyPeriodIsAReportToo()
    {
        const Report r = composeReport({});
        QVERIFY(!r.id.isEmpty());
        QVERIFY(r.clauses.empty());
        QCOMPARE(r.figures.size(), 2);
    }

    // April met, May as above: 26.4 of 22.32 minutes used, 2 100.00 owed.
    void severalSettlementPeriodsAreSaidOneByOne()
    {
        ReportInput may = input();
        may.period.isFinal = true;
        may.period.measured = may.period.period;
        ReportInput april = input();
        auto &p = april.period;
        p.period = p.measured = {at("2026-04-01T00:00:00Z"), at("2026-05-01T00:00:00Z")};
        p.isFinal = true;
        p.clauses = {result("availability", ClauseState::Met, "99.960", 17.28, 21.6),
                     result("latency", ClauseState::Met, "99.990", 4.32, 43.2)};
        p.incidents.clear();
        p.exclusions.clear();
        p.lines.clear();
        p.due = Decimal();
        ReportInput in = input();
        in.period.settlements = 2;
        in.period.isFinal = true;
        in.period.period = in.period.measured = {p.period.startNs, may.period.period.endNs};
        in.period.clauses[0].percent = in.period.clauses[1].percent = Decimal::unknown();
        in.settlements = {april, may};

        const Report r = composeReport(in);
        QCOMPARE(r.id, u"SLA-SPA-114-2026-04-to-2026-05-5f0c1b"_s);
        QCOMPARE(r.title, u"1 April to 31 May 2026"_s);
        QVERIFY2(r.summary.startsWith(u"2 settlement periods, each judged by itself. April 2026: All clauses are met. "
                                      "May 2026: Storefront availability missed its target of 99.95\u00A0%: "_s),
                 qPrintable(r.summary));
        QVERIFY2(r.summary.endsWith(u"In all, credits of €\u00A02\u2009100.00 are due."_s), qPrintable(r.summary));
        QCOMPARE(r.figures[0].label, u"Clauses met throughout"_s);
        QCOMPARE(r.figures[1].note, u"clause 1"_s);
        QCOMPARE(r.clauses.size(), std::size_t{4});
        QCOMPARE(r.clauses[0].name, u"Storefront availability, April 2026"_s);
        QCOMPARE(r.clauses[0].allowance, u"17.3 of 21.6\u00A0min"_s.replace(u'\u00A0', u' '));
        QCOMPARE(r.clauses[0].measuredPercent, u"99.960"_s);
        QCOMPARE(r.clauses[2].name, u"Storefront availability, May 2026"_s);
        QCOMPARE(r.clauses[2].measuredPercent, u"99.860"_s);
        QVERIFY(r.clauses[0].verdict == ReportVerdict::Met && r.clauses[2].verdict == ReportVerdict::Breached);
        QCOMPARE(r.credits.size(), std::size_t{1});
        QCOMPARE(r.credits[0].clause, u"1 Storefront availability, May 2026"_s);
        QCOMPARE(r.creditTotal.clause, u"Due in all"_s);
        QCOMPARE(r.creditTotal.exactAmount, u"2100.00"_s);
        QCOMPARE(r.queries.size(), std::size_t{2}); // each once, however many periods asked it
        QCOMPARE(r.trend.size(), std::size_t{2});
        QCOMPARE(r.trend[1].name, u"May 2026"_s);
        QCOMPARE(r.trend[1].credit, u"€\u00A02\u2009100.00"_s);
        QCOMPARE(r.incidents.size(), std::size_t{1});
        QCOMPARE(wire::reportJson(r), wire::reportJson(composeReport(in)));
    }

    void moneyIsWrittenExactly()
    {
        QCOMPARE(moneyWords(decimal("1234567.80"), u"CHF"_s), u"CHF\u00A01\u2009234\u2009567.80"_s);
        QCOMPARE(moneyWords(decimal("-0.05"), u"USD"_s), u"−$\u00A00.05"_s);
        QCOMPARE(moneyWords(Decimal::unknown(), u"EUR"_s), u"not known"_s);
    }
};

QTEST_GUILESS_MAIN(TestComposeReport)
#include "tst_composereport.moc"
