// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/check/rulecheck.h"

#include "models/query/logql/syntax/parser.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/template/alert/alerttemplate.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace wf::station {

using wire::RuleProblem;
using Weight = RuleProblem::Weight;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

class Checker {
public:
    Checker(std::string_view text, RuleLanguage language, std::vector<RuleProblem> &problems)
        : m_text(text), m_language(language), m_problems(problems)
    {
    }

    void check(const wire::RuleGroup &group)
    {
        m_group = wire::toQString(group.name.text);
        const auto type =
            std::ranges::find_if(group.extras, [](const wire::YamlNode::Field &f) { return f.first->text == "type"; });
        const bool isPromql = type == group.extras.end() || type->second->text == "prometheus";
        for (const auto &rule : group.rules) {
            m_rule = wire::toQString(rule.name.text);
            if (m_language == RuleLanguage::LogQL)
                checkLogql(rule.expr);
            else if (isPromql)
                checkExpression(rule.expr);
            if (rule.kind == signals::RuleKind::Alerting)
                checkTemplates(rule);
        }
    }

private:
    void checkExpression(const wire::PlacedText &expr)
    {
        if (expr.text.empty())
            return; // told already
        query::SyntaxError where;
        auto parsed = query::parsePromql(expr.text, {}, &where);
        if (!parsed && query::parsePromql(expr.text, query::ParseOptions::everything())) {
            add(Weight::Warning, expr, where.range.start,
                tr("%1 (Prometheus understands this behind a feature flag)")
                    .arg(QString::fromStdString(where.message)));
            return;
        }
        if (!parsed) {
            add(Weight::Error, expr, where.range.start,
                where.message.empty() ? parsed.error().summary : QString::fromStdString(where.message));
            return;
        }
        const auto type = (*parsed)->type();
        if (type != query::ValueType::Vector && type != query::ValueType::Scalar)
            add(Weight::Error, expr, (*parsed)->range.start, tr("A rule needs an instant vector or a scalar"));
    }

    // As Loki's ruler does: a query for lines is no rule.
    void checkLogql(const wire::PlacedText &expr)
    {
        if (expr.text.empty())
            return; // told already
        const auto parsed = query::logql::parse(expr.text);
        if (parsed && parsed->log())
            add(Weight::Error, expr, 0, tr("A rule needs a number: count the lines, as in sum(rate({…}[5m])) > 1"));
        if (parsed)
            return;
        static const QRegularExpression placed(QStringLiteral("^line (\\d+), column (\\d+): (.*)$"),
                                               QRegularExpression::DotMatchesEverythingOption);
        const auto match = placed.match(parsed.error().summary);
        if (match.hasMatch())
            add(Weight::Error, expr, offsetOf(expr.text, match.captured(1).toInt(), match.captured(2).toInt()),
                match.captured(3));
        else
            add(Weight::Error, expr, 0, parsed.error().summary);
    }

    // Of a line and a column in characters, both from 1.
    static std::size_t offsetOf(std::string_view text, int line, int column)
    {
        std::size_t at = 0;
        for (; line > 1 && at < text.size(); --line) {
            const auto end = text.find('\n', at);
            at = end == std::string_view::npos ? text.size() : end + 1;
        }
        for (; column > 1 && at < text.size(); --column)
            do
                ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U);
        return at;
    }

    void checkTemplates(const wire::RuleEntry &rule)
    {
        for (const auto *pairs : {&rule.labels, &rule.annotations})
            for (const auto &pair : *pairs) {
                query::TemplateProblem problem;
                if (!query::AlertTemplate::parse(pair.value.text, &problem))
                    add(Weight::Error, pair.value, problem.offset,
                        tr("The template of %1: %2").arg(wire::toQString(pair.name.text), problem.what));
            }
        for (const auto &pair : rule.labels) {
            const auto value = pair.value.text.find("$value");
            if (pair.value.text.find("{{") < value && value != std::string::npos)
                add(Weight::Warning, pair.value, value,
                    tr("A label that changes with the value makes a new alert each time it changes"));
        }
    }

    void add(Weight weight, const wire::PlacedText &in, std::size_t index, const QString &what)
    {
        const auto offset = wire::offsetInScalar(m_text, in.offset, in.text, index);
        m_problems.push_back({weight, wire::placeOf(m_text, offset), m_group, m_rule, what});
    }

    std::string_view m_text;
    RuleLanguage m_language;
    std::vector<RuleProblem> &m_problems;
    QString m_group;
    QString m_rule;
};

} // namespace

int RuleCheck::count(Weight weight) const
{
    return static_cast<int>(std::ranges::count(file.problems, weight, &RuleProblem::weight));
}

RuleCheck checkRuleFile(std::string_view text, RuleLanguage language)
{
    RuleCheck out;
    out.file = wire::readRuleFile(text);
    Checker checker(text, language, out.file.problems);
    for (const auto &document : out.file.documents)
        for (const auto &group : document.groups)
            checker.check(group);
    std::ranges::stable_sort(out.file.problems, {}, &RuleProblem::place);
    const wire::RuleFile again = wire::readRuleFile(wire::printRuleFile(out.file.documents));
    out.printsBack = out.file.isYaml && again.isYaml && again.documents == out.file.documents;
    return out;
}

} // namespace wf::station
