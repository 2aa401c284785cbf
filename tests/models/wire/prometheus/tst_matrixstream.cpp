// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/fastnumber.h"
#include "models/wire/prometheus/matrixbuilder.h"
#include "models/wire/prometheus/matrixstream.h"

#include "models/wire/numbers.h"
#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <charconv>
#include <random>

using namespace wf::wire::prometheus;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::base::Result;
using wf::signals::QueryAnswer;

namespace {

QByteArray matrix(const QByteArray &result, const QByteArray &rest = "}}\n")
{
    return R"({"status":"success","data":{"resultType":"matrix","result":[)" + result + "]" + rest;
}

Result<QueryAnswer> streamed(std::string_view body, std::size_t piece)
{
    MatrixStream stream;
    for (std::size_t at = 0; at < body.size(); at += piece) {
        // Each piece in memory of its own size, so that a sanitizer sees reads beyond it.
        const std::string chunk(body.substr(at, piece));
        if (!stream.feed(chunk))
            break;
    }
    return stream.finish();
}

bool sameBits(const std::vector<double> &a, const std::vector<double> &b)
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

// Empty when both say the same; else what differs.
QString difference(const Result<QueryAnswer> &a, const Result<QueryAnswer> &b)
{
    if (a.ok() != b.ok())
        return QStringLiteral("one accepts: %1 / %2")
            .arg(a.ok() ? QStringLiteral("ok") : a.error().detail, b.ok() ? QStringLiteral("ok") : b.error().detail);
    if (!a.ok())
        return a.error().kind == b.error().kind ? QString() : QStringLiteral("kind of error");
    if (a->type != b->type || a->completeness != b->completeness || a->series.size() != b->series.size() ||
        a->histograms.size() != b->histograms.size())
        return QStringLiteral("shape");
    for (std::size_t i = 0; i < a->series.size(); ++i) {
        const auto &x = a->series[i];
        const auto &y = b->series[i];
        if (x.labels != y.labels)
            return QStringLiteral("labels of series %1: %2 / %3").arg(i).arg(x.labels.toString(), y.labels.toString());
        if (x.timesMs != y.timesMs || !sameBits(x.values, y.values))
            return QStringLiteral("samples of series %1").arg(i);
    }
    for (std::size_t i = 0; i < a->histograms.size(); ++i)
        if (a->histograms[i].labels != b->histograms[i].labels ||
            a->histograms[i].samples.size() != b->histograms[i].samples.size())
            return QStringLiteral("histograms");
    return {};
}

// What no decoder may accept.
void addBrokenAnswers(const QByteArray &plain)
{
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    row("comma at the end", matrix(plain + ","));
    row("comma first", matrix("," + plain));
    row("two commas", matrix(plain + ",," + plain));
    row("no comma", matrix(plain + plain));
    row("sample commas", matrix(R"({"metric":{},"values":[[1700000000,"1"],]})"));
    row("sample comma first", matrix(R"({"metric":{},"values":[,[1700000000,"1"]]})"));
    row("samples without comma", matrix(R"({"metric":{},"values":[[1700000000,"1"][1700000015,"1"]]})"));
    row("wrong bracket", matrix(R"({"metric":{},"values":[[1700000000,"1"}]})"));
    row("wrong bracket of metric", matrix(R"({"metric":{"a":"b"],"values":[]})"));
    row("byte order mark inside",
        matrix(QByteArrayLiteral("{\"metric\":{},\"values\":[\xEF\xBB\xBF[1700000000,\"1\"]]}")));
    row("leading zero", matrix(R"({"metric":{},"values":[[0170000000,"1"]]})"));
    row("control character", matrix(QByteArrayLiteral("{\"metric\":{\"a\":\"x\ty\"},\"values\":[]}")));
    row("something behind", matrix(plain) + "x");
    row("words as value", matrix(R"({"metric":{},"values":[[1700000000,"one"]]})"));
    row("nested too deep",
        matrix(R"({"metric":{},"values":[[1700000000,)" + QByteArray(200, '[') + QByteArray(200, ']') + "]]}"));
    row("number without an end", matrix(R"({"metric":{},"values":[5)"));
}

} // namespace

class MatrixStreamTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fastNumbersAreTheNearestDoubles();
    void fastNumbersRoundHalfwayCasesToEven();
    void fastSamplesRefuseWhatTheyDoNotKnow_data();
    void fastSamplesRefuseWhatTheyDoNotKnow();
    void saysTheSameAsTheGeneralDecoder_data();
    void saysTheSameAsTheGeneralDecoder();
    void saysTheSameForEveryRecordedAnswer();
    void saysTheSameForMutatedAnswers();
    void refusesEveryTruncation();
    void stopsEarlyWhenTheAnswerIsBroken();
    void recyclesColumns();
    void columnsHoldNoSpareMemory();
    void saysWhichBoundWasHit();
};

