// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/facets.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;

class TestFacets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void onlyTheSelectorsChange_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *before, const QStringList &values, const char *after) {
            QTest::newRow(before) << QString::fromUtf8(before) << values << QString::fromUtf8(after);
        };
        row("x", {u"eu"_s}, "x{region=\"eu\"}");
        row("x{}", {u"eu"_s}, "x{region=\"eu\"}");
        row("sum ( rate(x[5m]) ) # why", {u"eu"_s, u"us"_s}, "sum ( rate(x{region=~\"eu|us\"}[5m]) ) # why");
        row("x{region=\"eu\", pod=\"}\"} offset 1h", {u"us"_s}, "x{region=\"us\", pod=\"}\"} offset 1h");
        row("x {region=\"eu\"} @ end()", {}, "x @ end()");
        row("x{region=~\"eu|us\"} / y{region=\"eu\"}", {}, "x / y{region=\"eu\"}");
        row("x / x offset 1d", {u"a.b"_s}, "x{region=\"a.b\"} / x{region=\"a.b\"} offset 1d");
        row("x", {u"a.b"_s, u"c"_s}, "x{region=~\"a\\\\.b|c\"}");
        row("rate(x{region!=\"ap\"}[$__rate_interval])", {u"eu"_s},
            "rate(x{region!=\"ap\", region=\"eu\"}[$__rate_interval])");
        row("{__name__=\"x\"}", {u"eu"_s}, "{__name__=\"x\", region=\"eu\"}");
        row("x{a=\"\xc3\xa4\"} + x", {u"eu"_s}, "x{a=\"\xc3\xa4\", region=\"eu\"} + x{region=\"eu\"}");
    }
    void onlyTheSelectorsChange()
    {
        QFETCH(QString, before);
        QFETCH(QStringList, values);
        QFETCH(QString, after);
        const auto changed = engine::withChosenValues(before, u"x"_s, u"region"_s, values);
        QVERIFY(changed.ok());
        QCOMPARE(*changed, after);
        QCOMPARE(engine::chosenValues(*changed, u"x"_s, u"region"_s), values);
    }

    void whatIsChosenIsRead()
    {
        QCOMPARE(engine::chosenValues(u"x{region=~\"eu|us\"}"_s, u"x"_s, u"region"_s), (QStringList{u"eu"_s, u"us"_s}));
        QCOMPARE(engine::chosenValues(u"x{region=~\"e.*\"}"_s, u"x"_s, u"region"_s), QStringList());
        QCOMPARE(engine::chosenValues(u"y"_s, u"x"_s, u"region"_s), QStringList());
    }

    void aBrokenQueryIsLeftAlone() { QVERIFY(!engine::withChosenValues(u"x{"_s, u"x"_s, u"region"_s, {u"eu"_s}).ok()); }
};

QTEST_GUILESS_MAIN(TestFacets)
#include "tst_facets.moc"
