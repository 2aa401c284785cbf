// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::query {

namespace tmpl {
struct Program;
}

// What a template is filled from.
class LineTemplateData {
public:
    virtual ~LineTemplateData() = default;
    [[nodiscard]] virtual std::string_view label(std::string_view name) const = 0;             // empty when absent
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> labels() const = 0; // sorted by name
    [[nodiscard]] virtual std::string_view line() const = 0;
    [[nodiscard]] virtual qint64 timeNs() const = 0;
    [[nodiscard]] virtual qint64 nowNs() const = 0; // what "now" says
};

// Templates of line_format and label_format: the engine's Go templates with Loki's functions
// (grafana.com/docs/loki/latest/query/template_functions). Immutable: any thread.
class LineTemplate {
public:
    // Invalid, saying what is wrong. At most 64 KiB, 64 levels deep.
    [[nodiscard]] static base::Result<LineTemplate> parse(std::string_view text);
    // Fills `out`; Invalid in Go's words when a function fails, TooLarge beyond 4 MiB or 200,000 steps.
    [[nodiscard]] base::Status execute(const LineTemplateData &data, std::string &out) const;
    // Labels it reads by name.
    [[nodiscard]] const std::vector<std::string> &fields() const;
    // "{{.name}}" alone: the name, else empty.
    [[nodiscard]] const std::string &onlyField() const { return m_onlyField; }

private:
    std::shared_ptr<const tmpl::Program> m_program;
    std::string m_onlyField;
};

} // namespace wf::query
