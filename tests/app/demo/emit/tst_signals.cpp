// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/exposition.h"
#include "app/demo/emit/loglines.h"
#include "app/demo/emit/otlp.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <set>

using namespace wf::app::demo;

namespace {

constexpr double anchor = 1778723352.0;
const std::int64_t firstTick = World::tickAt(anchor + 900.0);
constexpr int ticks = 40;

QString text(const std::string &s)
{
    return QString::fromStdString(s);
}

} // namespace

class SignalsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void tracesAreTheSameEveryTime();
    void spansFormOneTreeEach();
    void slowCheckoutsWaitForTheProviderPool();
    void labelsPointBackToTheirOrder();
    void linesAreJsonAndNameTracesThatExist();
    void lokiBodyCarriesStreamsInOrder();
    void otlpBodyIsWhatItSays();
    void exemplarsPointToEmittedTraces();
    void stormFloodsOneService();
};

void SignalsTest::tracesAreTheSameEveryTime()
{
    const World a(42, anchor);
    const World b(42, anchor);
    Tracer first(a);
    Tracer second(b);
    (void)second.page(firstTick + 30);
    for (std::int64_t tick : {firstTick, firstTick + 1}) {
        std::vector<const Trace *> one;
        std::vector<const Trace *> two;
        for (const Trace &trace : first.page(tick).traces)
            one.push_back(&trace);
        for (const Trace &trace : second.page(tick).traces)
            two.push_back(&trace);
        QVERIFY(one.size() >= 24);
        QCOMPARE(otlpTraces(one), otlpTraces(two));
    }
}

void SignalsTest::spansFormOneTreeEach()
{
    const World world(42, anchor);
    Tracer tracer(world);
    std::set<std::string> ids;
    std::size_t longest = 0;
    for (int i = 0; i < ticks; ++i) {
        for (const Trace &trace : tracer.page(firstTick + i).traces) {
            QVERIFY(ids.insert(trace.id).second);
            QCOMPARE(trace.id.size(), std::size_t{32});
            std::set<std::string> spans;
            for (std::size_t s = 0; s < trace.spans.size(); ++s) {
                const Span &span = trace.spans[s];
                QVERIFY(spans.insert(span.id).second);
                QVERIFY2(span.endUs > span.startUs, span.name.c_str());
                QVERIFY(s == 0 ? span.parent == -1 : span.parent >= 0 && span.parent < static_cast<int>(s));
                if (s > 0) { // inside the parent but for clock error
                    const Span &parent = trace.spans[static_cast<std::size_t>(span.parent)];
                    QVERIFY2(span.startUs >= parent.startUs - 70000 && span.endUs <= parent.endUs + 70000,
                             span.name.c_str());
                }
            }
            longest = std::max(longest, trace.spans.size());
        }
    }
    QVERIFY(longest >= 18);
}

void SignalsTest::slowCheckoutsWaitForTheProviderPool()
{
    const World world(42, anchor);
    Tracer tracer(world);
    int slow = 0;
    int waited = 0;
    int timedOut = 0;
    for (int i = 0; i < ticks; ++i) {
        for (const Trace &trace : tracer.page(firstTick + i).traces) {
            const Span &root = trace.spans.front();
            if (root.name != "POST /checkout" || root.endUs - root.startUs < 3000000)
                continue;
            ++slow;
            QCOMPARE(trace.region, EuWest);
            for (const Span &span : trace.spans) {
                if (span.name == "psp.pool.acquire" &&
                    span.endUs - span.startUs > (root.endUs - root.startUs) * 2 / 5) {
                    ++waited;
                    break;
                }
            }
            timedOut += root.code == 3 ? 1 : 0;
            QCOMPARE(root.failed, root.code >= 2);
        }
    }
    QVERIFY2(slow > 30, qPrintable(QString::number(slow)));
    QVERIFY2(waited > slow * 8 / 10, qPrintable(QString::number(waited)));
    QVERIFY(timedOut > 10);
}

void SignalsTest::labelsPointBackToTheirOrder()
{
    const World world(42, anchor);
    Tracer tracer(world);
    std::set<std::string> ids;
    int links = 0;
    for (int i = 0; i < ticks; ++i)
        for (const Trace &trace : tracer.page(firstTick + i).traces)
            ids.insert(trace.id);
    for (int i = 0; i < ticks; ++i)
        for (const Trace &trace : tracer.page(firstTick + i).traces)
            for (const SpanLink &link : trace.spans.front().links) {
                ++links;
                QVERIFY(ids.count(link.traceId));
            }
    QVERIFY(links > 10);
}

void SignalsTest::linesAreJsonAndNameTracesThatExist()
{
    const World world(42, anchor);
    Tracer tracer(world);
    int waits = 0;
    for (int i = 0; i < ticks; ++i) {
        std::set<std::string> spans;
        for (const Trace &trace : tracer.page(firstTick + i).traces)
            for (const Span &span : trace.spans)
                spans.insert(trace.id + span.id);
        for (const ShopLine &line : linesOf(world, tracer, firstTick + i)) {
            const QJsonDocument json = QJsonDocument::fromJson(QByteArray::fromStdString(lineText(line)));
            QVERIFY(json.isObject());
            for (const char *key : {"level", "ts", "msg", "service", "region", "pod"})
                QVERIFY2(json[QLatin1String(key)].isString(), key);
            waits += json[u"wait_ms"].toInt() > 0 ? 1 : 0;
            if (!line.traceId.empty())
                QVERIFY(spans.count(json[u"trace_id"].toString().toStdString() +
                                    json[u"span_id"].toString().toStdString()));
        }
    }
    QVERIFY(waits > 20);
}

