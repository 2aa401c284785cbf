// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/landmarks.h"

#include "models/engine/incidents/incidentkeys.h"
#include "models/engine/incidents/lessons.h"

#include <QJsonObject>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;

PastAlert past(const QString &name, const QString &service, qint64 atMinute, qint64 minutes)
{
    PastAlert out;
    out.name = name;
    out.service = service;
    out.fingerprint = name + u"-fp"_s;
    out.startNs = start + atMinute * minute;
    out.endNs = out.startNs + minutes * minute;
    return out;
}

FiringContext at(qint64 atMinute, const std::vector<Landmark> &marks, const QString &service = u"payment"_s)
{
    return contextOf({start + atMinute * minute, start + (atMinute + 5) * minute}, u"PoolFull"_s, service, marks,
                     start - base::nsPerDay);
}

} // namespace

class TestLandmarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alertsOfOneIncidentBecomeOneLandmarkWithItsOutcome()
    {
        KeptIncident kept;
        kept.number = 2431;
        kept.firings = {{u"Errors-fp"_s, start}, {u"Latency-fp"_s, start + 4 * minute}};
        IncidentOutcome outcome;
        outcome.incident = 2431;
        outcome.kind = OutcomeKind::Real;
        const QHash<QString, QJsonValue> settings{{incidentNumberRoot + u"2431"_s, toJson(kept)},
                                                  {incidentOutcomeRoot + u"2431"_s, toJson(outcome)},
                                                  {incidentOutcomeRoot + u"7"_s, QJsonObject{}}};
        const auto marks = landmarksOf({past(u"Errors"_s, u"checkout"_s, 0, 10),
                                        past(u"Latency"_s, u"payment"_s, 4, 30), past(u"Disk"_s, u"db"_s, 2, 1)},
                                       settings);
        QCOMPARE(marks.size(), std::size_t{2});
        QCOMPARE(marks[0].title, u"INC-2431"_s);
        QVERIFY(marks[0].isIncident);
        QCOMPARE(marks[0].endNs, start + 34 * minute);
        QCOMPARE(marks[0].services, (QStringList{u"checkout"_s, u"payment"_s}));
        QCOMPARE(marks[0].outcome, OutcomeKind::Real);
        QCOMPARE(marks[1].title, u"Disk"_s);
    }

    void anIncidentThatWasRealMakesAFiringUseful()
    {
        Landmark incident{u"INC-1"_s,        true, start, start + 20 * minute, {u"payment"_s}, {u"Errors"_s},
                          OutcomeKind::Real, false};
        const auto context = at(-4, {incident});
        QCOMPARE(context.worth, FiringWorth::Useful);
        QCOMPARE(context.near, u"INC-1, 4\u2009min later"_s);
        QVERIFY(context.isDuringIncident);
        incident.outcome = OutcomeKind::Noise;
        QCOMPARE(at(-4, {incident}).worth, FiringWorth::LikelyNoise);
    }

    void whatBelongsToAnotherServiceExplainsNothing()
    {
        const Landmark other{u"INC-1"_s,        true, start, start + 20 * minute, {u"search"_s}, {u"Errors"_s},
                             OutcomeKind::Real, false};
        QCOMPARE(at(0, {other}).worth, FiringWorth::LikelyNoise);
        QCOMPARE(at(0, {other}).near, u"nothing else fired"_s);
        QCOMPARE(at(0, {other}, QString()).worth, FiringWorth::Useful); // nobody knows whose the firing is
    }

    void anAlertThatNobodyJudgedLeavesItUnknownAndOneActedOnDoesNot()
    {
        Landmark alert{u"Errors"_s, false, start + 10 * minute, start + 12 * minute, {}, {u"Errors"_s}, {}, false};
        QCOMPARE(at(0, {alert}).worth, FiringWorth::NotKnown);
        alert.wasActedOn = true;
        QCOMPARE(at(0, {alert}).worth, FiringWorth::Useful);
        QCOMPARE(at(-60, {alert}).worth, FiringWorth::LikelyNoise); // too far away
        alert.title = u"PoolFull"_s;
        QCOMPARE(at(0, {alert}).worth, FiringWorth::Useful); // somebody acted on the rule's own alert
        alert.wasActedOn = false;
        QCOMPARE(at(0, {alert}).worth, FiringWorth::LikelyNoise); // itself explains nothing
    }

    void beforeAnybodyWatchedNothingIsClaimed()
    {
        const auto context = contextOf({start, start + minute}, u"A"_s, {}, {}, start + minute);
        QCOMPARE(context.worth, FiringWorth::NotWatched);
        QCOMPARE(contextOf({start, start + minute}, u"A"_s, {}, {}, 0).worth, FiringWorth::NotWatched);
    }
};

QTEST_GUILESS_MAIN(TestLandmarks)
#include "tst_landmarks.moc"
