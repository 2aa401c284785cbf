// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/promnames.h"

#include <QTest>

using namespace wf;
using namespace wf::wire::otlp;

class PromNamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesMetricsAsPrometheusDoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<char>("kind");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *unit, char kind, const char *expected) {
            QTest::addRow("%s in %s", name, unit)
                << QString::fromUtf8(name) << QString::fromUtf8(unit) << kind << QString::fromLatin1(expected);
        };
        row("http.server.request.duration", "s", 'o', "http_server_request_duration_seconds");
        row("http.server.duration", "ms", 'o', "http_server_duration_milliseconds");
        row("system.io", "By", 'c', "system_io_bytes_total");
        row("network_transmitted_bytes_total", "By", 'c', "network_transmitted_bytes_total");
        row("\t system.filesystem.usage   ", "  By\t", 'g', "system_filesystem_usage_bytes");
        row("system.network.dropped", "{packets}", 'g', "system_network_dropped");
        row("system.network.dropped", "{packets}", 'c', "system_network_dropped_total");
        row("system.network.dropped", "packets", 'g', "system_network_dropped_packets");
        row("system.network.packets.dropped", "packets", 'c', "system_network_packets_dropped_total");
        row("cpu.utilization", "1", 'g', "cpu_utilization_ratio");
        row("fan.speed_ratio", "1", 'g', "fan_speed_ratio");
        row("objects", "1", 'c', "objects_total");
        row("speed", "km/h", 'g', "speed_km_per_hour");
        row("light.speed_limit", "m/s", 'g', "light_speed_limit_meters_per_second");
        row("rate", "{objects}/s", 'g', "rate_per_second");
        row("speed", "km/\xc2\xb0", 'g', "speed_km");
        row("oplog.rate", "GiBy/h", 'g', "oplog_rate_gibibytes_per_hour");
        row("scanned_per_returned", "{scanned}/{returned}", 'g', "scanned_per_returned");
        row("success_ratio", "%", 'g', "success_ratio_percent");
        row("test.no_unit", "", 'g', "test_no_unit");
        row("3.14 digits", "", 'g', "_3_14_digits");
        row("envoy__rule_engine", "", 'g', "envoy_rule_engine");
        row(":foo::bar", "", 'c', ":foo::bar_total");
        row("with_\xe5\xad\x97_foreign", "", 'c', "with_foreign_total");
        row("...", "", 'g', "");
    }
    void namesMetricsAsPrometheusDoes()
    {
        QFETCH(QString, name);
        QFETCH(QString, unit);
        QFETCH(char, kind);
        QFETCH(QString, expected);
        const NameKind k = kind == 'c' ? NameKind::Counter : kind == 'g' ? NameKind::Gauge : NameKind::Other;
        QCOMPARE(QString::fromStdString(metricName(name.toStdString(), unit.toStdString(), k)), expected);
    }

    void namesLabels()
    {
        QCOMPARE(labelName("http.route"), std::string("http_route"));
        QCOMPARE(labelName("label:with:colons"), std::string("label_with_colons"));
        QCOMPARE(labelName("label!with&special$chars)"), std::string("label_with_special_chars_"));
        QCOMPARE(labelName("foreign_\xe5\xad\x97\xe7\xac\xa6"), std::string("foreign___"));
        QCOMPARE(labelName("123label"), std::string("key_123label"));
        QCOMPARE(labelName("_one"), std::string("key_one"));
        QCOMPARE(labelName("__two"), std::string("__two"));
        QCOMPARE(labelName(""), std::string());
    }

    void joinsValuesWhoseNamesBecomeEqual()
    {
        QCOMPARE(translated({{"a.b", "1"}, {"a_b", "2"}, {"c", "3"}}), (base::Labels{{"a_b", "1;2"}, {"c", "3"}}));
    }

    void jobAndInstanceComeFromTheService()
    {
        QCOMPARE(identityOf({{"service.name", "cart"}, {"service.namespace", "shop"}, {"service.instance.id", "i1"}}),
                 (base::Labels{{"job", "shop/cart"}, {"instance", "i1"}}));
        QCOMPARE(identityOf({{"service.name", "cart"}}), (base::Labels{{"job", "cart"}}));
        QVERIFY(identityOf({{"service.namespace", "shop"}, {"host.name", "x"}}).isEmpty());
    }

    void unitsAsWords()
    {
        QCOMPARE(unitWords("By/s"), std::string("bytes_per_second"));
        QCOMPARE(unitWords("{x}"), std::string());
        QCOMPARE(unitWords("s"), std::string("seconds"));
    }
};

QTEST_GUILESS_MAIN(PromNamesTest)
#include "tst_promnames.moc"
