// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/objectives/rules/slorules.h"
#include "models/engine/objectives/sli/sliqueries.h"
#include "models/wire/yaml/rules/rulewriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Labels;
using signals::Objective;
using wire::alert;
using wire::group;
using wire::joined;
using wire::numberText;
using wire::recording;
using wire::RuleEntry;
using wire::windowText;

namespace {

const QString placeholder = u"{{.window}}"_s;

class SlothRules {
public:
    SlothRules(const Objective &objective, const SloRuleOptions &options) : m_objective(objective), m_options(options)
    {
        const QString id = u"%1-%2"_s.arg(m_objective.service, m_objective.id);
        m_ids = Labels{{"sloth_id", id.toStdString()},
                       {"sloth_service", m_objective.service.toStdString()},
                       {"sloth_slo", m_objective.id.toStdString()}};
        m_labels = joined(joined(m_objective.labels, options.extraLabels), m_ids);
        m_selector = u"{sloth_id=%1, sloth_service=%2, sloth_slo=%3}"_s.arg(
            base::quoted(id), base::quoted(m_objective.service), base::quoted(m_objective.id));
        m_windows = windowsFor(m_objective.windowNs);
        m_percent =
            m_objective.targetPercent.isEmpty() ? m_objective.target * 100 : m_objective.targetPercent.toDouble();
        m_name = id;
    }

    SloRules make()
    {
        SloRules out;
        const qint64 interval = m_objective.ruleIntervalNs;
        std::vector<RuleEntry> shares = shareRules();
        if (shares.empty()) {
            out.problems << QCoreApplication::translate("Objectives", "%1: no rules can be made of its indicator")
                                .arg(m_objective.id);
            return out;
        }
        if (m_options.recordings) {
            out.groups.push_back(group(u"sloth-slo-sli-recordings-"_s + m_name, std::move(shares), interval));
            out.groups.push_back(group(u"sloth-slo-meta-recordings-"_s + m_name, metaRules(), interval));
        }
        std::vector<RuleEntry> alerts = m_options.alerts ? alertRules() : std::vector<RuleEntry>{};
        if (!alerts.empty())
            out.groups.push_back(group(u"sloth-slo-alerts-"_s + m_name, std::move(alerts), interval));
        return out;
    }

private:
    struct Window {
        qint64 shortNs, longNs;
        double factor;
        bool page;
    };

    // Google's windows (SRE Workbook, table 5-8), or those given for the period.
    [[nodiscard]] std::vector<Window> windowsFor(qint64 periodNs) const
    {
        std::vector<wire::SloAlertWindow> windows{{2, 5 * base::nsPerMinute, base::nsPerHour, true},
                                                  {5, 30 * base::nsPerMinute, 6 * base::nsPerHour, true},
                                                  {10, 2 * base::nsPerHour, base::nsPerDay, false},
                                                  {10, 6 * base::nsPerHour, 3 * base::nsPerDay, false}};
        for (const auto &given : m_options.windows)
            if (given.periodNs == periodNs)
                windows = given.windows;
        std::vector<Window> out;
        for (const auto &w : windows)
            out.push_back({w.shortNs, w.longNs,
                           w.budgetPercent * (static_cast<double>(periodNs) / static_cast<double>(w.longNs)) / 100,
                           w.page});
        return out;
    }

    [[nodiscard]] std::set<qint64> lengths() const
    {
        std::set<qint64> out;
        for (const Window &w : m_windows)
            out.insert({w.shortNs, w.longNs});
        return out;
    }

    [[nodiscard]] static QString shareName(qint64 ns) { return u"slo:sli_error:ratio_rate"_s + windowText(ns); }
    [[nodiscard]] static QString correctionName(qint64 ns)
    {
        return u"slo:numerator_correction:ratio"_s + windowText(ns);
    }
    [[nodiscard]] static QString filled(QString query, qint64 ns) { return query.replace(placeholder, windowText(ns)); }

    // The share of bad events within a window; empty when it cannot be asked.
    [[nodiscard]] QString shareOf(qint64 ns) const
    {
        const bool isGood = !m_objective.goodQuery.isEmpty();
        const QString part = isGood ? m_objective.goodQuery : m_objective.badQuery;
        if (m_objective.kind == signals::SliKind::Raw && m_objective.rawQuery.contains(placeholder))
            return (m_objective.rawIsBadShare ? u"(%1\n)"_s : u"1 - (%1\n)"_s).arg(filled(m_objective.rawQuery, ns));
        if (part.contains(placeholder) && m_objective.totalQuery.contains(placeholder)) {
            const QString total = filled(m_objective.totalQuery, ns);
            if (isGood)
                return u"1 - (\n(%1)\n/\n(%2)\n)"_s.arg(filled(part, ns), total);
            if (m_objective.rulesCorrectTraffic)
                return u"(\n%1%2\n* on()\n%3\n)\n/\n(%4)"_s.arg(correctionName(ns), m_selector, filled(part, ns),
                                                                total);
            return u"(%1)\n/\n(%2)"_s.arg(filled(part, ns), total);
        }
        const SliQueries queries = sliQueries(m_objective, ns);
        if (!queries.problem.isEmpty())
            return {};
        return (queries.partIsGood ? u"1 - (\n(%1)\n/\n(%2)\n)"_s : u"(%1)\n/\n(%2)"_s)
            .arg(queries.part, queries.total);
    }

