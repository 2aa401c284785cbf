// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/alert/alerttemplate.h"
#include "models/query/template/engine/program.h"

namespace wf::query::tmpl {

class AlertSurroundings final : public Surroundings {
public:
    explicit AlertSurroundings(const TemplateContext &context) : m_context(context) {}
    Value variable(std::string_view name) const override;
    [[nodiscard]] const TemplateContext &context() const { return m_context; }

private:
    const TemplateContext &m_context;
};

// Prometheus' functions and variables. Its functions are called with AlertSurroundings only.
[[nodiscard]] const Dialect &alertDialect();

} // namespace wf::query::tmpl
