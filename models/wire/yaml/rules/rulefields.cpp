// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulefields.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

namespace wf::wire {

namespace {

using Owner = std::pair<std::string_view, std::string_view>;

template<std::size_t N>
std::string_view ownerIn(const std::array<Owner, N> &owners, std::string_view key)
{
    const auto found = std::ranges::find(owners, key, &Owner::first);
    return found == owners.end() ? std::string_view() : found->second;
}

bool isName(std::string_view name, bool colons)
{
    const auto isStart = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
    };
    return !name.empty() && isStart(name.front()) &&
           std::ranges::all_of(name, [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); });
}

} // namespace

std::string_view ownerOfGroupField(std::string_view key)
{
    static constexpr std::array owners{
        Owner{"partial_response_strategy", "Thanos"},
        Owner{"source_tenants", "Mimir"},
        Owner{"evaluation_delay", "Mimir"},
        Owner{"align_evaluation_time_on_interval", "Mimir"},
        Owner{"remote_write", "Loki"},
        Owner{"tenant", "VictoriaMetrics"},
        Owner{"type", "VictoriaMetrics"},
        Owner{"concurrency", "VictoriaMetrics"},
        Owner{"params", "VictoriaMetrics"},
        Owner{"headers", "VictoriaMetrics"},
        Owner{"notifier_headers", "VictoriaMetrics"},
        Owner{"eval_offset", "VictoriaMetrics"},
        Owner{"eval_delay", "VictoriaMetrics"},
        Owner{"eval_alignment", "VictoriaMetrics"},
        Owner{"extra_filter_labels", "VictoriaMetrics"},
        Owner{"debug", "VictoriaMetrics"},
        Owner{"namespace", "Mimir"},
    };
    return ownerIn(owners, key);
}

std::string_view ownerOfRuleField(std::string_view key)
{
    static constexpr std::array owners{
        Owner{"debug", "VictoriaMetrics"},
        Owner{"update_entries_limit", "VictoriaMetrics"},
    };
    return ownerIn(owners, key);
}

bool isClassicMetricName(std::string_view name)
{
    return isName(name, true);
}

bool isClassicLabelName(std::string_view name)
{
    return isName(name, false);
}

bool isValidUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return !decoder.hasError();
}

} // namespace wf::wire
