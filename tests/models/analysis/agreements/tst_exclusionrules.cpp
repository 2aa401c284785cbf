// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/exclusionrules.h"

#include "models/analysis/agreements/servicetime.h"
#include "tests/models/analysis/agreements/terms.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::AgreementExclusion;
using signals::ApprovalState;
using signals::ExclusionKind;

namespace {

const base::TimeRange may{at("2026-05-01T00:00:00"), at("2026-06-01T00:00:00")};

AgreementExclusion maintenance(const char *id, const char *from, qint64 lengthNs, const char *announced)
{
    AgreementExclusion one = exclusion(id, at(from), lengthNs);
    one.kind = ExclusionKind::PlannedMaintenance;
    if (announced)
        one.announcedNs = at(announced);
    return one;
}

} // namespace

class TestExclusionRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void onlyWhatIsApprovedHolds()
    {
        const auto a = contract();
        AgreementExclusion storm = exclusion("storm", at("2026-05-03T02:00:00"), nsPerHour);
        storm.approval.state = ApprovalState::Proposed;
        auto applied = appliedExclusions(a, {storm}, may);
        QCOMPARE(applied.size(), std::size_t{1});
        QVERIFY(!applied[0].holds && applied[0].excludedNs == 0);
        QCOMPARE(applied[0].whyNot, u"not approved yet"_s);
        QCOMPARE(lengthOf(countedTime(a, a.clauses[0], applied, may)), may.lengthNs());
        storm.approval = {ApprovalState::Rejected, u"Jonas"_s, 0, u"our own fault"_s};
        QCOMPARE(appliedExclusions(a, {storm}, may)[0].whyNot, u"rejected: our own fault"_s);
        storm.approval.state = ApprovalState::Approved;
        applied = appliedExclusions(a, {storm}, may);
        QVERIFY(applied[0].holds);
        QCOMPARE(lengthOf(countedTime(a, a.clauses[0], applied, may)), may.lengthNs() - nsPerHour);
    }

    void maintenanceMustBeAnnouncedInTime()
    {
        auto a = contract();
        a.maintenanceNoticeNs = 5 * nsPerDay;
        const auto whyNot = [&](const char *announced) {
            return appliedExclusions(a, {maintenance("m", "2026-05-10T02:00:00", nsPerHour, announced)}, may)[0].whyNot;
        };
        QCOMPARE(whyNot("2026-05-05T02:00:00"), QString());
        QVERIFY(whyNot("2026-05-05T02:00:01").contains(u"instead of"_s));
        QVERIFY(whyNot("2026-05-10T02:00:00").contains(u"after it had begun"_s));
        QVERIFY(whyNot(nullptr).contains(u"never announced"_s));
    }

    void maintenanceBeyondWhatTheContractAllowsCounts()
    {
        auto a = contract();
        a.maintenanceCapNs = 3 * nsPerHour;
        const auto applied = appliedExclusions(a,
                                               {maintenance("late", "2026-05-20T00:00:00", 2 * nsPerHour, nullptr),
                                                maintenance("early", "2026-05-10T00:00:00", 2 * nsPerHour, nullptr)},
                                               may);
        QCOMPARE(applied[0].id, u"early"_s);
        QCOMPARE(applied[0].excludedNs, 2 * nsPerHour);
        QCOMPARE(applied[1].excludedNs, nsPerHour);
        QVERIFY(applied[1].holds && applied[1].whyNot.contains(u"only"_s));
        QCOMPARE(lengthOf(countedTime(a, a.clauses[0], applied, may)), may.lengthNs() - 3 * nsPerHour);
    }

    void whatComesAgainIsExcludedEachTime()
    {
        auto a = contract();
        a.timeZone = u"Europe/Zurich"_s;
        const QTimeZone zurich("Europe/Zurich");
        AgreementExclusion weekly = exclusion("weekly", at("2026-01-04T02:00:00", zurich), nsPerHour, zurich);
        auto spec = weekly.window->spec();
        spec.rule = *base::parseRecurrenceRule(u"FREQ=WEEKLY;BYDAY=SU"_s);
        weekly.window = *base::RecurringWindow::of(std::move(spec));
        const base::TimeRange march{at("2026-03-01T00:00:00", zurich), at("2026-04-01T00:00:00", zurich)};
        const auto applied = appliedExclusions(a, {weekly}, march);
        QCOMPARE(applied.at(0).ranges.size(),
                 std::size_t{5}); // each an hour, also on 29 March, when 02:00 does not exist
        QCOMPARE(applied[0].excludedNs, 5 * nsPerHour);
    }

    void onlyServiceTimeIsExcluded()
    {
        auto a = contract();
        a.hours.spans = {{0x1F, 8 * 60, 18 * 60}};
        const auto applied = appliedExclusions(a, {exclusion("storm", at("2026-05-04T06:00:00"), 3 * nsPerHour)}, may);
        QCOMPARE(applied.at(0).excludedNs, nsPerHour);
    }

    void clausesThatAreNotNamedAreNotTouched()
    {
        auto a = contract();
        a.clauses.push_back(a.clauses[0]);
        a.clauses[1].id = u"latency"_s;
        AgreementExclusion one = exclusion("one", at("2026-05-04T06:00:00"), nsPerHour);
        one.clauses = {u"latency"_s};
        const auto applied = appliedExclusions(a, {one}, may);
        QCOMPARE(lengthOf(countedTime(a, a.clauses[0], applied, may)), may.lengthNs());
        QCOMPARE(lengthOf(countedTime(a, a.clauses[1], applied, may)), may.lengthNs() - nsPerHour);
    }

    void exclusionsThatOverlapAreNotTakenTwice()
    {
        const auto a = contract();
        const auto applied = appliedExclusions(a,
                                               {exclusion("a", at("2026-05-04T06:00:00"), 2 * nsPerHour),
                                                exclusion("b", at("2026-05-04T07:00:00"), 2 * nsPerHour)},
                                               may);
        QCOMPARE(lengthOf(countedTime(a, a.clauses[0], applied, may)), may.lengthNs() - 3 * nsPerHour);
    }
};

QTEST_APPLESS_MAIN(TestExclusionRules)
#include "tst_exclusionrules.moc"
