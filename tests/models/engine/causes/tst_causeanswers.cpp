// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causeanswers.h"

#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

CauseSuspect suspect(const QString &service, double change, double saturation)
{
    CauseSuspect out;
    out.service = service;
    out.cause.service = service;
    out.cause.features[static_cast<std::size_t>(analysis::CauseReason::Change)] = change;
    out.cause.features[static_cast<std::size_t>(analysis::CauseReason::Saturation)] = saturation;
    return out;
}

CauseReport report()
{
    CauseReport out;
    out.incident = 7;
    out.suspects = {suspect(u"node"_s, 0, 1), suspect(u"cart"_s, 0, 0.9), suspect(u"payment"_s, 1, 0)};
    return out;
}

double weightOf(const CauseAnswers &answers, analysis::CauseReason reason)
{
    return answers.weights().values[static_cast<std::size_t>(reason)];
}

} // namespace

class tst_CauseAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void yesMovesWhatSpeaksForItAboveTheRest();
    void noMovesWhatSpokeForIt();
    void takingBackLeavesNothingBehind();
    void theOrderOfReadingDoesNotMatter();
    void anAnswerGoesThroughJson();
    void whatIsNotAnAnswerIsRefused();
    void onlyTheNewestAreKept();
    void theOwnIncidentIsNoHistory();
    void nobodyElseIsAskedAbout();
};

void tst_CauseAnswers::yesMovesWhatSpeaksForItAboveTheRest()
{
    const auto answer = answerAbout(report(), u"payment"_s, true);
    QVERIFY(answer);
    QCOMPARE(answer->rivals.size(), 2U);
    CauseAnswers answers;
    answers.put(*answer);
    const analysis::CauseWeights usual;
    QVERIFY(weightOf(answers, analysis::CauseReason::Change) >
            usual.values[static_cast<std::size_t>(analysis::CauseReason::Change)]);
    QVERIFY(weightOf(answers, analysis::CauseReason::Saturation) <
            usual.values[static_cast<std::size_t>(analysis::CauseReason::Saturation)]);
    const auto moved = movedWeights(answers.weights());
    QCOMPARE(moved.size(), 2);
    QVERIFY(moved.join(u'|').contains(u"change 0.80, usually 0.60"_s));
}

void tst_CauseAnswers::noMovesWhatSpokeForIt()
{
    auto seen = report();
    seen.suspects[1].isRight = false; // denied already: no better than this one
    const auto answer = answerAbout(seen, u"node"_s, false);
    QCOMPARE(answer->rivals.size(), 1U);
    QCOMPARE(answer->rivals.front(), seen.suspects[2].cause.features);
    CauseAnswers answers;
    answers.put(*answer);
    QVERIFY(weightOf(answers, analysis::CauseReason::Saturation) < 1);
}

void tst_CauseAnswers::takingBackLeavesNothingBehind()
{
    CauseAnswers answers;
    answers.put(*answerAbout(report(), u"payment"_s, true));
    answers.remove(7, u"payment"_s);
    QCOMPARE(answers.weights(), analysis::CauseWeights());
    QVERIFY(movedWeights(answers.weights()).isEmpty());
    QCOMPARE(answers.size(), 0);
}

void tst_CauseAnswers::theOrderOfReadingDoesNotMatter()
{
    auto first = *answerAbout(report(), u"payment"_s, true);
    auto second = *answerAbout(report(), u"node"_s, false);
    first.atNs = 1;
    second.atNs = 2;
    CauseAnswers one;
    CauseAnswers other;
    one.put(first);
    one.put(second);
    other.put(second);
    other.put(first);
    QCOMPARE(one.weights(), other.weights());
}

void tst_CauseAnswers::anAnswerGoesThroughJson()
{
    auto answer = *answerAbout(report(), u"payment"_s, true);
    answer.atNs = 1'778'723'840'123'456'789;
    answer.by = u"mara"_s;
    QCOMPARE(causeAnswerFrom(toJson(answer)), answer);
}

void tst_CauseAnswers::whatIsNotAnAnswerIsRefused()
{
    auto json = toJson(*answerAbout(report(), u"payment"_s, true));
    QVERIFY(!causeAnswerFrom({}));
    json.insert(u"features"_s, QJsonArray{1, 2});
    QVERIFY(!causeAnswerFrom(json));
    json = toJson(*answerAbout(report(), u"payment"_s, true));
    json.insert(u"right"_s, u"yes"_s);
    QVERIFY(!causeAnswerFrom(json));
}

void tst_CauseAnswers::onlyTheNewestAreKept()
{
    CauseAnswers answers;
    std::vector<CauseAnswer> gone;
    for (int i = 1; i <= static_cast<int>(CauseAnswers::mostKept) + 1; ++i) {
        auto answer = *answerAbout(report(), u"payment"_s, true);
        answer.incident = i;
        answer.atNs = i;
        gone = answers.put(answer);
    }
    QCOMPARE(answers.size(), static_cast<int>(CauseAnswers::mostKept));
    QCOMPARE(gone.size(), 1U);
    QCOMPARE(gone.front().incident, 1);
    for (const double weight : answers.weights().values) // however often it was said
        QVERIFY(weight >= 0.05 && weight <= 3);
}

void tst_CauseAnswers::theOwnIncidentIsNoHistory()
{
    CauseAnswers answers;
    answers.put(*answerAbout(report(), u"payment"_s, true));
    answers.put(*answerAbout(report(), u"node"_s, false));
    QVERIFY(answers.timesCause(7).isEmpty());
    QCOMPARE(answers.timesCause(8), (QHash<QString, int>{{u"payment"_s, 1}}));
}

void tst_CauseAnswers::nobodyElseIsAskedAbout()
{
    QVERIFY(!answerAbout(report(), u"gateway"_s, true));
}

QTEST_APPLESS_MAIN(tst_CauseAnswers)
#include "tst_causeanswers.moc"
