// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/measure/clausesource.h"

#include "models/query/promql/memory/memorysamples.h"
#include "tests/models/analysis/agreements/terms.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::ClauseState;

namespace {

// 10 requests a minute for May 2026; from 6 May 14:20 for an hour six of ten fail; nothing is known of 9 May, 11 to 12.
query::MemorySamples samplesOfMay(qint64 untilNs)
{
    query::MemorySamples out;
    double total = 0, bad = 0;
    const qint64 start = at("2026-05-01T00:00:00");
    for (qint64 ns = start; ns <= untilNs; ns += nsPerMinute) {
        const bool isGap = ns > at("2026-05-09T11:00:00") && ns < at("2026-05-09T12:00:00");
        const bool isBad = ns > at("2026-05-06T14:20:00") && ns <= at("2026-05-06T15:20:00");
        total += isGap ? 0 : 10;
        bad += isBad && !isGap ? 6 : 0;
        if (isGap)
            continue;
        out.append({{"__name__", "requests_total"}}, ns / base::nsPerMs, total);
        out.append({{"__name__", "errors_total"}}, ns / base::nsPerMs, bad);
    }
    return out;
}

signals::Objective objective()
{
    signals::Objective o;
    o.id = u"gateway-availability"_s;
    o.totalQuery = u"requests_total"_s;
    o.badQuery = u"errors_total"_s;
    o.windowNs = 28 * nsPerDay;
    return o;
}

} // namespace

class TestClauseSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void measuresTheCalendarMonthSoFar()
    {
        const qint64 now = at("2026-05-14T00:00:00");
        const auto samples = samplesOfMay(now);
        const auto a = contract();
        const auto measured = measureAgreement(a, {objective()}, SampleSource(samples, {}), now, {}, {}, {});
        QVERIFY(measured.ok());
        const auto &m = measured->at(u"availability"_s);
        QVERIFY(m.isKnown && !m.isContradictory);
        // 360 of 186 600 requests failed.
        QVERIFY2(std::abs(m.bad / m.total - 360.0 / 186'600) < 1e-5,
                 qPrintable(QString::number(m.bad / m.total, 'g', 9)));
        QCOMPARE(m.gaps.size(), std::size_t{1});
        QCOMPARE(m.gaps[0].lengthNs(), nsPerHour);
        QVERIFY(m.steps.size() > 500);
        QCOMPARE(m.evidence.queries.size(), 2);
        analysis::AgreementInput input{a, now};
        input.measurements = *measured;
        const auto out = analysis::judgeAgreement(input);
        QVERIFY(out.ok());
        QCOMPARE(out->clauses.at(0).state, ClauseState::Breached);
        QCOMPARE(out->clauses[0].violations.at(0).range.startNs, at("2026-05-06T14:15:00"));
        QCOMPARE(out->exclusions.at(0).excludedNs, nsPerHour); // the gap does not count
    }

    void whatIsExcludedIsNotMeasured()
    {
        const qint64 now = at("2026-05-14T00:00:00");
        const auto samples = samplesOfMay(now);
        const auto a = contract();
        const auto measured = measureAgreement(a, {objective()}, SampleSource(samples, {}), now,
                                               {exclusion("storm", at("2026-05-06T14:00:00"), 2 * nsPerHour)}, {}, {});
        QCOMPARE(measured->at(u"availability"_s).bad, 0.0);
        QVERIFY(
            std::ranges::none_of(measured->at(u"availability"_s).steps, [](const auto &step) { return step.bad > 0; }));
    }

    void judgesSlices()
    {
        const qint64 now = at("2026-05-14T00:00:00");
        const auto samples = samplesOfMay(now);
        auto a = contract();
        a.clauses[0].measure = signals::ClauseMeasure::Slices;
        a.clauses[0].sliceNs = 5 * nsPerMinute;
        a.clauses[0].sliceTarget = decimal("95");
        analysis::AgreementInput input{a, now};
        input.measurements = *measureAgreement(a, {objective()}, SampleSource(samples, {}), now, {}, {}, {});
        const auto out = analysis::judgeAgreement(input);
        const auto &clause = out->clauses.at(0);
        // Twelve slices of an hour; the eleven within the gap say nothing and are left out.
        QCOMPARE(clause.violations.size(), std::size_t{1});
        QCOMPARE(clause.violations[0].range, (base::TimeRange{at("2026-05-06T14:20:00"), at("2026-05-06T15:20:00")}));
    }

    void asksAServerTheSameQuestionsAndSaysTheSame()
    {
        const qint64 now = at("2026-05-14T00:00:00");
        const auto samples = samplesOfMay(now);
        const SampleSource direct(samples, {});
        const auto a = contract();
        QuestionSource asked;
        for (int round = 0; round < 2; ++round) {
            (void)measureAgreement(a, {objective()}, asked, now, {}, {}, {});
            for (const auto &question : asked.open()) {
                if (question.stepNs > 0) {
                    asked.answer(question,
                                 direct.range(question.expr, question.firstNs, question.stepNs, question.steps));
                    continue;
                }
                const auto one = direct.instant(question.expr, question.firstNs);
                asked.answer(question, std::vector<double>{*one});
            }
        }
        QVERIFY(asked.open().empty());
        const auto here = measureAgreement(a, {objective()}, direct, now, {}, {}, {});
        const auto there = measureAgreement(a, {objective()}, asked, now, {}, {}, {});
        const auto &x = here->at(u"availability"_s);
        const auto &y = there->at(u"availability"_s);
        QCOMPARE(y.total, x.total);
        QCOMPARE(y.bad, x.bad);
        QCOMPARE(y.steps.size(), x.steps.size());
        QVERIFY(std::isnan(y.evidence.coverage));
    }

    void saysWhatCannotBeMeasured()
    {
        query::MemorySamples none;
        const auto a = contract();
        const SampleSource source(none, {});
        const qint64 now = at("2026-05-14T00:00:00");
        const auto unknown = measureAgreement(a, {}, source, now, {}, {}, {});
        QVERIFY(
            unknown->at(u"availability"_s).evidence.problems.at(0).contains(u"no objective gateway-availability"_s));
        const auto empty = measureAgreement(a, {objective()}, source, now, {}, {}, {});
        QVERIFY(!empty->at(u"availability"_s).isKnown);
        QVERIFY(!empty->at(u"availability"_s).evidence.problems.isEmpty());
        auto broken = objective();
        broken.totalQuery = u"sum(("_s;
        const auto wrong = measureAgreement(a, {broken}, source, now, {}, {}, {});
        QVERIFY(!wrong->at(u"availability"_s).isKnown);
        QVERIFY(!wrong->at(u"availability"_s).evidence.problems.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestClauseSource)
#include "tst_clausesource.moc"
