// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertfilter.h"

#include "models/base/clock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using Kind = FilterTerm::Kind;

class TstAlertFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKindOfTerm()
    {
        const auto p = parseAlertFilter(
            u"svc:Payment -team:x label=~\"re.*\" job!=api ack:no held:yes age>10m value<=0.5 \"Free Text\" word"_s);
        QVERIFY(!p.error);
        const auto &t = p.filter.terms;
        QCOMPARE(t.size(), std::size_t(10));
        QVERIFY(t[0].kind == Kind::Contains);
        QCOMPARE(t[0].field, u"service"_s);
        QCOMPARE(t[0].text, u"payment"_s);
        QVERIFY(t[1].negated);
        QCOMPARE(t[1].field, u"team"_s);
        QVERIFY(t[2].kind == Kind::Match && t[2].matcher.isRegex && t[2].matcher.isEqual);
        QCOMPARE(t[2].matcher.value, u"re.*"_s);
        QVERIFY(t[3].kind == Kind::Match && !t[3].matcher.isRegex && !t[3].matcher.isEqual);
        QVERIFY(t[4].kind == Kind::Acknowledged && !t[4].yes);
        QVERIFY(t[5].kind == Kind::Held && t[5].yes);
        QVERIFY(t[6].kind == Kind::Age && t[6].order == FilterTerm::Order::More);
        QCOMPARE(t[6].number, 600e9);
        QVERIFY(t[7].kind == Kind::Value && t[7].order == FilterTerm::Order::AtMost);
        QCOMPARE(t[8].text, u"free text"_s);
        QCOMPARE(t[9].text, u"word"_s);
    }
    void leavesAddressesAndDashesAlone()
    {
        const auto p = parseAlertFilter(u"http://x:9090/a eu-west - pod-1.2"_s);
        QVERIFY(!p.error);
        QCOMPARE(p.filter.terms.size(), std::size_t(4));
        QCOMPARE(p.filter.terms[0].text, u"http://x:9090/a"_s);
        QCOMPARE(p.filter.terms[1].text, u"eu-west"_s);
        QCOMPARE(p.filter.terms[2].text, u"-"_s);
    }
    void saysWhereAndWhatToWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("message");
        QTest::newRow("quote") << u"a \"b"_s << 2 << 2 << u"Close the quotation mark"_s;
        QTest::newRow("age") << u"svc:a age>9o"_s << 6 << 6 << u"Write a duration such as 10m or 2h"_s;
        QTest::newRow("value") << u"value>x"_s << 0 << 7 << u"Write a number such as 0.5"_s;
        QTest::newRow("order of a label")
            << u"team>3"_s << 0 << 6 << u"Only age and value can be compared with < and >"_s;
        QTest::newRow("ack") << u"ack:maybe"_s << 0 << 9 << u"Write ack:yes or ack:no"_s;
        QTest::newRow("empty") << u"svc:"_s << 0 << 4 << u"Write what svc shall contain"_s;
    }
    void saysWhereAndWhatToWrite()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(int, length);
        QFETCH(QString, message);
        const auto p = parseAlertFilter(text);
        QVERIFY(p.error);
        QCOMPARE(int(p.error->position), position);
        QCOMPARE(int(p.error->length), length);
        QCOMPARE(p.error->message, message);
    }
    void refusesABrokenExpression() { QVERIFY(parseAlertFilter(u"a=~\"(\""_s).error.has_value()); }
    void keepsTheTermsBeforeAnError()
    {
        const auto p = parseAlertFilter(u"svc:a age>x"_s);
        QVERIFY(p.error);
        QCOMPARE(p.filter.terms.size(), std::size_t(1));
    }
    void survivesAnyText()
    {
        const QString pieces = u"-\":=~!<>\\ aé\t()[*"_s;
        quint32 state = 1;
        for (int i = 0; i < 20'000; ++i) {
            QString text;
            for (int n = 0; n < 12; ++n) {
                state = state * 1664525U + 1013904223U;
                text += pieces[(state >> 16U) % static_cast<quint32>(pieces.size())];
            }
            const auto p = parseAlertFilter(text);
            if (p.error)
                QVERIFY(p.error->position >= 0 && p.error->position < text.size());
            for (qsizetype c = 0; c <= text.size(); c += 3) {
                const auto at = filterCursor(text, c);
                QVERIFY(at.from >= 0 && at.from + at.length == c);
            }
        }
    }
    void knowsWhatIsBeingWritten()
    {
        auto c = filterCursor(u"ack:no sev"_s, 10);
        QCOMPARE(c.field, QString());
        QCOMPARE(c.prefix, u"sev"_s);
        QCOMPARE(int(c.from), 7);
        c = filterCursor(u"-svc:pay"_s, 8);
        QCOMPARE(c.field, u"service"_s);
        QCOMPARE(c.prefix, u"pay"_s);
        QVERIFY(!c.quotedValue);
        c = filterCursor(u"team=\"a b"_s, 9);
        QCOMPARE(c.field, u"team"_s);
        QCOMPARE(c.prefix, u"a b"_s);
        QVERIFY(c.quotedValue);
    }
    void quotesValuesThatNeedIt()
    {
        QCOMPARE(filterValue(u"plain"_s), u"plain"_s);
        QCOMPARE(filterValue(u"two words"_s), u"\"two words\""_s);
        const QString odd = u"a\\b \"c\""_s;
        const auto back = parseAlertFilter(u"svc:"_s + filterValue(odd));
        QVERIFY(!back.error);
        QCOMPARE(back.filter.terms.at(0).text, odd);
    }
};

QTEST_GUILESS_MAIN(TstAlertFilter)
#include "tst_alertfilter.moc"
