// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/foresight/learning.h"

#include "models/analysis/numbers/random.h"
#include "models/engine/anomalies/series/watchedseries.h"
#include "tests/bench/benchline.h"
#include "tests/bench/foresight/heldbytes.h"

#include <cmath>
#include <memory>
#include <span>
#include <string>

namespace wf::bench {

namespace {

constexpr std::size_t dayMinutes = 1440;
constexpr std::size_t days = 30;
constexpr qint64 beginMs = 1'767'225'600'000;

std::shared_ptr<const engine::WatchedIdentity> identity(int series)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = QStringLiteral("requests");
    question->title = QStringLiteral("requests");
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->key = QStringLiteral("requests %1").arg(series);
    of->subject = signals::Subject::ofService(QString::number(series));
    return of;
}

} // namespace

std::vector<double> operationsMinutes(std::uint64_t seed, std::size_t minutes)
{
    analysis::Random random(seed);
    std::vector<double> out(minutes);
    double noise = 0, spike = 0;
    for (std::size_t i = 0; i < minutes; ++i) {
        const double day =
            std::sin(2 * M_PI * static_cast<double>(i % dayMinutes) / dayMinutes + static_cast<double>(seed));
        const double week = i / dayMinutes % 7 >= 5 ? 0.6 : 1;
        double news = -3;
        for (int k = 0; k < 6; ++k)
            news += random.uniform();
        noise = 0.8 * noise + news;
        const bool isHit = random.uniform() < 0.0008;
        spike = 0.8 * (isHit ? 20 * random.uniform() : spike);
        switch (seed % 5) {
        case 0:
            out[i] = std::max(0.0, (100 + 60 * day) * week + 3 * noise + 10 * spike);
            break;
        case 1:
            out[i] = random.uniform() < 0.9 ? 0 : std::max(0.0, 0.01 * news + 0.05 * spike);
            break;
        case 2:
            out[i] = 0.2 * std::exp(0.2 * noise + 0.1 * day) + 0.05 * spike;
            break;
        case 3:
            out[i] = std::round(40 + 20 * day * week + noise + spike);
            break;
        default:
            out[i] = 1e9 + 1e4 * static_cast<double>(i) + 1e7 * noise;
        }
    }
    return out;
}

void learnMonths(int series)
{
    constexpr std::size_t minutes = days * dayMinutes;
    std::vector<qint64> times(minutes);
    for (std::size_t i = 0; i < minutes; ++i)
        times[i] = beginMs + static_cast<qint64>(i) * 60'000;
    double scoredMs = 0, trainedMs = 0, heldKiB = 0;
    for (int s = 0; s < series; ++s) {
        const auto values = operationsMinutes(static_cast<std::uint64_t>(s), minutes);
        const std::size_t held = heldBytes();
        const auto one = std::make_unique<engine::WatchedSeries>(identity(s));
        double before = cpuMs();
        for (std::size_t i = 0; i < minutes; ++i)
            one->take(times[i], values[i]);
        scoredMs += cpuMs() - before;
        before = cpuMs();
        for (std::size_t day = days - 3; day < days; ++day)
            (void)one->train(std::span(times).subspan(day * dayMinutes, dayMinutes),
                             std::span(values).subspan(day * dayMinutes, dayMinutes), false, {});
        trainedMs += cpuMs() - before;
        heldKiB += static_cast<double>(heldBytes() - held) / 1024;
    }
    const double each = (scoredMs + trainedMs) / series;
    record("anomalies_learn_month_of_minutes_scored", scoredMs / series, "ms CPU a series");
    record("anomalies_learn_month_of_minutes_trained", trainedMs / series, "ms CPU a series, three versions");
    record("anomalies_learn_10000_series", each * 10'000 / 60'000 / 2, "min on two cores");
    record("anomalies_learned_series_memory", heldKiB / series, "KiB with trace and three versions");
}

} // namespace wf::bench
