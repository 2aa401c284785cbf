// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logform.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::LogForm;
using signals::LogLevel;

class TstLogForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void becomesLogQl()
    {
        LogForm form;
        QCOMPARE(engine::toLogQl(form), u"{service_name=~\".+\"}"_s);
        form.labels = {{u"service_name"_s, {u"payment"_s}},
                       {u"region"_s, {u"eu-west"_s, u"us.east"_s}},
                       {u"pod"_s, {u"x"_s}, true}};
        form.text = u"psp pool"_s;
        form.leastLevel = LogLevel::Warn;
        form.fields = {{u"attempt"_s, {u"2"_s}}};
        QCOMPARE(engine::toLogQl(form), u"{service_name=\"payment\", region=~\"eu-west|us\\\\.east\", pod!=\"x\"} |~ "
                                        u"\"(?i)psp pool\" | detected_level=~\"fatal|critical|error|warn\""
                                        " | json | logfmt | drop __error__, __error_details__ | attempt=\"2\""_s);
    }
    void capitalsAreMeant()
    {
        LogForm form;
        form.text = u"H-882"_s;
        QVERIFY(engine::toLogQl(form).endsWith(u" |= \"H-882\""_s));
    }
    void nothingBreaksOutOfItsQuotes()
    {
        LogForm form;
        form.labels = {{u"app"_s, {u"a\"} |= \"x"_s}}, {u"bad name\"}"_s, {u"x"_s}}};
        form.text = u"A\"`\\"_s;
        QCOMPARE(engine::toLogQl(form), u"{app=\"a\\\"} |= \\\"x\"} |= \"A\\\"`\\\\\""_s);
    }
    void excludingAloneStillAsksForSomething()
    {
        LogForm form;
        form.labels = {{u"app"_s, {u"noise"_s}, true}};
        QCOMPARE(engine::toLogQl(form, u"job"_s), u"{app!=\"noise\", job=~\".+\"}"_s);
    }
    void narrowsWhatWasTyped()
    {
        QCOMPARE(engine::narrowed(u"{a=\"b\"}"_s, {u"pod"_s, {u"x | \"y"_s}, true}, true),
                 u"{a=\"b\"} | pod!=\"x | \\\"y\""_s);
        QVERIFY(engine::narrowed(u"{a=\"b\"}"_s, {u"attempt"_s, {u"2"_s}}, false)
                    .endsWith(u" | json | logfmt | drop __error__, __error_details__ | attempt=\"2\""_s));
        QCOMPARE(engine::narrowed(u"{a=\"b\"}"_s, {u"no name"_s, {u"2"_s}}, false), u"{a=\"b\"}"_s);
    }
    void whatHoldsATextIsQuoted()
    {
        QCOMPARE(engine::containing(u"a \"b\" \\"_s), u" |= \"a \\\"b\\\" \\\\\""_s);
        QCOMPARE(engine::containing(QString()), QString());
    }
    void findsTheSelector()
    {
        QCOMPARE(engine::selectorOf(u"{a=\"}\", b=`}`} |= \"x\""_s), u"{a=\"}\", b=`}`}"_s);
        QCOMPARE(engine::selectorOf(u"nothing"_s), QString());
        QCOMPARE(engine::selectorOf(u"{a=\"open"_s), QString());
    }
    void findsWhatIsSought_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<QStringList>("sought");
        QTest::newRow("literal") << u"{a=\"|= \\\"no\\\"\"} |= \"psp \\\"x\\\"\" != \"not\""_s
                                 << QStringList{u"psp \"x\""_s};
        QTest::newRow("alternatives") << u"{a=\"b\"} | json |~ `(?i)psp|authoris`"_s
                                      << QStringList{u"psp"_s, u"authoris"_s};
        QTest::newRow("escaped") << u"{a=\"b\"} |~ \"us\\\\.east\""_s << QStringList{u"us.east"_s};
        QTest::newRow("real expression") << u"{a=\"b\"} |~ \"took=\\\\d+\""_s << QStringList{};
        QTest::newRow("open") << u"{a=\"b\"} |= \"x"_s << QStringList{u"x"_s};
        QTest::newRow("end") << u"{a=\"b\"} |="_s << QStringList{};
    }
    void findsWhatIsSought()
    {
        QFETCH(QString, expr);
        QFETCH(QStringList, sought);
        QCOMPARE(engine::soughtTexts(expr), sought);
    }
};

QTEST_APPLESS_MAIN(TstLogForm)
#include "tst_logform.moc"
