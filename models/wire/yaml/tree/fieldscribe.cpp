// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/fieldscribe.h"

#include "models/wire/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace wf::wire {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

} // namespace

QString shownText(std::string_view text)
{
    return capped(text, 120);
}

void FieldScribe::add(FileProblem::Weight weight, const YamlNode &at, const QString &what)
{
    constexpr std::size_t most = 500;
    m_errors += weight == FileProblem::Weight::Error ? 1 : 0;
    if (!m_problems.empty() && m_problems.back().what == what && m_problems.back().place == place(at))
        return; // said just now
    // Finding a place reads the file: only for what is told.
    if (m_problems.size() < most)
        m_problems.push_back({weight, place(at), what});
    else if (weight == FileProblem::Weight::Error &&
             std::ranges::find(m_problems, FileProblem::Weight::Error, &FileProblem::weight) == m_problems.end())
        m_problems.back() = {weight, place(at), what}; // that it is broken must be told
}

std::string FieldScribe::text(const YamlNode &map, std::string_view key)
{
    const YamlNode *value = map.field(key);
    if (!value || value->kind == YamlNode::Kind::Null)
        return {};
    if (value->isScalar())
        return value->text;
    error(*value, tr("%1 must be a text").arg(shownText(key)));
    return {};
}

QString FieldScribe::string(const YamlNode &map, std::string_view key)
{
    return toQString(text(map, key));
}

std::string FieldScribe::needed(const YamlNode &map, std::string_view key)
{
    const int before = m_errors;
    std::string found = text(map, key);
    if (trimmed(found).empty() && m_errors == before) {
        const YamlNode *value = map.field(key);
        error(value ? *value : map, tr("%1 is missing").arg(shownText(key)));
    }
    return found;
}

std::optional<double> FieldScribe::number(const YamlNode &map, std::string_view key)
{
    const std::string written = text(map, key);
    if (written.empty())
        return std::nullopt;
    const auto value = parseSample(written);
    if (value && std::isfinite(*value))
        return value;
    error(*map.field(key), tr("%1 must be a number, not %2").arg(shownText(key), shownText(written)));
    return std::nullopt;
}

bool FieldScribe::truth(const YamlNode &map, std::string_view key, bool fallback)
{
    const std::string written = text(map, key);
    if (equalsIgnoringCase(written, "true"))
        return true;
    if (equalsIgnoringCase(written, "false"))
        return false;
    if (!written.empty())
        error(*map.field(key), tr("%1 must be true or false, not %2").arg(shownText(key), shownText(written)));
    return fallback;
}

base::Labels FieldScribe::labels(const YamlNode &parent, std::string_view key)
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
            error(*name, tr("The name of a label must be a text"));
        else if (value->isMap())
            error(*value, tr("The value of %1 must be a text").arg(shownText(name->text)));
        else
            pairs.emplace_back(name->text, std::move(joined));
    }
    return base::Labels(std::move(pairs));
}

const YamlNode *FieldScribe::map(const YamlNode &parent, std::string_view key)
{
    const YamlNode *found = parent.field(key);
    if (!found || found->kind == YamlNode::Kind::Null || found->isMap())
        return found && found->isMap() ? found : nullptr;
    error(*found, tr("%1 must be a map").arg(shownText(key)));
    return nullptr;
}

const YamlNode *FieldScribe::list(const YamlNode &parent, std::string_view key)
{
    const YamlNode *found = parent.field(key);
    if (!found || found->kind == YamlNode::Kind::Null || found->isList())
        return found && found->isList() ? found : nullptr;
    error(*found, tr("%1 must be a list").arg(shownText(key)));
    return nullptr;
}

void FieldScribe::expectKeys(const YamlNode &map, std::initializer_list<std::string_view> known,
                             FileProblem::Weight unknown)
{
    std::set<std::string_view> seen;
    for (const auto &[key, value] : map.fields) {
        if (!key->isScalar())
            error(*key, tr("A key must be a text"));
        else if (!seen.insert(key->text).second)
            error(*key, tr("The key %1 is there twice").arg(shownText(key->text)));
        else if (std::ranges::find(known, key->text) == known.end())
            add(unknown, *key, tr("Unknown field %1: nobody reads it").arg(shownText(key->text)));
    }
}

} // namespace wf::wire
