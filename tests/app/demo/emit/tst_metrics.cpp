// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/exposition.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <map>

using namespace wf::app::demo;

namespace {

constexpr double anchor = 1778723352.0;

std::unique_ptr<Target> pick(const World &world, const char *name, double t)
{
    for (auto &target : targetsBetween(world, t, t + 1.0))
        if (target->name().rfind(name, 0) == 0)
            return std::move(target);
    return nullptr;
}

std::vector<double> valuesAt(const World &world, Target &target, double t)
{
    target.advance(world, t);
    std::vector<double> values;
    for (std::size_t i = 0; i < target.sheet().slots().size(); ++i)
        values.push_back(target.value(i, t));
    return values;
}

} // namespace

class MetricsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sameSeedSameBytes();
    void valuesDoNotDependOnHowOftenOneAsks();
    void countersNeverFall();
    void countsEqualTheInfiniteBucket();
    void errorsShowInTheCounters();
    void everyServiceIsRealistic();
    void labelsAreEscaped();
    void wholePagesKeepFamiliesTogether();
    void promtoolAcceptsBothPages();
};

void MetricsTest::sameSeedSameBytes()
{
    std::string first;
    for (int run = 0; run < 2; ++run) {
        const World world(42, anchor);
        Tracer tracer(world);
        const auto target = pick(world, "checkout-", anchor + 1400.0);
        target->advance(world, anchor + 1400.0);
        const std::string page = expose(*target, tracer, anchor + 1400.0, Exposition::OpenMetrics);
        QVERIFY(page.size() > 5000);
        if (run == 0)
            first = page;
        else
            QCOMPARE(page, first);
    }
}

void MetricsTest::valuesDoNotDependOnHowOftenOneAsks()
{
    const World live(42, anchor);
    const World late(42, anchor);
    for (const char *name : {"payment-", "search-", "shipping-", "ip-10-6-33"}) {
        const auto often = pick(live, name, anchor + 1000.0);
        const auto once = pick(late, name, anchor + 1000.0);
        for (double t = anchor + 200.0; t < anchor + 1000.0; t += 3.7)
            (void)valuesAt(live, *often, t);
        QCOMPARE(valuesAt(live, *often, anchor + 1000.0), valuesAt(late, *once, anchor + 1000.0));
    }
}

void MetricsTest::countersNeverFall()
{
    const World world(42, anchor);
    for (const char *name : {"checkout-", "recommender-", "ip-10-2-41"}) {
        const auto target = pick(world, name, anchor + 600.0);
        std::vector<double> before = valuesAt(world, *target, anchor + 300.0);
        for (double t = anchor + 301.0; t < anchor + 700.0; t += 6.1) {
            const std::vector<double> now = valuesAt(world, *target, t);
            for (std::size_t i = 0; i < now.size(); ++i) {
                const SeriesSlot &slot = target->sheet().slots()[i];
                if (target->sheet().families()[static_cast<std::size_t>(slot.family)].type != MetricType::Gauge)
                    QVERIFY2(now[i] >= before[i], slot.labels.c_str());
            }
            before = now;
        }
    }
}

void MetricsTest::countsEqualTheInfiniteBucket()
{
    const World world(42, anchor);
    const auto target = pick(world, "payment-", anchor + 1200.0);
    const std::vector<double> values = valuesAt(world, *target, anchor + 1234.5);
    std::map<std::string, std::pair<double, double>> ends;
    const auto &slots = target->sheet().slots();
    double below = 0.0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::string key = std::to_string(slots[i].family);
        if (slots[i].suffix == "_bucket") {
            below = slots[i].above < 0.0 ? 0.0 : below;
            QVERIFY(values[i] >= below); // cumulative
            below = values[i];
        }
        const std::size_t le = slots[i].labels.find("le=\"+Inf\"");
        if (slots[i].suffix == "_bucket" && le != std::string::npos)
            ends[key + '|' + slots[i].labels.substr(0, le ? le - 1 : 0)].first = values[i];
        else if (slots[i].suffix == "_count" && ends.count(key + '|' + slots[i].labels))
            ends[key + '|' + slots[i].labels].second = values[i];
    }
    QVERIFY(ends.size() >= 9);
    for (const auto &[key, pair] : ends)
        QCOMPARE(pair.second, pair.first);
}

