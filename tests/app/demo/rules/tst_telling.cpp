// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/rules/rulebook.h"
#include "models/analysis/escalation/oncall.h"
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/engine/notify/escalate/oncallcalendars.h"
#include "models/engine/notify/settings/notifyfile.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class TstTelling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theShopTellsItsPeopleAndNothingLeavesTheMachine()
    {
        const QTemporaryDir folder;
        QString problem;
        QVERIFY2(app::demo::writeTelling(folder.path(), &problem), qPrintable(problem));
        const auto read = engine::loadNotifySettings(folder.filePath(app::demo::tellingFile));
        QVERIFY(read && read->isValid());
        const auto &settings = read->settings;
        QVERIFY(!settings.escalations.empty() && !settings.people.empty());
        for (const auto &channel : settings.channels) {
            QCOMPARE(channel.kind, wire::Channel::Kind::Desktop);
            QVERIFY2(channel.name.startsWith(u"demo "_s), qPrintable(channel.name)); // and everybody sees that
        }
        QVERIFY(!settings.mail);

        bool ok = false;
        const base::ManualClock clock(base::parseIsoTime(u"2026-05-14T02:14:07Z"_s, &ok));
        QVERIFY(ok);
        const async::Pools pools;
        engine::OnCallCalendars calendars(clock, pools, folder.filePath(u"calendars"_s));
        calendars.setRotas(settings.rotas);
        QTRY_VERIFY(calendars.isSettled());
        QStringList told;
        for (const auto &rota : settings.rotas) {
            const auto &state = calendars.state(rota.name);
            QVERIFY(!state.error && state.problems.isEmpty());
            const auto now = analysis::onCallAt(rota, state.entries, settings.people, clock.nowNs());
            QVERIFY2(now.people.size() == 1 && now.unknown.isEmpty(), qPrintable(rota.name));
            told << now.people.front()->name + u' ' + base::isoTime(now.untilNs);
        }
        QCOMPARE(told.front(), u"Mara Lindqvist 2026-05-14T08:00:00Z"_s);
        QVERIFY(told.back().startsWith(u"Ines Carvalho"_s));
    }
};

QTEST_GUILESS_MAIN(TstTelling)
#include "tst_telling.moc"