void MatrixStreamTest::fastNumbersAreTheNearestDoubles()
{
    std::mt19937_64 random(7); // NOLINT: the same numbers every time
    for (int i = 0; i < 400'000; ++i) {
        const int digits = 1 + static_cast<int>(random() % 19);
        quint64 mantissa = random();
        for (int k = 19; k > digits; --k)
            mantissa /= 10;
        if (mantissa == 0 || mantissa > 9'999'999'999'999'999'999U)
            continue;
        const int decimals = 1 + static_cast<int>(random() % fast::mostDecimals);
        const std::string text = std::to_string(mantissa) + "e-" + std::to_string(decimals);
        double expected = 0;
        std::from_chars(text.data(), text.data() + text.size(), expected);
        const double got = fast::scaled(mantissa, decimals);
        QVERIFY2(std::bit_cast<quint64>(got) == std::bit_cast<quint64>(expected), text.c_str());
    }
}

void MatrixStreamTest::fastNumbersRoundHalfwayCasesToEven()
{
    // k + 0.5 around 2^53 and 2^54 lies exactly between two doubles.
    for (quint64 k = 0; k < 4096; ++k)
        for (const int shift : {52, 53}) {
            const quint64 mantissa = ((quint64{1} << shift) + k) * 10 + 5;
            const std::string text = std::to_string(mantissa) + "e-1";
            double expected = 0;
            std::from_chars(text.data(), text.data() + text.size(), expected);
            QCOMPARE(fast::scaled(mantissa, 1), expected);
        }
}

void MatrixStreamTest::fastSamplesRefuseWhatTheyDoNotKnow_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *t : {"[0700000000,\"1\"]", "[170000000,\"1\"]", "[17000000000,\"1\"]", "[1700000000.1234,\"1\"]",
                          "[1700000000.,\"1\"]", "[1700000000,1]", "[1700000000,\"\"]", "[1700000000,\"-\"]",
                          "[1700000000,\".5\"]", "[1700000000,\"5.\"]", "[1700000000,\"1e5\"]", "[1700000000,\"NaN\"]",
                          "[1700000000,\"+1\"]", "[1700000000,\"12345678901234567890\"]", "[1700000000,\"1\" ]",
                          "[1700000000, \"1\"]", "[17000O0000,\"1\"]", "[1700000000,\"1\",2]", "[9300000000,\"1\"]"})
        QTest::newRow(t) << QByteArray(t);
}
void MatrixStreamTest::fastSamplesRefuseWhatTheyDoNotKnow()
{
    QFETCH(QByteArray, text);
    text.append(QByteArray(128, ' '));
    qint64 time = 0;
    double value = 0;
    QVERIFY(fast::readSample(text.constData(), time, value) == nullptr);
}

