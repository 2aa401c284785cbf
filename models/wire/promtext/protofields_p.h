// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <protozero/pbf_reader.hpp>

// Fields of a protobuf message. A field of another wire type than expected counts as one that is not known: it is
// stepped over and reads as nothing (protozero itself would end a debug build).
namespace wf::wire::fields {

inline bool isOf(protozero::pbf_reader &reader, protozero::pbf_wire_type type)
{
    if (reader.wire_type() == type)
        return true;
    reader.skip();
    return false;
}
[[nodiscard]] inline double real(protozero::pbf_reader &reader)
{
    return isOf(reader, protozero::pbf_wire_type::fixed64) ? reader.get_double() : 0;
}
[[nodiscard]] inline quint64 whole(protozero::pbf_reader &reader)
{
    return isOf(reader, protozero::pbf_wire_type::varint) ? reader.get_uint64() : 0;
}
[[nodiscard]] inline qint64 integer(protozero::pbf_reader &reader)
{
    return isOf(reader, protozero::pbf_wire_type::varint) ? reader.get_int64() : 0;
}
[[nodiscard]] inline qint64 zigzag(protozero::pbf_reader &reader)
{
    return isOf(reader, protozero::pbf_wire_type::varint) ? reader.get_sint64() : 0;
}
[[nodiscard]] inline protozero::data_view view(protozero::pbf_reader &reader)
{
    return isOf(reader, protozero::pbf_wire_type::length_delimited) ? reader.get_view() : protozero::data_view();
}

} // namespace wf::wire::fields
