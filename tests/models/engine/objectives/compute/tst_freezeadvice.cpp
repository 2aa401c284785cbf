// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/freezeadvice.h"

#include <QTest>

#include <cmath>

using namespace wf::engine;
using Decision = FreezeAdvice::Decision;

class FreezeAdviceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freezesAtThreeQuartersSpent()
    {
        QCOMPARE(freezeAdvice(0.26, {}).decision, Decision::Go);
        QCOMPARE(freezeAdvice(0.25, {}).decision, Decision::Freeze);
        QCOMPARE(freezeAdvice(-3, {}).decision, Decision::Freeze);
        QVERIFY(freezeAdvice(-3, {}).reason.startsWith(QStringLiteral("400.0 %")));
    }
    void doesWhatThePolicySays()
    {
        QCOMPARE(freezeAdvice(0.4, {50, FreezePolicy::Action::Throttle}).decision, Decision::Throttle);
        QCOMPARE(freezeAdvice(0.4, {50, FreezePolicy::Action::Alert}).decision, Decision::Alert);
    }
    void whatIsNotKnownIsNoPermission() { QCOMPARE(freezeAdvice(std::nan(""), {}).decision, Decision::Unknown); }
};

QTEST_GUILESS_MAIN(FreezeAdviceTest)
#include "tst_freezeadvice.moc"
