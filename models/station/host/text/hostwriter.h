// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/promtext/promtext.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace wf::station {

using signals::MetricType;

// Collects samples family by family. Labels with an empty value are left out.
class HostWriter {
public:
    using Pair = std::pair<std::string_view, std::string_view>;

    // What add() adds to from now on. Naming a family again goes on with it.
    void family(std::string_view name, MetricType type, std::string_view help);
    void add(double value, std::initializer_list<Pair> labels = {});
    void add(double value, base::Labels labels); // without __name__
    // A family with one sample.
    void one(std::string_view name, MetricType type, std::string_view help, double value)
    {
        family(name, type, help);
        add(value);
    }
    [[nodiscard]] wire::Exposition take() { return std::move(m_out); }
    [[nodiscard]] const wire::Exposition &seen() const { return m_out; }

private:
    wire::Exposition m_out;
    std::string m_name;
};

} // namespace wf::station
