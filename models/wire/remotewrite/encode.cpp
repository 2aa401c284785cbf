// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/remotewrite/histogram_p.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "models/wire/snappy/snappy.h"

#include <protozero/pbf_writer.hpp>

namespace wf::wire::remotewrite {

using protozero::pbf_writer;

namespace {

void writeLabels(pbf_writer &out, const base::Labels &labels)
{
    for (const auto &[name, value] : labels) {
        pbf_writer label(out, 1);
        label.add_string(1, name);
        label.add_string(2, value);
    }
}

void writeSeries(pbf_writer &out, const WrittenSeries &written)
{
    const auto &series = written.series;
    writeLabels(out, series.labels);
    for (std::size_t i = 0; i < series.timesMs.size(); ++i) {
        pbf_writer sample(out, 2);
        sample.add_double(1, series.values[i]);
        sample.add_int64(2, series.timesMs[i]);
    }
    for (const auto &exemplar : written.exemplars) {
        pbf_writer one(out, 3);
        writeLabels(one, exemplar.labels);
        one.add_double(2, exemplar.value);
        one.add_int64(3, exemplar.timeMs);
    }
    for (std::size_t i = 0; i < series.histogramTimesMs.size(); ++i) {
        pbf_writer one(out, 4);
        writeHistogram(one, series.histogramTimesMs[i], *series.histograms[i]);
    }
}

} // namespace

std::string encode(const std::vector<WrittenSeries> &series, const std::vector<signals::MetricInfo> &families)
{
    std::string out;
    pbf_writer request(out);
    for (const auto &one : series) {
        pbf_writer message(request, 1);
        writeSeries(message, one);
    }
    for (const auto &family : families) {
        pbf_writer message(request, 3);
        message.add_enum(1, static_cast<std::int32_t>(family.type));
        message.add_string(2, family.name.toStdString());
        message.add_string(4, family.help.toStdString());
        message.add_string(5, family.unit.toStdString());
    }
    return compressSnappy(out);
}

} // namespace wf::wire::remotewrite
