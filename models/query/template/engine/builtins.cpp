// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/goformat_p.h"
#include "models/query/template/program_p.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <compare>

// The functions that Go's text/template has by itself (pkg.go.dev/text/template#hdr-Functions).
namespace wf::query::tmpl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}
QString shownType(const Value &value)
{
    return QString::fromStdString(typeName(value));
}

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
        return failed(tr("printf needs a text first, not %1").arg(shownType(call.arguments[0])));
    return Value(goSprintf(*format, {call.arguments.begin() + 1, call.arguments.end()}));
}

Outcome len(Call &call)
{
    const Value &of = call.arguments[0];
    if (const auto *text = of.as<std::string>())
        return Value(static_cast<qint64>(text->size()));
    if (const auto *list = of.list())
        return Value(static_cast<qint64>(list->items.size()));
    if (const auto *map = of.map(); map && map->kind != MapValue::Kind::Record)
        return Value(static_cast<qint64>(map->entries.size()));
    return failed(tr("len of type %1").arg(shownType(of)));
}

Outcome indexOnce(const Value &of, const Value &at)
{
    if (const auto *map = of.map(); map && map->kind != MapValue::Kind::Record) {
        const auto *key = at.as<std::string>();
        if (!key)
            return failed(tr("a map is indexed by a text, not by %1").arg(shownType(at)));
        const auto found = map->entries.find(*key);
        if (found != map->entries.end())
            return found->second;
        return map->kind == MapValue::Kind::Texts ? Value(std::string()) : Value();
    }
    const auto *text = of.as<std::string>();
    const auto *list = of.list();
    const auto *position = at.as<qint64>();
    if (!text && !list)
        return failed(tr("can't index item of type %1").arg(shownType(of)));
    if (!position)
        return failed(tr("cannot index with type %1").arg(shownType(at)));
    const auto size = static_cast<qint64>(text ? text->size() : list->items.size());
    if (*position < 0 || *position >= size)
        return failed(tr("index out of range: %1").arg(*position));
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
        return failed(tr("can't slice item of type %1").arg(shownType(call.arguments[0])));
    const auto size = static_cast<qint64>(text ? text->size() : list->items.size());
    qint64 bounds[3] = {0, size, size};
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        const auto *bound = call.arguments[i].as<qint64>();
        if (!bound || *bound < 0 || *bound > size)
            return failed(tr("index out of range: %1").arg(bound ? *bound : 0));
        bounds[i - 1] = *bound;
    }
    if (bounds[0] > bounds[1])
        return failed(tr("invalid slice index: %1 > %2").arg(bounds[0]).arg(bounds[1]));
    const auto from = static_cast<std::size_t>(bounds[0]);
    const auto count = static_cast<std::size_t>(bounds[1] - bounds[0]);
    if (text)
        return Value(text->substr(from, count));
    const auto first = list->items.begin() + bounds[0];
    return listOf({first, first + static_cast<std::ptrdiff_t>(count)});
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
base::Error incomparable(const Value &a, const Value &b)
{
    return failed(tr("incompatible types for comparison: %1 and %2 (write 5.0 to compare with a float)")
                      .arg(shownType(a), shownType(b)));
}
base::Result<bool> equal(const Value &a, const Value &b)
{
    if (a.as<bool>() && b.as<bool>())
        return *a.as<bool>() == *b.as<bool>();
    const auto isNil = [](const Value &v) { return v.as<Nil>() || v.as<Absent>(); };
    if (isNil(a) || isNil(b))
        return isNil(a) && isNil(b);
    if (const auto result = order(a, b))
        return *result == std::partial_ordering::equivalent;
    return incomparable(a, b);
}
Outcome eq(Call &call)
{
    if (call.arguments.size() < 2)
        return failed(tr("missing argument for comparison"));
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
    return result ? Outcome(Value(test(*result))) : incomparable(call.arguments[0], call.arguments[1]);
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
    return failed(tr("call of a value that is no function (%1)").arg(shownType(call.arguments[0])));
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
    QByteArray encoded = QUrl::toPercentEncoding(QString::fromStdString(goSprint(call.arguments)));
    encoded.replace("%20", "+");
    return Value(encoded.toStdString());
}

} // namespace

void addBuiltins(FunctionTable &table)
{
    table.insert({
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
    });
}

} // namespace wf::query::tmpl
