// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/units.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <span>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar thinSpace(0x2009);
constexpr QChar minusSign(0x2212);

struct Step {
    double divisor;
    const char *prefix; // UTF-8
};
constexpr std::array binarySteps{Step{1, ""},        Step{0x1p10, "Ki"}, Step{0x1p20, "Mi"}, Step{0x1p30, "Gi"},
                                 Step{0x1p40, "Ti"}, Step{0x1p50, "Pi"}, Step{0x1p60, "Ei"}};
constexpr std::array siSteps{Step{1e-9, "n"}, Step{1e-6, "\u00b5"}, Step{1e-3, "m"}, Step{1, ""},
                             Step{1e3, "k"},  Step{1e6, "M"},       Step{1e9, "G"},  Step{1e12, "T"}};
constexpr std::array rateSteps{Step{1, ""}, Step{1e3, "k"}, Step{1e6, "M"}, Step{1e9, "G"}, Step{1e12, "T"}};
constexpr std::array countSteps{Step{1, ""}, Step{1e6, "M"}, Step{1e9, "G"}, Step{1e12, "T"}};
constexpr std::array secondSteps{Step{1e-9, "n"}, Step{1e-6, "\u00b5"}, Step{1e-3, "m"}, Step{1, ""}};
constexpr std::array noSteps{Step{1, ""}};

struct Scheme {
    std::span<const Step> steps;
    QString symbol;
    double factor = 1;   // applied to the value first
    bool counts = false; // whole numbers stay whole below the first large prefix
};

Scheme schemeOf(Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
        return {secondSteps, u"s"_s};
    case Unit::Bytes:
        return {binarySteps, u"B"_s};
    case Unit::BytesPerSecond:
        return {binarySteps, u"B/s"_s};
    case Unit::BitsPerSecond:
        return {rateSteps, u"bit/s"_s};
    case Unit::Ratio:
        return {noSteps, u"%"_s, 100};
    case Unit::Percent:
        return {noSteps, u"%"_s};
    case Unit::PerSecond:
        return {countSteps, u"/s"_s, 1, true};
    case Unit::PerMinute:
        return {countSteps, u"/min"_s, 1, true};
    case Unit::Celsius:
        return {noSteps, u"°C"_s};
    case Unit::Volts:
        return {siSteps, u"V"_s};
    case Unit::Amperes:
        return {siSteps, u"A"_s};
    case Unit::Watts:
        return {siSteps, u"W"_s};
    case Unit::Joules:
        return {siSteps, u"J"_s};
    case Unit::Hertz:
        return {siSteps, u"Hz"_s};
    case Unit::Metres:
        return {siSteps, u"m"_s};
    case Unit::None:
    case Unit::Timestamp:
    case Unit::Boolean:
    case Unit::Currency:
        break;
    }
    return {countSteps, {}, 1, true};
}

bool isShare(Unit unit)
{
    return unit == Unit::Ratio || unit == Unit::Percent;
}

QString grouped(QString digits)
{
    qsizetype end = digits.indexOf(u'.');
    if (end < 0)
        end = digits.size();
    for (qsizetype at = end - 3; at > 0; at -= 3)
        digits.insert(at, thinSpace);
    return digits;
}

// `magnitude` >= 0; trailing zeros go.
QString fixedTrimmed(double magnitude, int decimals)
{
    QString text = QString::number(magnitude, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return grouped(text);
}

int decimalsForThreeFigures(double magnitude)
{
    if (magnitude == 0)
        return 0;
    return std::max(0, 2 - static_cast<int>(std::floor(std::log10(magnitude) + 1e-12)));
}

double roundedToThree(double magnitude)
{
    if (magnitude == 0)
        return 0;
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(magnitude) + 1e-12));
    return std::round(magnitude * scale) / scale;
}

constexpr double farPastPrefixes = 1e6; // of the greatest one: "1e308", not "1e296 T"

QString inPowersOfTen(double magnitude)
{
    QString text = QString::number(magnitude, 'g', 3);
    return text.replace(u"e-0"_s, u"e-"_s).replace(u"e-"_s, u"e"_s + minusSign).replace(u"e+"_s, u"e"_s);
}

QString threeFigures(double magnitude)
{
    if (magnitude == 0)
        return u"0"_s;
    const double rounded = roundedToThree(magnitude);
    if (rounded < 1e-4 || rounded >= 1e15)
        return inPowersOfTen(magnitude);
    return fixedTrimmed(rounded, decimalsForThreeFigures(rounded));
}

QString shareDigits(double percent)
{
    if (percent > 99 && percent < 100) {
        const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(100 - percent) + 1e-9)), 1, 6);
        return fixedTrimmed(std::min(percent, 100 - std::pow(10.0, -6)), decimals);
    }
    return threeFigures(percent);
}

// The largest step that leaves a number of at least one and, once rounded, below the next step.
const Step &stepFor(std::span<const Step> steps, double magnitude, bool counts)
{
    std::size_t chosen = 0;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const double reached =
            counts ? std::round(magnitude) : roundedToThree(magnitude / steps[i - 1].divisor) * steps[i - 1].divisor;
        const double needed = counts ? steps[i].divisor : 1000 * steps[i - 1].divisor;
        if (reached >= needed * (1 - 1e-12))
            chosen = i;
    }
    if (magnitude == 0)
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (steps[i].divisor == 1)
                chosen = i;
    return steps[chosen];
}

