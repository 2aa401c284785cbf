// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/alert/humanize_p.h"

#include "models/base/clock.h"
#include "models/query/template/engine/goformat.h"

#include <array>
#include <cmath>

namespace wf::query::tmpl {

namespace {

std::string four(double value)
{
    return formatFloat(value, 'g', 4);
}

template<std::size_t N>
std::string enlarged(double value, double factor, const std::array<const char *, N> &prefixes, std::string &prefix)
{
    for (const char *next : prefixes) {
        if (std::abs(value) < factor)
            break;
        prefix = next;
        value /= factor;
    }
    return four(value);
}

std::string reduced(double value, std::string &prefix)
{
    for (const char *next : {"m", "u", "n", "p", "f", "a", "z", "y"}) {
        if (std::abs(value) >= 1)
            break;
        prefix = next;
        value *= 1000;
    }
    return four(value);
}

} // namespace

std::string humanize(double value)
{
    if (value == 0 || !std::isfinite(value))
        return four(value);
    std::string prefix;
    const std::string number = std::abs(value) >= 1
                                   ? enlarged(value, 1000, std::array{"k", "M", "G", "T", "P", "E", "Z", "Y"}, prefix)
                                   : reduced(value, prefix);
    return number + prefix;
}

std::string humanize1024(double value)
{
    if (std::abs(value) <= 1 || !std::isfinite(value))
        return four(value);
    std::string prefix;
    const std::string number =
        enlarged(value, 1024, std::array{"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"}, prefix);
    return number + prefix;
}

std::string humanizeDuration(double seconds)
{
    if (!std::isfinite(seconds))
        return four(seconds);
    if (seconds == 0)
        return four(seconds) + 's';
    if (std::abs(seconds) < 1) {
        std::string prefix;
        const std::string number = reduced(seconds, prefix);
        return number + prefix + 's';
    }
    const std::string sign = seconds < 0 ? "-" : "";
    const double size = std::abs(seconds);
    if (size >= 9.2e18)
        return sign + four(size) + 's';
    const auto whole = static_cast<qint64>(size);
    const std::string s = std::to_string(whole % 60) + 's';
    const std::string m = std::to_string(whole / 60 % 60) + "m ";
    const std::string h = std::to_string(whole / 3600 % 24) + "h ";
    if (whole >= 86400)
        return sign + std::to_string(whole / 86400) + "d " + h + m + s;
    if (whole >= 3600)
        return sign + h + m + s;
    if (whole >= 60)
        return sign + m + s;
    return sign + four(size) + 's';
}

std::string humanizePercentage(double ratio)
{
    return four(ratio * 100) + '%';
}

std::string humanizeTimestamp(double seconds)
{
    constexpr double mostSeconds = 9.2e9; // what nanoseconds can hold
    if (!std::isfinite(seconds) || std::abs(seconds) > mostSeconds)
        return four(seconds);
    // Whole milliseconds, as Prometheus keeps time.
    const auto ns = static_cast<qint64>(seconds * 1e9);
    return instantText(ns / base::nsPerMs * base::nsPerMs);
}

} // namespace wf::query::tmpl