void MatrixStreamTest::saysTheSameAsTheGeneralDecoder_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    const QByteArray plain =
        R"({"metric":{"a":"b","__name__":"x"},"values":[[1700000000,"1"],[1700000015,"-2.5"],[1700000030.5,"0.1"]]})";
    row("no series", matrix(""));
    row("white space instead of series", matrix(" \n "));
    row("one series", matrix(plain));
    row("two series", matrix(plain + "," + plain));
    row("white space between", matrix(plain + " ,\n " + plain + " "));
    row("spelled values",
        matrix(
            R"({"metric":{},"values":[[1700000000,"NaN"],[1700000015,"+Inf"],[1700000030,"-Inf"],[1700000045,"1e+22"],[1700000060,"1.5e-9"]]})"));
    row("odd stamps",
        matrix(
            R"({"metric":{},"values":[[1,"1"],[2.5,"2"],[1.7e9,"3"],[1700000000.9999,"4"],[-5,"5"],["7","6"],[0,"7"],[0.5,"8"]]})"));
    row("numbers as values", matrix(R"({"metric":{},"values":[[1700000000,1],[1700000015,2.5]]})"));
    row("white space within", matrix(R"({"metric":{},"values":[ [ 1700000000 , "1" ] , [1700000015,"2"] ]})"));
    row("more in a sample", matrix(R"({"metric":{},"values":[[1700000000,"1",{"x":"]"}],[1700000015,"2"]]})"));
    row("escaped value", matrix(R"({"metric":{},"values":[[1700000000,"\u0031"]]})"));
    row("escaped labels",
        matrix(R"({"metric":{"q":"a\"b","nl":"e\nf","u":"\u2602","br":"}],{"},"values":[[1700000000,"1"]]})"));
    row("UTF-8 labels",
        matrix(QByteArrayLiteral("{\"metric\":{\"uni\":\"na\xc3\xafve\"},\"values\":[[1700000000,\"1\"]]}")));
    row("broken UTF-8 label",
        matrix(QByteArrayLiteral("{\"metric\":{\"uni\":\"x\xff\"},\"values\":[[1700000000,\"1\"]]}")));
    row("labels that are no strings", matrix(R"({"metric":{"n":5,"o":{"x":1},"z":null,"e":""},"values":[]})"));
    row("duplicate label", matrix(R"({"metric":{"a":"1","a":"2"},"values":[]})"));
    row("histograms behind",
        matrix(
            R"({"metric":{},"values":[[1700000000,"1"]],"histograms":[[1700000000,{"count":"2","sum":"3","buckets":[[0,"1","2","2"]]}]]})"));
    row("histograms only", matrix(R"({"metric":{"a":"b"},"histograms":[[1700000000,{"count":"2","sum":"3"}]]})"));
    row("unknown keys behind", matrix(R"({"metric":{},"values":[[1700000000,"1"]],"x":{"y":["}"]},"z":null})"));
    row("unknown keys before", matrix(R"({"x":1,"metric":{},"values":[[1700000000,"1"]]})"));
    row("values first", matrix(R"({"values":[[1700000000,"1"]],"metric":{"a":"b"}})"));
    row("metric is null", matrix(R"({"metric":null,"values":[[1700000000,"1"]]})"));
    row("no values", matrix(R"({"metric":{"a":"b"}})"));
    row("duplicate values", matrix(R"({"metric":{},"values":[[1700000000,"1"]],"values":[[1700000000,"2"]]})"));
    row("elements that are no series", matrix("5,null,\"x\",[],{}"));
    row("stats and warnings",
        matrix(plain, R"(,"stats":{"a":[1]}},"warnings":["store down"],"infos":["PromQL info: x"]})"));
    row("vector",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000,"1"]}]}})");
    row("error", R"({"status":"error","errorType":"timeout","error":"query timed out"})");
    row("partial of VictoriaMetrics",
        R"({"status":"success","isPartial":true,"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]}})");
    row("byte order mark", "\xEF\xBB\xBF" + matrix(plain));
    row("empty", "");
    addBrokenAnswers(plain);
}
void MatrixStreamTest::saysTheSameAsTheGeneralDecoder()
{
    QFETCH(QByteArray, body);
    const auto expected = decodeAnyQuery(view(body), 0, {});
    for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{64},
                                    std::size_t{150}, std::size_t{1} << 20}) {
        const QString what = difference(streamed(view(body), piece), expected);
        QVERIFY2(what.isEmpty(), qPrintable(QStringLiteral("pieces of %1: %2").arg(piece).arg(what)));
    }
}

void MatrixStreamTest::saysTheSameForEveryRecordedAnswer()
{
    WF_NEED_CORPUS();
    int matrices = 0;
    for (const auto *folder : {"prometheus-2.42", "prometheus-3.5", "cortex-1.19", "loki-3.4"})
        for (const auto &e : exchangesIn(QString::fromLatin1(folder))) {
            const auto expected = decodeAnyQuery(e.text(), 0, {});
            for (const std::size_t piece : {std::size_t{13}, std::size_t{100}, std::size_t{4096}}) {
                const QString what = difference(streamed(e.text(), piece), expected);
                QVERIFY2(what.isEmpty(), qPrintable(e.name + u": " + what));
            }
            matrices += MatrixStream::reads(e.text());
        }
    QVERIFY2(matrices >= 20, qPrintable(QString::number(matrices)));
}

