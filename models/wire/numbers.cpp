// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"

#include "models/base/clock.h"
#include "models/wire/text.h"

#include <QtGlobal>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>

namespace wf::wire {

std::optional<double> parseSample(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || text.front() == '-' || text.front() == '+')
        return std::nullopt;
    double value = 0;
    if (text.front() >= '0' && text.front() <= '9') {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (end != text.data() + text.size())
            return std::nullopt;
        if (error == std::errc::result_out_of_range) {
            // Too large for a double or too small: the exponent's sign tells which.
            const auto exponent = text.find_first_of("eE");
            const bool tiny = exponent != std::string_view::npos && text.substr(exponent + 1).starts_with('-');
            value = tiny ? 0 : std::numeric_limits<double>::infinity();
        } else if (error != std::errc()) {
            return std::nullopt;
        }
    } else if (equalsIgnoringCase(text, "nan")) {
        return std::numeric_limits<double>::quiet_NaN();
    } else if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity")) {
        value = std::numeric_limits<double>::infinity();
    } else {
        return std::nullopt;
    }
    return negative ? -value : value;
}

std::optional<qint64> parseInteger(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    qint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<qint64> secondsToMs(double seconds)
{
    const double ms = seconds * 1000;
    if (!(std::abs(ms) <= 9.2e12))
        return std::nullopt;
    return std::llround(ms);
}

namespace {

struct Reader {
    std::string_view text;
    std::size_t at = 0;

    bool eat(char c)
    {
        if (at >= text.size() || text[at] != c)
            return false;
        ++at;
        return true;
    }
    std::optional<int> digits(std::size_t n)
    {
        if (at + n > text.size())
            return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const char c = text[at + i];
            if (c < '0' || c > '9')
                return std::nullopt;
            value = value * 10 + (c - '0');
        }
        at += n;
        return value;
    }
    // ".123456789…" -> nanoseconds
    std::optional<qint64> fraction()
    {
        if (!eat('.') && !eat(','))
            return 0;
        qint64 ns = 0;
        int n = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++n)
            if (n < 9)
                ns = ns * 10 + (text[at] - '0');
        if (n == 0)
            return std::nullopt;
        for (; n < 9; ++n)
            ns *= 10;
        return ns;
    }
    // "Z" or "+02:00" -> seconds east
    std::optional<int> zone()
    {
        if (eat('Z') || eat('z'))
            return 0;
        const bool west = at < text.size() && text[at] == '-';
        if (!eat('+') && !eat('-'))
            return std::nullopt;
        const auto h = digits(2);
        eat(':');
        const auto m = digits(2);
        if (!h || !m || *h > 23 || *m > 59)
            return std::nullopt;
        const int s = (*h * 60 + *m) * 60;
        return west ? -s : s;
    }
};

} // namespace

std::optional<qint64> parseRfc3339(std::string_view text)
{
    Reader r{text};
    const auto y = r.digits(4);
    const bool d1 = r.eat('-');
    const auto mo = r.digits(2);
    const bool d2 = r.eat('-');
    const auto d = r.digits(2);
    if (!y || !mo || !d || !d1 || !d2 || !(r.eat('T') || r.eat('t') || r.eat(' ')))
        return std::nullopt;
    const auto h = r.digits(2);
    const bool c1 = r.eat(':');
    const auto mi = r.digits(2);
    const bool c2 = r.eat(':');
    const auto s = r.digits(2);
    if (!h || !mi || !s || !c1 || !c2 || *h > 23 || *mi > 59 || *s > 60)
        return std::nullopt;
    const auto fraction = r.fraction();
    const auto zone = r.zone();
    if (!fraction || !zone || r.at != text.size())
        return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok())
        return std::nullopt;
    if (*y < 1678 || *y > 2261)
        return 0;
    const qint64 seconds =
        qint64{sys_days{date}.time_since_epoch().count()} * 86400 + *h * 3600 + *mi * 60 + *s - *zone;
    return seconds * base::nsPerSecond + *fraction;
}

std::string formatRfc3339(qint64 ns)
{
    using namespace std::chrono;
    const qint64 ms = (ns >= 0 ? ns : ns - (base::nsPerMs - 1)) / base::nsPerMs;
    const sys_time<milliseconds> at{milliseconds{ms}};
    const auto midnight = floor<days>(at);
    const year_month_day date{midnight};
    const hh_mm_ss time{at - midnight};
    std::array<char, 40> out{};
    const int n =
        std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return std::string(out.data(), static_cast<std::size_t>(n));
}

std::optional<qint64> parseDuration(std::string_view text)
{
    struct Unit {
        std::string_view name;
        qint64 ns;
    };
    static constexpr std::array units{Unit{"ms", base::nsPerMs},      Unit{"s", base::nsPerSecond},
                                      Unit{"m", base::nsPerMinute},   Unit{"h", base::nsPerHour},
                                      Unit{"d", base::nsPerDay},      Unit{"w", 7 * base::nsPerDay},
                                      Unit{"y", 365 * base::nsPerDay}};
    constexpr double most = 9e18;
    if (const auto seconds = parseSample(text)) // plain numbers are seconds
        return std::abs(*seconds) * 1e9 <= most ? std::optional(std::llround(*seconds * 1e9)) : std::nullopt;
    double total = 0;
    qint64 last = std::numeric_limits<qint64>::max();
    while (!text.empty()) {
        const auto n = text.find_first_not_of("0123456789");
        const auto count = n == std::string_view::npos ? std::nullopt : parseInteger(text.substr(0, n));
        if (!count)
            return std::nullopt;
        text.remove_prefix(n);
        const auto unit = text.substr(0, text.find_first_of("0123456789"));
        const auto *const known =
            std::find_if(units.begin(), units.end(), [&](const Unit &u) { return u.name == unit; });
        if (known == units.end() || known->ns >= last)
            return std::nullopt;
        last = known->ns;
        total += static_cast<double>(*count) * static_cast<double>(known->ns);
        text.remove_prefix(unit.size());
    }
    return last == std::numeric_limits<qint64>::max() || total > most ? std::nullopt
                                                                      : std::optional(std::llround(total));
}

} // namespace wf::wire
