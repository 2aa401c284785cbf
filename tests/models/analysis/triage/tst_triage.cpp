// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/triage.h"

#include <QTest>

using namespace wf::analysis;
using namespace wf::signals;
using namespace Qt::StringLiterals;

class tst_Triage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rulesAddUpImpact();
    void aPastWithoutActionTakesAway();
    void whatIsNotKnownCountsNothing();
    void rulesHoldUntilThereAreEnoughOutcomes();
    void outcomesOverruleTheRules();
    void everyFeatureHasWords();
};

void tst_Triage::rulesAddUpImpact()
{
    ImpactFacts facts;
    facts.ofRule = Severity::Warning; // 2
    facts.burnRate = 20;              // 3
    facts.affectedServices = 6;       // 2
    const Verdict verdict = severityByRules(facts);
    QCOMPARE(verdict.severity, Severity::Critical);
    QVERIFY(!verdict.learned);
    QCOMPARE(verdict.reasons, (QStringList{u"burns its error budget at 20 times the allowed rate"_s,
                                           u"its rule says warning"_s, u"6 services are affected"_s}));
    QVERIFY(std::abs(verdict.confidence - 3.0 / 4) < 1e-9); // three points above where critical begins
    facts.affectedServices = 1;
    facts.burnRate = 7; // 2
    QCOMPARE(severityByRules(facts).severity, Severity::Warning);
}

void tst_Triage::aPastWithoutActionTakesAway()
{
    ImpactFacts facts;
    facts.ofRule = Severity::Critical;
    QCOMPARE(severityByRules(facts).severity, Severity::Critical); // what the rule says holds
    facts.timesFired = 41;
    facts.shareActed = 0;
    facts.shareHealed = 0.98;
    QCOMPARE(severityByRules(facts).severity, Severity::Warning);
    facts.medianMinutes = 3;
    const Verdict verdict = severityByRules(facts);
    QCOMPARE(verdict.severity, Severity::Info);
    QCOMPARE(verdict.reasons.value(0), u"somebody acted on it in 0 % of cases"_s);
    facts.timesFired = 4; // too few to tell
    QCOMPARE(severityByRules(facts).severity, Severity::Critical);
}

void tst_Triage::whatIsNotKnownCountsNothing()
{
    const Verdict verdict = severityByRules({});
    QCOMPARE(verdict.severity, Severity::Info);
    QCOMPARE(verdict.reasons, QStringList{u"nothing says that it matters"_s});
}

// The operator calls critical what users meet directly and nothing else, whatever the rule says.
static std::vector<Outcome> outcomes(int count)
{
    std::vector<Outcome> out;
    for (int i = 0; i < count; ++i) {
        Outcome one;
        one.facts.ofRule = i % 3 == 0 ? Severity::Critical : Severity::Info;
        one.facts.depth = i % 4;
        one.facts.timesFired = i % 11;
        one.severity = one.facts.depth == 0 ? Severity::Critical : Severity::Info;
        out.push_back(one);
    }
    return out;
}

void tst_Triage::rulesHoldUntilThereAreEnoughOutcomes()
{
    QVERIFY(!Triage::from(outcomes(99)).hasLearned());
    QVERIFY(Triage::from(outcomes(100)).hasLearned());
    auto oneSided = outcomes(200);
    for (Outcome &outcome : oneSided)
        outcome.severity = Severity::Info;
    QVERIFY(!Triage::from(oneSided).hasLearned());
    oneSided[0].severity = Severity::Critical;
    QVERIFY(!Triage::from(oneSided).hasLearned());
}

void tst_Triage::outcomesOverruleTheRules()
{
    const Triage triage = Triage::from(outcomes(200));
    ImpactFacts facts;
    facts.ofRule = Severity::Info;
    facts.depth = 0;
    const Verdict verdict = triage.judge(facts);
    QCOMPARE(verdict.severity, Severity::Critical);
    QVERIFY(verdict.learned);
    QVERIFY(verdict.confidence > 0.9);
    QCOMPARE(verdict.reasons.value(0), u"users meet it directly"_s);
    facts.depth = 2;
    facts.ofRule = Severity::Critical;
    QCOMPARE(triage.judge(facts).severity, Severity::Info);
}

void tst_Triage::everyFeatureHasWords()
{
    ImpactFacts known;
    known.affectedCustomers = 0.042;
    known.burnRate = 14.4;
    known.depth = 2;
    known.timesFired = 7;
    known.shareActed = known.shareHealed = 0.5;
    known.medianMinutes = 2.5;
    QStringList words;
    for (int i = 0; i < impactFeatures().size(); ++i) {
        QVERIFY(!impactWords(i, {}).isEmpty());
        words << impactWords(i, known);
    }
    QVERIFY(words.contains(u"4 % of what users ask fails or is slow"_s));
    QVERIFY(words.contains(u"2 calls away from users"_s));
    QVERIFY(words.contains(u"usually lasts 2.5 min"_s));
    QCOMPARE(impactRow(known).size(), static_cast<std::size_t>(impactFeatures().size()));
    QCOMPARE(impactWords(99, known), QString());
}

QTEST_APPLESS_MAIN(tst_Triage)
#include "tst_triage.moc"
