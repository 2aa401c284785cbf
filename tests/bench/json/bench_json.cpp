// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding answers of range queries (200 series of 11,000 samples, 60 MB; 20,000 series of 11) into columns: our
// streaming reader against simdjson on demand, tuned for this shape, and against QJsonDocument. CPU time, median; all
// in the same run.
#include "models/wire/prometheus/matrixstream.h"
#include "tests/bench/benchline.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <malloc.h>
#include <string>

using wf::signals::QueryAnswer;
using wf::signals::Series;
using wf::wire::prometheus::MatrixStream;

namespace {

// The same numbers on every machine.
struct Random {
    quint64 state;
    quint64 next()
    {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return state >> 33;
    }
    double unit() { return static_cast<double>(next()) / 2147483648.0; }
};

void append(std::string &out, double value)
{
    std::array<char, 64> text{};
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

// Thirds of the series look like a rate (16-17 digits), a gauge in bytes and a percentage with two decimals.
std::string makeMatrix(int series, int points)
{
    std::string out = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    for (int s = 0; s < series; ++s) {
        Random random{static_cast<quint64>(1000 + s)};
        out += s ? ",{" : "{";
        out += R"("metric":{"__name__":"node_cpu_seconds_total","cpu":")" + std::to_string(s % 16) +
               R"(","instance":"host-)" + std::to_string(s / 16) +
               R"(.example.net:9100","job":"node","mode":"user"},"values":[)";
        double v = 50 + s;
        long long memory = 4'000'000'000LL + s * 1'000'003LL;
        for (int i = 0; i < points; ++i) {
            out += i ? ",[" : "[";
            out += std::to_string(1'700'000'000 + i * 15) + ",\"";
            v += random.unit() - 0.5;
            memory += static_cast<long long>(random.next() >> 11) - 524'288;
            if (s % 3 == 0)
                append(out, v / 300.0 + 0.1);
            else if (s % 3 == 1)
                out += std::to_string(memory);
            else
                append(out, std::round(v * 100) / 100);
            out += "\"]";
        }
        out += "]}";
    }
    return out + "]}}\n";
}

void viaQt(const QByteArray &body, QueryAnswer &out)
{
    const auto result =
        QJsonDocument::fromJson(body).object()[QStringLiteral("data")].toObject()[QStringLiteral("result")].toArray();
    std::size_t k = 0;
    for (const auto &one : result) {
        if (k == out.series.size())
            out.series.emplace_back();
        Series &series = out.series[k++];
        const auto object = one.toObject();
        const auto metric = object[QStringLiteral("metric")].toObject();
        std::vector<wf::base::Labels::Pair> pairs;
        for (auto it = metric.begin(); it != metric.end(); ++it)
            pairs.emplace_back(it.key().toStdString(), it->toString().toStdString());
        series.labels = wf::base::Labels(std::move(pairs));
        series.timesMs.clear();
        series.values.clear();
        for (const auto &sample : object[QStringLiteral("values")].toArray()) {
            const auto pair = sample.toArray();
            series.timesMs.push_back(static_cast<qint64>(pair[0].toDouble() * 1000));
            series.values.push_back(pair[1].toString().toDouble());
        }
    }
}

// Keys in the order the server writes them, integers for whole seconds, numbers read inside their quotes.
void viaOnDemand(simdjson::ondemand::parser &parser, const simdjson::padded_string &body, QueryAnswer &out)
{
    auto document = parser.iterate(body);
    std::size_t k = 0;
    for (auto one : document["data"]["result"].get_array()) {
        if (k == out.series.size())
            out.series.emplace_back();
        Series &series = out.series[k++];
        series.timesMs.clear();
        series.values.clear();
        auto object = one.get_object();
        std::vector<wf::base::Labels::Pair> pairs;
        for (auto field : object["metric"].get_object()) {
            const std::string_view name = field.unescaped_key();
            const std::string_view value = field.value().get_string();
            pairs.emplace_back(name, value);
        }
        series.labels = wf::base::Labels(std::move(pairs));
        for (auto sample : object["values"].get_array()) {
            auto it = sample.get_array().begin();
            auto stamp = *it;
            std::uint64_t whole = 0;
            double number = 0;
            if (stamp.get_uint64().get(whole)) {
                if (stamp.get_double().get(number))
                    std::abort();
                series.timesMs.push_back(static_cast<qint64>(number * 1000));
            } else {
                series.timesMs.push_back(static_cast<qint64>(whole) * 1000);
            }
            ++it;
            if ((*it).get_double_in_string().get(number))
                std::abort();
            series.values.push_back(number);
            ++it;
        }
    }
}

QueryAnswer streamed(std::string_view body, QueryAnswer old)
{
    constexpr std::size_t piece = 64 * 1024; // what a socket hands over
    MatrixStream stream;
    stream.recycle(std::move(old));
    for (std::size_t at = 0; at < body.size(); at += piece)
        stream.feed(body.substr(at, piece));
    auto answer = stream.finish();
    if (!answer)
        std::abort();
    return std::move(*answer);
}

qint64 statusKiB(const char *key)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const auto &line : file.readAll().split('\n'))
            if (line.startsWith(key))
                return line.mid(static_cast<qsizetype>(qstrlen(key))).simplified().split(' ').value(0).toLongLong();
    return 0;
}
void forgetPeak()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

