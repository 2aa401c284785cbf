// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/query/template/engine/limits.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Templates in the labels and annotations of alerting rules: the engine's Go templates with Prometheus' functions
// (prometheus.io/docs/prometheus/latest/configuration/template_reference). Pure; any thread.
namespace wf::query {

// One element of a vector, as query gives it.
struct TemplateSample {
    base::Labels labels; // with __name__ when there is one
    double value = 0;
};

struct TemplateContext {
    base::Labels labels; // $labels
    double value = 0;    // $value
    base::Labels externalLabels;
    std::string externalUrl;
    qint64 timeMs = 0; // now
    // Evaluates PromQL at that time; without one query is an error.
    std::function<base::Result<std::vector<TemplateSample>>(const std::string &expr)> query;
};

namespace tmpl {
struct Program;
}

// A template that was read once and can be expanded many times. Cheap to copy.
class AlertTemplate {
public:
    // Invalid text: the problem with its place is in *problem.
    [[nodiscard]] static std::optional<AlertTemplate> parse(std::string_view text, TemplateProblem *problem,
                                                            const TemplateLimits &limits = {});
    // Errors: Invalid (detail names the action), TooLarge (a limit). Nothing is put out then.
    [[nodiscard]] base::Result<std::string> expand(const TemplateContext &context) const;
    // Does not depend on the context: has no actions.
    [[nodiscard]] bool isPlain() const;

private:
    AlertTemplate(std::string source, std::shared_ptr<const tmpl::Program> program)
        : m_source(std::move(source)), m_program(std::move(program))
    {
    }
    std::string m_source; // for messages
    std::shared_ptr<const tmpl::Program> m_program;
};

// Parses and expands.
[[nodiscard]] base::Result<std::string> expandTemplate(std::string_view text, const TemplateContext &context);

} // namespace wf::query
