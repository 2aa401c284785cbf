// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/expression/namelines.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class NameLinesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void breaksANameWhereItsWordsJoin_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("most");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("fits") << u"up"_s << 10 << 2 << QStringList{u"up"_s};
        QTest::newRow("two") << u"alertmanager_alerts_invalid_total"_s << 21 << 2
                             << QStringList{u"alertmanager_alerts_"_s, u"invalid_total"_s};
        QTest::newRow("just fits") << u"abcd_efgh"_s << 9 << 2 << QStringList{u"abcd_efgh"_s};
        QTest::newRow("a path") << u"/api/v1/label/:name/values"_s << 15 << 2
                                << QStringList{u"/api/v1/label/:"_s, u"name/values"_s};
        QTest::newRow("no joint") << u"abcdefghijklmno"_s << 10 << 2 << QStringList{u"abcdefghij"_s, u"klmno"_s};
        QTest::newRow("the last holds the rest")
            << u"aaaa_bbbb_cccc_dddd"_s << 5 << 2 << QStringList{u"aaaa_"_s, u"bbbb_cccc_dddd"_s};
        QTest::newRow("three") << u"aaaa_bbbb_cccc"_s << 5 << 3 << QStringList{u"aaaa_"_s, u"bbbb_"_s, u"cccc"_s};
        QTest::newRow("nothing") << QString() << 5 << 2 << QStringList{QString()};
        QTest::newRow("no room") << u"abcdefgh"_s << 0 << 2 << QStringList{u"abcd"_s, u"efgh"_s};
    }
    void breaksANameWhereItsWordsJoin()
    {
        QFETCH(QString, name);
        QFETCH(int, columns);
        QFETCH(int, most);
        QFETCH(QStringList, lines);
        QCOMPARE(widgets::nameLines(name, columns, most), lines);
        QCOMPARE(widgets::nameLines(name, columns, most).join(QString()), name); // nothing is lost
    }
};

QTEST_GUILESS_MAIN(NameLinesTest)
#include "tst_namelines.moc"
