// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/answers/parameters.h"

#include "models/base/clock.h"
#include "models/wire/numbers.h"
#include "models/wire/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wf::station {

namespace {

// Digits with at most one dot; nothing else that from_chars would take ("inf", "0x1").
std::optional<double> decimalOf(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<qint64> nanosecondsOf(double seconds)
{
    const double ns = std::round(seconds * 1e9);
    return std::fabs(ns) < 9.2e18 ? std::optional(static_cast<qint64>(ns)) : std::nullopt;
}

} // namespace

std::optional<qint64> promTimeMs(std::string_view text)
{
    if (const auto seconds = decimalOf(text))
        return wire::secondsToMs(*seconds);
    const auto ns = wire::parseRfc3339(text);
    return ns ? std::optional(*ns / base::nsPerMs) : std::nullopt;
}

std::optional<qint64> promDurationMs(std::string_view text)
{
    std::optional<qint64> ns;
    if (const auto seconds = decimalOf(text))
        ns = nanosecondsOf(*seconds);
    else
        ns = wire::parseDuration(text);
    return ns ? std::optional(*ns / base::nsPerMs) : std::nullopt;
}

std::optional<qint64> lokiTimeNs(std::string_view text)
{
    if (isDigits(text)) {
        const auto whole = wire::parseInteger(text);
        if (!whole || text.size() > 10)
            return whole;
        return *whole * base::nsPerSecond;
    }
    if (const auto seconds = decimalOf(text))
        return nanosecondsOf(*seconds);
    return wire::parseRfc3339(text);
}

std::optional<qint64> goDurationNs(std::string_view text)
{
    struct Unit {
        std::string_view name;
        double ns;
    };
    static constexpr std::array units{Unit{"ns", 1},  Unit{"us", 1e3}, Unit{"\xc2\xb5s", 1e3}, Unit{"ms", 1e6},
                                      Unit{"s", 1e9}, Unit{"m", 60e9}, Unit{"h", 3600e9}};
    if (text == "0")
        return 0;
    double total = 0;
    if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        const auto digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const auto value = decimalOf(text.substr(0, digits));
        text.remove_prefix(digits);
        const auto unitEnd = std::min(text.find_first_of("0123456789."), text.size());
        const auto unit =
            std::find_if(units.begin(), units.end(), [&](const Unit &u) { return u.name == text.substr(0, unitEnd); });
        if (!value || unit == units.end())
            return std::nullopt;
        total += *value * unit->ns;
        text.remove_prefix(unitEnd);
    }
    return total < 9.2e18 ? std::optional(static_cast<qint64>(std::round(total))) : std::nullopt;
}

std::optional<qint64> countOf(std::string_view text)
{
    return isDigits(text) ? wire::parseInteger(text) : std::nullopt;
}

base::Result<base::TimeRange> lokiRange(const Parameters &parameters, qint64 nowNs, std::chrono::nanoseconds usual)
{
    const auto bad = [](const char *what) {
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("could not parse '%1' parameter").arg(QLatin1String(what)));
    };
    base::TimeRange range{0, nowNs};
    if (const auto text = parameters.value("end"); !text.empty()) {
        const auto end = lokiTimeNs(text);
        if (!end)
            return bad("end");
        range.endNs = *end;
    }
    range.startNs = range.endNs - usual.count();
    if (const auto text = parameters.value("since"); !text.empty()) {
        const auto since = wire::parseDuration(text);
        if (!since)
            return bad("since");
        range.startNs = range.endNs - *since;
    }
    if (const auto text = parameters.value("start"); !text.empty()) {
        const auto start = lokiTimeNs(text);
        if (!start)
            return bad("start");
        range.startNs = *start;
    }
    if (range.endNs < range.startNs)
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("end timestamp must not be before or equal to start time"));
    return range;
}

Response jsonResponse(std::string body, int status)
{
    return {status, "application/json", std::move(body), {}};
}

} // namespace wf::station
