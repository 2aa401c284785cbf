// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/goformat.h"
#include "models/query/template/engine/program.h"
#include "models/query/template/engine/textwork.h"

#include <algorithm>
#include <compare>

// The functions that Go's text/template has by itself (pkg.go.dev/text/template#hdr-Functions).
namespace wf::query::tmpl {

namespace {

Outcome print(Call &call)
{
    return Value(goSprint(call.arguments));
}
Outcome println(Call &call)
{
    return Value(goSprintln(call.arguments));
}
Outcome printf(Call &call)
{
    const auto *format = call.arguments[0].as<std::string>();
    if (!format)
        return failed("wrong type for value; expected string; got " + typeName(call.arguments[0]));
    return Value(goSprintf(*format, {call.arguments.begin() + 1, call.arguments.end()}));
}

Outcome len(Call &call)
{
    const Value &of = call.arguments[0];
    if (const auto *text = of.as<std::string>())
        return Value(static_cast<qint64>(text->size()));
    if (const auto *list = of.list())
        return Value(static_cast<qint64>(list->items.size()));
    if (const auto *texts = of.texts())
        return Value(static_cast<qint64>(texts->sorted().size()));
    if (const auto *map = of.map(); map && map->kind != MapValue::Kind::Record)
        return Value(static_cast<qint64>(map->entries.size()));
    return failed("len of type " + typeName(of));
}

Outcome indexOnce(const Value &of, const Value &at)
{
    const auto *texts = of.texts();
    if (const auto *map = of.map(); texts || (map && map->kind != MapValue::Kind::Record)) {
        const auto *key = at.as<std::string>();
        if (!key)
            return failed("value has type " + typeName(at) + "; should be string");
        if (texts)
            return Value(std::string(texts->value(*key)));
        const auto found = map->entries.find(*key);
        return found == map->entries.end() ? Value() : found->second;
    }
    const auto *text = of.as<std::string>();
    const auto *list = of.list();
    const auto *position = at.as<qint64>();
    if (!text && !list)
        return failed("can't index item of type " + typeName(of));
    if (!position)
        return failed("cannot index slice/array with type " + typeName(at));
    const auto size = static_cast<qint64>(text ? text->size() : list->items.size());
    if (*position < 0 || *position >= size)
        return failed("index out of range: " + std::to_string(*position));
    const auto i = static_cast<std::size_t>(*position);
    return text ? Value(static_cast<qint64>(static_cast<unsigned char>((*text)[i]))) : list->items[i];
}
Outcome index(Call &call)
{
    Value value = call.arguments[0];
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        auto next = indexOnce(value, call.arguments[i]);
        if (!next)
            return next;
        value = std::move(*next);
    }
    return value;
}

Outcome slice(Call &call)
{
    const auto *text = call.arguments[0].as<std::string>();
    const auto *list = call.arguments[0].list();
    if (!text && !list)
        return failed("can't slice item of type " + typeName(call.arguments[0]));
    const auto size = static_cast<qint64>(text ? text->size() : list->items.size());
    qint64 bounds[3] = {0, size, size};
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        const auto *bound = call.arguments[i].as<qint64>();
        if (!bound || *bound < 0 || *bound > size)
            return failed("index out of range: " + display(call.arguments[i]));
        bounds[i - 1] = *bound;
    }
    if (bounds[0] > bounds[1])
        return failed("invalid slice index: " + std::to_string(bounds[0]) + " > " + std::to_string(bounds[1]));
    const auto from = static_cast<std::size_t>(bounds[0]);
    const auto count = static_cast<std::size_t>(bounds[1] - bounds[0]);
    if (text)
        return Value(text->substr(from, count));
    const auto first = list->items.begin() + bounds[0];
    return listOf({first, first + static_cast<std::ptrdiff_t>(count)}, list->type);
}

