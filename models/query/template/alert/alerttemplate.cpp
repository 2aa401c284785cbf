// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/alert/alerttemplate.h"

#include "models/query/template/alert/alertdialect_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::query {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}

// The action that begins there.
QString actionAt(std::string_view source, std::size_t offset)
{
    const auto begin = std::min(offset, source.size());
    const auto end = std::min(source.find("}}", begin), source.size());
    const auto piece = source.substr(begin, std::min<std::size_t>(end - begin, 80));
    return QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size())).trimmed();
}

} // namespace

std::optional<AlertTemplate> AlertTemplate::parse(std::string_view text, TemplateProblem *problem,
                                                  const TemplateLimits &limits)
{
    auto program = tmpl::parseProgram(text, tmpl::alertDialect(), limits, problem);
    if (!program)
        return std::nullopt;
    return AlertTemplate(std::string(text), std::make_shared<const tmpl::Program>(std::move(*program)));
}

base::Result<std::string> AlertTemplate::expand(const TemplateContext &context) const
{
    std::string out;
    const auto failure = tmpl::execute(*m_program, tmpl::AlertSurroundings(context), out);
    if (!failure)
        return out;
    return base::makeError(
        failure->error.kind, tr("The template could not be expanded"),
        QStringLiteral("at <%1>: %2").arg(actionAt(m_source, failure->offset), failure->error.summary));
}

bool AlertTemplate::isPlain() const
{
    return std::ranges::all_of(m_program->main->nodes,
                               [](const tmpl::Node &node) { return node.kind == tmpl::Node::Kind::Text; });
}

base::Result<std::string> expandTemplate(std::string_view text, const TemplateContext &context)
{
    TemplateProblem problem;
    const auto parsed = AlertTemplate::parse(text, &problem);
    if (!parsed)
        return base::makeError(base::ErrorKind::Invalid, tr("The template could not be expanded"), problem.what);
    return parsed->expand(context);
}

namespace tmpl {

Value AlertSurroundings::variable(std::string_view name) const
{
    if (name == "labels")
        return textMap(m_context.labels);
    if (name == "externalLabels")
        return textMap(m_context.externalLabels);
    if (name == "externalURL")
        return m_context.externalUrl;
    if (name == "value")
        return m_context.value;
    return record({{"Labels", textMap(m_context.labels)},
                   {"ExternalLabels", textMap(m_context.externalLabels)},
                   {"ExternalURL", m_context.externalUrl},
                   {"Value", m_context.value}});
}

} // namespace tmpl

} // namespace wf::query