void MatrixStreamTest::saysTheSameForMutatedAnswers()
{
    QByteArray result;
    for (int s = 0; s < 4; ++s) {
        result += QByteArray(s ? "," : "") + R"({"metric":{"__name__":"up","n":")" + QByteArray::number(s) +
                  R"(","t":"\"x\""},"values":[)";
        for (int i = 0; i < 12; ++i)
            result += QByteArray(i ? "," : "") + "[" + QByteArray::number(1700000000 + i * 15) + (i % 3 ? "" : ".125") +
                      ",\"" + QByteArray::number(0.1 + i / 300.0 + s, 'g', 17) + "\"]";
        result += s == 2 ? QByteArray(R"(],"histograms":[[1700000000,{"count":"2","sum":"3"}]]})") : QByteArray("]}");
    }
    const QByteArray body = matrix(result, R"(,"stats":{}},"infos":["PromQL info: a"]})");
    static constexpr std::string_view spice = "[]{},:\"\\ 0123456789.-+eNI\n\t\xff\x80x";
    std::mt19937 random(11); // NOLINT: the same mutations every time
    for (int round = 0; round < 12'000; ++round) {
        QByteArray mutated = body;
        const int edits = 1 + static_cast<int>(random() % 3);
        for (int k = 0; k < edits; ++k) {
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(mutated.size()));
            const char c = spice[random() % spice.size()];
            switch (random() % 4) {
            case 0:
                mutated.remove(at, 1 + static_cast<qsizetype>(random() % 5));
                break;
            case 1:
                mutated.insert(at, c);
                break;
            case 2:
                mutated.insert(at, mutated.mid(at, static_cast<qsizetype>(random() % 30)));
                break;
            default:
                mutated[at] = c;
            }
        }
        const QString what =
            difference(streamed(view(mutated), 1 + random() % 300), decodeAnyQuery(view(mutated), 0, {}));
        QVERIFY2(what.isEmpty(), QByteArray(what.toUtf8() + "\n" + mutated).constData());
    }
}

void MatrixStreamTest::refusesEveryTruncation()
{
    const QByteArray body =
        matrix(R"({"metric":{"a":"b"},"values":[[1700000000,"1"],[1700000015,"2"]]},{"metric":{},"values":[]})")
            .trimmed();
    for (qsizetype n = 0; n < body.size(); ++n)
        QVERIFY(!streamed(view(body.left(n)), 5).ok());
    QVERIFY(streamed(view(body), 5).ok());
}

void MatrixStreamTest::stopsEarlyWhenTheAnswerIsBroken()
{
    MatrixStream stream;
    QVERIFY(stream.feed(R"({"status":"success","data":{"resultType":"matrix","result":[)"));
    QVERIFY(!stream.feed(",,"));
    QVERIFY(!stream.finish().ok());
}

void MatrixStreamTest::recyclesColumns()
{
    const QByteArray body = matrix(
        R"({"metric":{"a":"b"},"values":[[1700000000,"1"],[1700000015,"2"]]},{"metric":{"c":"d"},"values":[[1700000000,"3"]]})");
    const auto expected = decodeAnyQuery(view(body), 0, {});
    for (const std::size_t oldSize : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{100}}) {
        QueryAnswer old;
        old.series.resize(1);
        old.series[0].labels = wf::base::Labels{{"stale", "yes"}};
        old.series[0].timesMs.assign(oldSize, 7);
        old.series[0].values.assign(oldSize, 7);
        const double *const memory = old.series[0].values.data();
        MatrixStream stream;
        stream.recycle(std::move(old));
        stream.feed(view(body));
        const auto answer = stream.finish(15'000);
        const QString what = difference(answer, expected);
        QVERIFY2(what.isEmpty(), qPrintable(what));
        QCOMPARE(answer->stepMs, 15'000);
        if (oldSize == 2) // the same size as before: no new memory
            QCOMPARE(answer->series[0].values.data(), memory);
        if (oldSize == 100) // much smaller than before: the old memory is given back
            QCOMPARE(answer->series[0].values.capacity(), std::size_t{2});
    }
}

void MatrixStreamTest::columnsHoldNoSpareMemory()
{
    QByteArray samples;
    for (int i = 0; i < 5000; ++i)
        samples += QByteArray(i ? "," : "") + "[" + QByteArray::number(1700000000 + i) + ",\"1\"]";
    const auto answer = streamed(view(matrix(R"({"metric":{},"values":[)" + samples + "]}")), 65536);
    QCOMPARE(answer->series[0].values.capacity(), std::size_t{5000});
    QCOMPARE(answer->series[0].timesMs.capacity(), std::size_t{5000});
}

void MatrixStreamTest::saysWhichBoundWasHit()
{
    const QByteArray body = matrix(
        R"({"metric":{"a":"b"},"values":[[1700000000,"1"],[1700000015,"2"]]},{"metric":{"c":"d"},"values":[[1,"2"]]})");
    const auto with = [&](auto set) {
        wf::wire::Limits limits;
        set(limits);
        MatrixStream stream(limits);
        stream.feed(view(body));
        return stream.finish();
    };
    QCOMPARE(with([](auto &l) { l.samples = 2; }).error().kind, ErrorKind::TooLarge);
    QCOMPARE(with([](auto &l) { l.series = 1; }).error().kind, ErrorKind::TooLarge);
    QCOMPARE(with([](auto &l) { l.bytes = 50; }).error().kind, ErrorKind::TooLarge);
    QVERIFY(with([](auto &l) { l.samples = 3; }).ok());
}

QTEST_GUILESS_MAIN(MatrixStreamTest)
#include "tst_matrixstream.moc"
