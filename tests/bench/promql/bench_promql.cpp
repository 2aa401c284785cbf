// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// PromQL over 1,000 series of 24 h at 15 s, against a real Prometheus that holds the same samples: the queries that
// dashboards made from metrics ask. Before it is measured each answer is compared with Prometheus' own.
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "tests/bench/benchline.h"
#include "tests/bench/promql/prometheuspeer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <random>

using namespace wf;

namespace {

constexpr qint64 startMs = 1'700'006'400'000, scrapeMs = 15'000, stepMs = 60'000, dayMs = 86'400'000;

// 100 instances of 5 jobs, each with a histogram of 10 buckets; one in 50 restarts once.
std::vector<signals::RawSeries> samples()
{
    static constexpr const char *bounds[] = {"0.005", "0.01", "0.025", "0.05", "0.1",
                                             "0.25",  "0.5",  "1",     "2.5",  "+Inf"};
    std::mt19937_64 dice(7);
    std::vector<signals::RawSeries> all;
    for (int instance = 0; instance < 100; ++instance) {
        std::vector<signals::RawSeries> buckets(10);
        for (std::size_t b = 0; b < 10; ++b)
            buckets[b].labels = base::Labels{{"__name__", "latency_seconds_bucket"},
                                             {"job", "service-" + std::to_string(instance % 5)},
                                             {"instance", "host-" + std::to_string(instance) + ":9090"},
                                             {"le", bounds[b]}};
        std::vector<double> counts(10);
        for (qint64 t = 0; t <= dayMs; t += scrapeMs) {
            if (instance % 50 == 0 && t == dayMs / 2)
                counts.assign(10, 0);
            double total = 0;
            for (std::size_t b = 0; b < 10; ++b) {
                total += static_cast<double>(dice() % (5 + b));
                counts[b] += total;
                buckets[b].timesMs.push_back(startMs + t);
                buckets[b].values.push_back(counts[b]);
            }
        }
        for (auto &bucket : buckets)
            all.push_back(std::move(bucket));
    }
    return all;
}

query::Evaluated evaluated(const query::Expr &expr, const query::SampleReader &reader)
{
    const auto answer = query::evaluateRange(expr, reader, startMs, startMs + dayMs, stepMs, {}, {});
    if (!answer) {
        std::fprintf(stderr, "%s\n", qPrintable(answer.error().summary));
        std::exit(1);
    }
    return *answer;
}

// Every value within a millionth of Prometheus'.
bool isSameAs(const QByteArray &json, const query::Evaluated &ours)
{
    std::map<QString, std::map<qint64, double>> theirs;
    const QJsonValue result = QJsonDocument::fromJson(json)[QLatin1String("data")][QLatin1String("result")];
    const auto keyOf = [](const base::Labels &labels) { return labels.toString(); };
    for (const QJsonValue &series : result.toArray()) {
        std::vector<base::Labels::Pair> pairs;
        const QJsonObject metric = series[QLatin1String("metric")].toObject();
        for (auto it = metric.begin(); it != metric.end(); ++it)
            pairs.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
        auto &points = theirs[keyOf(base::Labels(pairs))];
        for (const QJsonValue &point : series[QLatin1String("values")].toArray())
            points[std::llround(point[0].toDouble() * 1000)] = point[1].toString().toDouble();
    }
    if (theirs.size() != ours.series.size())
        return false;
    for (const signals::RawSeries &series : ours.series) {
        const auto &points = theirs[keyOf(series.labels)];
        if (points.size() != series.values.size())
            return false;
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            const auto at = points.find(series.timesMs[i]);
            const double mine = series.values[i];
            const bool isSame = at != points.end() && (std::abs(at->second - mine) <= 1e-6 * std::abs(mine) ||
                                                       (std::isnan(at->second) && std::isnan(mine)));
            if (!isSame)
                return false;
        }
    }
    return true;
}

double medianWallMs(int runs, const query::Expr &expr, const query::SampleReader &reader)
{
    std::vector<double> each;
    for (int i = 0; i <= runs; ++i) {
        const auto before = std::chrono::steady_clock::now();
        const query::Evaluated answer = evaluated(expr, reader);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
        if (i > 0)
            each.push_back(took.count());
    }
    std::nth_element(each.begin(), each.begin() + runs / 2, each.end());
    return each[static_cast<std::size_t>(runs / 2)];
}

struct Question {
    const char *name;
    const char *query;
};
constexpr Question questions[] = {
    {"rate", "rate(latency_seconds_bucket[5m])"},
    {"sum_by", "sum by (job) (rate(latency_seconds_bucket[5m]))"},
    {"quantile", "histogram_quantile(0.99, sum by (job, le) (rate(latency_seconds_bucket[5m])))"},
    {"topk", "topk(5, rate(latency_seconds_bucket[5m]))"},
    {"ratio", "rate(latency_seconds_bucket[5m]) / on (instance) group_left () "
              "rate(latency_seconds_bucket{le=\"+Inf\"}[5m])"},
    {"avg_over_time", "avg_over_time(latency_seconds_bucket[1h])"},
    {"subquery", "max_over_time(sum by (job) (rate(latency_seconds_bucket[5m]))[1h:1m])"},
    {"instant", "latency_seconds_bucket"},
    {"increase", "sum by (instance) (increase(latency_seconds_bucket[1h]))"},
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const std::vector<signals::RawSeries> all = samples();
    query::MemorySamples reader;
    for (const signals::RawSeries &series : all)
        for (std::size_t i = 0; i < series.values.size(); ++i)
            reader.append(series.labels, series.timesMs[i], series.values[i]);
    const auto peer = bench::PrometheusPeer::start(all);
    constexpr int runs = 5;
    int different = 0;
    // Names on the command line choose.
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    for (const Question &question : questions) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(question.name)))
            continue;
        const auto expr = query::parsePromql(question.query);
        if (!expr)
            return 1;
        const std::string name = std::string("promql.") + question.name;
        const double cpu = bench::medianCpuMs(runs, [&] { evaluated(**expr, reader); });
        const double wall = medianWallMs(runs, **expr, reader);
        if (!peer) {
            bench::record((name + ".cpu").c_str(), cpu, "ms");
            bench::record((name + ".wall").c_str(), wall, "ms");
            continue;
        }
        const QString text = QString::fromUtf8(question.query);
        if (!isSameAs(peer->answer(text, startMs, startMs + dayMs, stepMs), evaluated(**expr, reader))) {
            std::fprintf(stderr, "%s: not the answer of Prometheus\n", question.query);
            ++different;
        }
        const auto cost = peer->cost(text, startMs, startMs + dayMs, stepMs, runs);
        if (!cost)
            return 1;
        const std::string peerName = "Prometheus " + peer->version().toStdString();
        bench::record((name + ".wall").c_str(), wall, "ms", peerName.c_str(), cost->wallMs);
        bench::record((name + ".cpu").c_str(), cpu, "ms", (peerName + " with HTTP and JSON").c_str(), cost->cpuMs);
    }
    return different == 0 ? 0 : 1;
}