    [[nodiscard]] std::vector<RuleEntry> shareRules() const
    {
        std::vector<RuleEntry> out;
        const auto add = [&](qint64 ns, const QString &expr) {
            out.push_back(recording(shareName(ns), expr, m_labels.with("sloth_window", windowText(ns).toStdString())));
        };
        const std::set<qint64> all = lengths();
        for (const qint64 ns : all) {
            const QString expr = shareOf(ns);
            if (expr.isEmpty())
                return {};
            add(ns, expr);
        }
        // The whole period from the shortest windows: cheap, and every moment weighs the same.
        const QString shortest = shareName(*all.begin()) + m_selector + u'[' + windowText(m_objective.windowNs) + u']';
        add(m_objective.windowNs, u"sum_over_time(%1)\n/ ignoring (sloth_window)\ncount_over_time(%1)"_s.arg(shortest));
        return out;
    }

    [[nodiscard]] std::vector<RuleEntry> metaRules() const
    {
        const QString budget = u"slo:error_budget:ratio"_s;
        const QString objective = numberText(m_percent / 100);
        const auto burn = [&](qint64 ns) {
            return u"%1%2\n/ on(sloth_id, sloth_slo, sloth_service) group_left\n%3%2"_s.arg(shareName(ns), m_selector,
                                                                                            budget);
        };
        std::vector<RuleEntry> out{recording(u"slo:objective:ratio"_s, u"vector(%1)"_s.arg(objective), m_labels),
                                   recording(budget, u"vector(1-%1)"_s.arg(objective), m_labels),
                                   recording(u"slo:time_period:days"_s,
                                             u"vector(%1)"_s.arg(numberText(static_cast<double>(m_objective.windowNs) /
                                                                            static_cast<double>(base::nsPerDay))),
                                             m_labels),
                                   recording(u"slo:current_burn_rate:ratio"_s, burn(*lengths().begin()), m_labels),
                                   recording(u"slo:period_burn_rate:ratio"_s, burn(m_objective.windowNs), m_labels),
                                   recording(u"slo:period_error_budget_remaining:ratio"_s,
                                             u"1 - slo:period_burn_rate:ratio"_s + m_selector, m_labels),
                                   recording(u"sloth_slo_info"_s, u"vector(1)"_s, infoLabels())};
        if (m_objective.rulesCorrectTraffic)
            for (const qint64 ns : lengths())
                out.push_back(recording(correctionName(ns),
                                        u"(%1)/(%2)"_s.arg(filled(m_objective.totalQuery, ns),
                                                           filled(m_objective.totalQuery, m_objective.windowNs)),
                                        m_labels));
        return out;
    }

    [[nodiscard]] Labels infoLabels() const
    {
        const QString mode = m_objective.form == signals::ObjectiveForm::SlothKubernetes ? u"cli-gen-k8s"_s
                             : m_objective.form == signals::ObjectiveForm::Sloth         ? u"cli-gen-prom"_s
                                                                                         : u"cli-gen-openslo"_s;
        return joined(m_labels, joined(Labels{{"sloth_mode", mode.toStdString()},
                                              {"sloth_objective", numberText(m_percent).toStdString()},
                                              {"sloth_spec", m_objective.formVersion.toStdString()},
                                              {"sloth_version", m_options.version}},
                                       m_objective.infoLabels));
    }

    [[nodiscard]] std::vector<RuleEntry> alertRules() const
    {
        std::vector<RuleEntry> out;
        const auto &alerting = m_objective.alerting;
        if (alerting.name.isEmpty() && m_objective.form != signals::ObjectiveForm::OpenSlo)
            return out;
        const QString name = alerting.name.isEmpty() ? u"SloErrorBudgetBurn"_s : alerting.name;
        for (const bool page : {true, false}) {
            const auto &own = page ? alerting.page : alerting.ticket;
            const std::string severity = page ? "page" : "ticket";
            QStringList windows;
            for (const Window &w : m_windows)
                if (w.page == page)
                    windows << both(w);
            if (own.isDisabled || windows.isEmpty())
                continue;
            const Labels said{{"summary", "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate "
                                          "is over expected."},
                              {"title", "(" + severity +
                                            ") {{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error "
                                            "budget burn rate is too fast."}};
            out.push_back(alert(name, windows.join(u"\nor\n"_s),
                                joined(joined(alerting.labels, own.labels), Labels{{"sloth_severity", severity}}),
                                joined(joined(said, alerting.annotations), own.annotations)));
        }
        return out;
    }

    // Both windows burn.
    [[nodiscard]] QString both(const Window &w) const
    {
        const QString limit = u"(%1 * %2)"_s.arg(numberText(w.factor), numberText((100 - m_percent) / 100));
        const auto burns = [&](qint64 ns) {
            return u"max(%1%2 > %3) without (sloth_window)"_s.arg(shareName(ns), m_selector, limit);
        };
        return u"(\n    %1\n    and\n    %2\n)"_s.arg(burns(w.shortNs), burns(w.longNs));
    }

    const Objective &m_objective;
    const SloRuleOptions &m_options;
    Labels m_ids, m_labels;
    QString m_selector, m_name;
    std::vector<Window> m_windows;
    double m_percent = 0;
};

} // namespace

SloRules slothRules(const Objective &objective, const SloRuleOptions &options)
{
    return SlothRules(objective, options).make();
}

} // namespace wf::engine
