// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/value_p.h"

namespace wf::query::tmpl {

namespace {
template<class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template<class... F>
Overloaded(F...) -> Overloaded<F...>;
} // namespace

const MapValue *Value::map() const
{
    const auto *held = as<std::shared_ptr<const MapValue>>();
    return held ? held->get() : nullptr;
}

const ListValue *Value::list() const
{
    const auto *held = as<std::shared_ptr<const ListValue>>();
    return held ? held->get() : nullptr;
}

Value textMap(const base::Labels &labels)
{
    auto map = std::make_shared<MapValue>();
    map->kind = MapValue::Kind::Texts;
    for (const auto &[name, value] : labels)
        map->entries.emplace(name, value);
    return std::shared_ptr<const MapValue>(std::move(map));
}

Value record(std::map<std::string, Value> fields)
{
    auto map = std::make_shared<MapValue>();
    map->kind = MapValue::Kind::Record;
    map->entries = std::move(fields);
    return std::shared_ptr<const MapValue>(std::move(map));
}

Value listOf(std::vector<Value> items)
{
    auto list = std::make_shared<ListValue>();
    list->items = std::move(items);
    return std::shared_ptr<const ListValue>(std::move(list));
}

bool truth(const Value &value)
{
    return std::visit(Overloaded{
                          [](Absent) { return false; },
                          [](Nil) { return false; },
                          [](bool b) { return b; },
                          [](qint64 i) { return i != 0; },
                          [](double d) { return d != 0; },
                          [](const std::string &s) { return !s.empty(); },
                          [](Instant) { return true; },
                          [](Span d) { return d.ns != 0; },
                          [](const std::shared_ptr<const MapValue> &m) {
                              return m->kind == MapValue::Kind::Record || !m->entries.empty();
                          },
                          [](const std::shared_ptr<const ListValue> &l) { return !l->items.empty(); },
                      },
                      value.is);
}

std::string typeName(const Value &value)
{
    return std::visit(Overloaded{
                          [](Absent) { return "<nil>"; },
                          [](Nil) { return "<nil>"; },
                          [](bool) { return "bool"; },
                          [](qint64) { return "int"; },
                          [](double) { return "float64"; },
                          [](const std::string &) { return "string"; },
                          [](Instant) { return "*time.Time"; },
                          [](Span) { return "time.Duration"; },
                          [](const std::shared_ptr<const MapValue> &m) {
                              return m->kind == MapValue::Kind::Texts      ? "map[string]string"
                                     : m->kind == MapValue::Kind::Anything ? "map[string]interface {}"
                                                                           : "struct";
                          },
                          [](const std::shared_ptr<const ListValue> &) { return "template.queryResult"; },
                      },
                      value.is);
}

} // namespace wf::query::tmpl