double checksum(const QueryAnswer &answer)
{
    double sum = 0;
    for (const auto &series : answer.series) {
        for (const double v : series.values)
            sum += v;
        for (const qint64 t : series.timesMs)
            sum += static_cast<double>(t) * 1e-9;
    }
    return sum;
}

} // namespace

int main(int argc, char **argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 9;
    constexpr int seriesCount = 200;
    constexpr int points = 11'000;
    const std::string body = makeMatrix(seriesCount, points);
    const double mb = static_cast<double>(body.size()) / 1e6;
    constexpr double columnsKiB = seriesCount * double{points} * 16 / 1024;

    forgetPeak();
    const qint64 before = statusKiB("VmRSS:");
    double sum = checksum(streamed(body, {}));
    const double peakKiB = static_cast<double>(statusKiB("VmHWM:") - before);
    wf::bench::record("json.matrix.memory-above-input", peakKiB / columnsKiB, "times the columns");

    QueryAnswer ours;
    const double oursMs = wf::bench::medianCpuMs(runs, [&] { ours = streamed(body, std::move(ours)); });
    const double freshMs = wf::bench::medianCpuMs(runs, [&] { streamed(body, {}); });

    QueryAnswer theirs;
    double tunedMs = 0;
    double tunedFreshMs = 0;
    {
        const simdjson::padded_string padded(body);
        simdjson::ondemand::parser parser;
        tunedMs = wf::bench::medianCpuMs(runs, [&] { viaOnDemand(parser, padded, theirs); });
        if (checksum(theirs) != checksum(ours) || checksum(ours) != sum)
            std::abort();
        tunedFreshMs = wf::bench::medianCpuMs(runs, [&] {
            QueryAnswer fresh;
            viaOnDemand(parser, padded, fresh);
        });
    }
    QueryAnswer qt;
    const QByteArray bytes = QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size()));
    const double qtMs = wf::bench::medianCpuMs(std::min(runs, 3), [&] { viaQt(bytes, qt); });
    if (std::abs(checksum(qt) - sum) > 1e-6 * std::abs(sum))
        std::abort();

    const std::string many = makeMatrix(20'000, 11);
    QueryAnswer oursMany;
    const double manyMs = wf::bench::medianCpuMs(runs, [&] { oursMany = streamed(many, std::move(oursMany)); });
    double tunedManyMs = 0;
    {
        const simdjson::padded_string padded(many);
        simdjson::ondemand::parser parser;
        QueryAnswer theirsMany;
        tunedManyMs = wf::bench::medianCpuMs(runs, [&] { viaOnDemand(parser, padded, theirsMany); });
        if (checksum(theirsMany) != checksum(oursMany))
            std::abort();
    }

    wf::bench::record("json.many-series.decode", manyMs, "ms CPU", "simdjson on demand, tuned", tunedManyMs);
    wf::bench::record("json.matrix.decode", oursMs, "ms CPU", "simdjson on demand, tuned", tunedMs);
    wf::bench::record("json.matrix.decode-into-fresh-memory", freshMs, "ms CPU", "simdjson on demand, tuned",
                      tunedFreshMs);
    wf::bench::record("json.matrix.decode", oursMs, "ms CPU", "QJsonDocument", qtMs);
    wf::bench::record("json.matrix.rate", mb / oursMs * 1000, "MB per CPU second");
    return 0;
}
