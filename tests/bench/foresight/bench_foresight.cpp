// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the foresight rooms reach on public, labelled sets, by the scoring scripts beside the corpus, next to the
// yardsticks that lie with each set. Usage: bench_foresight [changepoints] [forecast] [detect] [costs] [learn]
// [statsmodels]; all without any.
#include "app/analyze/anomalyfiles.h"
#include "app/analyze/changepointfiles.h"
#include "app/analyze/forecastfiles.h"
#include "app/analyze/seriesfiles.h"
#include "models/analysis/anomalies/training/modelshelf.h"
#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/analysis/capacity/forecast.h"
#include "models/analysis/changepoints/changepoints.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"
#include "tests/bench/benchline.h"
#include "tests/bench/foresight/heldbytes.h"
#include "tests/bench/foresight/learning.h"
#include "tests/bench/foresight/scoring.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cmath>

using namespace wf;

namespace {

bool done(const base::Result<QString> &result)
{
    if (!result)
        std::fprintf(stderr, "%s\n", qPrintable(result.error().summary));
    return result.ok();
}

void changePoints(const QDir &data, const QDir &out)
{
    const QString turing = data.filePath(QStringLiteral("tcpd"));
    const QString points = out.filePath(QStringLiteral("tcpd.json"));
    if (done(app::analyzeChangePointFiles(turing, points))) {
        const auto score = bench::scored(QStringLiteral("cpd_score"),
                                         {QStringLiteral("--data"), turing, QStringLiteral("--pred"), points});
        bench::record("changepoints_tcpd_f1", bench::figure(score, {QStringLiteral("F1")}), "F1", "human left out",
                      bench::figure(score, {QStringLiteral("human_left_out"), QStringLiteral("F1")}));
        bench::record("changepoints_tcpd_cover", bench::figure(score, {QStringLiteral("cover")}), "cover",
                      "human left out",
                      bench::figure(score, {QStringLiteral("human_left_out"), QStringLiteral("cover")}));
    }
    const QDir noise(data.filePath(QStringLiteral("perfnoise")));
    const QString steps = out.filePath(QStringLiteral("perfnoise.json"));
    const double before = bench::cpuMs();
    if (done(app::analyzeChangePointFiles(noise.path(), steps))) {
        const double ms = bench::cpuMs() - before;
        const auto score = bench::scored(
            QStringLiteral("perf_score"),
            {QStringLiteral("--truth"), noise.filePath(QStringLiteral("truth.json")), QStringLiteral("--pred"), steps});
        const auto scan = bench::jsonFile(noise.filePath(QStringLiteral("yardsticks.json")));
        const QString ours = QStringLiteral("submitted");
        for (const char *key : {"F1", "no_change_series_alarmed"})
            bench::record(QByteArray("changepoints_perfnoise_").append(key).toLower().constData(),
                          bench::figure(score, {ours, QLatin1String(key)}), "share", "rank scan",
                          bench::figure(scan, {QStringLiteral("rank scan"), QLatin1String(key)}));
        bench::record("changepoints_series_of_200", ms / 100, "ms CPU");
    }
}

void forecasts(const char *name, const QString &in, const QDir &out)
{
    const QString made = out.filePath(QLatin1String(name));
    const double before = bench::cpuMs();
    if (!done(app::analyzeForecastFiles(in, made)))
        return;
    const double seconds = (bench::cpuMs() - before) / 1000;
    const QDir folder(made);
    const auto score = bench::scored(QStringLiteral("forecast_score"),
                                     {QStringLiteral("--data"), in, QStringLiteral("--pred"),
                                      folder.filePath(QStringLiteral("middle.csv")), QStringLiteral("--lower"),
                                      folder.filePath(QStringLiteral("lower.csv")), QStringLiteral("--upper"),
                                      folder.filePath(QStringLiteral("upper.csv"))});
    const auto title = [name](const char *what) {
        return QByteArray("forecast_").append(name).append('_').append(what);
    };
    for (const char *key : {"OWA", "MASE", "accuracy_median"})
        bench::record(
            title(key).toLower().constData(), bench::figure(score, {QStringLiteral("submitted"), QLatin1String(key)}),
            key, "seasonal naive",
            bench::figure(score, {QStringLiteral("yardsticks"), QStringLiteral("sNaive"), QLatin1String(key)}));
    bench::record(title("coverage95").constData(), bench::figure(score, {QStringLiteral("coverage95")}), "share");
    bench::record(title("cpu").constData(), seconds, "s CPU");
}

// A thousand series of 30 days of hours, forecast for another 30 days.
void fleet()
{
    const double before = bench::cpuMs();
    double sum = 0;
    for (std::uint64_t series = 0; series < 1000; ++series) {
        analysis::Random random(series);
        analysis::ForecastQuestion question{{}, {24, 168}, {}, 720, 0.95};
        for (int hour = 0; hour < 720; ++hour)
            question.values.push_back(100 + 10 * std::sin(hour * 0.2618) + 0.02 * hour + 5 * random.uniform());
        sum += analysis::forecast(question).middle.back();
    }
    bench::record("forecast_1000_series_of_30_days", (bench::cpuMs() - before) / 1000 + 0 * sum, "s CPU");
}

void allForecasts(const QDir &data, const QDir &out)
{
    for (const char *name : {"m4_hourly", "m4_weekly"})
        forecasts(name, data.filePath(QStringLiteral("forecast/") + QLatin1String(name)), out);
    const QString tasks = out.filePath(QStringLiteral("tasks"));
    const auto made =
        bench::scored(QStringLiteral("forecast_score"),
                      {QStringLiteral("--make-tasks"), data.filePath(QStringLiteral("forecast/capacity30")), tasks});
    Q_UNUSED(made) // it prints a sentence, not JSON
    forecasts("capacity30", tasks, out);
    fleet();
}

// The first series of M4 hourly by us and by what the statistician's library offers, where that is at hand:
// WF_STATSMODELS names a python3 that has it, else ~/.cache/watchfloor/statsmodels/bin/python3.
void againstStatsmodels(const QDir &data)
{
    const QString own = QDir::home().filePath(QStringLiteral(".cache/watchfloor/statsmodels/bin/python3"));
    const QString python = qEnvironmentVariable("WF_STATSMODELS", own);
    if (!QFile::exists(python)) {
        std::fprintf(stderr, "no python3 with statsmodels at %s; that comparison is left out\n", qPrintable(python));
        return;
    }
    const QString in = data.filePath(QStringLiteral("forecast/m4_hourly"));
    const auto theirs = bench::printedJson(
        python, {QStringLiteral("-B"), QStringLiteral("tests/bench/foresight/statsmodels_peer.py"), in});
    const auto train = app::readWideSeries(QDir(in).filePath(QStringLiteral("train.csv")));
    const auto test = app::readWideSeries(QDir(in).filePath(QStringLiteral("test.csv")));
    const auto series = static_cast<std::size_t>(bench::figure(theirs, {QStringLiteral("series")}));
    if (!train || !test || series == 0 || series > train->size())
        return;
    const double before = bench::cpuMs();
    std::vector<std::vector<double>> said;
    for (std::size_t s = 0; s < series; ++s)
        said.push_back(analysis::forecast({(*train)[s].values.front(), {24, 168}, {}, 48, 0.95}).middle);
    const double each = (bench::cpuMs() - before) / static_cast<double>(series);
    double scaled = 0;
    for (std::size_t s = 0; s < series; ++s)
        scaled += bench::scaledError((*train)[s].values.front(), (*test)[s].values.front(), said[s], 24);
    for (const char *method : {"mstl_damped_ets", "ets_seasonal", "theta"}) {
        const QString name = QLatin1String(method);
        bench::record("forecast_m4_hourly_series", each, "ms CPU", method,
                      1000 * bench::figure(theirs, {name, QStringLiteral("seconds")}));
        bench::record("forecast_m4_hourly_first_mase", scaled / static_cast<double>(series), "MASE", method,
                      bench::figure(theirs, {name, QStringLiteral("mase")}));
    }
}

constexpr const char *toldAt = "1"; // the threshold of the product, not of the set

void numenta(const QDir &data, const QDir &out)
{
    const QString scores = out.filePath(QStringLiteral("nab"));
    if (!done(app::analyzeAnomalyFiles(data.path(), scores)))
        return;
    const auto score =
        bench::scored(QStringLiteral("nab_score"), {QStringLiteral("--data"), data.path(), QStringLiteral("--scores"),
                                                    scores, QStringLiteral("--threshold"), QLatin1String(toldAt)});
    const auto published = bench::jsonFile(data.filePath(QStringLiteral("published_detectors.json")));
    const auto peer = [&published](const char *key) {
        return bench::figure(published, {QStringLiteral("contextOSE"), QLatin1String(key)});
    };
    const auto ours = [&score](const char *key) {
        return bench::figure(score, {QStringLiteral("at_standard_threshold"), QLatin1String(key)});
    };
    bench::record(
        "anomalies_nab_standard",
        bench::figure(score, {QStringLiteral("profiles"), QStringLiteral("standard"), QStringLiteral("nab_score")}),
        "NAB", "CAD-OSE", peer("standard_threshold_from_other_half"));
    bench::record("anomalies_nab_event_precision", ours("event_precision"), "share", "CAD-OSE",
                  peer("event_precision"));
    bench::record("anomalies_nab_false_alarms", ours("false_alarms_per_series_day"), "a series-day", "CAD-OSE",
                  peer("false_alarms_per_series_day"));
}

void cloud(const QDir &data, const QDir &out)
{
    const QString scores = out.filePath(QStringLiteral("mscloud"));
    const double before = bench::cpuMs();
    if (!done(app::analyzeAnomalyFiles(data.path(), scores)))
        return;
    const double ms = bench::cpuMs() - before;
    const auto score = bench::scored(QStringLiteral("ad_score"),
                                     {QStringLiteral("--data"), data.path(), QStringLiteral("--scores"), scores});
    const auto plain = bench::jsonFile(data.filePath(QStringLiteral("yardsticks.json")));
    const auto peer = [&plain](const char *key) {
        return bench::figure(plain, {QStringLiteral("detectors"), QStringLiteral("online AR(8)"), QLatin1String(key)});
    };
    bench::record("anomalies_mscloud_vus_pr", bench::figure(score, {QStringLiteral("VUS-PR")}), "VUS-PR",
                  "online AR(8)", peer("VUS-PR"));
    bench::record("anomalies_mscloud_event_f1", bench::figure(score, {QStringLiteral("event"), QStringLiteral("f1")}),
                  "F1", "online AR(8), best threshold", peer("event_F1_best"));
    for (const char *key : {"accuracy", "false_positive_rate"})
        bench::record(QByteArray("anomalies_mscloud_point_").append(key).constData(),
                      bench::figure(score, {QStringLiteral("point"), QLatin1String(key)}), "share", "never alerting",
                      bench::figure(score, {QStringLiteral("point"), QStringLiteral("always_normal_accuracy")}));
    bench::record("anomalies_mscloud_cpu", ms, "ms CPU");
}

// How long one sample takes from its coming to its score, of 10,000 series whose state is cold.
void latency(const std::vector<double> &values, std::vector<analysis::SeriesWatch> &all)
{
    std::vector<double> took;
    for (std::size_t s = 0; s < all.size(); ++s) {
        const auto from = std::chrono::steady_clock::now();
        const double score = all[s].judge(301 * 15'000, values[s]).score;
        took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count() +
                       0 * score);
    }
    bench::record("anomalies_sample_to_score_p99", analysis::quantile(took, 0.99), "ms");
}

// Two weeks of minutes of one series, for what a sample costs and what is held after them; then a round of 10,000
// series, whose state is no longer in the processor's cache.
double watchAll(const std::vector<double> &values)
{
    constexpr std::size_t minutes = 14 * 1440;
    constexpr std::size_t series = 10'000;
    double sum = 0;
    std::size_t held = bench::heldBytes();
    auto watch = std::make_unique<analysis::SeriesWatch>();
    double before = bench::cpuMs();
    for (std::size_t i = 0; i < minutes; ++i)
        sum += watch->judge(static_cast<qint64>(i) * 60'000, values[i]).score;
    bench::record("anomalies_sample", (bench::cpuMs() - before) * 1000 / minutes, "us CPU");
    bench::record("anomalies_series_memory", static_cast<double>(bench::heldBytes() - held) / 1024, "KiB");
    std::vector<analysis::SeriesWatch> all(series);
    for (std::size_t s = 0; s < series; ++s)
        for (std::size_t i = 0; i < 300; ++i)
            sum += all[s].judge(static_cast<qint64>(i) * 15'000, values[s * 300 + i]).score;
    before = bench::cpuMs();
    for (std::size_t s = 0; s < series; ++s)
        sum += all[s].judge(300 * 15'000, values[s]).score;
    const double round = bench::cpuMs() - before;
    bench::record("anomalies_10000_series_round", round, "ms CPU");
    bench::record("anomalies_10000_series_at_15s", round / 15'000, "share of a core");
    latency(values, all);
    return sum;
}

void train(const std::vector<double> &values)
{
    constexpr std::size_t month = 30 * 1440;
    std::vector<qint64> times(month);
    for (std::size_t i = 0; i < month; ++i)
        times[i] = static_cast<qint64>(i) * 60'000;
    const double before = bench::cpuMs();
    std::size_t samples = 0;
    for (std::uint64_t series = 0; series < 20; ++series)
        samples += analysis::trained(times, std::span(values).subspan(series * 1000, month), {series}).model.samples;
    const double each = (bench::cpuMs() - before) / 20 + 0 * static_cast<double>(samples);
    bench::record("anomalies_train_month_of_minutes", each, "ms CPU");
    bench::record("anomalies_train_10000_series", each * 10'000 / 60'000 / 2, "min on two cores");
    const auto day = std::span(values).first(1440);
    const auto cost = [&](bool withSequence, int series) {
        const double from = bench::cpuMs();
        std::size_t seen = 0;
        for (int s = 0; s < series; ++s)
            seen += analysis::trained(std::span(times).first(1440), day, {1, withSequence}).model.samples;
        return (bench::cpuMs() - from) / series + 0 * static_cast<double>(seen);
    };
    bench::record("anomalies_train_day_of_minutes", cost(false, 20), "ms CPU");
    bench::record("anomalies_train_day_with_lstm", cost(true, 3), "ms CPU");
    const auto model = analysis::trained(times, std::span(values).first(month)).model;
    analysis::ModelShelf shelf;
    (void)shelf.add(model);
    bench::record("anomalies_model_kept", static_cast<double>(shelf.toBytes().size()) / 1024, "KiB");
    const std::size_t held = bench::heldBytes();
    const auto copy = std::make_unique<analysis::TrainedModel>(model);
    bench::record("anomalies_model_memory", static_cast<double>(bench::heldBytes() - held) / 1024, "KiB");
}

// What one sample costs a watched series, and what ten million values cost at once.
void costs()
{
    std::vector<double> values(10'000'000);
    analysis::Random random(1);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = random.uniform() + (i > 6'000'000 ? 1 : 0);
    double before = bench::cpuMs();
    double sum = watchAll(values);
    train(values);
    before = bench::cpuMs();
    const auto found = analysis::findChangePoints(values).points.size();
    bench::record("changepoints_ten_million_values", bench::cpuMs() - before + 0 * static_cast<double>(found),
                  "ms CPU");
    before = bench::cpuMs();
    sum = analysis::forecast({values, {24, 168}, {}, 720, 0.95}).middle.back();
    bench::record("forecast_ten_million_values", bench::cpuMs() - before + 0 * sum, "ms CPU");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication program(argc, argv);
    const auto asked = QCoreApplication::arguments().mid(1);
    const auto wants = [&asked](const char *what) { return asked.isEmpty() || asked.contains(QLatin1String(what)); };
    const QString corpus = bench::corpus();
    QTemporaryDir out;
    if (corpus.isEmpty() || !out.isValid()) {
        std::fprintf(stderr, "WF_CORPUS does not name the folder of the data sets; nothing measured\n");
        return 0;
    }
    const QString kept = qEnvironmentVariable("WF_BENCH_OUT", out.path());
    if (wants("changepoints"))
        changePoints(QDir(corpus), QDir(kept));
    if (wants("detect")) {
        numenta(QDir(QDir(corpus).filePath(QStringLiteral("nab"))), QDir(kept));
        cloud(QDir(QDir(corpus).filePath(QStringLiteral("mscloud"))), QDir(kept));
    }
    if (wants("forecast"))
        allForecasts(QDir(corpus), QDir(kept));
    if (wants("costs"))
        costs();
    if (wants("learn"))
        bench::learnMonths(40);
    if (wants("statsmodels"))
        againstStatsmodels(QDir(corpus));
    return 0;
}