ValueText special(double value)
{
    if (std::isnan(value))
        return {u"NaN"_s, {}};
    return {value > 0 ? u"+Inf"_s : minusSign + u"Inf"_s, {}};
}

ValueText plain(double value, Unit unit)
{
    const auto scheme = schemeOf(unit);
    const double scaled = value * scheme.factor;
    const double magnitude = std::abs(scaled);
    const auto &step = stepFor(scheme.steps, magnitude, scheme.counts);
    const double shown = magnitude / step.divisor;
    const QString sign = scaled < 0 ? QString(minusSign) : QString();
    if (step.divisor > 1 && shown >= farPastPrefixes)
        return {sign + inPowersOfTen(magnitude), scheme.symbol};
    QString number;
    if (isShare(unit))
        number = shareDigits(shown);
    else if (scheme.counts && step.divisor == 1 && shown >= 999.5)
        number = grouped(QString::number(std::round(shown), 'f', 0));
    else
        number = threeFigures(shown);
    if (scaled < 0 && number != u"0"_s)
        number.prepend(minusSign);
    return {number, QString::fromUtf8(step.prefix) + scheme.symbol};
}

// One unit only, for figures: 16.8 min.
ValueText longSeconds(double seconds)
{
    static constexpr std::array steps{std::pair{86400.0, "d"}, std::pair{3600.0, "h"}, std::pair{60.0, "min"}};
    for (const auto &[length, name] : steps) {
        const double shown = std::abs(seconds) / length;
        if (roundedToThree(shown) >= 1)
            return {(seconds < 0 ? QString(minusSign) : QString()) + threeFigures(shown), QString::fromLatin1(name)};
    }
    return plain(seconds, Unit::Seconds);
}

QString currency(double value)
{
    const QString digits = grouped(QString::number(std::abs(value), 'f', 2));
    return value < 0 && digits != u"0.00"_s ? minusSign + digits : digits;
}

QString moment(double seconds)
{
    if (std::abs(seconds) > 9.2e9)
        return threeFigures(std::abs(seconds)).prepend(seconds < 0 ? QString(minusSign) : QString());
    QString text = isoTime(static_cast<qint64>(std::floor(seconds)) * nsPerSecond);
    text.chop(1);
    return text.replace(u'T', u' ');
}

int decimalsForStep(double step)
{
    if (!(step > 0) || !std::isfinite(step))
        return 0;
    const int most = std::clamp(2 - static_cast<int>(std::floor(std::log10(step))), 0, 12);
    for (int d = 0; d < most; ++d) {
        const double scaled = step * std::pow(10.0, d);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled)
            return d;
    }
    return most;
}

} // namespace

ValueText splitValue(double value, Unit unit)
{
    if (!std::isfinite(value))
        return special(value);
    switch (unit) {
    case Unit::Timestamp:
        return {moment(value), {}};
    case Unit::Currency:
        return {currency(value), {}};
    case Unit::Boolean:
        if (value == 0)
            return {QCoreApplication::translate("wf::base", "no"), {}};
        if (value == 1)
            return {QCoreApplication::translate("wf::base", "yes"), {}};
        return plain(value, Unit::None);
    case Unit::Seconds:
        return roundedToThree(std::abs(value)) >= 60 ? longSeconds(value) : plain(value, unit);
    default:
        return plain(value, unit);
    }
}

QString formatValue(double value, Unit unit)
{
    if (unit == Unit::Seconds && std::isfinite(value) && roundedToThree(std::abs(value)) >= 60 && std::abs(value) < 9e9)
        return humanDuration(static_cast<qint64>(value * 1e9));
    const auto text = splitValue(value, unit);
    return text.unit.isEmpty() ? text.number : text.number + thinSpace + text.unit;
}

AxisScale axisScale(double maximum, double step, Unit unit)
{
    const double most = std::isfinite(maximum) ? std::abs(maximum) : 1;
    AxisScale scale;
    if (unit == Unit::Seconds && most >= 120) {
        const auto [length, name] = most >= 2 * 86400 ? std::pair{86400.0, "d"}
                                    : most >= 7200    ? std::pair{3600.0, "h"}
                                                      : std::pair{60.0, "min"};
        scale.divisor = length;
        scale.suffix = thinSpace + QString::fromLatin1(name);
    } else {
        const auto scheme = schemeOf(unit);
        const auto &chosen = stepFor(scheme.steps, most * scheme.factor, scheme.counts);
        scale.divisor = chosen.divisor / scheme.factor;
        const QString symbol = QString::fromUtf8(chosen.prefix) + scheme.symbol;
        if (!symbol.isEmpty())
            scale.suffix = thinSpace + symbol;
    }
    scale.decimals = decimalsForStep(step / scale.divisor);
    return scale;
}

QString formatTick(double value, const AxisScale &scale)
{
    if (!std::isfinite(value))
        return special(value).number;
    const double shown = value / scale.divisor;
    QString digits = grouped(QString::number(std::abs(shown), 'f', scale.decimals));
    const bool zero = std::all_of(digits.cbegin(), digits.cend(), [](QChar c) { return c == u'0' || c == u'.'; });
    if (shown < 0 && !zero)
        digits.prepend(minusSign);
    return digits + scale.suffix;
}

QString groupedInteger(qint64 value)
{
    QString digits = QString::number(value);
    const bool negative = digits.startsWith(u'-');
    if (negative)
        digits.remove(0, 1);
    digits = grouped(digits);
    return negative ? minusSign + digits : digits;
}

} // namespace wf::base
