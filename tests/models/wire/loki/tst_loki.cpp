// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/loki/discovery.h"
#include "models/wire/loki/loki.h"

#include "models/wire/prometheus/prometheus.h"
#include "tests/models/wire/fixtures.h"

#include <QJsonArray>
#include <QTest>

using namespace wf::wire::loki;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::base::Labels;
using wf::signals::LogAnswer;
using wf::signals::LogLevel;
namespace prometheus = wf::wire::prometheus;

namespace {
QByteArray recorded(const char *name)
{
    return bodyOf(QStringLiteral("loki-3.4"), QString::fromLatin1(name));
}
bool decodes(const Exchange &e)
{
    const QString path = e.path.mid(e.path.indexOf(u"/api/v1") + 7);
    if (path.startsWith(u"/query"))
        return decodeQuery(e.text(), Order::NewestFirst).ok();
    if (path == u"/labels" || path.startsWith(u"/label/"))
        return prometheus::decodeNames(e.text()).ok();
    if (path == u"/series")
        return prometheus::decodeSeries(e.text()).ok();
    if (path == u"/index/volume" || path == u"/index/volume_range")
        return prometheus::decodeQuery(e.text()).ok();
    if (path == u"/index/stats")
        return decodeIndexStats(e.text()).ok();
    if (path == u"/patterns")
        return decodePatterns(e.text()).ok() && !decodePatterns(e.text())->empty();
    if (path == u"/detected_fields")
        return decodeDetectedFields(e.text()).ok() && !decodeDetectedFields(e.text())->empty();
    if (path.startsWith(u"/detected_field/"))
        return decodeFieldValues(e.text()).ok() && !decodeFieldValues(e.text())->isEmpty();
    if (path == u"/detected_labels")
        return decodeDetectedLabels(e.text()).ok() && !decodeDetectedLabels(e.text())->isEmpty();
    if (path == u"/status/buildinfo")
        return prometheus::decodeBuildInfo(e.text()).ok();
    if (path == u"/format_query")
        return prometheus::decodeText(e.text()).ok();
    if (e.path == u"/prometheus/api/v1/rules")
        return prometheus::decodeRules(e.text()).ok();
    if (e.path == u"/prometheus/api/v1/alerts")
        return prometheus::decodeAlerts(e.text()).ok();
    return false;
}
} // namespace

class LokiTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodesEveryRecordedAnswer();
    void refusesEveryRecordedError();
    void mergesStreamsInTheAskedDirection();
    void keepsLabelsApartWhenCategorised();
    void keepsParserErrorsOfLines();
    void understandsEveryRecordedTailFrame();
    void countsWhatTheServerDropped();
    void findsLevels_data();
    void findsLevels();
    void findsTraceIds_data();
    void findsTraceIds();
    void countsVolumeIntoBuckets();
    void readsPatternsAndFields();
    void refusesBrokenEntries_data();
    void refusesBrokenEntries();
    void saysWhichBoundWasHit();
    void neverAcceptsATruncatedAnswer();
};

void LokiTest::decodesEveryRecordedAnswer()
{
    WF_NEED_CORPUS();
    int decoded = 0;
    for (const auto &e : exchangesIn(QStringLiteral("loki-3.4"))) {
        if (e.status != 200 || e.body.isEmpty() || !e.path.contains(u"/api/v1/") || !(e.body.startsWith('{')) ||
            e.path.endsWith(u"/index/shards"))
            continue;
        QVERIFY2(decodes(e), qPrintable(e.name));
        ++decoded;
    }
    QVERIFY2(decoded >= 38, qPrintable(QString::number(decoded)));
}

void LokiTest::refusesEveryRecordedError()
{
    WF_NEED_CORPUS();
    int errors = 0;
    for (const auto &e : exchangesIn(QStringLiteral("loki-3.4"))) {
        if (e.status < 400)
            continue;
        ++errors;
        QVERIFY2(!decodeStreams(e.text(), Order::NewestFirst).ok(), qPrintable(e.name));
        QVERIFY2(!decodeTailFrame(e.text()).ok() || e.body.startsWith('{'), qPrintable(e.name));
    }
    QVERIFY(errors >= 25);
}

void LokiTest::mergesStreamsInTheAskedDirection()
{
    WF_NEED_CORPUS();
    const auto newest = decodeStreams(view(recorded("query_range_streams")), Order::NewestFirst);
    QVERIFY(newest.ok());
    QCOMPARE(newest->lines.size(), std::size_t{20});
    for (std::size_t i = 1; i < newest->lines.size(); ++i)
        QVERIFY(newest->lines[i - 1].timeNs >= newest->lines[i].timeNs);
    const auto oldest = decodeStreams(view(recorded("query_range_streams_forward")), Order::OldestFirst);
    for (std::size_t i = 1; i < oldest->lines.size(); ++i)
        QVERIFY(oldest->lines[i - 1].timeNs <= oldest->lines[i].timeNs);
    // The level of uncategorised answers stands among the stream's labels.
    for (const auto &line : newest->lines)
        QCOMPARE(line.level, wf::signals::logLevelFromText(line.stream.value("detected_level")));
}

