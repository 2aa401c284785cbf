// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/library/ruleoffers.h"

#include "models/engine/explore/language/metricnames.h"
#include "models/query/promql/parse/parse.h"
#include "models/station/rules/defaults/defaultrules.h"
#include "models/station/rules/library/rulelibrary.h"

#include <QSet>

#include <algorithm>

namespace wf::engine {

namespace {

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QString annotation(const wire::RuleEntry &rule, std::string_view name)
{
    const auto found =
        std::ranges::find_if(rule.annotations, [name](const auto &pair) { return pair.name.text == name; });
    return found == rule.annotations.end() ? QString() : wire::toQString(found->value.text);
}

void addFile(const QString &subject, const QByteArray &text, std::vector<LibraryRule> &out)
{
    const wire::RuleFile file = wire::readRuleFile(view(text));
    QSet<QString> recorded;
    for (const auto &document : file.documents)
        for (const auto &group : document.groups)
            for (const auto &rule : group.rules)
                if (rule.kind == signals::RuleKind::Recording)
                    recorded.insert(wire::toQString(rule.name.text));
    for (const auto &document : file.documents)
        for (const auto &group : document.groups)
            for (const auto &rule : group.rules) {
                LibraryRule one;
                one.subject = subject;
                one.group = wire::toQString(group.name.text);
                one.entry = rule;
                for (const QString &metric : metricsInQuery(wire::toQString(rule.expr.text)))
                    if (!recorded.contains(metric))
                        one.metrics << metric;
                one.summary = annotation(rule, "summary");
                one.means = annotation(rule, "description");
                one.runbook = annotation(rule, "runbook");
                one.file = text;
                out.push_back(std::move(one));
            }
}

// The same expression whatever the spaces; as it is when it cannot be parsed.
QString canonical(const QString &expr)
{
    const auto parsed = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    return parsed ? QString::fromStdString(query::printPromql(**parsed)) : expr.trimmed();
}

struct Present {
    QHash<QString, KnownRulePtr> byName, byExpr;
};

Present presentRules(const RuleSnapshot &snapshot, const QString &source)
{
    Present out;
    for (const auto &group : snapshot.groups)
        for (const auto &rule : group.rules) {
            if (rule->isOverLogs || (!source.isEmpty() && group.source != source))
                continue;
            out.byName.insert(rule->rule.name, rule);
            out.byExpr.insert(canonical(rule->rule.query), rule);
        }
    return out;
}

} // namespace

const std::vector<LibraryRule> &libraryRules()
{
    static const std::vector<LibraryRule> rules = [] {
        std::vector<LibraryRule> out;
        addFile(QStringLiteral("machine"), station::defaultRules(), out);
        for (const auto &file : station::ruleLibrary())
            addFile(file.subject, file.text, out);
        return out;
    }();
    return rules;
}

std::vector<RuleOffer> offersFor(const RuleSnapshot &snapshot, const QString &source, const QStringList &metrics)
{
    const QSet<QString> had(metrics.begin(), metrics.end());
    const Present present = presentRules(snapshot, source);
    std::vector<RuleOffer> out;
    for (const LibraryRule &rule : libraryRules()) {
        RuleOffer offer;
        offer.rule = &rule;
        for (const QString &metric : rule.metrics)
            if (!had.contains(metric))
                offer.missing << metric;
        if (!rule.metrics.isEmpty() && offer.missing.size() == rule.metrics.size())
            continue;
        offer.present = present.byName.value(wire::toQString(rule.entry.name.text));
        if (!offer.present)
            offer.present = present.byExpr.value(canonical(wire::toQString(rule.entry.expr.text)));
        out.push_back(std::move(offer));
    }
    std::ranges::stable_partition(out, [](const RuleOffer &one) { return one.isReady(); });
    return out;
}

} // namespace wf::engine
