// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"

#include "models/base/clock.h"
#include "models/wire/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::wire {

QString sloText(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

bool isDnsLabel(std::string_view text)
{
    const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= 63 && isPlain(text.front()) && isPlain(text.back()) &&
           std::ranges::all_of(text, [&](char c) { return isPlain(c) || c == '-'; });
}

qint64 sloDuration(std::string_view text)
{
    using Unit = std::pair<char, qint64>;
    static constexpr std::array units{
        Unit{'s', base::nsPerSecond},   Unit{'m', base::nsPerMinute},    Unit{'h', base::nsPerHour},
        Unit{'d', base::nsPerDay},      Unit{'w', 7 * base::nsPerDay},   Unit{'M', 30 * base::nsPerDay},
        Unit{'Q', 90 * base::nsPerDay}, Unit{'Y', 365 * base::nsPerDay},
    };
    if (text.size() < 2)
        return 0;
    const auto unit = std::ranges::find(units, text.back(), &Unit::first);
    const auto count = parseInteger(text.substr(0, text.size() - 1));
    constexpr qint64 most = qint64{100} * 365 * base::nsPerDay;
    return unit != units.end() && count && *count > 0 && *count <= most / unit->second ? *count * unit->second : 0;
}

double SloScribe::target(const YamlNode &at, double share)
{
    if (share == 1)
        error(at, sloText("A target of 100 % leaves no error budget: nothing may ever fail, and no burn rate can be "
                          "computed; choose less, like 99.99 %"));
    else if (!(share >= 0 && share < 1))
        error(at, sloText("The target must lie between 0 and 100 %, not at %1 %").arg(share * 100));
    return share;
}

QString SloScribe::query(const YamlNode &map, std::string_view key, const QString &role, bool isPrometheus)
{
    const std::string text = needed(map, key);
    if (const YamlNode *node = map.field(key); node && !text.empty())
        m_document.queries.push_back({role, text, node->offset, isPrometheus});
    return toQString(trimmed(text));
}

void readPeople(signals::Objective &o)
{
    const auto first = [&](std::initializer_list<std::string_view> keys) {
        for (const auto *from : {&o.annotations, &o.labels})
            for (const auto key : keys)
                if (from->has(key))
                    return from->text(key);
        return QString();
    };
    o.owner = first({"owner", "team"});
    o.runbook = first({"watchfloor/runbook", "runbook", "runbook_url"});
    o.priority = first({"watchfloor/priority", "priority"});
    o.dependsOn = first({"watchfloor/depends-on"}).split(u',', Qt::SkipEmptyParts);
    for (QString &name : o.dependsOn)
        name = name.trimmed();
}

} // namespace wf::wire
