// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes protobuf messages for tests, by field number.
#pragma once

#include <protozero/pbf_writer.hpp>

#include <string>
#include <string_view>

namespace wf::tests {

// Message().text(1, "a").fixed64(2, 5).sub(3, Message()…): the bytes are in `bytes`.
class Message {
public:
    std::string bytes;
    Message &text(protozero::pbf_tag_type field, std::string_view value)
    {
        protozero::pbf_writer(bytes).add_string(field, value.data(), value.size());
        return *this;
    }
    Message &sub(protozero::pbf_tag_type field, const Message &value) { return text(field, value.bytes); }
    Message &varint(protozero::pbf_tag_type field, std::uint64_t value)
    {
        protozero::pbf_writer(bytes).add_uint64(field, value);
        return *this;
    }
    Message &sint(protozero::pbf_tag_type field, std::int32_t value)
    {
        protozero::pbf_writer(bytes).add_sint32(field, value);
        return *this;
    }
    Message &fixed64(protozero::pbf_tag_type field, std::uint64_t value)
    {
        protozero::pbf_writer(bytes).add_fixed64(field, value);
        return *this;
    }
    Message &real(protozero::pbf_tag_type field, double value)
    {
        protozero::pbf_writer(bytes).add_double(field, value);
        return *this;
    }
    // KeyValue with a string.
    Message &attribute(protozero::pbf_tag_type field, std::string_view key, std::string_view value)
    {
        return sub(field, Message().text(1, key).sub(2, Message().text(1, value)));
    }
};

} // namespace wf::tests
