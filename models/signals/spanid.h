// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>

namespace wf::signals {

// The id of a span: 64 bits, zero = none. Written as 16 lower-case hex digits.
class SpanId {
public:
    constexpr SpanId() = default;
    constexpr explicit SpanId(quint64 bits) : m_bits(bits) {}
    // Up to 16 hex digits of any case; any other text (of files made by hand) gets a stable stand-in.
    SpanId(const QString &text);

    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr quint64 bits() const { return m_bits; }
    [[nodiscard]] QString text() const; // empty when none

    friend constexpr auto operator<=>(const SpanId &, const SpanId &) = default;

private:
    quint64 m_bits = 0;
};

} // namespace wf::signals
