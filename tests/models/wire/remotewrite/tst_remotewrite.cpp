// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/remotewrite/remotewrite.h"
#include "models/wire/snappy/snappy.h"

#include "tests/models/wire/otlp/protomessage.h"

#include <QTest>

#include <bit>

using namespace wf;
using namespace wf::wire::remotewrite;
using base::ErrorKind;
using base::Labels;
using signals::NativeHistogram;
using tests::Message;

namespace {

NativeHistogram someHistogram()
{
    NativeHistogram h;
    h.schema = 3;
    h.zeroThreshold = 1e-128;
    h.zeroCount = 2;
    h.count = 11;
    h.sum = 33.5;
    h.positiveSpans = {{-4, 2}, {3, 1}};
    h.positiveCounts = {1, 4, 2};
    h.negativeSpans = {{0, 1}};
    h.negativeCounts = {2};
    h.resetHint = NativeHistogram::ResetHint::Gauge;
    return h;
}

std::string label(std::string_view name, std::string_view value)
{
    return Message().text(1, name).text(2, value).bytes;
}

Message named(std::string_view name)
{
    return Message().text(1, label("__name__", name));
}

std::string request(const Message &series)
{
    return wire::compressSnappy(Message().sub(1, series).bytes);
}

} // namespace

class RemoteWriteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsEncodedIsDecoded();
    void readsIntegerHistograms();
    void readsTheSecondVersion();
    void leavesOutAndCountsWhatIsNotSound();
    void refusesWhatIsBroken();
    void aLongSymbolNamedOftenIsBounded();
};

void RemoteWriteTest::whatIsEncodedIsDecoded()
{
    WrittenSeries floats;
    floats.series.labels = Labels{{"__name__", "up"}, {"job", "x"}, {"utf.8", "\xc3\xa4"}};
    floats.series.timesMs = {1, 2, -3};
    floats.series.values = {0.5, signals::staleMarker(), -0.0};
    floats.exemplars = {{{}, Labels{{"trace_id", "t"}}, 0.25, 2}};
    WrittenSeries native;
    native.series.labels = Labels{{"__name__", "h"}};
    native.series.histogramTimesMs = {5, 6};
    NativeHistogram custom;
    custom.schema = NativeHistogram::customBuckets;
    custom.count = 3;
    custom.positiveSpans = {{0, 2}};
    custom.positiveCounts = {1, 2};
    custom.customBounds = {0.5, 1};
    native.series.histograms = {std::make_shared<NativeHistogram>(someHistogram()),
                                std::make_shared<NativeHistogram>(custom)};
    const signals::MetricInfo family{QStringLiteral("up"), signals::MetricType::Gauge, QStringLiteral("is it there"),
                                     QStringLiteral("s")};
    const auto back = decode(encode({floats, native}, {family}), Version::One);
    QVERIFY(back.ok());
    QCOMPARE(back->samples, std::size_t{3});
    QCOMPARE(back->histograms, std::size_t{2});
    QCOMPARE(back->exemplars, std::size_t{1});
    const auto &a = back->series.at(0);
    QCOMPARE(a.series.labels, floats.series.labels);
    QCOMPARE(a.series.timesMs, floats.series.timesMs);
    QVERIFY(signals::isStaleMarker(a.series.values.at(1)) && std::signbit(a.series.values.at(2)));
    QCOMPARE(a.exemplars.at(0).labels, floats.exemplars.at(0).labels);
    const auto &b = back->series.at(1).series;
    QVERIFY(*b.histograms.at(0) == someHistogram());
    QVERIFY(*b.histograms.at(1) == custom);
    QCOMPARE(back->families.at(0).help, family.help);
    QCOMPARE(back->families.at(0).type, signals::MetricType::Gauge);
}

