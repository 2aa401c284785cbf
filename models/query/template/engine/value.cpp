// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/value.h"

namespace wf::query::tmpl {

namespace {

template<class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template<class... F>
Overloaded(F...) -> Overloaded<F...>;

class LabelMap final : public TextMap {
public:
    explicit LabelMap(const base::Labels &labels) : m_labels(labels) {}
    std::string_view value(std::string_view key) const override { return m_labels.value(key); }
    std::vector<std::pair<std::string, std::string>> sorted() const override
    {
        return {m_labels.pairs().begin(), m_labels.pairs().end()};
    }

private:
    base::Labels m_labels;
};

template<class T>
const T *held(const Value &value)
{
    const auto *pointer = value.as<std::shared_ptr<const T>>();
    return pointer ? pointer->get() : nullptr;
}

} // namespace

const TextMap *Value::texts() const
{
    return held<TextMap>(*this);
}

const MapValue *Value::map() const
{
    return held<MapValue>(*this);
}

const ListValue *Value::list() const
{
    return held<ListValue>(*this);
}

Value textMap(const base::Labels &labels)
{
    return std::shared_ptr<const TextMap>(std::make_shared<LabelMap>(labels));
}

Value record(std::map<std::string, Value, std::less<>> fields)
{
    auto map = std::make_shared<MapValue>();
    map->kind = MapValue::Kind::Record;
    map->entries = std::move(fields);
    return std::shared_ptr<const MapValue>(std::move(map));
}

Value listOf(std::vector<Value> items, std::string_view type)
{
    return std::shared_ptr<const ListValue>(std::make_shared<ListValue>(ListValue{std::move(items), type}));
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
                          [](const std::shared_ptr<const TextMap> &m) { return !m->sorted().empty(); },
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
                          [](Absent) { return std::string("<nil>"); },
                          [](Nil) { return std::string("<nil>"); },
                          [](bool) { return std::string("bool"); },
                          [](qint64) { return std::string("int"); },
                          [](double) { return std::string("float64"); },
                          [](const std::string &) { return std::string("string"); },
                          [](Instant at) { return std::string(at.isPointer ? "*time.Time" : "time.Time"); },
                          [](Span) { return std::string("time.Duration"); },
                          [](const std::shared_ptr<const TextMap> &) { return std::string("map[string]string"); },
                          [](const std::shared_ptr<const MapValue> &m) {
                              return std::string(m->kind == MapValue::Kind::Anything ? "map[string]interface {}"
                                                                                     : "struct");
                          },
                          [](const std::shared_ptr<const ListValue> &l) { return std::string(l->type); },
                      },
                      value.is);
}

} // namespace wf::query::tmpl
