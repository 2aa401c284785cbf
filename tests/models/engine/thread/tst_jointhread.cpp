// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/threadweaver.h"

#include <QTest>

using namespace wf;

namespace {

constexpr qint64 minute = base::nsPerMinute;

engine::ThreadQuestion question()
{
    engine::ThreadQuestion q;
    q.subject = signals::Subject::ofService(QStringLiteral("checkout"));
    q.window = {100 * minute, 200 * minute};
    q.nowNs = 200 * minute;
    q.services = std::make_shared<engine::ServicesSnapshot>();
    return q;
}

signals::ThreadEntry entry(qint64 atMinute, const QString &title, signals::Signal signal = signals::Signal::Log)
{
    signals::ThreadEntry e;
    e.timeNs = atMinute * minute;
    e.signal = signal;
    e.title = title;
    e.severity = signals::Severity::Warning;
    e.link = signals::LinkStrength::Direct;
    return e;
}

} // namespace

class JoinThreadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ordersEntriesOfAllSignalsByTime()
    {
        engine::ThreadPart logs, alerts;
        logs.entries = {entry(150, QStringLiteral("b")), entry(190, QStringLiteral("d"))};
        alerts.entries = {entry(120, QStringLiteral("a"), signals::Signal::Alert),
                          entry(170, QStringLiteral("c"), signals::Signal::Alert)};
        const auto t = engine::joinThread(question(), {logs, alerts}, true);
        QStringList titles;
        for (const auto &e : t.entries)
            titles << e.title;
        QCOMPARE(titles.join(u' '), QStringLiteral("a b c d"));
    }
    void anAlertOfNoServiceIsNotOfNothing()
    {
        auto asked = question();
        asked.subject.kind = signals::SubjectKind::Alert;
        asked.subject.service.clear();
        QVERIFY2(!engine::joinThread(asked, {}, true).headline.contains(QStringLiteral(" of ")),
                 qPrintable(engine::joinThread(asked, {}, true).headline));
        asked.subject.service = QStringLiteral("payment");
        QVERIFY(engine::joinThread(asked, {}, true).headline.startsWith(QStringLiteral("Alert of payment")));
    }
    void foldsEqualEntriesThatFollowShortly()
    {
        engine::ThreadPart logs;
        for (int i = 0; i < 3; ++i)
            logs.entries.push_back(entry(150 + i, QStringLiteral("waited for a connection")));
        logs.entries.push_back(entry(180, QStringLiteral("waited for a connection")));
        const auto t = engine::joinThread(question(), {logs}, true);
        QCOMPARE(t.entries.size(), std::size_t(2));
        QCOMPARE(t.entries[0].count, 3);
        QCOMPARE(t.entries[1].count, 1);
    }
    void neverFoldsDeploys()
    {
        engine::ThreadPart deploys;
        deploys.entries = {entry(150, QStringLiteral("v2"), signals::Signal::Deploy),
                           entry(151, QStringLiteral("v2"), signals::Signal::Deploy)};
        QCOMPARE(engine::joinThread(question(), {deploys}, true).entries.size(), std::size_t(2));
    }
    void leavesOutWhatIsOutsideTheWindow()
    {
        engine::ThreadPart part;
        part.entries = {entry(50, QStringLiteral("before")), entry(150, QStringLiteral("inside"))};
        auto lasting = entry(90, QStringLiteral("began before and lasts"));
        lasting.endNs = 130 * minute;
        part.entries.push_back(lasting);
        const auto t = engine::joinThread(question(), {part}, true);
        QCOMPARE(t.entries.size(), std::size_t(2));
        QCOMPARE(t.entries[0].title, QStringLiteral("began before and lasts"));
    }
    void theSpineTakesTheWorstOfOverlappingStates()
    {
        engine::ThreadPart alerts;
        alerts.knowsState = true;
        alerts.spine = {{120 * minute, 180 * minute, signals::Severity::Warning},
                        {150 * minute, 160 * minute, signals::Severity::Critical}};
        const auto t = engine::joinThread(question(), {alerts}, true);
        QStringList states;
        for (const auto &s : t.spine)
            states << QStringLiteral("%1-%2 %3")
                          .arg(QString::number(s.startNs / minute), QString::number(s.endNs / minute),
                               signals::severityName(s.state));
        QCOMPARE(states.join(QStringLiteral("; ")),
                 QStringLiteral("100-120 ok; 120-150 warning; 150-160 critical; 160-180 warning; 180-200 ok"));
    }
    void anUnknownStateStaysUnknown()
    {
        const auto t = engine::joinThread(question(), {engine::ThreadPart{}}, true);
        QCOMPARE(t.spine.size(), std::size_t(1));
        QCOMPARE(t.spine[0].state, signals::Severity::Unknown);
    }
    void anAlertWhosePastNobodyKeepsIsNotSaidToBeFine()
    {
        engine::ThreadPart alerts;
        alerts.knowsState = true;
        auto asked = question();
        QCOMPARE(engine::joinThread(asked, {alerts}, true).severity, signals::Severity::Ok);
        for (const auto kind : {signals::SubjectKind::Alert, signals::SubjectKind::Incident}) {
            asked.subject.kind = kind;
            QCOMPARE(engine::joinThread(asked, {alerts}, true).severity, signals::Severity::Unknown);
        }
        alerts.spine = {{120 * minute, 180 * minute, signals::Severity::Warning}};
        QCOMPARE(engine::joinThread(asked, {alerts}, true).severity, signals::Severity::Ok);
    }
    void saysWhatCouldNotBeAsked()
    {
        engine::ThreadPart logs;
        logs.missing = QStringLiteral("Logs: Loki does not answer");
        QCOMPARE(engine::joinThread(question(), {logs}, true).missing,
                 QStringList{QStringLiteral("Logs: Loki does not answer")});
    }
    void showsAtMostThreeFutureEntries()
    {
        engine::ThreadPart part;
        for (int i = 0; i < 5; ++i)
            part.future.push_back(entry(210 - i, QString::number(i), signals::Signal::Forecast));
        const auto t = engine::joinThread(question(), {part}, true);
        QCOMPARE(t.future.size(), std::size_t(3));
        QCOMPARE(t.future[0].title, QStringLiteral("4"));
        QVERIFY(t.future[0].future);
    }
};

QTEST_GUILESS_MAIN(JoinThreadTest)
#include "tst_jointhread.moc"
