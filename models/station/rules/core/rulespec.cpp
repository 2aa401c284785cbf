// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/rulespec.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

void addTexts(std::vector<TextTemplate> &texts, const std::vector<wire::PlacedPair> &pairs, bool isTemplate,
              QString &broken)
{
    for (const auto &pair : pairs) {
        std::erase_if(texts, [&](const TextTemplate &t) { return t.name == pair.name.text; });
        TextTemplate text{pair.name.text, pair.value.text, {}};
        if (isTemplate && text.text.find("{{") != std::string::npos) {
            query::TemplateProblem problem;
            text.parsed = query::AlertTemplate::parse(text.text, &problem);
            if (!text.parsed && broken.isEmpty())
                broken = tr("the template of %1: %2").arg(wire::toQString(text.name), problem.what);
        }
        texts.push_back(std::move(text));
    }
}

RuleSpec ruleOf(const wire::RuleGroup &group, const wire::RuleEntry &entry)
{
    RuleSpec out;
    out.kind = entry.kind;
    out.name = entry.name.text;
    out.expr = entry.expr.text;
    out.forNs = entry.forNs;
    out.keepFiringForNs = entry.keepFiringForNs;
    const bool isAlert = entry.kind == signals::RuleKind::Alerting;
    addTexts(out.labels, group.labels, isAlert, out.broken);
    addTexts(out.labels, entry.labels, isAlert, out.broken);
    addTexts(out.annotations, entry.annotations, isAlert, out.broken);
    auto parsed = query::parsePromql(out.expr, query::ParseOptions::everything());
    if (parsed && out.broken.isEmpty())
        out.parsed = std::move(*parsed);
    else if (!parsed)
        out.broken = parsed.error().detail.isEmpty() ? parsed.error().summary : parsed.error().detail;
    if (out.name.empty())
        out.broken = tr("the rule has no name");
    return out;
}

} // namespace

std::string RuleSpec::identity() const
{
    std::string out = (kind == signals::RuleKind::Alerting ? "alert " : "record ") + name + '\0' + expr;
    for (const auto &label : labels)
        out += '\0' + label.name + '\0' + label.text;
    return out;
}

std::vector<GroupSpec> groupsOf(const wire::RuleFile &file, const QString &fileName, qint64 defaultIntervalNs)
{
    std::vector<GroupSpec> out;
    for (const auto &document : file.documents)
        for (const auto &group : document.groups) {
            GroupSpec spec;
            spec.name = wire::toQString(group.name.text);
            spec.file = fileName;
            spec.intervalNs = group.intervalNs > 0 ? group.intervalNs : defaultIntervalNs;
            spec.queryOffsetNs = group.queryOffsetNs;
            spec.limit = group.limit;
            for (const auto &rule : group.rules)
                spec.rules.push_back(ruleOf(group, rule));
            out.push_back(std::move(spec));
        }
    return out;
}

} // namespace wf::station
