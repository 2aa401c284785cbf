// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/fuzzy.h"

#include <QTest>

using wf::base::fuzzyScore;

class tst_Fuzzy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lettersMustComeInOrder()
    {
        QVERIFY(fuzzyScore(u"pay", u"payment") > 0);
        QVERIFY(fuzzyScore(u"PMT", u"payment") > 0);
        QCOMPARE(fuzzyScore(u"tp", u"payment"), 0);
        QCOMPARE(fuzzyScore(u"payz", u"payment"), 0);
        QVERIFY(fuzzyScore(u"", u"payment") > 0);
    }
    void startsOfWordsAndRunsCountMore()
    {
        QVERIFY(fuzzyScore(u"lat", u"Latency high") > fuzzyScore(u"lat", u"Flat battery"));
        QVERIFY(fuzzyScore(u"lat", u"Flat battery") > fuzzyScore(u"lat", u"load at"));
        QVERIFY(fuzzyScore(u"pool pay", u"pool payment") > fuzzyScore(u"pool pay", u"pool repay"));
    }
    void ofEqualsTheShorter()
    {
        QVERIFY(fuzzyScore(u"slow", u"Slow") > fuzzyScore(u"slow", u"Slow on the second rack"));
    }
};

QTEST_APPLESS_MAIN(tst_Fuzzy)
#include "tst_fuzzy.moc"
