// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/agreementjudge.h"

#include "models/analysis/agreements/servicetime.h"
#include "tests/models/analysis/agreements/terms.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace wf;
using namespace wf::analysis;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::AgreementPeriod;
using signals::ClauseState;

class TestAgreementJudge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void agreesWithHandWorkedCases_data();
    void agreesWithHandWorkedCases();
    void agreesWithCountingMinutes_data();
    void agreesWithCountingMinutes();
    void tellsTheMockupsMonthInTheMiddle();
    void aBoundThatIsMetExactlyIsKept();
    void theContractsRoundingDecides();
    void answersOnlyWithFiguresItHas();
    void gapsCountAsTheContractSays();
    void slicesAreJudgedOneByOne();
    void incidentsGetWhatTheyUsed();
    void timeBeforeIncidentsWereKeptHasNoFigure();
    void respondsInServiceHours();
    void theHashIsOfTheMeasurements();
    void curveAndDaysEndAtTheUsage();
};

// Percentages worked by hand: service minutes of the window, minus exclusions, and the minutes down.
void TestAgreementJudge::agreesWithHandWorkedCases_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<qint64>("downMinutes");
    QTest::addColumn<qint64>("excludedMinutes");
    QTest::addColumn<QString>("percent");
    QTest::addColumn<QString>("due");
    const auto row = [](const char *name, const char *zone, const char *end, qint64 down, qint64 excluded,
                        const char *percent, const char *due) {
        QTest::newRow(name) << QString::fromLatin1(zone) << QByteArray(end) << down << excluded
                            << QString::fromLatin1(percent) << QString::fromLatin1(due);
    };
    row("no minute down", "UTC", "2026-06-01T00:00:00", 0, 0, "100.000", "0.00");
    row("22 of 44640 minutes", "UTC", "2026-06-01T00:00:00", 22, 0, "99.951", "0.00");
    row("23 of 44640 minutes", "UTC", "2026-06-01T00:00:00", 23, 0, "99.948", "2100.00");
    row("44 of 44640 minutes", "UTC", "2026-06-01T00:00:00", 44, 0, "99.901", "2100.00");
    row("45 of 44640 minutes", "UTC", "2026-06-01T00:00:00", 45, 0, "99.899", "4200.00");
    row("447 of 44640 minutes", "UTC", "2026-06-01T00:00:00", 447, 0, "98.999", "10500.00");
    row("all of it", "UTC", "2026-06-01T00:00:00", 44640, 0, "0.000", "10500.00");
    row("20 of February's 40320", "UTC", "2026-03-01T00:00:00", 20, 0, "99.950", "0.00");
    row("21 of February's 40320", "UTC", "2026-03-01T00:00:00", 21, 0, "99.948", "2100.00");
    row("20 of a leap February's 41760", "UTC", "2028-03-01T00:00:00", 20, 0, "99.952", "0.00");
    row("22 of Zurich's March of 44580", "Europe/Zurich", "2026-04-01T00:00:00", 22, 0, "99.951", "0.00");
    row("45 of Zurich's October of 44700", "Europe/Zurich", "2026-11-01T00:00:00", 45, 0, "99.899", "4200.00");
    // 30 days of maintenance: of 1440 minutes one is 0.0694 %.
    row("1 of the one day that is left", "UTC", "2026-06-01T00:00:00", 1, 43200, "99.931", "2100.00");
}

void TestAgreementJudge::agreesWithHandWorkedCases()
{
    QFETCH(const QString, zone);
    QFETCH(const QByteArray, end);
    QFETCH(const qint64, downMinutes);
    QFETCH(const qint64, excludedMinutes);
    const QTimeZone local(zone.toLatin1());
    auto a = downtimeContract();
    a.timeZone = zone;
    a.validity = {0, at("2100-01-01T00:00:00")};
    AgreementInput input{a, at(end, local)};
    const auto period = settlementPeriodAt(a, input.atNs);
    QVERIFY(period.ok());
    if (downMinutes > 0)
        input.incidents = {incident("INC-1", period->startNs, period->startNs + downMinutes * nsPerMinute)};
    if (excludedMinutes > 0)
        input.exclusions = {
            exclusion("long", period->endNs - excludedMinutes * nsPerMinute, excludedMinutes * nsPerMinute)};
    const AgreementPeriod out = judged(input);
    QVERIFY(out.isFinal);
    QCOMPARE(out.clauses.at(0).usedNs, downMinutes * nsPerMinute);
    QTEST(out.clauses[0].percent.rounded(3, signals::Rounding::HalfEven).text(), "percent");
    QTEST(out.due.text(), "due");
}

