// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/protobuf.h"

#include <string>
#include <vector>

// The parts all OTLP messages share.
namespace wf::wire::otlp {

// fixed64 nanoseconds; beyond what a signed number holds is "not told".
[[nodiscard]] inline qint64 timeOf(ProtoReader &message)
{
    const std::uint64_t ns = message.fixed64();
    return ns > static_cast<std::uint64_t>(INT64_MAX) ? 0 : static_cast<qint64>(ns);
}
// Raw bytes of an id of `bytes` length as hex; empty when of another length or all zero.
[[nodiscard]] std::string idOf(ProtoReader &message, std::size_t bytes);

// A message of repeated KeyValue in field `field`: Resource (1), InstrumentationScope (3) …
[[nodiscard]] base::Labels attributesIn(ProtoReader message, ProtoReader::Tag field, Allowance &allowance);

// Collects the repeated KeyValue fields of a message that holds other things too.
class AttributeList {
public:
    explicit AttributeList(Allowance &allowance) : m_allowance(allowance) {}
    void add(ProtoReader keyValue);
    [[nodiscard]] base::Labels take() { return base::Labels(std::move(m_pairs)); }

private:
    Allowance &m_allowance;
    std::vector<base::Labels::Pair> m_pairs;
};

// AnyValue as text, as textOf() of the JSON form gives it.
[[nodiscard]] std::string textOf(ProtoReader anyValue, Allowance &allowance);

struct ScopeName {
    std::string name, version;
    base::Labels attributes;
};
[[nodiscard]] ScopeName scopeOf(ProtoReader message, Allowance &allowance);

} // namespace wf::wire::otlp
