// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/limits.h"
#include "models/wire/text.h"

#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>

#include <optional>
#include <string>

// Reading protobuf with protozero, within bounds. protozero throws at what is malformed: guarded() is the border. After
// a field was found it must be read or skipped before the next one is asked for.
namespace wf::wire {

// protozero's reader, but a field of another wire type than the one asked for is what protobuf says it is: unknown. It
// is skipped and its value is zero or empty.
class ProtoReader {
public:
    using Tag = protozero::pbf_tag_type;
    using Type = protozero::pbf_wire_type;

    ProtoReader() = default;
    explicit ProtoReader(std::string_view bytes) : m_reader(bytes.data(), bytes.size()) {}

    [[nodiscard]] bool next() { return m_reader.next(); }
    [[nodiscard]] bool next(Tag tag) { return m_reader.next(tag); }
    [[nodiscard]] Tag tag() const { return m_reader.tag(); }
    [[nodiscard]] bool isPacked() const { return m_reader.wire_type() == Type::length_delimited; }
    void skip() { m_reader.skip(); }

    [[nodiscard]] ProtoReader message() { return ProtoReader(view()); }
    [[nodiscard]] std::string_view view()
    {
        if (!is(Type::length_delimited))
            return {};
        const auto data = m_reader.get_view();
        return {data.data(), data.size()};
    }
    [[nodiscard]] std::string string() { return validUtf8(view()); }
    [[nodiscard]] bool boolean() { return is(Type::varint) && m_reader.get_bool(); }
    [[nodiscard]] std::int32_t enumeration() { return is(Type::varint) ? m_reader.get_enum() : 0; }
    [[nodiscard]] std::int32_t int32() { return is(Type::varint) ? m_reader.get_int32() : 0; }
    [[nodiscard]] std::int64_t int64() { return is(Type::varint) ? m_reader.get_int64() : 0; }
    [[nodiscard]] std::uint32_t uint32() { return is(Type::varint) ? m_reader.get_uint32() : 0; }
    [[nodiscard]] std::uint64_t uint64() { return is(Type::varint) ? m_reader.get_uint64() : 0; }
    [[nodiscard]] std::int32_t sint32() { return is(Type::varint) ? m_reader.get_sint32() : 0; }
    [[nodiscard]] std::int64_t sint64() { return is(Type::varint) ? m_reader.get_sint64() : 0; }
    [[nodiscard]] std::uint64_t fixed64() { return is(Type::fixed64) ? m_reader.get_fixed64() : 0; }
    [[nodiscard]] std::int64_t sfixed64() { return is(Type::fixed64) ? m_reader.get_sfixed64() : 0; }
    [[nodiscard]] double real() { return is(Type::fixed64) ? m_reader.get_double() : 0; }

    // A repeated number, packed or not: calls add(value) for each.
    template<class Add>
    void eachFixed64(Add add)
    {
        if (!isPacked())
            return add(fixed64());
        for (const auto value : m_reader.get_packed_fixed64())
            add(value);
    }
    template<class Add>
    void eachDouble(Add add)
    {
        if (!isPacked())
            return add(real());
        for (const auto value : m_reader.get_packed_double())
            add(value);
    }
    template<class Add>
    void eachUint64(Add add)
    {
        if (!isPacked())
            return add(uint64());
        for (const auto value : m_reader.get_packed_uint64())
            add(value);
    }
    template<class Add>
    void eachSint64(Add add)
    {
        if (!isPacked())
            return add(sint64());
        for (const auto value : m_reader.get_packed_sint64())
            add(value);
    }

private:
    bool is(Type type)
    {
        if (m_reader.wire_type() == type)
            return true;
        m_reader.skip();
        return false;
    }
    protozero::pbf_reader m_reader;
};

// What one request may still hold: items of any kind, and points. Once `problem` is set, readers stop.
struct Allowance {
    explicit Allowance(const Limits &l) : limits(l), entries(l.entries), points(l.samples) {}
    Limits limits;
    std::size_t entries;
    std::size_t points;
    std::optional<base::Error> problem;
    [[nodiscard]] bool takeEntry() { return take(entries, Bound::Entries, limits.entries); }
    [[nodiscard]] bool takePoint() { return take(points, Bound::Samples, limits.samples); }

private:
    bool take(std::size_t &left, Bound bound, std::size_t most)
    {
        if (left == 0) {
            if (!problem)
                problem = tooLarge(bound, most);
            return false;
        }
        --left;
        return true;
    }
};

template<class T, class Read>
[[nodiscard]] base::Result<T> guarded(Read &&read)
{
    try {
        return read();
    } catch (const protozero::exception &error) {
        return notUnderstood(QStringLiteral("protobuf: ") + QString::fromLatin1(error.what()));
    }
}

} // namespace wf::wire