void RemoteWriteTest::readsIntegerHistograms()
{
    // deltas +1 +3 -2: counts 1, 4, 2
    const auto read = decode(request(named("h").sub(4, Message()
                                                           .varint(1, 7)
                                                           .real(3, 1.5)
                                                           .sint(4, 0)
                                                           .varint(6, 0)
                                                           .sub(11, Message().sint(1, 2).varint(2, 3))
                                                           .text(12, "\x02\x06\x03")
                                                           .varint(15, 9))),
                             Version::One);
    QVERIFY(read.ok());
    const auto &h = *read->series.at(0).series.histograms.at(0);
    QCOMPARE(h.count, 7.0);
    QCOMPARE(h.positiveCounts, (std::vector<double>{1, 4, 2}));
    QCOMPARE(h.positiveSpans.at(0).offset, 2);
    QCOMPARE(read->series.at(0).series.histogramTimesMs.at(0), 9);
}

void RemoteWriteTest::readsTheSecondVersion()
{
    Message body;
    for (const auto *symbol : {"", "__name__", "up", "job", "x", "how it is", "trace_id", "t"})
        body.text(4, symbol);
    body.sub(5, Message()
                    .text(1, std::string("\x01\x02\x03\x04", 4))
                    .sub(2, Message().real(1, 1).varint(2, 1000))
                    .sub(4, Message().text(1, "\x06\x07").real(2, 3).varint(3, 4))
                    .sub(5, Message().varint(1, 1).varint(3, 5)));
    const auto read = decode(wire::compressSnappy(body.bytes), Version::Two);
    QVERIFY(read.ok());
    QCOMPARE(read->series.at(0).series.labels, (Labels{{"__name__", "up"}, {"job", "x"}}));
    QCOMPARE(read->series.at(0).series.timesMs, std::vector<qint64>{1000});
    QCOMPARE(read->series.at(0).exemplars.at(0).labels, (Labels{{"trace_id", "t"}}));
    QCOMPARE(read->families.at(0).name, u"up");
    QCOMPARE(read->families.at(0).type, signals::MetricType::Counter);
    QCOMPARE(read->families.at(0).help, u"how it is");
    body.sub(5, Message().text(1, "\x01\x63"));
    QCOMPARE(decode(wire::compressSnappy(body.bytes), Version::Two).error().kind, ErrorKind::NotUnderstood);
}

void RemoteWriteTest::leavesOutAndCountsWhatIsNotSound()
{
    const auto nameless =
        decode(request(Message().text(1, label("job", "x")).sub(2, Message().real(1, 1).varint(2, 1))), Version::One);
    QVERIFY(nameless.ok());
    QCOMPARE(nameless->rejected, std::size_t{1});
    QVERIFY(nameless->series.empty() && nameless->reason.contains(QStringLiteral("__name__")));
    for (const auto &bad : {Message().sint(4, 9), Message().sint(4, -6), Message().sub(11, Message().varint(2, 3)),
                            Message().sub(11, Message().varint(2, 1)).text(12, "\x01"),
                            Message().sub(11, Message().varint(2, 0xFFFFFFFFULL))}) {
        const auto read = decode(request(named("h").sub(4, bad)), Version::One);
        QVERIFY(read.ok());
        QCOMPARE(read->rejected, std::size_t{1});
        QVERIFY(read->series.at(0).series.histograms.empty());
    }
}

void RemoteWriteTest::refusesWhatIsBroken()
{
    QCOMPARE(decode("text", Version::One).error().kind, ErrorKind::NotUnderstood);
    QCOMPARE(decode(wire::compressSnappy("\x0a\x7f"), Version::One).error().kind, ErrorKind::NotUnderstood);
    wire::Limits limits;
    limits.samples = 2;
    Message many = named("x");
    for (int i = 0; i < 3; ++i)
        many.sub(2, Message());
    QCOMPARE(decode(request(many), Version::One, limits).error().kind, ErrorKind::TooLarge);
    QVERIFY(decode(wire::compressSnappy(""), Version::One).ok());
}

void RemoteWriteTest::aLongSymbolNamedOftenIsBounded()
{
    Message body;
    body.text(4, "").text(4, std::string(1 << 20, 'x'));
    Message series;
    series.text(1, std::string(2'000, '\x01'));
    body.sub(5, series);
    wire::Limits limits;
    limits.bytes = 16 << 20;
    QCOMPARE(decode(wire::compressSnappy(body.bytes), Version::Two, limits).error().kind, ErrorKind::TooLarge);
}

QTEST_GUILESS_MAIN(RemoteWriteTest)
#include "tst_remotewrite.moc"
