// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/display/fielddisplay.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPattern = 1000, mostText = 4000;

// "/pattern/flags" or a bare pattern; steps of the matcher are bounded, so that a hostile one ends.
QRegularExpression regexOf(const QString &written)
{
    QString pattern = written.left(mostPattern);
    QRegularExpression::PatternOptions options;
    if (const qsizetype end = pattern.lastIndexOf(u'/'); pattern.startsWith(u'/') && end > 0) {
        if (pattern.mid(end).contains(u'i'))
            options |= QRegularExpression::CaseInsensitiveOption;
        pattern = pattern.mid(1, end - 1);
    }
    return QRegularExpression(u"(*LIMIT_MATCH=100000)"_s + pattern, options);
}

bool matches(const ValueMapping &m, std::optional<double> number, const QString &text)
{
    switch (m.kind) {
    case ValueMapping::Value: {
        bool isNumber = false;
        const double wanted = m.match.toDouble(&isNumber);
        return text == m.match || (number && isNumber && *number == wanted);
    }
    case ValueMapping::Range:
        return number && !std::isnan(*number) && (!m.from || *number >= *m.from) && (!m.to || *number <= *m.to);
    case ValueMapping::Regex:
        return regexOf(m.match).match(text.left(mostText)).hasMatch();
    case ValueMapping::Special: {
        const bool isNull = !number && text.isNull(), isNan = number && std::isnan(*number);
        return (m.match.contains("null"_L1) && isNull) || (m.match.contains("nan"_L1) && isNan) ||
               (m.match == "true"_L1 && text == "true"_L1) || (m.match == "false"_L1 && text == "false"_L1) ||
               (m.match == "empty"_L1 && !number && text.isEmpty());
    }
    }
    return false;
}

void applyMapping(DisplayValue &out, const ValueMapping &m, const QString &text)
{
    if (m.result.text) {
        QString words = *m.result.text;
        if (m.kind == ValueMapping::Regex) { // "$1"
            const QRegularExpressionMatch found = regexOf(m.match).match(text.left(mostText));
            for (int i = 9; i >= 0; --i)
                words.replace(u"$%1"_s.arg(i), found.captured(i));
        }
        out.text = {{}, words, {}};
    }
    if (!m.result.color.isEmpty())
        out.color = m.result.color;
}

} // namespace

QString thresholdColor(const ThresholdSettings &thresholds, double value, double min, double max)
{
    QString color = thresholds.steps.empty() ? QString() : thresholds.steps.front().color;
    const double measured = !thresholds.percentage ? value : max > min ? (value - min) / (max - min) * 100 : 0;
    for (const ThresholdStep &step : thresholds.steps)
        if (!step.value || measured >= *step.value)
            color = step.color;
    return color;
}

bool colorsByValue(const FieldSettings &settings)
{
    return settings.color.mode.startsWith("continuous-"_L1) ||
           (settings.color.mode == "thresholds"_L1 && settings.thresholds.has_value());
}

const ValueMapping *mappingFor(const std::vector<ValueMapping> &mappings, std::optional<double> number,
                               const QString &text)
{
    const auto it =
        std::find_if(mappings.begin(), mappings.end(), [&](const ValueMapping &m) { return matches(m, number, text); });
    return it == mappings.end() ? nullptr : &*it;
}

DisplayValue displayOf(const FieldSettings &settings, double value, const DisplayContext &context)
{
    DisplayValue out;
    std::optional<int> decimals;
    if (settings.decimals)
        decimals = static_cast<int>(std::clamp(*settings.decimals, 0.0, 20.0));
    out.text = formatUnit(settings.unit, value, decimals, context.nowMs, context.zone);
    const double min = settings.min.value_or(context.min), max = settings.max.value_or(context.max);
    out.fraction = max > min && std::isfinite(value) ? std::clamp((value - min) / (max - min), 0.0, 1.0) : 0;
    if (settings.color.mode == "fixed"_L1)
        out.color = settings.color.fixedColor;
    else if (settings.thresholds && (settings.color.mode.isEmpty() || settings.color.mode == "thresholds"_L1) &&
             !std::isnan(value))
        out.color = thresholdColor(*settings.thresholds, value, min, max);
    else if (settings.color.mode.startsWith("continuous-"_L1) && std::isfinite(value))
        out.color = settings.color.mode + u' ' + QString::number(out.fraction, 'g', 6);
    const QString text = fixedText(value, std::nullopt);
    if (const ValueMapping *m = mappingFor(settings.mappings, value, text))
        applyMapping(out, *m, text);
    return out;
}

DisplayValue displayOf(const FieldSettings &settings, const QString &value, const DisplayContext &)
{
    DisplayValue out;
    out.text.text = value;
    if (settings.color.mode == "fixed"_L1)
        out.color = settings.color.fixedColor;
    if (const ValueMapping *m = mappingFor(settings.mappings, std::nullopt, value))
        applyMapping(out, *m, value);
    return out;
}

DisplayValue displayOfNothing(const FieldSettings &settings)
{
    DisplayValue out;
    out.text.text = settings.noValue.isEmpty() ? u"-"_s : settings.noValue;
    if (const ValueMapping *m = mappingFor(settings.mappings, std::nullopt, QString()))
        applyMapping(out, *m, QString());
    return out;
}

} // namespace wf::signals
