// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"

#include "models/base/clock.h"
#include "models/wire/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace wf::wire {

QString sloText(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

QString shownText(std::string_view text)
{
    return capped(text, 120);
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

void SloScribe::add(SloProblem::Weight weight, const YamlNode &at, const QString &what)
{
    constexpr std::size_t most = 500;
    m_errors += weight == SloProblem::Weight::Error ? 1 : 0;
    // Finding a place reads the file: only for what is told.
    if (m_document.problems.size() < most)
        m_document.problems.push_back({weight, place(at), what});
    else if (weight == SloProblem::Weight::Error && m_document.isValid())
        m_document.problems.back() = {weight, place(at), what}; // that it is broken must be told
}

std::string SloScribe::text(const YamlNode &map, std::string_view key)
{
    const YamlNode *value = map.field(key);
    if (!value || value->kind == YamlNode::Kind::Null)
        return {};
    if (value->isScalar())
        return value->text;
    error(*value, sloText("%1 must be a text").arg(shownText(key)));
    return {};
}

QString SloScribe::string(const YamlNode &map, std::string_view key)
{
    return toQString(text(map, key));
}

std::string SloScribe::needed(const YamlNode &map, std::string_view key)
{
    const int before = m_errors;
    std::string found = text(map, key);
    if (trimmed(found).empty() && m_errors == before) {
        const YamlNode *value = map.field(key);
        error(value ? *value : map, sloText("%1 is missing").arg(shownText(key)));
    }
    return found;
}

std::optional<double> SloScribe::number(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    const auto value = parseSample(written);
    if (value && std::isfinite(*value))
        return value;
    error(*map.field(key), sloText("%1 must be a number, not %2").arg(shownText(key), shownText(written)));
    return std::nullopt;
}

bool SloScribe::truth(const YamlNode &map, std::string_view key, bool fallback)
{
    const std::string written = text(map, key);
    if (equalsIgnoringCase(written, "true"))
        return true;
    if (equalsIgnoringCase(written, "false"))
        return false;
    if (!written.empty())
        error(*map.field(key), sloText("%1 must be true or false, not %2").arg(shownText(key), shownText(written)));
    return fallback;
}

base::Labels SloScribe::labels(const YamlNode &parent, std::string_view key)
{
    std::vector<base::Labels::Pair> pairs;
    const YamlNode *found = map(parent, key);
    if (!found)
        return {};
    for (const auto &[name, value] : found->fields) {
        std::string joined = value->text;
        for (const auto &one : value->items)
            joined += (joined.empty() ? "" : ",") + one->text;
        if (!name->isScalar() || name->text.empty())
            error(*name, sloText("The name of a label must be a text"));
        else if (value->isMap())
            error(*value, sloText("The value of %1 must be a text").arg(shownText(name->text)));
        else
            pairs.emplace_back(name->text, std::move(joined));
    }
    return base::Labels(std::move(pairs));
}

const YamlNode *SloScribe::map(const YamlNode &parent, std::string_view key)
{
    const YamlNode *found = parent.field(key);
    if (!found || found->kind == YamlNode::Kind::Null || found->isMap())
        return found && found->isMap() ? found : nullptr;
    error(*found, sloText("%1 must be a map").arg(shownText(key)));
    return nullptr;
}

const YamlNode *SloScribe::list(const YamlNode &parent, std::string_view key)
{
    const YamlNode *found = parent.field(key);
    if (!found || found->kind == YamlNode::Kind::Null || found->isList())
        return found && found->isList() ? found : nullptr;
    error(*found, sloText("%1 must be a list").arg(shownText(key)));
    return nullptr;
}

void SloScribe::expectKeys(const YamlNode &map, std::initializer_list<std::string_view> known)
{
    std::set<std::string_view> seen;
    for (const auto &[key, value] : map.fields) {
        if (!key->isScalar())
            error(*key, sloText("A key must be a text"));
        else if (!seen.insert(key->text).second)
            error(*key, sloText("The key %1 is there twice").arg(shownText(key->text)));
        else if (std::ranges::find(known, key->text) == known.end())
            warning(*key, sloText("Unknown field %1: nobody reads it").arg(shownText(key->text)));
    }
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
