// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/jsonscan.h"
#include "models/query/logql/syntax/quantities.h"
#include "models/query/logql/template/arguments.h"

#include <algorithm>
#include <array>

namespace wf::query::logql {

namespace {

using Given = std::span<const Value>;
constexpr int deepestJson = 64;

// -1, 0, 1; nothing when the two cannot be compared.
std::optional<int> compared(const Value &a, const Value &b)
{
    const auto order = [](const auto &x, const auto &y) { return x < y ? -1 : y < x ? 1 : 0; };
    if (a.data.index() != b.data.index())
        return std::nullopt;
    if (const auto *text = a.as<std::string>())
        return order(*text, *b.as<std::string>());
    if (const auto *whole = a.as<qint64>())
        return order(*whole, *b.as<qint64>());
    if (const auto *real = a.as<double>())
        return order(*real, *b.as<double>());
    if (const auto *at = a.as<Instant>())
        return order(at->ns, b.as<Instant>()->ns);
    if (const auto *flag = a.as<bool>())
        return order(*flag, *b.as<bool>());
    return std::nullopt;
}

base::Error notComparable()
{
    return templateError("incompatible types for comparison");
}

// eq: the first equals any of the rest.
base::Result<Value> equalsAny(Given given, const TemplateData &)
{
    for (std::size_t i = 1; i < given.size(); ++i) {
        const auto order = compared(given[0], given[i]);
        if (!order)
            return notComparable();
        if (*order == 0)
            return Value(true);
    }
    return Value(false);
}

template<class Test>
base::Result<Value> test(Given given, Test isSo)
{
    const auto order = compared(given[0], given[1]);
    if (!order || (given[0].as<bool>() != nullptr))
        return notComparable();
    return Value(isSo(*order));
}

base::Result<Value> notEqual(Given given, const TemplateData &)
{
    const auto order = compared(given[0], given[1]);
    return order ? base::Result<Value>(Value(*order != 0)) : notComparable();
}

base::Result<Value> length(Given given, const TemplateData &)
{
    if (const auto *text = given[0].as<std::string>())
        return Value(static_cast<qint64>(text->size()));
    if (const auto *list = given[0].as<List>())
        return Value(static_cast<qint64>((*list)->size()));
    if (const auto *map = given[0].as<Map>())
        return Value(static_cast<qint64>((*map)->size()));
    return templateError("len of type " + std::string(given[0].typeName()));
}

base::Result<Value> index(Given given, const TemplateData &data)
{
    Value at = given[0];
    for (const auto &key : given.subspan(1)) {
        const auto *text = key.as<std::string>();
        const auto *whole = key.as<qint64>();
        if (at.as<Root>() != nullptr && text != nullptr) {
            at = std::string(data.label(*text));
        } else if (const auto *map = at.as<Map>(); map != nullptr && text != nullptr) {
            const auto it = (*map)->find(*text);
            at = it == (*map)->end() ? Value() : it->second;
        } else if (const auto *list = at.as<List>(); list != nullptr && whole != nullptr) {
            if (*whole < 0 || *whole >= static_cast<qint64>((*list)->size()))
                return templateError("index out of range: " + std::to_string(*whole));
            at = Value((**list)[static_cast<std::size_t>(*whole)]);
        } else {
            return templateError("can't index item of type " + std::string(at.typeName()));
        }
    }
    return at;
}

base::Result<Value> sliced(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const std::string &text = arguments.text(0);
    const auto size = static_cast<qint64>(text.size());
    const qint64 from = given.size() > 1 ? arguments.whole(1) : 0;
    const qint64 to = given.size() > 2 ? arguments.whole(2) : size;
    if (from < 0 || from > to || to > size)
        return templateError("slice bounds out of range");
    return arguments.give(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

base::Result<Value> print(Given given, const TemplateData &)
{
    std::string out;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool isApart =
            i > 0 && given[i - 1].as<std::string>() == nullptr && given[i].as<std::string>() == nullptr;
        out += (isApart ? " " : "") + given[i].text();
    }
    return Value(std::move(out));
}

base::Result<Value> printLine(Given given, const TemplateData &)
{
    std::string out;
    for (std::size_t i = 0; i < given.size(); ++i)
        out += (i > 0 ? " " : "") + given[i].text();
    return Value(out + "\n");
}

base::Result<Value> printFormatted(Given given, const TemplateData &)
{
    Arguments arguments(given);
    return arguments.give(formatted(arguments.text(0), given.subspan(1)));
}

base::Result<Value> escapeHtml(Given given, const TemplateData &)
{
    std::string out;
    for (const char c : given[0].text()) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&#34;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return Value(std::move(out));
}

Value jsonTree(const JsonValue &json, int depth)
{
    std::string text;
    switch (json.kind) {
    case JsonKind::String:
        return unescapeJson(json.raw, text) ? Value(std::move(text)) : Value();
    case JsonKind::Number:
        return Value(parseGoFloat(json.raw).value_or(0));
    case JsonKind::Boolean:
        return Value(json.raw == "true");
    case JsonKind::Null:
        return {};
    case JsonKind::Object: {
        auto map = std::make_shared<std::map<std::string, Value>>();
        if (depth < deepestJson)
            (void)eachMember(json.raw, [&](std::string_view key, const JsonValue &member) {
                map->insert_or_assign(std::string(key), jsonTree(member, depth + 1));
                return true;
            });
        return Value(Map(std::move(map)));
    }
    case JsonKind::Array: {
        auto list = std::make_shared<std::vector<Value>>();
        std::string_view problem;
        for (std::size_t at = 1; depth < deepestJson;) {
            const auto element = jsonValueAt(json.raw, at, problem);
            if (!element)
                break;
            list->push_back(jsonTree(*element, depth + 1));
            at = json.raw.find_first_not_of(" \n\r\t", element->end);
            if (at == std::string_view::npos || json.raw[at++] != ',')
                break;
        }
        return Value(List(std::move(list)));
    }
    }
    return {};
}

base::Result<Value> fromJson(Given given, const TemplateData &)
{
    Arguments arguments(given);
    std::string_view problem;
    const auto json = jsonValueAt(arguments.text(0), 0, problem);
    return arguments.give(json ? jsonTree(*json, 0) : Value());
}

constexpr std::array table{
    FunctionInfo{"eq", 2, -1, equalsAny},
    FunctionInfo{"ne", 2, 2, notEqual},
    FunctionInfo{"lt", 2, 2, [](Given g, const TemplateData &) { return test(g, [](int o) { return o < 0; }); }},
    FunctionInfo{"le", 2, 2, [](Given g, const TemplateData &) { return test(g, [](int o) { return o <= 0; }); }},
    FunctionInfo{"gt", 2, 2, [](Given g, const TemplateData &) { return test(g, [](int o) { return o > 0; }); }},
    FunctionInfo{"ge", 2, 2, [](Given g, const TemplateData &) { return test(g, [](int o) { return o >= 0; }); }},
    FunctionInfo{"not", 1, 1, [](Given g, const TemplateData &) { return base::Result<Value>(Value(!g[0].isTrue())); }},
    FunctionInfo{"len", 1, 1, length},
    FunctionInfo{"index", 1, -1, index},
    FunctionInfo{"slice", 1, 3, sliced},
    FunctionInfo{"print", 0, -1, print},
    FunctionInfo{"println", 0, -1, printLine},
    FunctionInfo{"printf", 1, -1, printFormatted},
    FunctionInfo{"html", 1, 1, escapeHtml},
    FunctionInfo{"fromJson", 1, 1, fromJson},
    FunctionInfo{
        "default", 1, 2,
        [](Given g, const TemplateData &) { return base::Result<Value>(g.size() > 1 && g[1].isTrue() ? g[1] : g[0]); }},
    FunctionInfo{"__line__", 0, 0,
                 [](Given, const TemplateData &data) { return base::Result<Value>(Value(std::string(data.line()))); }}};

} // namespace

std::span<const FunctionInfo> builtinFunctions()
{
    return table;
}

const FunctionInfo *findFunction(std::string_view name)
{
    for (const auto functions : {builtinFunctions(), textFunctions(), numberFunctions()})
        if (const auto it = std::ranges::find(functions, name, &FunctionInfo::name); it != functions.end())
            return &*it;
    return nullptr;
}

} // namespace wf::query::logql
