// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promproto.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <protozero/pbf_writer.hpp>

using namespace wf::wire;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::base::Labels;
using wf::signals::MetricType;
using wf::signals::NativeHistogram;

namespace {

using protozero::pbf_writer;

std::string message(const std::function<void(pbf_writer &)> &write)
{
    std::string out;
    pbf_writer writer(out);
    write(writer);
    return out;
}
std::string delimited(const std::string &one)
{
    std::string out;
    protozero::write_varint(std::back_inserter(out), one.size());
    return out + one;
}
std::string label(const char *name, const char *value)
{
    return message([&](pbf_writer &w) {
        w.add_string(1, name);
        w.add_string(2, value);
    });
}
std::string family(const char *name, int type, const std::function<void(pbf_writer &)> &metric)
{
    return delimited(message([&](pbf_writer &w) {
        w.add_string(1, name);
        w.add_string(2, "Help.");
        w.add_enum(3, type);
        w.add_message(4, message(metric));
    }));
}
std::string timestamp(qint64 seconds)
{
    return message([&](pbf_writer &w) { w.add_int64(1, seconds); });
}
std::string nativeHistogram(quint32 length, int schema = 3)
{
    return family("rpc_seconds", 4, [&](pbf_writer &w) {
        w.add_message(1, label("method", "get"));
        w.add_message(7, message([&](pbf_writer &h) {
                          h.add_uint64(1, 10);
                          h.add_double(2, 4.5);
                          h.add_sint32(5, schema);
                          h.add_double(6, 0.001);
                          h.add_uint64(7, 2);
                          h.add_message(12, message([&](pbf_writer &s) {
                                            s.add_sint32(1, -2);
                                            s.add_uint32(2, length);
                                        }));
                          for (const int delta : {3, -1, 1}) // unpacked, as proto2 writes them
                              h.add_sint64(13, delta);
                          h.add_message(15, timestamp(1700000000));
                          h.add_message(3, message([](pbf_writer &b) {
                                            b.add_uint64(1, 10);
                                            b.add_double(2, 2.5);
                                        }));
                      }));
    });
}

} // namespace

class PromProtoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsCountersAndExemplars()
    {
        const auto read = decodeProtoExposition(family("hits_total", 0, [](pbf_writer &w) {
            w.add_message(1, label("path", "/"));
            w.add_message(3, message([](pbf_writer &c) {
                              c.add_double(1, 42);
                              c.add_message(2, message([](pbf_writer &e) {
                                                e.add_message(1, label("trace_id", "abc"));
                                                e.add_double(2, 1);
                                                e.add_message(3, timestamp(1700000000));
                                            }));
                              c.add_message(3, timestamp(1600000000));
                          }));
            w.add_int64(6, 1700000001000);
        }));
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->samples.size(), std::size_t{1});
        const auto &sample = read->samples[0];
        QCOMPARE(sample.labels, (Labels{{"__name__", "hits_total"}, {"path", "/"}}));
        QCOMPARE(sample.value, 42.0);
        QCOMPARE(sample.timeMs.value_or(0), 1700000001000);
        QCOMPARE(sample.createdMs.value_or(0), 1600000000000);
        QCOMPARE(sample.exemplar->traceId(), QStringLiteral("abc"));
        QCOMPARE(sample.exemplar->timeMs, 1700000000000);
        QCOMPARE(read->families[0].type, MetricType::Counter);
        QCOMPARE(read->families[0].help, QStringLiteral("Help."));
    }

    void readsClassicHistogramsAndSummaries()
    {
        const auto read =
            decodeProtoExposition(family("h", 4,
                                         [](pbf_writer &w) {
                                             w.add_message(7, message([](pbf_writer &h) {
                                                               h.add_uint64(1, 5);
                                                               h.add_double(2, 9);
                                                               for (const double upper : {0.5, 10.0})
                                                                   h.add_message(3, message([upper](pbf_writer &b) {
                                                                                     b.add_uint64(1, upper < 1 ? 2 : 4);
                                                                                     b.add_double(2, upper);
                                                                                 }));
                                                           }));
                                         }) +
                                  family("s", 2, [](pbf_writer &w) {
                                      w.add_message(4, message([](pbf_writer &s) {
                                                        s.add_uint64(1, 7);
                                                        s.add_double(2, 3);
                                                        s.add_message(3, message([](pbf_writer &q) {
                                                                          q.add_double(1, 0.99);
                                                                          q.add_double(2, 0.25);
                                                                      }));
                                                    }));
                                  }));
        QVERIFY(read.ok());
        QStringList lines;
        for (const auto &sample : read->samples)
            lines << sample.labels.toString() + u' ' + QString::number(sample.value);
        QCOMPARE(lines, (QStringList{QStringLiteral("h_bucket{le=\"0.5\"} 2"), QStringLiteral("h_bucket{le=\"10\"} 4"),
                                     QStringLiteral("h_bucket{le=\"+Inf\"} 5"), QStringLiteral("h_sum 9"),
                                     QStringLiteral("h_count 5"), QStringLiteral("s{quantile=\"0.99\"} 0.25"),
                                     QStringLiteral("s_sum 3"), QStringLiteral("s_count 7")}));
    }

    void readsNativeHistograms()
    {
        const auto read = decodeProtoExposition(nativeHistogram(3));
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->samples.size(), std::size_t{1});
        QVERIFY(read->samples[0].histogram);
        const NativeHistogram &h = *read->samples[0].histogram;
        QCOMPARE(h.schema, 3);
        QCOMPARE(h.count, 10.0);
        QCOMPARE(h.sum, 4.5);
        QCOMPARE(h.zeroThreshold, 0.001);
        QCOMPARE(h.zeroCount, 2.0);
        QCOMPARE(h.positiveSpans, (std::vector<wf::signals::BucketSpan>{{-2, 3}}));
        QCOMPARE(h.positiveCounts, (std::vector<double>{3, 2, 3}));
        QCOMPARE(read->samples[0].createdMs.value_or(0), 1700000000000);
        const auto both = decodeProtoExposition(nativeHistogram(3), {}, HistogramChoice::Both);
        QCOMPARE(both->samples.size(), std::size_t{5});
    }

    void refusesHistogramsThatDoNotFit()
    {
        for (const auto &bytes : {nativeHistogram(4), nativeHistogram(4'000'000'000U), nativeHistogram(3, 9)}) {
            const auto read = decodeProtoExposition(bytes);
            QVERIFY(!read.ok());
            QVERIFY2(read.error().detail.contains(QStringLiteral("family rpc_seconds at byte 0: a native histogram")),
                     qPrintable(read.error().detail));
        }
    }

    void refusesBrokenBytesWithTheirPlace()
    {
        const std::string good =
            family("a", 1, [](pbf_writer &w) { w.add_message(2, message([](pbf_writer &g) { g.add_double(1, 1); })); });
        QVERIFY(decodeProtoExposition(good).ok());
        QVERIFY(decodeProtoExposition("").ok());
        for (std::size_t cut = 1; cut < good.size(); ++cut) {
            const auto read = decodeProtoExposition(good + good.substr(0, cut));
            QVERIFY2(!read.ok(), qPrintable(QString::number(cut)));
            QCOMPARE(read.error().kind, ErrorKind::NotUnderstood);
            QVERIFY(read.error().detail.contains(QStringLiteral("at byte %1").arg(good.size())));
        }
        QVERIFY(!decodeProtoExposition(family("a\xff", 1, [](pbf_writer &) {})).ok());
        QVERIFY(!decodeProtoExposition(family("", 1, [](pbf_writer &) {})).ok());
        QVERIFY(!decodeProtoExposition(std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11)).ok());
    }

    void stepsOverFieldsOfAnotherKind() // where protozero's own checks would end the program
    {
        const auto read = decodeProtoExposition(family("a", 1, [](pbf_writer &w) {
            w.add_uint64(1, 5);
            w.add_double(7, 1);
            w.add_message(2, message([](pbf_writer &g) { g.add_string(1, "x"); }));
            w.add_message(7, message([](pbf_writer &h) {
                              h.add_fixed32(13, 1);
                              h.add_uint64(14, 1);
                              h.add_string(1, "x");
                              h.add_uint64(12, 1);
                          }));
        }));
        QVERIFY(read.ok() || read.error().kind == ErrorKind::NotUnderstood);
    }

    void saysWhichBoundWasHit()
    {
        std::string many;
        for (int i = 0; i < 10; ++i)
            many += family("a", 1,
                           [](pbf_writer &w) { w.add_message(2, message([](pbf_writer &g) { g.add_double(1, 1); })); });
        Limits limits;
        limits.samples = 5;
        QCOMPARE(decodeProtoExposition(many, limits).error().kind, ErrorKind::TooLarge);
        limits.bytes = 5;
        QCOMPARE(decodeProtoExposition(many, limits).error().kind, ErrorKind::TooLarge);
    }

    void readsTheRecordedExposition()
    {
        WF_NEED_CORPUS();
        int read = 0;
        for (const auto &e : exchangesIn(QStringLiteral("exposition"))) {
            if (!e.name.contains(u"protobuf"))
                continue;
            const auto all = decodeProtoExposition(e.text());
            QVERIFY2(all.ok(), all.ok() ? "" : qPrintable(all.error().detail));
            QVERIFY(all->samples.size() > 5);
            QVERIFY(std::ranges::any_of(all->samples, [](const auto &s) { return s.histogram != nullptr; }));
            QCOMPARE(all->samples[0].labels.metricName(), std::string_view("http_requests_total"));
            ++read;
        }
        QCOMPARE(read, 1);
    }
};

QTEST_GUILESS_MAIN(PromProtoTest)
#include "tst_promproto.moc"