void MetricsTest::errorsShowInTheCounters()
{
    const World world(42, anchor);
    double ratio[2] = {0.0, 0.0};
    int n = 0;
    for (double from : {anchor - 1800.0, anchor + 1200.0}) {
        double all = 0.0;
        double bad = 0.0;
        for (auto &target : targetsBetween(world, from, from + 300.0)) {
            if (!target->pod() || target->pod()->service != Checkout || target->pod()->region != EuWest)
                continue;
            const auto a = valuesAt(world, *target, from);
            const auto b = valuesAt(world, *target, from + 299.0);
            for (std::size_t i = 0; i < a.size(); ++i) {
                const SeriesSlot &slot = target->sheet().slots()[i];
                if (target->sheet().families()[static_cast<std::size_t>(slot.family)].name != "http_requests")
                    continue;
                all += b[i] - a[i];
                bad += slot.labels.find("code=\"5") != std::string::npos ? b[i] - a[i] : 0.0;
            }
        }
        ratio[n++] = bad / all;
    }
    QVERIFY2(ratio[0] < 0.005, qPrintable(QString::number(ratio[0])));
    QVERIFY2(ratio[1] > 0.12, qPrintable(QString::number(ratio[1])));
}

void MetricsTest::everyServiceIsRealistic()
{
    const World world(42, anchor);
    std::map<std::string, std::size_t> names;
    for (const auto &target : targetsBetween(world, anchor, anchor + 1.0))
        if (target->pod())
            names[std::string(service(target->pod()->service).name)] = target->sheet().families().size();
    QCOMPARE(names.size(), serviceCount);
    for (const auto &[name, count] : names)
        QVERIFY2(count >= 25, name.c_str());
}

void MetricsTest::labelsAreEscaped()
{
    QCOMPARE(labelText({{"a", "x\"y\\z\n"}, {"b", ""}}), std::string("a=\"x\\\"y\\\\z\\n\",b=\"\""));
    QCOMPARE(storedLabels({{"a", "1"}, {"b", "2"}, {"d", "4"}}, "b=\"x\",c=\"3\",a=\"y\""),
             std::string("d=\"4\",b=\"x\",c=\"3\",a=\"y\""));
    QCOMPARE(floatText(1.0), std::string("1.0"));
    QCOMPARE(floatText(0.025), std::string("0.025"));
}

void MetricsTest::wholePagesKeepFamiliesTogether()
{
    const World world(42, anchor);
    const auto all = targetsBetween(world, anchor, anchor + 1.0);
    std::vector<const Target *> some;
    for (const auto &target : all) {
        if (some.size() == 6)
            break;
        target->advance(world, anchor);
        some.push_back(target.get());
    }
    const QByteArray page = QByteArray::fromStdString(exposeAll(some, anchor, Exposition::Text));
    QSet<QByteArray> types;
    for (const QByteArray &line : page.split('\n')) {
        if (!line.startsWith("# TYPE "))
            continue;
        QVERIFY2(!types.contains(line), line.constData());
        types.insert(line);
    }
    QVERIFY(page.contains("instance=\""));
}

void MetricsTest::promtoolAcceptsBothPages()
{
    const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (promtool.isEmpty())
        QSKIP("promtool is not installed (Debian package prometheus)");
    const World world(42, anchor);
    Tracer tracer(world);
    for (const char *name : {"gateway-", "payment-", "inventory-", "shipping-", "ip-10-2", "synthetic"}) {
        const auto target = pick(world, name, anchor + 1300.0);
        target->advance(world, anchor + 1300.0);
        QProcess check;
        check.start(promtool, {QStringLiteral("check"), QStringLiteral("metrics")});
        check.write(QByteArray::fromStdString(expose(*target, tracer, anchor + 1300.0, Exposition::Text)));
        check.closeWriteChannel();
        QVERIFY(check.waitForFinished());
        // Exit 3 is promtool's taste in names (other people's: Micrometer's, node_exporter's); 1 is a page it cannot
        // read.
        QVERIFY2(check.exitCode() == 0 || check.exitCode() == 3, check.readAllStandardError().constData());
    }
    const auto target = pick(world, "checkout-", anchor + 1300.0);
    target->advance(world, anchor + 1300.0);
    const std::string open = expose(*target, tracer, anchor + 1300.0, Exposition::OpenMetrics);
    QVERIFY(open.find("# {trace_id=\"") != std::string::npos);
    QVERIFY(open.ends_with("# EOF\n"));
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
