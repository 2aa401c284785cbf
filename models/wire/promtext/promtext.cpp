// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promtext.h"

#include "models/wire/promtext/created.h"
#include "models/wire/text.h"

namespace wf::wire {

std::optional<ExpositionFormat> expositionFormat(std::string_view contentType)
{
    if (containsIgnoringCase(contentType, "application/vnd.google.protobuf"))
        return std::nullopt;
    return containsIgnoringCase(contentType, "openmetrics") ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
}

base::Result<Exposition> decodeExposition(std::string_view text, ExpositionFormat format, const Limits &limits,
                                          CreatedLines created)
{
    ExpositionScanner scanner(text, format, limits);
    Exposition out;
    CreatedTimes times;
    std::vector<base::Labels::Pair> pairs;
    while (scanner.next()) {
        const ScannedSample &read = scanner.sample();
        if (!scanner.readLabels(pairs))
            break;
        ExpositionSample sample{base::Labels(pairs), read.value, read.timeMs, {}, {}, {}};
        if (read.isCreated && created == CreatedLines::AsTimes) {
            times.add(sample.labels, read.value);
            continue;
        }
        if (!read.exemplarLabels.empty()) {
            if (!scanner.readExemplarLabels(pairs))
                break;
            sample.exemplar =
                signals::Exemplar{sample.labels, base::Labels(pairs), read.exemplarValue, read.exemplarTimeMs};
        }
        out.samples.push_back(std::move(sample));
    }
    if (scanner.error())
        return *scanner.error();
    if (!times.isEmpty())
        for (auto &sample : out.samples)
            sample.createdMs = times.of(sample.labels);
    out.families = scanner.families();
    return out;
}

} // namespace wf::wire
