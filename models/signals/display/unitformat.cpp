// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/display/unitformat.h"

#include "models/signals/display/durationformat_p.h"
#include "models/signals/display/unittable_p.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

// Digits that show about three significant ones; whole numbers have none.
int decimalsFor(double value)
{
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    if (std::fmod(value, 1) == 0)
        return 0;
    return std::max(0, -magnitude + (value > 0 ? 2 : 1));
}

QString jsNumber(double value)
{
    const double size = std::abs(value);
    if (size != 0 && (size >= 1e21 || size < 1e-6))
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    QString text = QString::number(value, 'f', QLocale::FloatingPointShortest);
    return text;
}

UnitText scaled(double value, std::optional<int> decimals, double factor, const QStringList &suffixes, int offset)
{
    const int index =
        value == 0 ? 0 : static_cast<int>(std::floor(std::log(std::abs(value)) / std::log(factor) + 1e-12));
    const int last = static_cast<int>(suffixes.size()) - 1;
    const double divisor = std::pow(factor, std::clamp(index, -offset, last - offset));
    return {{}, fixedText(value / divisor, decimals), suffixes[std::clamp(offset + index, 0, last)]};
}

QStringList withUnit(const QStringList &prefixes, const QString &unit)
{
    QStringList out;
    for (const QString &p : prefixes)
        out << u' ' + p + unit;
    return out;
}

UnitText si(double value, std::optional<int> decimals, const QString &unit, int power)
{
    static const QStringList prefixes{u"f"_s, u"p"_s, u"n"_s, u"\u00b5"_s, u"m"_s, {},     u"k"_s,
                                      u"M"_s, u"G"_s, u"T"_s, u"P"_s,      u"E"_s, u"Z"_s, u"Y"_s};
    return scaled(value, decimals, 1000, withUnit(prefixes, unit), 5 + power);
}

UnitText binary(double value, std::optional<int> decimals, const QString &unit, int power)
{
    static const QStringList prefixes{{}, u"Ki"_s, u"Mi"_s, u"Gi"_s, u"Ti"_s, u"Pi"_s, u"Ei"_s, u"Zi"_s, u"Yi"_s};
    return scaled(value, decimals, 1024, withUnit(prefixes, unit), power);
}

const QStringList countSuffixes{QString(), u"K"_s, u"M"_s, u"B"_s, u"T"_s};

UnitText count(double value, std::optional<int> decimals, const QString &unit)
{
    UnitText out = scaled(value, decimals, 1000, countSuffixes, 0);
    out.suffix += u' ' + unit;
    return out;
}

UnitText money(double value, std::optional<int> decimals, const QString &symbol, bool atEnd)
{
    UnitText out = scaled(std::abs(value), decimals, 1000, countSuffixes, 0);
    const QString sign = value < 0 ? u"-"_s : QString();
    if (atEnd) {
        out.text.prepend(sign);
        out.suffix += symbol;
    } else {
        out.prefix = sign + symbol;
    }
    return out;
}

UnitText yes(double value, const QString &words)
{
    const QStringList two = words.split(u'/');
    return {{}, value != 0 ? two.value(0) : two.value(1), {}};
}

UnitText grouped(double value, std::optional<int> decimals)
{
    QLocale english(QLocale::English, QLocale::UnitedStates);
    return {
        {}, english.toString(value, 'f', decimals ? *decimals : std::min(3, decimalsFor(value == 0 ? 1 : value))), {}};
}

UnitText special(const QString &id, double value, std::optional<int> decimals, qint64 nowMs, const QString &zone)
{
    if (id == "short"_L1) {
        static const QStringList words{{},          u" K"_s,     u" Mil"_s,  u" Bil"_s, u" Tri"_s,
                                       u" Quadr"_s, u" Quint"_s, u" Sext"_s, u" Sept"_s};
        return scaled(value, decimals, 1000, words, 0);
    }
    if (id == "percent"_L1)
        return {{}, fixedText(value, decimals), u"%"_s};
    if (id == "percentunit"_L1)
        return {{}, fixedText(value * 100, decimals), u"%"_s};
    if (id == "locale"_L1)
        return grouped(value, decimals);
    if (id == "hex"_L1 || id == "hex0x"_L1) {
        const QString digits = QString::number(static_cast<qint64>(std::clamp(value, -9e18, 9e18)), 16).toUpper();
        return {{}, (id == "hex0x"_L1 ? u"0x"_s : QString()) + digits, {}};
    }
    if (id == "sci"_L1) {
        const QString text = QString::number(value, 'e', decimals.value_or(6));
        return {{}, text, {}};
    }
    if (auto time = formatTimeUnit(id, value, decimals, nowMs, zone))
        return *std::move(time);
    return {{}, fixedText(value, decimals), {}};
}