// Go refuses to compare values of different types; nothing says so.
std::optional<std::partial_ordering> order(const Value &a, const Value &b)
{
    const auto compare = [&]<class T>(const T *x, const T *y) -> std::optional<std::partial_ordering> {
        return x && y ? std::optional<std::partial_ordering>(*x <=> *y) : std::nullopt;
    };
    if (const auto result = compare(a.as<qint64>(), b.as<qint64>()))
        return result;
    if (const auto result = compare(a.as<double>(), b.as<double>()))
        return result;
    if (a.as<Span>() && b.as<Span>())
        return a.as<Span>()->ns <=> b.as<Span>()->ns;
    return compare(a.as<std::string>(), b.as<std::string>());
}
base::Error incomparable()
{
    return failed("incompatible types for comparison");
}
base::Result<bool> equal(const Value &a, const Value &b)
{
    if (a.as<bool>() && b.as<bool>())
        return *a.as<bool>() == *b.as<bool>();
    if (a.as<Instant>() && b.as<Instant>())
        return a.as<Instant>()->ns == b.as<Instant>()->ns;
    if (a.isNil() || b.isNil())
        return a.isNil() && b.isNil();
    if (const auto result = order(a, b))
        return *result == std::partial_ordering::equivalent;
    return incomparable();
}
Outcome eq(Call &call)
{
    if (call.arguments.size() < 2)
        return failed("missing argument for comparison");
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        const auto same = equal(call.arguments[0], call.arguments[i]);
        if (!same)
            return same.error();
        if (*same)
            return Value(true);
    }
    return Value(false);
}
Outcome ne(Call &call)
{
    const auto same = equal(call.arguments[0], call.arguments[1]);
    return same ? Outcome(Value(!*same)) : same.error();
}
template<class Test>
Outcome compared(Call &call, Test test)
{
    const auto result = order(call.arguments[0], call.arguments[1]);
    return result ? Outcome(Value(test(*result))) : incomparable();
}

Outcome logicalNot(Call &call)
{
    return Value(!truth(call.arguments[0]));
}
// The executor runs and, or itself.
Outcome unreached(Call &call)
{
    return call.arguments.back();
}
Outcome noCall(Call &call)
{
    return failed("non-function of type " + typeName(call.arguments[0]));
}

Outcome html(Call &call)
{
    std::string out;
    for (const char c : goSprint(call.arguments)) {
        switch (c) {
        case '\0':
            out += "\uFFFD";
            break;
        case '"':
            out += "&#34;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += c;
        }
    }
    return Value(out);
}
Outcome js(Call &call)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : goSprint(call.arguments)) {
        if (c == '\\' || c == '\'' || c == '"')
            out += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '&' || c == '=')
            out += {'\\',
                    'u',
                    '0',
                    '0',
                    hex[static_cast<unsigned char>(c) >> 4U],
                    hex[static_cast<unsigned char>(c) & 15U]};
        else
            out += c;
    }
    return Value(out);
}
Outcome urlquery(Call &call)
{
    return Value(queryEscaped(goSprint(call.arguments)));
}

} // namespace

const FunctionTable &builtinFunctions()
{
    static const FunctionTable table{
        {"print", {print, 0, -1}},
        {"println", {println, 0, -1}},
        {"printf", {printf, 1, -1}},
        {"len", {len, 1, 1}},
        {"index", {index, 1, -1}},
        {"slice", {slice, 1, 4}},
        {"eq", {eq, 1, -1}},
        {"ne", {ne, 2, 2}},
        {"lt", {[](Call &c) { return compared(c, [](auto o) { return o < 0; }); }, 2, 2}},
        {"le", {[](Call &c) { return compared(c, [](auto o) { return o <= 0; }); }, 2, 2}},
        {"gt", {[](Call &c) { return compared(c, [](auto o) { return o > 0; }); }, 2, 2}},
        {"ge", {[](Call &c) { return compared(c, [](auto o) { return o >= 0; }); }, 2, 2}},
        {"not", {logicalNot, 1, 1}},
        {"and", {unreached, 1, -1}},
        {"or", {unreached, 1, -1}},
        {"call", {noCall, 1, -1}},
        {"html", {html, 0, -1}},
        {"js", {js, 0, -1}},
        {"urlquery", {urlquery, 0, -1}},
    };
    return table;
}

} // namespace wf::query::tmpl
