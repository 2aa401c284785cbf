// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jsontext.h"

#include <QTest>

#include <limits>

using namespace wf;
using namespace wf::wire;

class JsonTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void putsCommasWhereTheyBelong()
    {
        JsonText json;
        json.beginObject().key("a").beginArray().number(1).number(2).beginArray().endArray().endArray().field("b", "c");
        json.key("d").beginObject().endObject().key("e").null().key("f").truth(true).key("g").real(0.5).endObject();
        QCOMPARE(json.take(), std::string("{\"a\":[1,2,[]],\"b\":\"c\",\"d\":{},\"e\":null,\"f\":true,\"g\":0.5}"));
    }

    void writesHostileTextAsJson()
    {
        JsonText json;
        json.beginArray()
            .string(std::string_view("q\"\\\n\t\x01\x7f\xff", 8))
            .real(std::numeric_limits<double>::quiet_NaN());
        json.labels(base::Labels{{"b", "2"}, {"a", "1"}}).endArray();
        QCOMPARE(json.take(),
                 std::string("[\"q\\\"\\\\\\n\\t\\u0001\x7f\xef\xbf\xbd\",null,{\"a\":\"1\",\"b\":\"2\"}]"));
    }

    void writesSamplesAsPrometheusDoes()
    {
        QCOMPARE(sampleText(1), std::string("1"));
        QCOMPARE(sampleText(-0.0), std::string("-0"));
        QCOMPARE(sampleText(0.1), std::string("0.1"));
        QCOMPARE(sampleText(1e20), std::string("100000000000000000000"));
        QCOMPARE(sampleText(1e22), std::string("1e+22"));
        QCOMPARE(sampleText(1.5e-9), std::string("1.5e-09"));
        QCOMPARE(sampleText(0.000001), std::string("0.000001"));
        QCOMPARE(sampleText(std::numeric_limits<double>::infinity()), std::string("+Inf"));
        QCOMPARE(sampleText(-std::numeric_limits<double>::infinity()), std::string("-Inf"));
        QCOMPARE(sampleText(std::numeric_limits<double>::quiet_NaN()), std::string("NaN"));
    }

    void writesSecondsAsPrometheusDoes()
    {
        QCOMPARE(secondsText(1795246609600), std::string("1795246609.600"));
        QCOMPARE(secondsText(1795246609000), std::string("1795246609"));
        QCOMPARE(secondsText(1795246609005), std::string("1795246609.005"));
        QCOMPARE(secondsText(-1500), std::string("-1.500"));
        QCOMPARE(secondsText(0), std::string("0"));
    }
};

QTEST_GUILESS_MAIN(JsonTextTest)
#include "tst_jsontext.moc"