std::optional<UnitText> customUnit(const QString &id, double value, std::optional<int> decimals, const QString &zone)
{
    const qsizetype colon = id.indexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    const QString kind = id.left(colon), rest = id.mid(colon + 1);
    if (kind == "prefix"_L1)
        return UnitText{rest, fixedText(value, decimals), {}};
    if (kind == "suffix"_L1)
        return UnitText{{}, fixedText(value, decimals), rest};
    if (kind == "time"_L1)
        return UnitText{{}, momentText(static_cast<qint64>(value), rest, zone), {}};
    if (kind == "bool"_L1)
        return yes(value, rest);
    if (kind == "count"_L1)
        return count(value, decimals, rest);
    if (kind == "currency"_L1)
        return money(value, decimals, rest.section(u':', -1), rest.startsWith("suffix:"_L1));
    if (kind == "si"_L1 && !rest.isEmpty()) {
        static constexpr QStringView letters = u"fpn\u00b5m kMGTPEZY";
        const qsizetype at = rest.size() > 1 ? letters.indexOf(rest[0]) : -1;
        return at < 0 ? si(value, decimals, rest, 0) : si(value, decimals, rest.mid(1), static_cast<int>(at) - 5);
    }
    return std::nullopt;
}

const UnitEntry *entryOf(const QString &id)
{
    const QByteArray utf8 = id.toUtf8();
    const auto table = unitTable();
    const auto it = std::lower_bound(table.begin(), table.end(), utf8, [](const UnitEntry &e, const QByteArray &key) {
        return qstrcmp(e.id, key.constData()) < 0;
    });
    return it != table.end() && utf8 == it->id ? &*it : nullptr;
}

} // namespace

QString fixedText(double value, std::optional<int> decimals)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? u"NaN"_s : value > 0 ? u"\u221e"_s : u"-\u221e"_s;
    const int digits = std::clamp(decimals ? *decimals : value == 0 ? 0 : decimalsFor(value), 0, 20);
    if (value == 0)
        return QString::number(0.0, 'f', digits);
    const double factor = std::pow(10, digits);
    const double rounded = std::floor(value * factor + 0.5) / factor; // JavaScript's Math.round
    QString text = jsNumber(std::isfinite(rounded) ? rounded : value);
    if (text.contains(u'e'))
        return text;
    const qsizetype point = text.indexOf(u'.');
    const qsizetype precision = point < 0 ? 0 : text.size() - point - 1;
    if (precision < digits)
        text += (precision ? QString() : u"."_s) + QString(digits - precision, u'0');
    return text;
}

UnitText formatUnit(const QString &id, double value, std::optional<int> decimals, qint64 nowMs, const QString &zone)
{
    if (!std::isfinite(value))
        return {{}, fixedText(value, decimals), {}};
    if (id.isEmpty())
        return {{}, fixedText(value, decimals), {}};
    if (const auto custom = customUnit(id, value, decimals, zone))
        return *custom;
    const UnitEntry *entry = entryOf(id);
    if (!entry)
        return {{}, fixedText(value, decimals), u' ' + id};
    const QString symbol = QString::fromUtf8(entry->symbol);
    switch (entry->scheme) {
    case UnitScheme::Plain:
        return {{}, fixedText(value, decimals), symbol};
    case UnitScheme::Si:
        return si(value, decimals, symbol, entry->power);
    case UnitScheme::Binary:
        return binary(value, decimals, symbol, entry->power);
    case UnitScheme::Count:
        return count(value, decimals, symbol);
    case UnitScheme::Money:
    case UnitScheme::MoneyEnd:
        return money(value, decimals, symbol, entry->scheme == UnitScheme::MoneyEnd);
    case UnitScheme::Yes:
        return yes(value, symbol);
    case UnitScheme::Special:
        break;
    }
    return special(id, value, decimals, nowMs, zone);
}

bool countsInPowersOfTwo(const QString &id)
{
    const UnitEntry *entry = entryOf(id);
    return entry && entry->scheme == UnitScheme::Binary;
}

QStringList unitIds()
{
    QStringList out;
    for (const UnitEntry &entry : unitTable())
        out << QString::fromUtf8(entry.id);
    return out;
}

bool isKnownUnit(const QString &id)
{
    return entryOf(id) != nullptr;
}

} // namespace wf::signals
