// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/template.h"

#include "models/query/template/program_p.h"

#include <algorithm>

namespace wf::query {

std::optional<Template> Template::parse(std::string_view text, TemplateProblem *problem, const TemplateLimits &limits)
{
    auto program = tmpl::parseProgram(text, limits, problem);
    if (!program)
        return std::nullopt;
    return Template(std::make_shared<const tmpl::Program>(std::move(*program)));
}

base::Result<std::string> Template::expand(const TemplateContext &context) const
{
    return tmpl::execute(*m_program, context);
}

bool Template::isPlain() const
{
    return std::ranges::all_of(m_program->main->nodes,
                               [](const tmpl::Node &node) { return node.kind == tmpl::Node::Kind::Text; });
}

base::Result<std::string> expandTemplate(std::string_view text, const TemplateContext &context)
{
    TemplateProblem problem;
    const auto parsed = Template::parse(text, &problem);
    if (!parsed)
        return tmpl::failed(problem.what);
    return parsed->expand(context);
}

} // namespace wf::query
