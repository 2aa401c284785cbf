// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

// "<ip> - <user> [<_>]": literals and captures in turn, of the pattern parser and of |> and !>.
class LinePattern {
public:
    // Invalid: two captures side by side, and as a parser: none with a name, or one name twice.
    [[nodiscard]] static base::Result<LinePattern> forParser(std::string_view text);
    // Invalid: a capture with a name.
    [[nodiscard]] static base::Result<LinePattern> forFilter(std::string_view text);

    // The whole line must be like this; a capture holds at least one byte.
    [[nodiscard]] bool matches(std::string_view line) const;
    // Values of the named captures from the first on: as many as were found. Where a literal is missing the capture
    // before it reaches to the end.
    void capture(std::string_view line, std::vector<std::string_view> &values) const;
    [[nodiscard]] const std::vector<std::string> &names() const { return m_names; }
    [[nodiscard]] std::vector<std::string> literals() const;

private:
    struct Part {
        std::string text; // literal, or name of a capture ("_": none)
        bool isCapture = false;
    };
    [[nodiscard]] static base::Result<LinePattern> parse(std::string_view text);
    std::vector<Part> m_parts;
    std::vector<std::string> m_names;
};

} // namespace wf::query::logql
