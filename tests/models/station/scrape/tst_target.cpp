// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/target.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

RelabelRule rule(RelabelOptions options)
{
    return RelabelRule::make(std::move(options)).value();
}
ScrapeJob job()
{
    ScrapeJob out;
    out.name = QStringLiteral("web");
    return out;
}
TargetGroup group(const QStringList &targets, base::Labels labels = {})
{
    return {targets, std::move(labels), QStringLiteral("test")};
}

} // namespace

class TargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void givesATargetJobAndInstance()
    {
        const auto out =
            resolveTargets(job(), {group({QStringLiteral("a:9100")}, {{"env", "prod"}, {"__hidden", "x"}})});
        QCOMPARE(out.active.size(), std::size_t{1});
        const Target &one = out.active[0];
        QCOMPARE(one.labels, (base::Labels{{"env", "prod"}, {"instance", "a:9100"}, {"job", "web"}}));
        QCOMPARE(one.url, QUrl(QStringLiteral("http://a:9100/metrics")));
        QCOMPARE(one.discovered.value("__scrape_interval__"), std::string_view("15s"));
        QCOMPARE(one.intervalNs, 15 * base::nsPerSecond);
    }

    void probesThroughAnotherServer() // the pattern of blackbox_exporter
    {
        ScrapeJob one = job();
        one.path = QStringLiteral("/probe");
        one.params = {{QStringLiteral("module"), {QStringLiteral("http_2xx"), QStringLiteral("b&c")}}};
        one.relabel = {rule({.sourceLabels = {"__address__"}, .targetLabel = "__param_target"}),
                       rule({.sourceLabels = {"__param_target"}, .targetLabel = "instance"}),
                       rule({.targetLabel = "__address__", .replacement = "127.0.0.1:9115"})};
        const auto out = resolveTargets(one, {group({QStringLiteral("https://shop.example.com/?q=1")})});
        QCOMPARE(out.problems, QStringList());
        QCOMPARE(out.active.at(0).labels.value("instance"), std::string_view("https://shop.example.com/?q=1"));
        QCOMPARE(out.active.at(0).url.toEncoded(),
                 QByteArray("http://127.0.0.1:9115/"
                            "probe?module=http_2xx&module=b%26c&target=https%3A%2F%2Fshop.example.com%2F%3Fq%3D1"));
    }

    void letsRelabellingChangeEverything()
    {
        ScrapeJob one = job();
        one.relabel = {
            rule({.targetLabel = "__scheme__", .replacement = "https"}),
            rule({.targetLabel = "__metrics_path__", .replacement = "m"}),
            rule({.targetLabel = "__scrape_interval__", .replacement = "5s"}),
            rule({.action = RelabelOptions::Action::Drop, .sourceLabels = {"__address__"}, .regex = "no.*"})};
        const auto out = resolveTargets(one, {group({QStringLiteral("no:1"), QStringLiteral("yes:2")})});
        QCOMPARE(out.active.size(), std::size_t{1});
        QCOMPARE(out.active[0].url, QUrl(QStringLiteral("https://yes:2/m")));
        QCOMPARE(out.active[0].intervalNs, 5 * base::nsPerSecond);
        QCOMPARE(out.active[0].timeoutNs, 5 * base::nsPerSecond);
        QCOMPARE(out.droppedCount, 1);
        QCOMPARE(out.dropped.at(0).value("__address__"), std::string_view("no:1"));
    }

    void refusesAddressesThatAreNone_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *bad : {"", "http://a:1", "a:1/x", "user@a:1", "a:99999", "a b:1", "[::1", "a:1?x", "a:1#x"})
            QTest::newRow(bad) << QString::fromLatin1(bad);
    }
    void refusesAddressesThatAreNone()
    {
        QFETCH(QString, address);
        const auto out = resolveTargets(job(), {group({address, QStringLiteral("good:1")})});
        QCOMPARE(out.active.size(), std::size_t{1});
        QCOMPARE(out.problems.size(), 1);
        QVERIFY2(out.problems[0].contains(QStringLiteral("it is not scraped")), qPrintable(out.problems[0]));
    }

    void takesUnusualButGoodAddresses_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *good : {"[::1]:9100", "my_service:8080", "host", "10.0.0.1:80"})
            QTest::newRow(good) << QString::fromLatin1(good);
    }
    void takesUnusualButGoodAddresses()
    {
        QFETCH(QString, address);
        const auto out = resolveTargets(job(), {group({address})});
        QCOMPARE(out.problems, QStringList());
        QCOMPARE(out.active.at(0).url.toString(),
                 QString(QStringLiteral("http://") + address + QStringLiteral("/metrics")));
    }

    void countsEqualTargetsOnceAndHoldsTheLimit()
    {
        ScrapeJob one = job();
        one.limits.targets = 2;
        QCOMPARE(resolveTargets(one, {group({QStringLiteral("a:1"), QStringLiteral("a:1"), QStringLiteral("b:1")})})
                     .active.size(),
                 std::size_t{2});
        const auto out =
            resolveTargets(one, {group({QStringLiteral("a:1"), QStringLiteral("b:1"), QStringLiteral("c:1")})});
        QVERIFY(out.active.empty());
        QVERIFY(out.problems.at(0).contains(QStringLiteral("3 targets, more than its target_limit of 2")));
    }

    void spreadsTargetsOverTheInterval()
    {
        QStringList addresses;
        for (int i = 0; i < 150; ++i)
            addresses << QStringLiteral("host-%1:9100").arg(i);
        std::vector<int> perSecond(15, 0);
        for (const auto &target : resolveTargets(job(), {group(addresses)}).active)
            ++perSecond[target.rhythm().phase % static_cast<quint64>(15 * base::nsPerSecond) / base::nsPerSecond];
        for (const int count : perSecond)
            QVERIFY2(count >= 1 && count <= 30, qPrintable(QString::number(count)));
    }
};

QTEST_GUILESS_MAIN(TargetTest)
#include "tst_target.moc"