void SignalsTest::lokiBodyCarriesStreamsInOrder()
{
    const World world(42, anchor);
    Tracer tracer(world);
    const auto lines = linesOf(world, tracer, firstTick);
    const QJsonDocument body = QJsonDocument::fromJson(QByteArray::fromStdString(lokiPush(lines)));
    qsizetype count = 0;
    for (const QJsonValue &stream : body[u"streams"].toArray()) {
        QVERIFY(!stream[u"stream"][u"service_name"].toString().isEmpty());
        QVERIFY(!stream[u"stream"][u"level"].toString().isEmpty());
        qlonglong last = 0;
        for (const QJsonValue &entry : stream[u"values"].toArray()) {
            QVERIFY(entry[0].toString().toLongLong() >= last);
            last = entry[0].toString().toLongLong();
            QCOMPARE(entry[0].toString().size(), 19);
            QVERIFY(QJsonDocument::fromJson(entry[1].toString().toUtf8()).isObject());
            QVERIFY(!entry[2][u"pod"].toString().isEmpty());
            ++count;
        }
    }
    QCOMPARE(static_cast<std::size_t>(count), lines.size());
}

void SignalsTest::otlpBodyIsWhatItSays()
{
    const World world(42, anchor);
    Tracer tracer(world);
    std::vector<const Trace *> traces;
    std::size_t spans = 0;
    for (const Trace &trace : tracer.page(firstTick).traces) {
        traces.push_back(&trace);
        spans += trace.spans.size();
    }
    const QJsonDocument body = QJsonDocument::fromJson(QByteArray::fromStdString(otlpTraces(traces)));
    std::size_t seen = 0;
    QSet<QString> services;
    for (const QJsonValue &resource : body[u"resourceSpans"].toArray()) {
        for (const QJsonValue &attribute : resource[u"resource"][u"attributes"].toArray())
            if (attribute[u"key"].toString() == u"service.name")
                services.insert(attribute[u"value"][u"stringValue"].toString());
        for (const QJsonValue &span : resource[u"scopeSpans"][0][u"spans"].toArray()) {
            ++seen;
            QCOMPARE(span[u"traceId"].toString().size(), 32);
            QCOMPARE(span[u"spanId"].toString().size(), 16);
            QCOMPARE(span[u"startTimeUnixNano"].toString().size(), 19);
        }
    }
    QCOMPARE(seen, spans);
    QVERIFY(services.contains(QStringLiteral("gateway")) && services.contains(QStringLiteral("northpay")));
}

void SignalsTest::exemplarsPointToEmittedTraces()
{
    const World world(42, anchor);
    Tracer tracer(world);
    const double t = anchor + 1300.0;
    std::set<std::string> ids;
    for (std::int64_t tick = World::tickAt(t) - 8; tick <= World::tickAt(t); ++tick)
        for (const Trace &trace : tracer.page(tick).traces)
            ids.insert(trace.id);
    int found = 0;
    for (const auto &target : targetsBetween(world, t, t + 1.0)) {
        if (!target->pod())
            continue;
        target->advance(world, t);
        const QString page = text(expose(*target, tracer, t, Exposition::OpenMetrics));
        static const QRegularExpression exemplar(
            QStringLiteral("_bucket\\{[^\n]*le=\"([^\"]+)\"[^\n]*# "
                           "\\{trace_id=\"([0-9a-f]{32})\",span_id=\"[0-9a-f]{16}\"\\} ([0-9.e-]+) ([0-9.]+)"));
        for (auto it = exemplar.globalMatch(page); it.hasNext();) {
            const auto match = it.next();
            ++found;
            QVERIFY(ids.count(match.captured(2).toStdString()));
            const double bound = match.captured(1) == u"+Inf" ? HUGE_VAL : match.captured(1).toDouble();
            QVERIFY(match.captured(3).toDouble() <= bound);
            QVERIFY(match.captured(4).toDouble() <= t + 0.001);
        }
    }
    QVERIFY2(found > 60, qPrintable(QString::number(found)));
}

void SignalsTest::stormFloodsOneService()
{
    const World world(42, anchor, {{Story::LogStorm, anchor}});
    Tracer tracer(world);
    const auto lines = linesOf(world, tracer, World::tickAt(anchor + 600.0));
    const auto shipping =
        std::count_if(lines.begin(), lines.end(), [](const ShopLine &l) { return l.pod->service == Shipping; });
    QVERIFY(shipping > 400);
    const auto calm = linesOf(world, tracer, World::tickAt(anchor - 600.0));
    QVERIFY(calm.size() < 400);
}

QTEST_GUILESS_MAIN(SignalsTest)
#include "tst_signals.moc"
