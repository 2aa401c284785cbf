// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"

#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class TestZonedTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zonesOfTheListAndNamesLinkedToThemAreKnown()
    {
        for (const auto &name : {u"Europe/Berlin"_s, u"UTC"_s, u"Etc/UTC"_s, u"EST5EDT"_s, u"GMT"_s, u"UTC+01:00"_s})
            QVERIFY2(zoneNamed(name).isValid(), qPrintable(name));
    }

    void wordsAreNoZones()
    {
        for (const auto &name : {u""_s, u"Foo"_s, u"Berlin"_s, u"Europe/Nowhere"_s, u"../etc/passwd"_s, u"Europe"_s,
                                 u"zone.tab"_s, u"/etc/localtime"_s})
            QVERIFY2(!zoneNamed(name).isValid(), qPrintable(name));
    }
};

QTEST_APPLESS_MAIN(TestZonedTime)
#include "tst_zonedtime.moc"
