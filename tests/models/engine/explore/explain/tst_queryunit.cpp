// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/queryunit.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using base::Unit;

class TestQueryUnit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void followsOperators_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("unit");
        const auto row = [](const char *text, Unit unit) {
            QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(unit);
        };
        row("memory_bytes", Unit::Bytes);
        row("sum by (pod) (rate(sent_bytes_total[5m]))", Unit::BytesPerSecond);
        row("rate(requests_total[5m])", Unit::PerSecond);
        row("rate(lat_seconds_sum[5m])", Unit::Ratio);
        row("rate(lat_seconds_sum[5m]) / rate(lat_seconds_count[5m])", Unit::Seconds);
        row("histogram_quantile(0.99, sum by (le) (rate(lat_seconds_bucket[5m])))", Unit::Seconds);
        row("sum(rate(a_total[5m])) / sum(rate(b_total[5m]))", Unit::Ratio);
        row("100 * x", Unit::None);
        row("sum(rate(a_total[5m])) / sum(rate(b_total[5m])) * 100", Unit::Percent);
        row("memory_bytes > 5", Unit::Bytes);
        row("memory_bytes > bool 5", Unit::Boolean);
        row("count(memory_bytes)", Unit::None);
        row("max_over_time(memory_bytes[1h:5m])", Unit::Bytes);
        row("time()", Unit::Timestamp);
        row("told", Unit::Seconds);
        row("broken(", Unit::None);
    }
    void followsOperators()
    {
        QFETCH(QString, text);
        QFETCH(int, unit);
        const auto infoOf = [](std::string_view name) -> std::optional<signals::MetricInfo> {
            if (name == "told")
                return signals::MetricInfo{
                    QStringLiteral("told"), signals::MetricType::Gauge, {}, QStringLiteral("seconds")};
            return std::nullopt;
        };
        QCOMPARE(static_cast<int>(engine::unitOfQuery(text, infoOf).unit), unit);
    }

    void smallerUnitsAreScaled()
    {
        const auto unit = engine::unitOfQuery(QStringLiteral("max(wait_milliseconds)"), {});
        QCOMPARE(unit.unit, Unit::Seconds);
        QCOMPARE(unit.factor, 0.001);
    }
};

QTEST_GUILESS_MAIN(TestQueryUnit)
#include "tst_queryunit.moc"
