// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/export/capacityrules.h"

#include "models/wire/yaml/rules/rulewriter.h"

#include <QCoreApplication>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Labels;
using wire::alert;
using wire::recording;
using wire::RuleEntry;

namespace {

constexpr qint64 intervalNs = 5 * base::nsPerMinute;
constexpr qint64 lastsNs = base::nsPerHour; // a line through noise may touch the limit for a moment

QString tr(const char *text)
{
    return QCoreApplication::translate("Capacity", text);
}

class ThingRules {
public:
    ThingRules(const FiniteQuestion &question, const CapacityRuleOptions &options)
        : m_question(question),
          m_options(options),
          m_used(record("used")),
          m_limit(record("limit")),
          m_left(record("days_left"))
    {
    }

    [[nodiscard]] wire::RuleGroup group() const
    {
        std::vector<RuleEntry> rules;
        if (m_question.endsAtDate()) {
            rules.push_back(recording(m_left, u"(%1 - time()) / 86400"_s.arg(m_question.limit), {}));
        } else {
            rules.push_back(recording(m_used, m_question.used, {}));
            rules.push_back(recording(m_limit, m_question.limit, {}));
            rules.push_back(recording(
                m_left, u"(%1 - %2) / (deriv(%2[%3]) > 0) / 86400 and %2 offset 1d"_s.arg(m_limit, m_used, window()),
                {}));
        }
        if (m_options.alerts)
            addAlerts(rules);
        return wire::group(u"watchfloor capacity "_s + m_question.id, std::move(rules), intervalNs);
    }

private:
    [[nodiscard]] QString record(const char *what) const
    {
        return u"watchfloor:%1:%2"_s.arg(recordStem(m_question.id), QLatin1String(what));
    }
    [[nodiscard]] QString window() const { return m_question.isLoad ? u"7d"_s : u"3d"_s; }

    [[nodiscard]] RuleEntry rule(const QString &name, const QString &expr, const char *severity, const QString &says,
                                 qint64 forNs) const
    {
        RuleEntry out = alert(name, expr,
                              wire::joined(Labels{{"severity", severity}, {"resource", m_question.title.toStdString()}},
                                           m_options.extraLabels),
                              Labels{{"summary", QString(m_question.title + u' ' + says).toStdString()}});
        out.forNs = forNs;
        return out;
    }

    void addAlerts(std::vector<RuleEntry> &rules) const
    {
        const std::pair<const char *, int> levels[] = {{"warning", m_options.warningDays},
                                                       {"critical", m_options.criticalDays}};
        for (const auto &[severity, days] : levels) {
            if (m_question.endsAtDate()) {
                rules.push_back(rule(u"CapacityEnds"_s, u"%1 < %2"_s.arg(m_left).arg(days), severity,
                                     u"ends in {{ $value | humanize }} days"_s, 0));
                continue;
            }
            rules.push_back(rule(
                u"CapacityExhausted"_s,
                u"predict_linear(%1[%2], %3 * 86400) >= %4 and %1 < %4 and %1 offset 1d"_s.arg(m_used, window())
                    .arg(days)
                    .arg(m_limit),
                severity, u"is full within %1 days if it grows as in the last %2"_s.arg(days).arg(window()), lastsNs));
        }
        if (!m_question.endsAtDate())
            rules.push_back(rule(u"CapacityNearlyFull"_s, u"%1 / %2 >= 0.95"_s.arg(m_used, m_limit), "warning",
                                 u"is {{ $value | humanizePercentage }} full"_s, 15 * base::nsPerMinute));
    }

    const FiniteQuestion &m_question;
    const CapacityRuleOptions &m_options;
    QString m_used, m_limit, m_left;
};

} // namespace

ExportedRules exportedCapacityRules(const std::vector<FiniteQuestion> &questions, const CapacityRuleOptions &options)
{
    ExportedRules out;
    for (const FiniteQuestion &question : questions)
        if (question.kind != FiniteKind::ErrorBudget && !question.isRequest)
            out.groups.push_back(ThingRules(question, options).group());
    if (!out.groups.empty())
        out.leftOut = {
            tr("Seasons, steps of level, masked incidents and intervals are not PromQL: the rules follow a straight "
               "line."),
            tr("Whether something can be forecast at all is not in the rules: they draw a line through anything."),
            tr("Error budgets have rules of their own: watchfloor slo rules."),
            tr("Advice, costs and what-if stay here.")};
    return out;
}

} // namespace wf::engine
