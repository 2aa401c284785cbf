// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/drafttests.h"

#include "models/base/duration.h"
#include "models/engine/explore/language/metricnames.h"
#include "models/engine/rules/saving/draftcheck.h"
#include "models/engine/rules/tree/ruletree.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::DraftTests", text);
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

// A text as a YAML scalar that says the same in every reader.
QString quoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("''")) + u'\'';
}

} // namespace

base::Result<station::RuleTestReport> testDraft(const RuleDraft &draft, const QByteArray &tests, std::stop_token stop)
{
    if (draft.before.home.isOverLogs)
        return base::makeError(base::ErrorKind::Unsupported, tr("Unit tests know PromQL alone."));
    const DraftCheck check = checkDraft(draft);
    if (check.errors > 0)
        return base::makeError(base::ErrorKind::Invalid, tr("The draft has an error"), check.firstError());
    const auto file = station::readRuleTests(view(tests));
    if (!file)
        return file.error();
    RuleText text = draft.before;
    text.text = draft.text;
    return station::runRuleTests(*file, {{tr("the draft"), asRuleFile(text)}}, stop);
}

QByteArray testSkeleton(const RuleDraft &draft)
{
    const wire::RuleFile file = wire::readRuleFile(view(draft.text));
    const wire::RuleEntry *rule = wire::findRule(file, draft.spot);
    if (!rule)
        return {};
    const QString name = wire::toQString(rule->name.text);
    QStringList metrics = metricsInQuery(wire::toQString(rule->expr.text));
    if (metrics.isEmpty())
        metrics << QStringLiteral("up");
    const qint64 waitMinutes = (rule->forNs + base::nsPerMinute - 1) / base::nsPerMinute;
    QString out = QStringLiteral("# The draft is tested, whatever rule_files names.\n"
                                 "rule_files: [draft.yml]\n"
                                 "evaluation_interval: 1m\n"
                                 "tests:\n"
                                 "  - interval: 1m\n"
                                 "    input_series:\n");
    for (const QString &metric : metrics)
        out += QStringLiteral("      - series: %1\n"
                              "        values: '0x%2'\n")
                   .arg(quoted(metric + QStringLiteral("{instance=\"a\"}")), QString::number(waitMinutes + 5));
    if (rule->kind == signals::RuleKind::Alerting)
        out += QStringLiteral("    alert_rule_test:\n"
                              "      - alertname: %1\n"
                              "        eval_time: %2m\n"
                              "        exp_alerts: []\n")
                   .arg(quoted(name), QString::number(waitMinutes + 2));
    else
        out += QStringLiteral("    promql_expr_test:\n"
                              "      - expr: %1\n"
                              "        eval_time: %2m\n"
                              "        exp_samples: []\n")
                   .arg(quoted(name), QString::number(waitMinutes + 2));
    return out.toUtf8();
}

} // namespace wf::engine
