// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/output.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class TableTimesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTableWritesTimesToTheSecond()
    {
        const auto rows =
            app::withReadableTimes({{u"AT"_s, u"WHAT"_s},
                                    {u"2026-05-14T02:14:07.123456789Z"_s, u"a"_s},
                                    {u"2026-05-14T02:15:00Z (2 min)"_s, u"since 2026-05-14T02:15:00Z"_s}});
        QCOMPARE(rows[1][0], u"2026-05-14 02:14:07"_s);
        QCOMPARE(rows[2][0], u"2026-05-14 02:15:00 (2 min)"_s);
        QCOMPARE(rows[2][1], u"since 2026-05-14T02:15:00Z"_s); // other people's words stay
    }

    void momentsThatDifferAreWrittenDifferently()
    {
        const auto rows = app::withReadableTimes({{u"TIME"_s},
                                                  {u"2026-05-14T02:14:07.100Z"_s},
                                                  {u"2026-05-14T02:14:07.200Z"_s},
                                                  {u"2026-05-14T02:14:08Z"_s}});
        QCOMPARE(rows[1][0], u"2026-05-14 02:14:07.100"_s);
        QCOMPARE(rows[2][0], u"2026-05-14 02:14:07.200"_s);
        const auto same = app::withReadableTimes({{u"2026-05-14T02:14:07.5Z"_s}, {u"2026-05-14T02:14:07.5Z"_s}});
        QCOMPARE(same[0][0], u"2026-05-14 02:14:07"_s);
    }

    void unevenRowsAndNoRowsAreFine()
    {
        QVERIFY(app::withReadableTimes({}).empty());
        const auto rows = app::withReadableTimes({{u"A"_s, u"B"_s}, {u"x"_s}, {}});
        QCOMPARE(rows[1], QStringList{u"x"_s});
    }
};

QTEST_GUILESS_MAIN(TableTimesTest)
#include "tst_tabletimes.moc"