void LokiTest::keepsLabelsApartWhenCategorised()
{
    WF_NEED_CORPUS();
    const auto answer = decodeStreams(view(recorded("query_range_categorized")), Order::NewestFirst);
    QVERIFY(answer.ok());
    const auto it = std::find_if(answer->lines.begin(), answer->lines.end(),
                                 [](const auto &l) { return l.timeNs == 1795246227351384576; });
    QVERIFY(it != answer->lines.end());
    QVERIFY(!it->stream.has("trace_id"));
    QCOMPARE(it->stream.value("pod"), std::string_view("checkout-pod-a"));
    QCOMPARE(it->metadata.value("span_id"), std::string_view("58cdf73d4ca5f8f3"));
    QCOMPARE(it->metadata.value("status"), std::string_view("404"));
    QCOMPARE(it->traceId, QStringLiteral("95aeabb541ec96f3c90d2c65f5a0df2d"));
    QCOMPARE(it->level, LogLevel::Info);
}

void LokiTest::keepsParserErrorsOfLines()
{
    WF_NEED_CORPUS();
    const auto answer = decodeStreams(view(recorded("query_range_json_errors")), Order::NewestFirst);
    QVERIFY(answer.ok());
    QVERIFY(std::any_of(answer->lines.begin(), answer->lines.end(),
                        [](const auto &l) { return l.stream.value("__error__") == "JSONParserErr"; }));
}

void LokiTest::understandsEveryRecordedTailFrame()
{
    WF_NEED_CORPUS();
    int frames = 0;
    std::size_t lines = 0;
    for (const QString &file :
         filesBelow(corpusDir() + QStringLiteral("/api-fixtures/loki-3.4"), {QStringLiteral("tail_*.ws.json")})) {
        const auto recordedFrames =
            QJsonDocument::fromJson(readFile(file)).object().value(QStringLiteral("frames")).toArray();
        for (const auto &value : recordedFrames) {
            const QByteArray text = value.toObject().value(QStringLiteral("text")).toString().toUtf8();
            if (text.isEmpty() || value.toObject().value(QStringLiteral("opcode")).toInt(1) != 1)
                continue;
            const auto frame = decodeTailFrame(view(text));
            QVERIFY2(frame.ok(), qPrintable(file));
            for (std::size_t i = 1; i < frame->lines.size(); ++i)
                QVERIFY(frame->lines[i - 1].timeNs <= frame->lines[i].timeNs);
            ++frames;
            lines += frame->lines.size();
        }
    }
    QVERIFY(frames > 5);
    QVERIFY(lines > 20);
}

void LokiTest::countsWhatTheServerDropped()
{
    const auto frame = decodeTailFrame(
        R"({"streams":[],"dropped_entries":[{"timestamp":"1795247981752272309","labels":{"app":"flood"}},{"timestamp":"1795247981752272307","labels":{}}]})");
    QVERIFY(frame.ok());
    QCOMPARE(frame->dropped, 2);
    QCOMPARE(frame->droppedRange.startNs, 1795247981752272307);
    QCOMPARE(frame->droppedRange.endNs, 1795247981752272309);
    const auto none =
        decodeTailFrame(R"({"streams":[{"stream":{"a":"b"},"values":[["5","x"]]}],"dropped_entries":null})");
    QCOMPARE(none->dropped, 0);
    QCOMPARE(none->lines.at(0).text, std::string("x"));
}

void LokiTest::findsLevels_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("level");
    const auto row = [](const char *name, const char *stream, const char *metadata, const char *line, LogLevel level) {
        QTest::newRow(name) << QByteArray(stream) << QByteArray(metadata) << QByteArray(line)
                            << static_cast<int>(level);
    };
    row("detected level first", "level=info", "detected_level=error", "level=debug", LogLevel::Error);
    row("unknown is no answer", "level=warn", "detected_level=unknown", "", LogLevel::Warn);
    row("severity text", "", "severity_text=ERROR", "", LogLevel::Error);
    row("logfmt", "", "", "ts=1 level=warn msg=\"level=debug\"", LogLevel::Warn);
    row("json", "", "", R"({"msg":"x","level": "error"})", LogLevel::Error);
    row("json number of bunyan", "", "", R"({"level":50,"msg":"x"})", LogLevel::Error);
    row("quoted logfmt", "", "", "lvl=\"info\" msg=x", LogLevel::Info);
    row("bracketed word", "", "", "2026-05-14 02:14:07 [ERROR] boom", LogLevel::Error);
    row("plain word", "", "", "WARN  something odd", LogLevel::Warn);
    row("a word in the text is not a level", "", "", "the error was handled", LogLevel::Unknown);
    row("part of another key", "", "", "sublevel=error x", LogLevel::Unknown);
    row("nothing", "app=x", "", "", LogLevel::Unknown);
}
void LokiTest::findsLevels()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, metadata);
    QFETCH(QByteArray, line);
    QFETCH(int, level);
    const auto labels = [](const QByteArray &kv) {
        const auto at = kv.indexOf('=');
        return at < 0 ? Labels() : Labels{{kv.left(at).toStdString(), kv.mid(at + 1).toStdString()}};
    };
    QCOMPARE(wf::signals::logLevelName(discoverLevel(labels(stream), labels(metadata), view(line))),
             wf::signals::logLevelName(static_cast<LogLevel>(level)));
}

