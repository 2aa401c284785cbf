// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logvolumechart.h"

#include "models/base/clock.h"

#include <array>

namespace wf::ui {

using signals::LogLevel;

std::shared_ptr<const widgets::ChartData> volumeChart(const signals::LogVolume &volume)
{
    struct Layer {
        LogLevel level;
        LogLevel also;
    };
    static constexpr std::array layers{Layer{LogLevel::Error, LogLevel::Fatal}, Layer{LogLevel::Warn, LogLevel::Warn},
                                       Layer{LogLevel::Info, LogLevel::Info}, Layer{LogLevel::Debug, LogLevel::Trace},
                                       Layer{LogLevel::Unknown, LogLevel::Unknown}};
    auto data = std::make_shared<widgets::ChartData>();
    data->kind = widgets::ChartKind::Bars;
    data->stepNs = volume.stepNs;
    for (const auto &layer : layers) {
        auto samples = std::make_shared<signals::Series>();
        double sum = 0;
        for (std::size_t i = 0; i < volume.buckets.size(); ++i) {
            const auto &bucket = volume.buckets[i];
            const double n = bucket.at(static_cast<std::size_t>(layer.level)) +
                             (layer.also == layer.level ? 0 : bucket.at(static_cast<std::size_t>(layer.also)));
            samples->timesMs.push_back((volume.startNs + static_cast<qint64>(i) * volume.stepNs) / base::nsPerMs);
            samples->values.push_back(n);
            sum += n;
        }
        if (sum <= 0)
            continue;
        widgets::ChartSeries series;
        series.key = signals::logLevelName(layer.level);
        series.name = series.key;
        series.color = {widgets::SeriesColor::Level, static_cast<int>(layer.level)};
        series.samples = std::move(samples);
        data->series.push_back(std::move(series));
    }
    return data;
}

} // namespace wf::ui
