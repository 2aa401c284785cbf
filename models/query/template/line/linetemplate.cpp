// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/line/linetemplate.h"

#include "models/query/template/line/linedialect_p.h"

namespace wf::query {

namespace {

constexpr std::size_t longestTemplate = std::size_t(64) << 10;

std::string onlyFieldOf(const tmpl::Program &program)
{
    const auto &nodes = program.main->nodes;
    if (nodes.size() != 1 || nodes.front().kind != tmpl::Node::Kind::Action)
        return {};
    const tmpl::Pipe &pipe = *nodes.front().pipe;
    if (!pipe.variables.empty() || pipe.commands.size() != 1 || pipe.commands.front().words.size() != 1)
        return {};
    const tmpl::Operand &operand = pipe.commands.front().words.front();
    return operand.kind == tmpl::Operand::Kind::Dot && operand.fields.size() == 1 ? operand.fields.front()
                                                                                  : std::string();
}

} // namespace

base::Result<LineTemplate> LineTemplate::parse(std::string_view text)
{
    if (text.size() > longestTemplate)
        return base::makeError(base::ErrorKind::TooLarge, QStringLiteral("a template may have 64 KiB"));
    TemplateLimits limits;
    limits.bytes = std::size_t(4) << 20;
    limits.depth = 64;
    TemplateProblem problem;
    auto program = tmpl::parseProgram(text, tmpl::lineDialect(), limits, &problem);
    if (!program)
        return base::makeError(base::ErrorKind::Invalid, problem.what);
    LineTemplate out;
    out.m_onlyField = onlyFieldOf(*program);
    out.m_program = std::make_shared<const tmpl::Program>(std::move(*program));
    return out;
}

base::Status LineTemplate::execute(const LineTemplateData &data, std::string &out) const
{
    out.clear();
    const auto failure = tmpl::execute(*m_program, tmpl::LineSurroundings(data), out);
    return failure ? base::Status(failure->error) : base::Status(base::Done{});
}

const std::vector<std::string> &LineTemplate::fields() const
{
    return m_program->fields;
}

namespace tmpl {

Value LineSurroundings::variable(std::string_view) const
{
    // Owned by nobody: the values of a run end before what it runs in.
    return std::shared_ptr<const TextMap>(std::shared_ptr<const void>(), this);
}

const Dialect &lineDialect()
{
    static const Dialect dialect = [] {
        Dialect out;
        addTextFunctions(out.functions);
        addNumberFunctions(out.functions);
        addValueFunctions(out.functions);
        out.variables = {""};
        return out;
    }();
    return dialect;
}

} // namespace tmpl

} // namespace wf::query
