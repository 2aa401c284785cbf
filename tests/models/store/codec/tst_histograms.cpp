// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/chunk.h"
#include "models/store/codec/histograms.h"

#include "models/signals/rawseries.h"

#include <QTest>

#include <limits>
#include <random>

using namespace wf::signals;
using namespace wf::store;

namespace {

using Times = std::vector<qint64>;
using Histograms = std::vector<NativeHistogramPtr>;

std::string encoded(const Times &times, const Histograms &histograms)
{
    ByteWriter out;
    encodeHistograms(times, histograms, out);
    return out.bytes();
}

// Size in bytes; 0 when it did not come back bit for bit.
std::size_t roundTrip(const Times &times, const Histograms &histograms)
{
    const std::string bytes = encoded(times, histograms);
    ByteReader in(bytes);
    Times t;
    Histograms h;
    if (!decodeHistograms(in, t, h) || in.left() != 0 || t != times || h.size() != histograms.size())
        return 0;
    for (std::size_t i = 0; i < h.size(); ++i)
        if (!sameBits(*h[i], *histograms[i]))
            return 0;
    return bytes.size();
}

// A latency histogram of forty buckets as an exporter tells it every 15 s.
void live(std::size_t n, Times &times, Histograms &histograms)
{
    std::mt19937 random(4);
    NativeHistogram h;
    h.schema = 3;
    h.zeroThreshold = 2.938735877055719e-39;
    h.positiveSpans = {{-10, 25}, {3, 15}};
    h.positiveCounts.resize(40);
    for (std::size_t i = 0; i < n; ++i) {
        for (auto &count : h.positiveCounts) {
            const auto more = static_cast<double>(random() % 8);
            count += more;
            h.count += more;
            h.sum += more * 0.137;
        }
        times.push_back(1'795'867'200'000 + static_cast<qint64>(i) * 15'000);
        histograms.push_back(std::make_shared<const NativeHistogram>(h));
    }
}

} // namespace

class TstHistograms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void countersCostTheBitsOfTheirDifferences()
    {
        Times times;
        Histograms histograms;
        live(120, times, histograms);
        const std::size_t bytes = roundTrip(times, histograms);
        QVERIFY(bytes > 0);
        // 43 numbers each; three bits a bucket and their share of frames and of the sum.
        QVERIFY2(bytes < 120 * 43, qPrintable(QString::number(bytes)));
    }

    void everyShapeComesBack()
    {
        std::mt19937_64 random(3);
        const auto any = [&] { return std::bit_cast<double>(random()); };
        for (int round = 0; round < 300; ++round) {
            Times times;
            Histograms histograms;
            NativeHistogram h;
            const std::size_t n = 1 + random() % 40;
            for (std::size_t i = 0; i < n; ++i) {
                if (i == 0 || random() % 8 == 0) {
                    h = {};
                    h.schema = random() % 4 == 0 ? NativeHistogram::customBuckets : static_cast<int>(random() % 13) - 4;
                    h.zeroThreshold = any();
                    for (auto k = random() % 3; k > 0; --k)
                        h.positiveSpans.push_back({static_cast<qint32>(random()), static_cast<quint32>(random() % 9)});
                    for (auto k = random() % 3; k > 0; --k)
                        h.negativeSpans.push_back({static_cast<qint32>(random()), static_cast<quint32>(random() % 9)});
                    for (auto k = random() % 5; k > 0; --k)
                        h.customBounds.push_back(any());
                }
                const auto fill = [&](const auto &spans, auto &counts) {
                    counts.clear();
                    for (const auto &span : spans)
                        for (quint32 b = 0; b < span.length; ++b)
                            counts.push_back(random() % 3 == 0 ? any() : static_cast<double>(random() % 1000));
                };
                fill(h.positiveSpans, h.positiveCounts);
                fill(h.negativeSpans, h.negativeCounts);
                h.count = any();
                h.zeroCount = any();
                h.sum = random() % 5 == 0 ? staleMarker() : any();
                h.resetHint = static_cast<NativeHistogram::ResetHint>(random() % 4);
                QVERIFY(!histogramFault(h));
                times.push_back(static_cast<qint64>(random()));
                histograms.push_back(std::make_shared<const NativeHistogram>(h));
            }
            QVERIFY(roundTrip(times, histograms) > 0);
        }
    }

    void damagedBytesAreRefusedAndNothingIsAdded()
    {
        Times times;
        Histograms histograms;
        live(30, times, histograms);
        const std::string bytes = encoded(times, histograms);
        std::mt19937 random(8);
        for (int round = 0; round < 3000; ++round) {
            std::string broken = bytes.substr(0, random() % (bytes.size() + 1));
            for (auto k = random() % 4; k > 0 && !broken.empty(); --k)
                broken[random() % broken.size()] = static_cast<char>(random());
            ByteReader in(broken);
            Times t{1, 2, 3};
            Histograms h(3);
            const bool good = decodeHistograms(in, t, h);
            QCOMPARE(t.size(), h.size());
            QVERIFY(good ? t.size() >= 3 : t.size() == 3);
        }
    }

    void aHugePromiseOfFewBytesIsRefused()
    {
        ByteWriter out;
        out.varint(maxChunkHistograms);
        encodeTimes(Times(maxChunkHistograms, 0), out);
        out.varint(maxChunkHistograms);
        out.svarint(3);
        out.fixed64(0);
        out.varint(1);
        out.svarint(0);
        out.varint(60'000);
        out.raw(std::string(1000, '\0').data(), 1000);
        ByteReader in(out.bytes());
        Times t;
        Histograms h;
        QVERIFY(!decodeHistograms(in, t, h));
    }

    void whatContradictsItselfIsNamed()
    {
        NativeHistogram h;
        QVERIFY(!histogramFault(h));
        h.schema = 9;
        QVERIFY(histogramFault(h));
        h.schema = NativeHistogram::customBuckets;
        QVERIFY(!histogramFault(h));
        h.positiveSpans = {{0, 2}};
        h.positiveCounts = {1};
        QVERIFY(histogramFault(h));
        h.positiveSpans = {{0, std::numeric_limits<quint32>::max()}, {0, std::numeric_limits<quint32>::max()}};
        QVERIFY(histogramFault(h));
    }
};

QTEST_APPLESS_MAIN(TstHistograms)
#include "tst_histograms.moc"
