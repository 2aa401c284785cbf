// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/typewords.h"
#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/prometheus.h"

#include <algorithm>

namespace wf::wire::prometheus {

using signals::Exemplar;
using signals::MetricInfo;
using signals::MetricType;

base::Result<Listed<MetricInfo>> decodeMetadata(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    Listed<MetricInfo> out;
    out.completeness = envelope->completeness;
    if (envelope->data.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    envelope->data.forEachField([&](std::string_view name, const Json &entries) {
        MetricInfo info;
        info.name = toQString(name);
        // Several entries: targets disagree. The first that knows its type speaks.
        entries.forEach([&](const Json &entry) {
            if (info.type == MetricType::Unknown)
                info.type = signals::metricTypeOf(entry["type"].text());
            if (info.help.isEmpty())
                info.help = entry["help"].string();
            if (info.unit.isEmpty())
                info.unit = entry["unit"].string();
        });
        out.items.push_back(std::move(info));
    });
    std::sort(out.items.begin(), out.items.end(),
              [](const MetricInfo &a, const MetricInfo &b) { return a.name < b.name; });
    return out;
}

base::Result<Listed<base::Labels>> decodeSeries(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    Listed<base::Labels> out;
    out.completeness = envelope->completeness;
    if (envelope->data.size() > limits.series)
        return tooLarge(Bound::Series, limits.series);
    envelope->data.forEach([&](const Json &one) { out.items.push_back(one.labels()); });
    return out;
}

base::Result<Names> decodeNames(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    Json list = envelope->data;
    if (list.isObject()) // scrape_pools
        list = list["scrapePools"];
    if (list.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    return Names{stringsOf(list), envelope->completeness};
}

base::Result<Listed<Exemplar>> decodeExemplars(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    Listed<Exemplar> out;
    out.completeness = envelope->completeness;
    envelope->data.forEach([&](const Json &series) {
        const base::Labels labels = series["seriesLabels"].labels();
        series["exemplars"].forEach([&](const Json &one) {
            const auto value = one["value"].number();
            const auto seconds = one["timestamp"].number();
            const auto ms = seconds ? secondsToMs(*seconds) : std::nullopt;
            if (value && ms && out.items.size() <= limits.entries)
                out.items.push_back({labels, one["labels"].labels(), *value, *ms});
        });
    });
    if (out.items.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    return out;
}

} // namespace wf::wire::prometheus
