// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <protozero/pbf_writer.hpp>

#include <string>

// What all three kinds of requests are written with.
namespace wf::wire::otlp {

// A KeyValue whose value is a string.
inline void writeAttribute(protozero::pbf_writer &out, protozero::pbf_tag_type field, const std::string &name,
                           const std::string &value)
{
    protozero::pbf_writer pair(out, field);
    pair.add_string(1, name);
    protozero::pbf_writer(pair, 2).add_string(1, value);
}

inline void writeAttributes(protozero::pbf_writer &out, protozero::pbf_tag_type field, const base::Labels &attributes)
{
    for (const auto &[name, value] : attributes)
        writeAttribute(out, field, name, value);
}

inline void writeResource(protozero::pbf_writer &out, const base::Labels &resource)
{
    protozero::pbf_writer message(out, 1);
    writeAttributes(message, 1, resource);
}

inline void writeScope(protozero::pbf_writer &out, const std::string &name, const std::string &version,
                       const base::Labels &attributes)
{
    protozero::pbf_writer scope(out, 1);
    if (!name.empty())
        scope.add_string(1, name);
    if (!version.empty())
        scope.add_string(2, version);
    writeAttributes(scope, 3, attributes);
}

// Lower- or upper-case hexadecimal as bytes; nothing when it is not `bytes` long.
inline void writeHexId(protozero::pbf_writer &out, protozero::pbf_tag_type field, const std::string &hex,
                       std::size_t bytes)
{
    if (hex.size() != 2 * bytes || hex.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        return;
    std::string id;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        id += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    out.add_bytes(field, id);
}

} // namespace wf::wire::otlp
