// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/value.h"

#include "models/query/logql/syntax/quantities.h"
#include "models/query/logql/template/gotime.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wf::query::logql {

namespace {

struct Truth {
    bool operator()(Nothing) const { return false; }
    bool operator()(Root) const { return true; }
    bool operator()(bool v) const { return v; }
    bool operator()(qint64 v) const { return v != 0; }
    bool operator()(double v) const { return v != 0; }
    bool operator()(const std::string &v) const { return !v.empty(); }
    bool operator()(const Instant &) const { return true; }
    bool operator()(const List &v) const { return v && !v->empty(); }
    bool operator()(const Map &v) const { return v && !v->empty(); }
};

struct Text {
    std::string operator()(Nothing) const { return "<no value>"; }
    std::string operator()(Root) const { return "map[]"; }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(qint64 v) const { return std::to_string(v); }
    std::string operator()(double v) const { return printReal(v); }
    std::string operator()(const std::string &v) const { return v; }
    std::string operator()(const Instant &v) const
    {
        return formatGoTime("2006-01-02 15:04:05.999999999 -0700 MST", v.ns);
    }
    std::string operator()(const List &v) const
    {
        std::string out = "[";
        for (std::size_t i = 0; v && i < v->size(); ++i)
            out += (i > 0 ? " " : "") + (*v)[i].text();
        return out + "]";
    }
    std::string operator()(const Map &v) const
    {
        std::string out = "map[";
        if (v)
            for (const auto &[key, value] : *v)
                out += (out.size() > 4 ? " " : "") + key + ":" + value.text();
        return out + "]";
    }
};

} // namespace

bool Value::isTrue() const
{
    return std::visit(Truth{}, data);
}

std::string Value::text() const
{
    return std::visit(Text{}, data);
}

std::string_view Value::typeName() const
{
    static constexpr std::array<std::string_view, 9> names{"nil",       "map[string]string", "bool",
                                                           "int",       "float64",           "string",
                                                           "time.Time", "[]interface {}",    "map[string]interface {}"};
    return names[data.index()];
}

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
        return parseGoFloat(*v).value_or(0);
    return static_cast<double>(toWhole(value));
}

std::string printReal(double value)
{
    if (!std::isfinite(value))
        return printNumber(value);
    std::array<char, 64> buffer{};
    const auto scientific =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    std::string text(buffer.data(), scientific.ptr);
    const int exponent = std::stoi(text.substr(text.find('e') + 1));
    if (value == 0 || (exponent >= -4 && exponent < 21))
        text.assign(buffer.data(),
                    std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr);
    return text;
}

} // namespace wf::query::logql
