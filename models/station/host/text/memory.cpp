// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <algorithm>

namespace wf::station::hosttext {

void meminfo(std::string_view text, HostWriter &out)
{
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() < 2 || !parts[0].ends_with(':'))
            return;
        const auto value = number(parts[1]);
        if (!value)
            return;
        std::string name(parts[0].substr(0, parts[0].size() - 1)); // "Active(anon)" -> "Active_anon"
        std::ranges::replace(name, '(', '_');
        std::erase(name, ')');
        const bool isKiB = parts.size() > 2 && parts[2] == "kB";
        if (isKiB)
            name += "_bytes";
        out.one("node_memory_" + name, MetricType::Gauge, "Memory information field " + name + ".",
                isKiB ? *value * 1024 : *value);
    });
}

} // namespace wf::station::hosttext
