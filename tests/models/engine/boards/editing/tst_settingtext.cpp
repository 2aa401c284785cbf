// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/settingtext.h"

#include "models/analysis/frames/transform.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class SettingTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void whatOneTypesIsWhatOneReads_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("colour") << u"color"_s << u"semi-dark-red"_s
                                << QJsonValue(
                                       QJsonObject{{u"mode"_s, u"fixed"_s}, {u"fixedColor"_s, u"semi-dark-red"_s}});
        QTest::newRow("another mode") << u"color"_s << u"{\"mode\":\"thresholds\"}"_s
                                      << QJsonValue(QJsonObject{{u"mode"_s, u"thresholds"_s}});
        QTest::newRow("name") << u"displayName"_s << u"5"_s << QJsonValue(u"5"_s);
        QTest::newRow("number") << u"custom.lineWidth"_s << u"2.5"_s << QJsonValue(2.5);
        QTest::newRow("truth") << u"custom.hidden"_s << u"true"_s << QJsonValue(true);
        QTest::newRow("words of its own") << u"custom.own"_s << u"left side"_s << QJsonValue(u"left side"_s);
        QTest::newRow("list") << u"mappings"_s << u"[]"_s << QJsonValue(QJsonArray());
        QTest::newRow("nothing") << u"min"_s << QString() << QJsonValue(QJsonValue::Null);
    }
    void whatOneTypesIsWhatOneReads()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(QJsonValue, value);
        const auto read = settingOfText(id, text);
        QVERIFY(read.has_value());
        QCOMPARE(*read, value);
        QCOMPARE(settingText({id, value}), text);
    }
    void whatCannotBeReadIsSaid()
    {
        QVERIFY(!settingOfText(u"decimals"_s, u"two"_s));
        QVERIFY(!settingOfText(u"thresholds"_s, u"{\"mode\":"_s));
    }
    void matchersKeepTheirShape()
    {
        signals::FieldOverride rule;
        setMatcher(rule, u"byRegexp"_s, u"/up.*/"_s);
        QCOMPARE(rule.options, QJsonValue(u"/up.*/"_s));
        setMatcher(rule, u"byNames"_s, u"{\"names\":[\"a\"]}"_s);
        QVERIFY(rule.options.isObject());
        QCOMPARE(matcherText(rule), u"{\"names\":[\"a\"]}"_s);
    }
    void everyTransformationThatIsOfferedIsApplied()
    {
        for (const NamedChoice &choice : transformationChoices()) {
            QVERIFY2(analysis::knowsTransformation(choice.id), qPrintable(choice.id));
            QCOMPARE(newTransformation(choice.id).id, choice.id);
        }
    }
};

QTEST_GUILESS_MAIN(SettingTextTest)
#include "tst_settingtext.moc"
