// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/logtext/stamp.h"

#include <optional>
#include <string_view>

namespace wf::wire::logtext {

// Date and time of day as written; what is missing is filled in by resolve().
struct CivilTime {
    std::optional<int> year;
    int month = 0; // 0: no date
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    qint64 fractionNs = 0;
    std::optional<int> zoneSeconds;
};

// UTC nanoseconds; nothing when it is no time of this calendar or out of range.
[[nodiscard]] std::optional<qint64> resolve(const CivilTime &time, const StampContext &context);

// Reads pieces of times; every reader leaves the place alone when it fails.
class StampCursor {
public:
    explicit StampCursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::size_t at() const { return m_at; }
    void moveTo(std::size_t at) { m_at = at; }
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] std::size_t digitsAhead() const;
    bool eat(char c);
    bool eatAny(std::string_view chars);
    // Between `least` and `most` digits, all there are.
    std::optional<int> number(std::size_t least, std::size_t most);
    std::optional<int> monthName(); // Jan … Dec or whole names: 1 … 12
    bool weekday();                 // Mon … Sunday
    // hh:mm[:ss[fraction]] with `separator` between; AM/PM behind a blank.
    bool clock(CivilTime &time, char separator = ':', bool wantsSeconds = true);
    void fraction(CivilTime &time); // ".123456", ",123", ":123"
    void zone(CivilTime &time);     // "Z", "+02:00", "+0200", "+02", " UTC", " CEST"; a blank in front is taken too
    // Nothing that continues a word stands here.
    [[nodiscard]] bool endsHere() const;

private:
    void amPm(CivilTime &time);

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace wf::wire::logtext
