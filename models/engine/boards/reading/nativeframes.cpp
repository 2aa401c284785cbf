// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/nativeframes.h"

#include <cmath>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;

namespace {

constexpr std::size_t mostRows = 20'000;

FrameField column(const QString &name, FrameField::Kind kind)
{
    return {name, kind, {}, {}, {}, {}};
}

Frame bucketTable(const signals::PanelTarget &target, const signals::QueryAnswer &answer)
{
    std::map<std::string, FrameField> labels;
    for (const signals::HistogramSeries &series : answer.histograms)
        for (const auto &[name, value] : series.labels)
            labels.try_emplace(name, column(QString::fromStdString(name), FrameField::Text));
    FrameField time = column(u"Time"_s, FrameField::Time), low = column(u"yMin"_s, FrameField::Number);
    FrameField high = column(u"yMax"_s, FrameField::Number), count = column(u"count"_s, FrameField::Number);
    for (const signals::HistogramSeries &series : answer.histograms) {
        if (series.samples.empty())
            continue;
        for (const signals::HistogramBucket &bucket : series.samples.back().buckets) {
            if (time.numbers.size() >= mostRows)
                break;
            time.numbers.push_back(static_cast<double>(series.samples.back().timeMs));
            low.numbers.push_back(bucket.lower);
            high.numbers.push_back(bucket.upper);
            count.numbers.push_back(bucket.count);
            for (auto &[name, texts] : labels)
                texts.texts << series.labels.text(name);
        }
    }
    Frame out;
    out.refId = target.refId;
    out.fields.push_back(std::move(time));
    for (auto &[name, texts] : labels)
        out.fields.push_back(std::move(texts));
    for (FrameField *field : {&low, &high, &count})
        out.fields.push_back(std::move(*field));
    return out;
}

Frame bounds(const signals::PanelTarget &target, const signals::QueryAnswer &answer)
{
    std::map<double, double> counts; // by upper bound
    qint64 timeMs = 0;
    for (const signals::HistogramSeries &series : answer.histograms) {
        if (series.samples.empty())
            continue;
        timeMs = std::max(timeMs, series.samples.back().timeMs);
        for (const signals::HistogramBucket &bucket : series.samples.back().buckets)
            if (!std::isnan(bucket.upper) && std::isfinite(bucket.count))
                counts[bucket.upper] += bucket.count;
    }
    Frame out;
    out.refId = target.refId;
    out.fields.push_back(column(u"Time"_s, FrameField::Time));
    out.fields.back().numbers = {static_cast<double>(timeMs)};
    double below = 0;
    for (const auto &[bound, count] : counts) {
        below += count;
        FrameField field = column(u"Value"_s, FrameField::Number);
        const QString text = std::isinf(bound) ? u"+Inf"_s : QString::number(bound, 'g', 12);
        field.labels = base::Labels{{"le", text.toStdString()}};
        field.numbers = {below};
        out.fields.push_back(std::move(field));
    }
    return out;
}

} // namespace

void addHistograms(const signals::BoardPanel &panel, const signals::PanelTarget &target,
                   const signals::QueryAnswer &answer, std::vector<Frame> &out)
{
    if (answer.histograms.empty())
        return;
    if (panel.type == "table"_L1)
        out.push_back(bucketTable(target, answer));
    else if (panel.type == "histogram"_L1)
        out.push_back(bounds(target, answer));
}

} // namespace wf::engine
