// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/text/durations.h"

#include "models/query/promql/text/chars.h"

#include <array>

namespace wf::query {

namespace {

struct DurationUnit {
    std::string_view name;
    qint64 ms;
    bool isExact; // written only when nothing smaller is left
};
constexpr std::array units{
    DurationUnit{"y", qint64{365} * 24 * 3600 * 1000, true},
    DurationUnit{"w", qint64{7} * 24 * 3600 * 1000, true},
    DurationUnit{"d", qint64{24} * 3600 * 1000, true},
    DurationUnit{"h", qint64{3600} * 1000, false},
    DurationUnit{"m", 60 * 1000, false},
    DurationUnit{"s", 1000, false},
    DurationUnit{"ms", 1, false},
};
constexpr qint64 longestMs = 9223372036854; // in Go's nanoseconds

} // namespace

std::optional<qint64> promDurationMs(std::string_view text)
{
    if (text == "0")
        return 0;
    if (text.empty())
        return std::nullopt;
    qint64 total = 0;
    std::size_t at = 0, nextUnit = 0;
    while (at < text.size()) {
        qint64 count = 0;
        const std::size_t digits = at;
        for (; at < text.size() && isDigit(text[at]); ++at)
            if (count = count * 10 + (text[at] - '0'); count > longestMs)
                return std::nullopt;
        const std::size_t unitAt = at;
        while (at < text.size() && isLetter(text[at]))
            ++at;
        const std::string_view name = text.substr(unitAt, at - unitAt);
        while (nextUnit < units.size() && units[nextUnit].name != name)
            ++nextUnit;
        if (digits == unitAt || nextUnit == units.size() || count > (longestMs - total) / units[nextUnit].ms)
            return std::nullopt;
        total += count * units[nextUnit++].ms;
    }
    return total;
}

std::string promDurationText(qint64 ms)
{
    if (ms == 0)
        return "0s";
    std::string out = ms < 0 ? "-" : "";
    quint64 left = ms < 0 ? 0 - static_cast<quint64>(ms) : static_cast<quint64>(ms);
    for (const DurationUnit &unit : units) {
        const auto size = static_cast<quint64>(unit.ms);
        if (const quint64 count = left / size; count > 0 && !(unit.isExact && left % size != 0)) {
            out += std::to_string(count) + std::string(unit.name);
            left -= count * size;
        }
    }
    return out;
}

} // namespace wf::query