void LokiTest::findsTraceIds_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("id");
    const QString id = QStringLiteral("5b8efff798038103d269b633813fc60c");
    QTest::newRow("logfmt") << QByteArray("a=1 trace_id=5b8efff798038103d269b633813fc60c b=2") << id;
    QTest::newRow("json") << QByteArray(R"({"traceID":"5B8EFFF798038103D269B633813FC60C"})") << id;
    QTest::newRow("json with space") << QByteArray(
                                            R"({"trace.id" : "x","traceId": "5b8efff798038103d269b633813fc60c"})")
                                     << id;
    QTest::newRow("short") << QByteArray("traceID=d269b633813fc60c")
                           << QStringLiteral("0000000000000000d269b633813fc60c");
    QTest::newRow("traceparent") << QByteArray("traceparent=00-5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174-01 x")
                                 << id;
    QTest::newRow("zero") << QByteArray("trace_id=00000000000000000000000000000000") << QString();
    QTest::newRow("not hex") << QByteArray("trace_id=notreallyatraceidatallnotreally1") << QString();
    QTest::newRow("wrong length") << QByteArray("trace_id=5b8e") << QString();
    QTest::newRow("none") << QByteArray("nothing here") << QString();
}
void LokiTest::findsTraceIds()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, id);
    QCOMPARE(discoverTraceId({}, {}, view(line)), id);
}

void LokiTest::countsVolumeIntoBuckets()
{
    wf::signals::QueryAnswer answer;
    answer.series.push_back({Labels{{"detected_level", "error"}}, {10'000, 20'000, 40'000}, {2, 3, 9}});
    answer.series.push_back({Labels{{"level", "info"}}, {20'000, 30'000}, {5, std::nan("")}});
    const auto volume = toVolume(answer, {0, 30'000'000'000}, 10'000'000'000);
    QCOMPARE(volume.buckets.size(), std::size_t{3});
    const auto error = static_cast<std::size_t>(LogLevel::Error);
    const auto info = static_cast<std::size_t>(LogLevel::Info);
    QCOMPARE(volume.buckets[0].at(error), 2.0);
    QCOMPARE(volume.buckets[1].at(error), 3.0);
    QCOMPARE(volume.buckets[1].at(info), 5.0);
    QCOMPARE(volume.buckets[2].at(error), 0.0); // 40 s lies outside
    QVERIFY(toVolume(answer, {0, 30'000'000'000}, 0).buckets.empty());
}

void LokiTest::readsPatternsAndFields()
{
    WF_NEED_CORPUS();
    const auto patterns = decodePatterns(view(recorded("patterns")));
    QVERIFY(patterns->at(0).pattern.contains(QStringLiteral("<_>")));
    for (std::size_t i = 1; i < patterns->size(); ++i)
        QVERIFY(patterns->at(i - 1).count >= patterns->at(i).count);
    const auto fields = decodeDetectedFields(view(recorded("detected_fields")));
    const auto it = std::find_if(fields->begin(), fields->end(), [](const auto &f) { return f.name == u"duration"; });
    QVERIFY(it != fields->end());
    QCOMPARE(it->type, QStringLiteral("duration"));
    QCOMPARE(it->cardinality, 24);
    QVERIFY(prometheus::decodeNames(view(recorded("label_values_none")))->names.isEmpty());
}

void LokiTest::refusesBrokenEntries_data()
{
    QTest::addColumn<QByteArray>("entry");
    for (const char *e :
         {R"(["x","line"])", R"(["1"])", R"([])", R"(["1",5])", R"(["99999999999999999999","x"])", R"("1")"})
        QTest::newRow(e) << QByteArray(e);
}
void LokiTest::refusesBrokenEntries()
{
    QFETCH(QByteArray, entry);
    const QByteArray body =
        R"({"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[)" + entry + "]}]}}";
    QCOMPARE(decodeStreams(view(body), Order::NewestFirst).error().kind, ErrorKind::NotUnderstood);
}

void LokiTest::saysWhichBoundWasHit()
{
    wf::wire::Limits limits;
    limits.lines = 1;
    const auto answer = decodeStreams(
        R"({"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[["1","a"],["2","b"]]}]}})",
        Order::NewestFirst, limits);
    QCOMPARE(answer.error().kind, ErrorKind::TooLarge);
}

void LokiTest::neverAcceptsATruncatedAnswer()
{
    WF_NEED_CORPUS();
    const QByteArray body = recorded("query_range_categorized").trimmed();
    QVERIFY(!body.isEmpty());
    truncations(body, 400, [&](std::string_view part) { QVERIFY(!decodeStreams(part, Order::NewestFirst).ok()); });
}

QTEST_GUILESS_MAIN(LokiTest)
#include "tst_loki.moc"
