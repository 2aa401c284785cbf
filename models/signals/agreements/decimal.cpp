// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/agreements/decimal.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::signals {

namespace {

// Wide enough for 18 digits times 18 digits times a power of ten: nothing here overflows.
using Wide = boost::multiprecision::int256_t;

constexpr qint64 bound = 1'000'000'000'000'000'000; // 10^18

Wide power(int exponent)
{
    Wide out = 1;
    for (int i = 0; i < exponent; ++i)
        out *= 10;
    return out;
}

Decimal fitted(const Wide &coefficient, int scale)
{
    return coefficient >= bound || coefficient <= -bound ? Decimal::unknown()
                                                         : Decimal::of(coefficient.convert_to<qint64>(), scale);
}

// Rounded quotient; the divisor is not 0.
Wide divided(Wide numerator, Wide divisor, Rounding rounding)
{
    if (divisor < 0) {
        numerator = -numerator;
        divisor = -divisor;
    }
    const bool isNegative = numerator < 0;
    if (isNegative)
        numerator = -numerator;
    Wide whole = numerator / divisor;
    const Wide twice = (numerator % divisor) * 2;
    const bool isHalf = twice == divisor;
    const bool up = rounding == Rounding::Up       ? twice > 0
                    : rounding == Rounding::Down   ? false
                    : rounding == Rounding::HalfUp ? twice >= divisor
                                                   : twice > divisor || (isHalf && whole % 2 == 1);
    if (up)
        whole += 1;
    return isNegative ? Wide(-whole) : whole;
}

int bounded(int decimals)
{
    return std::clamp(decimals, 0, Decimal::mostDecimals);
}

} // namespace

Decimal Decimal::of(qint64 coefficient, int scale)
{
    if (coefficient >= bound || coefficient <= -bound)
        return unknown();
    Decimal out;
    out.m_coefficient = coefficient;
    out.m_scale = bounded(scale);
    return out;
}

Decimal Decimal::unknown()
{
    Decimal out;
    out.m_isKnown = false;
    return out;
}

std::optional<Decimal> Decimal::parse(QStringView text)
{
    const bool isNegative = text.startsWith(u'-');
    if (isNegative)
        text = text.mid(1);
    qint64 coefficient = 0;
    int digits = 0;
    int decimals = -1;
    for (const QChar c : text) {
        if (c == u'.' && decimals < 0 && digits > 0) {
            decimals = 0;
            continue;
        }
        if (c < u'0' || c > u'9' || ++digits > mostDigits || (decimals >= 0 && ++decimals > mostDecimals))
            return std::nullopt;
        coefficient = coefficient * 10 + (c.unicode() - u'0');
    }
    if (digits == 0 || decimals == 0)
        return std::nullopt;
    return of(isNegative ? -coefficient : coefficient, std::max(decimals, 0));
}

Decimal Decimal::quotient(qint64 numerator, qint64 denominator, int decimals, Rounding rounding)
{
    if (denominator == 0)
        return unknown();
    return fitted(divided(Wide(numerator) * power(bounded(decimals)), denominator, rounding), bounded(decimals));
}

Decimal Decimal::nearest(double value, int decimals)
{
    const double scaled = value * std::pow(10.0, bounded(decimals));
    if (!std::isfinite(scaled) || std::abs(scaled) >= static_cast<double>(bound))
        return unknown();
    return of(std::llround(scaled), bounded(decimals));
}

double Decimal::approximate() const
{
    return m_isKnown ? static_cast<double>(m_coefficient) / std::pow(10.0, m_scale)
                     : std::numeric_limits<double>::quiet_NaN();
}

QString Decimal::text() const
{
    if (!m_isKnown)
        return QStringLiteral("unknown");
    QString digits = QString::number(std::abs(m_coefficient)).rightJustified(m_scale + 1, u'0');
    if (m_scale > 0)
        digits.insert(digits.size() - m_scale, u'.');
    return m_coefficient < 0 ? u'-' + digits : digits;
}

QString Decimal::shortText() const
{
    QString out = text();
    if (!m_isKnown || m_scale == 0)
        return out;
    while (out.endsWith(u'0'))
        out.chop(1);
    if (out.endsWith(u'.'))
        out.chop(1);
    return out;
}

Decimal Decimal::rounded(int decimals, Rounding rounding) const
{
    return scaled(of(1), 1, decimals, rounding);
}

Decimal Decimal::scaled(const Decimal &factor, qint64 divisor, int decimals, Rounding rounding) const
{
    if (!m_isKnown || !factor.m_isKnown || divisor == 0)
        return unknown();
    const Wide product = Wide(m_coefficient) * factor.m_coefficient * power(bounded(decimals));
    return fitted(divided(product, power(m_scale + factor.m_scale) * divisor, rounding), bounded(decimals));
}

Decimal operator+(const Decimal &a, const Decimal &b)
{
    if (!a.m_isKnown || !b.m_isKnown)
        return Decimal::unknown();
    const int scale = std::max(a.m_scale, b.m_scale);
    return fitted(Wide(a.m_coefficient) * power(scale - a.m_scale) + Wide(b.m_coefficient) * power(scale - b.m_scale),
                  scale);
}

Decimal operator-(const Decimal &a, const Decimal &b)
{
    return a + -b;
}

Decimal Decimal::operator-() const
{
    return m_isKnown ? of(-m_coefficient, m_scale) : unknown();
}

bool operator==(const Decimal &a, const Decimal &b)
{
    return a.m_isKnown == b.m_isKnown && (!a.m_isKnown || (a <=> b) == 0);
}

std::partial_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    if (!a.m_isKnown || !b.m_isKnown)
        return std::partial_ordering::unordered;
    const Wide left = Wide(a.m_coefficient) * power(b.m_scale);
    const Wide right = Wide(b.m_coefficient) * power(a.m_scale);
    return left < right   ? std::partial_ordering::less
           : left > right ? std::partial_ordering::greater
                          : std::partial_ordering::equivalent;
}

} // namespace wf::signals