void TestAgreementJudge::agreesWithCountingMinutes_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 24; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

// Independent: every minute of the month is looked at by itself, on the clocks of the contract's zone.
void TestAgreementJudge::agreesWithCountingMinutes()
{
    QFETCH(const int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    static const std::array zones{"UTC", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"};
    const QTimeZone zone(zones[static_cast<std::size_t>(pick(5))]);
    auto a = downtimeContract();
    a.timeZone = QString::fromLatin1(zone.id());
    a.validity = {0, at("2100-01-01T00:00:00")};
    if (pick(3) > 0)
        a.hours.spans = {{static_cast<unsigned>(1 + pick(127)), 240 + pick(300), 700 + pick(740)}};
    static const std::array months{"2026-04-01T00:00:00", "2026-11-01T00:00:00", "2028-03-01T00:00:00"};
    AgreementInput input{a, at(months[static_cast<std::size_t>(pick(3))], zone)};
    const base::TimeRange period = *settlementPeriodAt(a, input.atNs);
    a.hours.holidays = {QDateTime::fromMSecsSinceEpoch(period.startNs / base::nsPerMs, zone).date().addDays(pick(20))};
    const auto minutes = static_cast<int>(period.lengthNs() / nsPerMinute);
    const auto stretch = [&](int most) {
        const qint64 from = period.startNs + pick(minutes) * nsPerMinute;
        return base::TimeRange{from, from + (1 + pick(most)) * nsPerMinute};
    };
    std::vector<base::TimeRange> down, excluded;
    for (int i = pick(8); i > 0; --i) {
        down.push_back(stretch(600));
        input.incidents.push_back(incident("i", down.back().startNs, down.back().endNs));
    }
    for (int i = pick(6); i > 0; --i) {
        excluded.push_back(stretch(2000));
        input.exclusions.push_back(exclusion("x", excluded.back().startNs, excluded.back().lengthNs()));
    }
    const auto isIn = [](const std::vector<base::TimeRange> &ranges, qint64 ns) {
        return std::ranges::any_of(ranges, [&](const auto &one) { return one.startNs <= ns && ns < one.endNs; });
    };
    qint64 counted = 0, missed = 0;
    for (qint64 ns = period.startNs; ns < period.endNs; ns += nsPerMinute) {
        const QDateTime shown = QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, zone);
        const int minute = shown.time().hour() * 60 + shown.time().minute();
        const bool isServed =
            shown.date() != a.hours.holidays[0] &&
            (a.hours.spans.empty() || ((a.hours.spans[0].weekdays >> (shown.date().dayOfWeek() - 1) & 1U) != 0 &&
                                       minute >= a.hours.spans[0].fromMinute && minute < a.hours.spans[0].toMinute));
        if (!isServed || isIn(excluded, ns))
            continue;
        ++counted;
        missed += isIn(down, ns) ? 1 : 0;
    }
    const auto out = judged(input);
    if (counted == 0) {
        QCOMPARE(out.clauses.at(0).state, ClauseState::NotDue);
        return;
    }
    const auto &clause = out.clauses.at(0);
    QCOMPARE(clause.measuredNs, counted * nsPerMinute);
    QCOMPARE(clause.usedNs, missed * nsPerMinute);
    const double percent = 100.0 * static_cast<double>(counted - missed) / static_cast<double>(counted);
    QVERIFY(std::abs(clause.percent.approximate() - percent) < 1e-8);
    const int tier = percent >= 99.95 ? 0 : percent >= 99.9 ? 5 : percent >= 99 ? 10 : 25;
    QCOMPARE(out.due.text(), QString::number(420 * tier) + u".00"_s);
    QCOMPARE(clause.state, tier == 0 ? ClauseState::Met : ClauseState::Breached);
    qint64 attributed = 0;
    for (const auto &violation : clause.violations)
        attributed += violation.usedNs;
    QCOMPARE(attributed, clause.usedNs);
}

// design/mocks/agreements.png: 14 May 02:14, 99.860 % so far.
void TestAgreementJudge::tellsTheMockupsMonthInTheMiddle()
{
    const auto out = ofEvents(contract(), at("2026-05-14T02:14:00"), 1'000'000, 1'400);
    const auto &clause = out.clauses.at(0);
    QVERIFY(!out.isFinal);
    QCOMPARE(clause.percent.rounded(3, signals::Rounding::HalfEven).text(), u"99.860"_s);
    QCOMPARE(clause.allowedNs, 1'339'200 * base::nsPerMs * 1'000 / 1'000); // 22.32 min
    QCOMPARE(std::llround(static_cast<double>(clause.usedNs) / 6e9), 264); // 26.4 min
    QCOMPARE(clause.bestPercent.rounded(3, signals::Rounding::HalfEven).text(), u"99.941"_s);
    QCOMPARE(clause.state, ClauseState::Breached);
    QCOMPARE(out.due.text(), u"2100.00"_s);
    QCOMPARE(out.lines.at(0).tier, std::size_t{0});
    // So far it is below 99.90: the next tier is at risk.
    QCOMPARE(out.lines.at(1).isAtRisk, true);
    QCOMPARE(out.atRisk.text(), u"2100.00"_s);
}

void TestAgreementJudge::aBoundThatIsMetExactlyIsKept()
{
    const qint64 end = at("2026-06-01T00:00:00");
    const auto exact = ofEvents(contract(), end, 1'000'000, 500);
    QCOMPARE(exact.clauses.at(0).percent.shortText(), u"99.95"_s);
    QCOMPARE(exact.clauses[0].state, ClauseState::Met);
    QCOMPARE(ofEvents(contract(), end, 1'000'000, 501).clauses.at(0).state, ClauseState::Breached);
    QCOMPARE(ofEvents(contract(), end, 3, 0).clauses.at(0).percent.shortText(), u"100"_s);
}

void TestAgreementJudge::theContractsRoundingDecides()
{
    auto a = contract();
    const qint64 end = at("2026-06-01T00:00:00");
    a.measuredDecimals = 2;
    a.measuredRounding = signals::Rounding::HalfUp;
    QCOMPARE(ofEvents(a, end, 1'000'000, 549).clauses.at(0).state, ClauseState::Met); // 99.9451 is 99.95
    a.measuredRounding = signals::Rounding::Down;
    QCOMPARE(ofEvents(a, end, 1'000'000, 549).clauses.at(0).percent.text(), u"99.94"_s);
    QCOMPARE(ofEvents(a, end, 1'000'000, 549).clauses.at(0).state, ClauseState::Breached);
}

void TestAgreementJudge::answersOnlyWithFiguresItHas()
{
    const auto a = contract();
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    QCOMPARE(judged(input).clauses.at(0).state, ClauseState::NoData);
    QVERIFY(!judged(input).clauses.at(0).percent.isKnown());
    QCOMPARE(judged(input).due.text(), u"0.00"_s);
    auto measured = events(0, 0);
    input.measurements[u"availability"_s] = measured;
    QCOMPARE(judged(input).clauses.at(0).state, ClauseState::NoData);
    measured = events(10, 5);
    measured.isContradictory = true;
    input.measurements[u"availability"_s] = measured;
    QCOMPARE(judged(input).clauses.at(0).state, ClauseState::Contradictory);
    QVERIFY(!judged(input).clauses.at(0).percent.isKnown());
    auto blank = ClauseMeasurement{};
    blank.gaps = {{at("2026-05-01T00:00:00"), at("2026-06-01T00:00:00")}};
    input.measurements[u"availability"_s] = blank;
    QCOMPARE(judged(input).clauses.at(0).state, ClauseState::NoData);
    const AgreementInput before{a, at("2024-06-01T00:00:00")};
    QCOMPARE(judged(before).clauses.at(0).state, ClauseState::NotDue);
    QVERIFY(!judged(before).problems.isEmpty());
    const auto down = downtimeContract();
    AgreementInput blind{down, at("2026-06-01T00:00:00")};
    blind.incidentsAreKnown = false;
    QCOMPARE(judged(blind).clauses.at(0).state, ClauseState::NoData);
}

void TestAgreementJudge::gapsCountAsTheContractSays()
{
    auto a = contract();
    auto measured = events(1'000'000, 0);
    measured.gaps = {{at("2026-05-02T00:00:00"), at("2026-05-02T00:04:00")},
                     {at("2026-05-09T00:00:00"), at("2026-05-09T01:00:00")}};
    const auto with = [&](signals::MissingData missing, qint64 keptUnderNs) {
        a.clauses[0].missing = missing;
        a.clauses[0].keptGapsUnderNs = keptUnderNs;
        AgreementInput input{a, at("2026-06-01T00:00:00")};
        input.measurements[u"availability"_s] = measured;
        return judged(input);
    };
    const auto missed = with(signals::MissingData::Missed, 5 * nsPerMinute);
    QCOMPARE(missed.clauses.at(0).usedNs, nsPerHour);
    QCOMPARE(missed.clauses[0].percent.rounded(3, signals::Rounding::HalfEven).text(), u"99.866"_s);
    QCOMPARE(with(signals::MissingData::Missed, 0).clauses.at(0).usedNs, 64 * nsPerMinute);
    QCOMPARE(with(signals::MissingData::Kept, 0).clauses.at(0).percent.shortText(), u"100"_s);
    const auto out = with(signals::MissingData::LeftOut, 5 * nsPerMinute);
    QCOMPARE(out.clauses.at(0).measuredNs, (44'640 - 60) * nsPerMinute);
    QCOMPARE(out.exclusions.at(0).excludedNs, nsPerHour);
    QVERIFY(out.exclusions[0].holds);
}

void TestAgreementJudge::slicesAreJudgedOneByOne()
{
    auto a = contract();
    a.clauses[0].measure = signals::ClauseMeasure::Slices;
    a.clauses[0].sliceNs = 5 * nsPerMinute;
    a.clauses[0].sliceTarget = decimal("95");
    a.clauses[0].missing = signals::MissingData::Missed;
    a.clauses[0].keptGapsUnderNs = 11 * nsPerMinute;
    ClauseMeasurement measured;
    measured.isKnown = true;
    const qint64 start = at("2026-05-01T00:00:00");
    constexpr int slices = 8928; // of May
    for (int i = 0; i < slices; ++i) {
        const bool isGap = (i >= 100 && i < 102) || (i >= 200 && i < 210);
        const double bad = i == 5 ? 6 : i == 6 ? 5 : 0; // 5 of 100 is still good
        measured.steps.push_back(
            {{start + i * 5 * nsPerMinute, start + (i + 1) * 5 * nsPerMinute}, isGap ? std::nan("") : 100, bad});
    }
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.measurements[u"availability"_s] = measured;
    const auto out = judged(input);
    // One bad slice and ten without data of 8928; two that are missing are kept.
    QCOMPARE(out.clauses.at(0).usedNs, 55 * nsPerMinute);
    QCOMPARE(out.clauses[0].percent.rounded(5, signals::Rounding::HalfEven).text(), u"99.87679"_s);
    QCOMPARE(out.clauses[0].violations.size(), std::size_t{2});
    QCOMPARE(out.clauses[0].violations[1].range.lengthNs(), 50 * nsPerMinute);
}

void TestAgreementJudge::incidentsGetWhatTheyUsed()
{
    const auto a = contract();
    auto measured = events(44'640'000, 44'640);
    const qint64 start = at("2026-05-01T00:00:00");
    // 60 % of all bad events within the incident, 10 % beside it, the rest far below the target.
    for (int hour = 0; hour < 744; ++hour) {
        const double bad = hour == 100 ? 26'784 : hour == 300 ? 4'464 : 13'392.0 / 742;
        measured.steps.push_back({{start + hour * nsPerHour, start + (hour + 1) * nsPerHour}, 60'000, bad});
    }
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.measurements[u"availability"_s] = measured;
    input.incidents = {incident("INC-2", start + 100 * nsPerHour, start + 101 * nsPerHour),
                       incident("INC-3", start + 100 * nsPerHour, start + 101 * nsPerHour),
                       incident("INC-4", start, start + nsPerHour, "elsewhere")};
    const auto out = judged(input);
    const auto &violations = out.clauses.at(0).violations;
    QCOMPARE(violations.size(), std::size_t{3});
    QCOMPARE(violations[0].incident, u"INC-2"_s);
    const double minute = 6e10;
    QVERIFY(std::abs(static_cast<double>(violations[0].usedNs) / minute - 44.64 * 0.6) < 1e-6);
    QVERIFY(violations[1].incident.isEmpty());
    QCOMPARE(violations[1].range.startNs, start + 300 * nsPerHour);
    QVERIFY(std::abs(static_cast<double>(violations[1].usedNs) / minute - 44.64 * 0.1) < 1e-6);
    QVERIFY(std::abs(static_cast<double>(violations[2].usedNs) / minute - 44.64 * 0.3) < 1e-6);
    QCOMPARE(out.incidents.size(), std::size_t{2});
    QCOMPARE(out.incidents[0].usedNs.at(0), violations[0].usedNs);
    QCOMPARE(out.incidents[1].usedNs.at(0), qint64{0});
}

void TestAgreementJudge::timeBeforeIncidentsWereKeptHasNoFigure()
{
    const auto a = downtimeContract();
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.incidentsSinceNs = at("2026-06-10T00:00:00");
    auto clause = judged(input).clauses.at(0);
    QCOMPARE(clause.state, ClauseState::NoData); // never 100 %
    QVERIFY(!clause.percent.isKnown());
    QCOMPARE(clause.evidence.problems, QStringList{u"Incidents are only known since 2026-06-10T00:00:00Z"_s});
    input.incidentsSinceNs = at("2026-05-10T00:00:00");
    clause = judged(input).clauses.at(0);
    QCOMPARE(clause.state, ClauseState::Met);
    QCOMPARE(clause.evidence.notes, QStringList{u"Incidents are only known since 2026-05-10T00:00:00Z"_s});
    QVERIFY(std::isnan(clause.evidence.coverage));
    input.incidentsSinceNs = at("2026-05-01T00:00:00");
    QVERIFY(judged(input).clauses.at(0).evidence.notes.isEmpty());
}

void TestAgreementJudge::respondsInServiceHours()
{
    auto a = contract();
    a.hours.spans = {{0x1F, 8 * 60, 18 * 60}};
    a.clauses[0].measure = signals::ClauseMeasure::Response;
    a.clauses[0].respondWithinNs = 30 * nsPerMinute;
    a.clauses[0].target = decimal("70");
    a.clauses[0].tiers.clear();
    const auto responded = [](const char *from, const char *acknowledged) {
        auto out = incident(from, at(from), at(from) + nsPerDay);
        if (acknowledged)
            out.acknowledgedNs = at(acknowledged);
        return out;
    };
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.incidents = {
        responded("2026-05-04T09:00:00", "2026-05-04T09:30:00"), // in time, to the second
        responded("2026-05-05T09:00:00", "2026-05-05T09:30:01"), // late
        responded("2026-05-08T17:50:00", "2026-05-11T08:20:00"), // Friday evening to Monday morning: 30 minutes
        responded("2026-05-09T12:00:00", "2026-05-20T12:00:00"), // a Saturday: no service hours
        responded("2026-05-12T09:00:00", nullptr),               // never
    };
    const auto out = judged(input);
    QCOMPARE(out.clauses.at(0).counted, 4);
    QCOMPARE(out.clauses[0].late, 2);
    QCOMPARE(out.clauses[0].percent.shortText(), u"50"_s);
    QCOMPARE(out.clauses[0].state, ClauseState::Breached);
    // Before the time is up nobody is late.
    AgreementInput early{a, at("2026-05-12T09:29:00")};
    early.incidents = {input.incidents[0], input.incidents[4]};
    QCOMPARE(judged(early).clauses.at(0).counted, 1);
    QCOMPARE(judged(early).clauses[0].state, ClauseState::Met);
}

void TestAgreementJudge::theHashIsOfTheMeasurements()
{
    const auto a = contract();
    const qint64 end = at("2026-06-01T00:00:00");
    const QString hash = ofEvents(a, end, 1'000'000, 500).sha256;
    QCOMPARE(hash.size(), 64);
    QCOMPARE(ofEvents(a, end, 1'000'000, 500).sha256, hash);
    QVERIFY(ofEvents(a, end, 1'000'000, 500.0000001).sha256 != hash);
    auto changed = a;
    changed.sha256 = u"decaf"_s;
    QVERIFY(ofEvents(changed, end, 1'000'000, 500).sha256 != hash);
}

void TestAgreementJudge::curveAndDaysEndAtTheUsage()
{
    const auto a = downtimeContract();
    AgreementInput input{a, at("2026-05-14T12:00:00")};
    input.incidents = {incident("INC-1", at("2026-05-06T23:50:00"), at("2026-05-07T00:30:00"))};
    const auto clause = judged(input).clauses.at(0);
    QCOMPARE(clause.days.size(), std::size_t{14});
    QCOMPARE(clause.days[5].usedNs, 10 * nsPerMinute);
    QCOMPARE(clause.days[6].usedNs, 30 * nsPerMinute);
    QCOMPARE(clause.days[6].percent.rounded(3, signals::Rounding::HalfEven).text(), u"97.917"_s);
    QCOMPARE(clause.days[0].percent.shortText(), u"100"_s);
    QCOMPARE(clause.curve.front().atNs, at("2026-05-01T00:00:00"));
    QCOMPARE(clause.curve.back().atNs, input.atNs);
    QCOMPARE(clause.curve.back().usedNs, 40 * nsPerMinute);
    QVERIFY(std::ranges::is_sorted(clause.curve, {}, &signals::AllowancePoint::usedNs));
}

QTEST_APPLESS_MAIN(TestAgreementJudge)
#include "tst_agreementjudge.moc"
