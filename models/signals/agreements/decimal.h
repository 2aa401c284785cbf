// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace wf::signals {

// How a figure loses digits; every contract names its rule. Halves away from zero, to the even digit, towards zero,
// away from zero.
enum class Rounding { HalfUp, HalfEven, Down, Up };

// An exact decimal number: coefficient × 10^−scale, at most 18 digits, at most 9 of them after the point. Amounts and
// percentages of contracts are never binary fractions. What grows past 18 digits becomes "unknown" and stays so in
// everything computed from it.
class Decimal {
public:
    static constexpr int mostDigits = 18;
    static constexpr int mostDecimals = 9;

    constexpr Decimal() = default;
    // `scale` is kept within 0 … 9; a coefficient of more than 18 digits gives unknown().
    [[nodiscard]] static Decimal of(qint64 coefficient, int scale = 0);
    [[nodiscard]] static Decimal unknown();
    // "42000", "99.95", "-0.5": no exponent, no grouping, no spaces. Nothing when it is something else or too long.
    [[nodiscard]] static std::optional<Decimal> parse(QStringView text);
    // numerator ÷ denominator with so many decimals; unknown when the denominator is 0.
    [[nodiscard]] static Decimal quotient(qint64 numerator, qint64 denominator, int decimals, Rounding rounding);
    // The nearest decimal of a measured figure; unknown when it is not finite or too large.
    [[nodiscard]] static Decimal nearest(double value, int decimals);

    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    [[nodiscard]] bool isZero() const { return m_isKnown && m_coefficient == 0; }
    [[nodiscard]] bool isNegative() const { return m_isKnown && m_coefficient < 0; }
    [[nodiscard]] qint64 coefficient() const { return m_coefficient; }
    [[nodiscard]] int scale() const { return m_scale; }
    [[nodiscard]] double approximate() const; // NaN when unknown; for drawing only
    [[nodiscard]] QString text() const;       // "2100.00", as many decimals as its scale; "unknown"
    [[nodiscard]] QString shortText() const;  // without zeros at the end: "99.95", "5"

    [[nodiscard]] Decimal rounded(int decimals, Rounding rounding) const;
    // this × factor ÷ divisor, rounded once: `fee.scaled(percent, 100, 2, rule)`.
    [[nodiscard]] Decimal scaled(const Decimal &factor, qint64 divisor, int decimals, Rounding rounding) const;

    friend Decimal operator+(const Decimal &a, const Decimal &b);
    friend Decimal operator-(const Decimal &a, const Decimal &b);
    Decimal operator-() const;
    // By value: 1.0 equals 1. Two unknowns are equal; otherwise unknown has no order.
    friend bool operator==(const Decimal &a, const Decimal &b);
    friend std::partial_ordering operator<=>(const Decimal &a, const Decimal &b);

private:
    qint64 m_coefficient = 0;
    int m_scale = 0;
    bool m_isKnown = true;
};

} // namespace wf::signals
