// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"
#include "models/wire/yaml/agreements/agreementscribe_p.h"

#include <QCoreApplication>

namespace wf::wire {

using signals::Decimal;

QString agreementText(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

std::optional<Decimal> AgreementScribe::percent(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    std::string_view number = trimmed(written);
    if (number.ends_with('%'))
        number = trimmed(number.substr(0, number.size() - 1));
    const auto value = Decimal::parse(toQString(number));
    if (!value)
        error(*map.field(key), agreementText("%1 must be a percentage like 99.95, with at most nine decimals, not %2")
                                   .arg(shownText(key), shownText(written)));
    else if (*value < Decimal::of(0) || *value > Decimal::of(100))
        error(*map.field(key),
              agreementText("%1 must lie between 0 and 100 %, not at %2").arg(shownText(key), shownText(written)));
    else
        return value;
    return std::nullopt;
}

std::optional<Decimal> AgreementScribe::amount(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    const auto value = Decimal::parse(toQString(trimmed(written)));
    // So far from the bound of Decimal that a contract's sums stay within it.
    if (value && !value->isNegative() && *value <= Decimal::of(1'000'000'000'000))
        return value;
    error(*map.field(key), agreementText("%1 must be an amount like 42000.00, below 10^12, without grouping: not %2")
                               .arg(shownText(key), shownText(written)));
    return std::nullopt;
}

std::optional<qint64> AgreementScribe::duration(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    if (const auto length = parseDuration(written); length && *length > 0)
        return length;
    error(*map.field(key),
          agreementText("%1 must be a duration like 30m, 4h or 5d, not %2").arg(shownText(key), shownText(written)));
    return std::nullopt;
}

std::optional<int> AgreementScribe::integer(const YamlNode &map, std::string_view key, int least, int most)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    if (const auto value = parseInteger(written); value && *value >= least && *value <= most)
        return static_cast<int>(*value);
    error(*map.field(key), agreementText("%1 must be a whole number from %2 to %3, not %4")
                               .arg(shownText(key))
                               .arg(least)
                               .arg(most)
                               .arg(shownText(written)));
    return std::nullopt;
}

std::optional<QDate> AgreementScribe::date(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    if (const QDate day = QDate::fromString(toQString(written), Qt::ISODate); day.isValid() && day.year() >= 1970)
        return day;
    error(*map.field(key),
          agreementText("%1 must be a day like 2026-01-31, not %2").arg(shownText(key), shownText(written)));
    return std::nullopt;
}

std::optional<qint64> AgreementScribe::moment(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    if (const auto ns = parseRfc3339(written); ns && *ns > 0)
        return ns;
    error(*map.field(key), agreementText("%1 must be a moment with its offset, like 2026-05-14T02:00:00Z, not %2")
                               .arg(shownText(key), shownText(written)));
    return std::nullopt;
}

QStringList AgreementScribe::words(const YamlNode &map, std::string_view key)
{
    QStringList out;
    const YamlNode *items = list(map, key);
    if (!items)
        return out;
    for (const auto &item : items->items) {
        const QString word = toQString(trimmed(item->text));
        if (!item->isScalar() || word.isEmpty())
            error(*item, agreementText("%1 must be a list of names").arg(shownText(key)));
        else if (out.contains(word))
            error(*item, agreementText("%1 is there twice").arg(shownText(item->text)));
        else
            out << word;
    }
    return out;
}

} // namespace wf::wire
