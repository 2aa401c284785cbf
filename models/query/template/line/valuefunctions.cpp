// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/jsonscan.h"
#include "models/query/logql/syntax/quantities.h"
#include "models/query/template/line/arguments_p.h"
#include "models/query/template/line/linedialect_p.h"

#include <charconv>
#include <cmath>

// Values of other kinds: JSON, defaults, the line itself, sprig's casts.
namespace wf::query::tmpl {

namespace {

constexpr int deepestJson = 64;

Value jsonTree(const logql::JsonValue &json, int depth)
{
    std::string text;
    switch (json.kind) {
    case logql::JsonKind::String:
        return logql::unescapeJson(json.raw, text) ? Value(std::move(text)) : Value();
    case logql::JsonKind::Number:
        return Value(logql::parseGoFloat(json.raw).value_or(0));
    case logql::JsonKind::Boolean:
        return Value(json.raw == "true");
    case logql::JsonKind::Null:
        return {};
    case logql::JsonKind::Object: {
        auto map = std::make_shared<MapValue>();
        if (depth < deepestJson)
            (void)logql::eachMember(json.raw, [&](std::string_view key, const logql::JsonValue &member) {
                map->entries.insert_or_assign(std::string(key), jsonTree(member, depth + 1));
                return true;
            });
        return std::shared_ptr<const MapValue>(std::move(map));
    }
    case logql::JsonKind::Array: {
        std::vector<Value> list;
        std::string_view problem;
        for (std::size_t at = 1; depth < deepestJson;) {
            const auto element = logql::jsonValueAt(json.raw, at, problem);
            if (!element)
                break;
            list.push_back(jsonTree(*element, depth + 1));
            at = json.raw.find_first_not_of(" \n\r\t", element->end);
            if (at == std::string_view::npos || json.raw[at++] != ',')
                break;
        }
        return listOf(std::move(list));
    }
    }
    return {};
}

Outcome fromJson(Call &call)
{
    Arguments arguments(call);
    std::string_view problem;
    const auto json = logql::jsonValueAt(arguments.text(0), 0, problem);
    return arguments.give(json ? jsonTree(*json, 0) : Value());
}

Outcome defaulted(Call &call)
{
    const auto &given = call.arguments;
    return given.size() > 1 && truth(given[1]) ? given[1] : given[0];
}

Outcome wholeLine(Call &call)
{
    return Value(std::string(lineOf(call).line()));
}

} // namespace

qint64 toWhole(const Value &value)
{
    if (const auto *v = value.as<qint64>())
        return *v;
    if (const auto *v = value.as<bool>())
        return *v ? 1 : 0;
    if (const auto *v = value.as<double>())
        return std::isfinite(*v) && std::abs(*v) < 9.2e18 ? static_cast<qint64>(*v) : 0;
    if (const auto *v = value.as<std::string>()) {
        qint64 whole = 0;
        const auto [end, error] = std::from_chars(v->data(), v->data() + v->size(), whole);
        return error == std::errc() && end == v->data() + v->size() ? whole : 0;
    }
    return 0;
}

double toReal(const Value &value)
{
    if (const auto *v = value.as<double>())
        return *v;
    if (const auto *v = value.as<std::string>())
        return logql::parseGoFloat(*v).value_or(0);
    return static_cast<double>(toWhole(value));
}

void addValueFunctions(FunctionTable &table)
{
    table.insert({
        {"fromJson", {fromJson, 1, 1}},
        {"default", {defaulted, 1, 2}},
        {"__line__", {wholeLine, 0, 0}},
    });
}

} // namespace wf::query::tmpl
