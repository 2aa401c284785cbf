// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/engine/program.h"
#include "models/query/template/line/linetemplate.h"

namespace wf::query::tmpl {

// A line's labels are the dot.
class LineSurroundings final : public Surroundings, public TextMap {
public:
    explicit LineSurroundings(const LineTemplateData &data) : m_data(data) {}
    Value variable(std::string_view name) const override;
    std::string_view value(std::string_view key) const override { return m_data.label(key); }
    std::vector<std::pair<std::string, std::string>> sorted() const override { return m_data.labels(); }
    [[nodiscard]] const LineTemplateData &data() const { return m_data; }

private:
    const LineTemplateData &m_data;
};

// Loki's functions, and sprig's that it lets through. They are called with LineSurroundings only.
[[nodiscard]] const Dialect &lineDialect();
[[nodiscard]] inline const LineTemplateData &lineOf(const Call &call)
{
    return static_cast<const LineSurroundings &>(call.surroundings).data();
}

// The tables of the files beside this.
void addTextFunctions(FunctionTable &table);
void addNumberFunctions(FunctionTable &table);
void addValueFunctions(FunctionTable &table);

} // namespace wf::query::tmpl
