// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/outcomes.h"

#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

IncidentOutcome outcome(qint64 incident, OutcomeKind kind)
{
    OutcomeExample example;
    example.facts.ofRule = Severity::Warning;
    example.facts.affectedServices = 3;
    example.facts.burnRate = 14.4;
    example.facts.timesFired = 41;
    example.byRules = Severity::Critical;
    return {incident, kind, 1'778'723'840'123'456'789, u"mara"_s, u"the pool was too small"_s, {example}};
}

} // namespace

class tst_Outcomes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void anOutcomeGoesThroughJson();
    void whatIsNotAnOutcomeIsRefused();
    void severitiesFollowWhatItWas();
    void onlyTheNewestAreKept();
    void namesComeBack();
};

void tst_Outcomes::anOutcomeGoesThroughJson()
{
    const auto before = outcome(7, OutcomeKind::Healed);
    const auto after = outcomeFrom(toJson(before));
    QVERIFY(after);
    QCOMPARE(after->incident, 7);
    QCOMPARE(after->kind, OutcomeKind::Healed);
    QCOMPARE(after->atNs, before.atNs);
    QCOMPARE(after->by, before.by);
    QCOMPARE(after->note, before.note);
    QCOMPARE(after->examples.size(), 1U);
    const auto &facts = after->examples.front().facts;
    QCOMPARE(facts.ofRule, Severity::Warning);
    QCOMPARE(facts.affectedServices, 3);
    QCOMPARE(facts.burnRate, 14.4);
    QVERIFY(std::isnan(facts.affectedCustomers)); // not known stays so
    QCOMPARE(facts.depth, -1);
    QCOMPARE(after->examples.front().byRules, Severity::Critical);
}

void tst_Outcomes::whatIsNotAnOutcomeIsRefused()
{
    QVERIFY(!outcomeFrom({}));
    auto json = toJson(outcome(7, OutcomeKind::Real));
    json.insert(u"outcome"_s, u"maybe"_s);
    QVERIFY(!outcomeFrom(json));
    json = toJson(outcome(7, OutcomeKind::Real));
    json.insert(u"examples"_s, QJsonArray{QJsonArray{99, 1}, 3});
    QVERIFY(outcomeFrom(json) && outcomeFrom(json)->examples.empty()); // what cannot be read is left out
}

void tst_Outcomes::severitiesFollowWhatItWas()
{
    QCOMPARE(rightSeverity(OutcomeKind::Real, Severity::Info), Severity::Warning);
    QCOMPARE(rightSeverity(OutcomeKind::Real, Severity::Critical), Severity::Critical);
    QCOMPARE(rightSeverity(OutcomeKind::Healed, Severity::Critical), Severity::Warning);
    QCOMPARE(rightSeverity(OutcomeKind::Healed, Severity::Warning), Severity::Info);
    QCOMPARE(rightSeverity(OutcomeKind::Noise, Severity::Critical), Severity::Info);
}

void tst_Outcomes::onlyTheNewestAreKept()
{
    Outcomes all;
    for (qint64 i = 1; i <= static_cast<qint64>(Outcomes::mostKept); ++i)
        QVERIFY(all.put(outcome(i, OutcomeKind::Real)).empty());
    QCOMPARE(all.put(outcome(5000, OutcomeKind::Real)), std::vector<qint64>{1});
    QCOMPARE(all.size(), static_cast<int>(Outcomes::mostKept));
    QCOMPARE(all.examples().size(), Outcomes::mostKept);
}

void tst_Outcomes::namesComeBack()
{
    for (const auto kind : {OutcomeKind::Real, OutcomeKind::Noise, OutcomeKind::Healed})
        QCOMPARE(outcomeFromName(outcomeName(kind)), std::optional(kind));
    QVERIFY(!outcomeFromName(u"Real"_s));
}

QTEST_APPLESS_MAIN(tst_Outcomes)
#include "tst_outcomes.moc"
