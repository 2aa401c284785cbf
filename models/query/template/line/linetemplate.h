// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/template/functions.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

// Go's text/template: text, {{actions}}, pipelines, variables, if/else, with, range, comments and trim marks. Not here:
// define, template, block, break, continue. Immutable: any thread.
class Template {
public:
    struct Node;
    struct Pipeline;
    using Nodes = std::vector<std::shared_ptr<const Node>>;

    // Invalid, saying what is wrong where. At most 64 KiB, 64 levels deep.
    [[nodiscard]] static base::Result<Template> parse(std::string_view text);
    // Appends to `out`; Invalid in Go's words when a function fails, TooLarge beyond 4 MiB. Bounded: a range runs over
    // what is there, and all together at most 100,000 nodes.
    [[nodiscard]] base::Status execute(const TemplateData &data, std::string &out) const;
    // Labels it reads.
    [[nodiscard]] const std::vector<std::string> &fields() const { return m_fields; }
    // "{{.name}}" alone: the name, else empty.
    [[nodiscard]] const std::string &onlyField() const { return m_onlyField; }

private:
    Nodes m_nodes;
    std::vector<std::string> m_fields;
    std::string m_onlyField;
};

} // namespace wf::query::logql
