// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/station/rules/core/promqlquery.h"
#include "models/station/rules/core/rulegroup.h"
#include "models/station/rules/unittest/ruletest.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

using AlertSet = std::multiset<std::pair<base::Labels, base::Labels>>;

QString shown(const AlertSet &alerts)
{
    QStringList out;
    for (const auto &[labels, annotations] : alerts)
        out << labels.toString() + u' ' + annotations.toString();
    return out.isEmpty() ? tr("none") : out.join(QStringLiteral("\n      "));
}

bool sameValue(double a, double b, bool isFuzzy)
{
    if (a == b || (std::isnan(a) && std::isnan(b)))
        return true;
    constexpr double nearlyAll = 1e-12; // promtool's own
    return isFuzzy && std::abs(a - b) <= nearlyAll * std::max(std::abs(a), std::abs(b));
}

class TestRun {
public:
    // With `recorded` what comes out is written there instead of being compared.
    TestRun(const RuleTestFile &file, const RuleTest &test, QString name, std::vector<GroupSpec> groups,
            RuleTestReport &report, RuleTest *recorded)
        : m_file(file),
          m_test(test),
          m_recorded(recorded),
          m_name(std::move(name)),
          m_environment{test.externalLabels, test.externalUrl},
          m_query(m_samples, evalOptions(file)),
          m_report(report)
    {
        for (auto &group : groups)
            m_groups.emplace_back(std::move(group));
    }

    base::Status run(std::stop_token stop)
    {
        load();
        const qint64 end = lastTimeNs();
        for (qint64 at = 0; at <= end; at += m_file.evaluationNs) {
            if (stop.stop_requested())
                return base::makeError(base::ErrorKind::Cancelled, tr("Cancelled"));
            evaluate(at, stop);
            for (std::size_t i = 0; i < m_test.alerts.size(); ++i)
                if (at <= m_test.alerts[i].timeNs && m_test.alerts[i].timeNs < at + m_file.evaluationNs)
                    lookAtAlerts(i);
        }
        for (std::size_t i = 0; i < m_test.exprs.size(); ++i)
            lookAtExpression(i, stop);
        return base::Done{};
    }

private:
    static query::EvalOptions evalOptions(const RuleTestFile &file)
    {
        query::EvalOptions options;
        options.subqueryStepMs = file.evaluationNs / base::nsPerMs;
        return options;
    }
    void fail(const wire::TextPlace &place, const QString &what) { m_report.failures.push_back({place, m_name, what}); }

    void load()
    {
        for (const auto &line : m_test.input)
            for (std::size_t i = 0; i < line.values.size(); ++i) {
                const auto &value = line.values[i];
                const qint64 ms = (m_test.startNs + static_cast<qint64>(i) * m_test.intervalNs) / base::nsPerMs;
                if (value.histogram)
                    m_samples.append(line.labels, ms, *value.histogram);
                else if (value.number)
                    m_samples.append(line.labels, ms, *value.number);
            }
    }
    [[nodiscard]] qint64 lastTimeNs() const
    {
        qint64 last = 0;
        for (const auto &test : m_test.alerts)
            last = std::max(last, test.timeNs);
        for (const auto &test : m_test.exprs)
            last = std::max(last, test.timeNs);
        return last;
    }

    void evaluate(qint64 at, std::stop_token stop)
    {
        const RuleGroup::Sink sink = [this](const MetricBatch &batch) -> base::Result<Accepted> {
            for (const auto &point : batch.points) {
                if (point.histogram)
                    m_samples.append(point.labels, point.timeMs, *point.histogram);
                else
                    m_samples.append(point.labels, point.timeMs, point.value);
            }
            return Accepted{static_cast<qint64>(batch.points.size()), {}};
        };
        for (auto &group : m_groups) {
            group.evaluate(m_test.startNs + at, {m_query, m_environment, sink, m_clock, {}}, stop);
            for (std::size_t i = 0; i < group.entries().size(); ++i)
                if (group.entries()[i].health.state == RuleHealth::State::Failed &&
                    m_failedRules.insert(&group.spec().rules[i]).second)
                    fail(m_test.place, tr("rule %1 failed at %2: %3")
                                           .arg(QString::fromStdString(group.spec().rules[i].name),
                                                base::promDuration(at), group.entries()[i].health.lastError));
        }
    }

    void lookAtAlerts(std::size_t index)
    {
        const AlertTest &test = m_test.alerts[index];
        ++m_report.checks;
        AlertSet got;
        for (const auto &group : m_groups)
            for (std::size_t i = 0; i < group.entries().size(); ++i)
                if (group.spec().rules[i].name == test.alert)
                    for (const auto &[labels, alert] : group.entries()[i].alerting.alerts())
                        if (alert.phase == AlertPhase::Firing)
                            got.emplace(labels, alert.annotations);
        if (m_recorded) {
            for (const auto &[labels, annotations] : got)
                m_recorded->alerts[index].expected.push_back({labels, annotations});
            return;
        }
        AlertSet expected;
        for (const auto &alert : test.expected)
            expected.emplace(alert.labels, alert.annotations);
        if (got != expected)
            fail(test.place, tr("alert %1 at %2\n    expected:\n      %3\n    got:\n      %4")
                                 .arg(QString::fromStdString(test.alert), base::promDuration(test.timeNs),
                                      shown(expected), shown(got)));
    }

    void lookAtExpression(std::size_t index, std::stop_token stop)
    {
        const ExprTest &test = m_test.exprs[index];
        ++m_report.checks;
        const QString name = QString::fromStdString(test.expr);
        const auto expr = query::parsePromql(test.expr, query::ParseOptions::everything());
        if (!expr)
            return fail(test.place, tr("%1: %2").arg(name, expr.error().summary));
        const auto got = m_query.evaluate(**expr, (m_test.startNs + test.timeNs) / base::nsPerMs, stop);
        if (!got)
            return fail(test.place, tr("%1: %2").arg(name, got.error().summary));
        if (!m_recorded)
            return compareSamples(test, *got);
        for (const auto &element : *got)
            m_recorded->exprs[index].expected.push_back({element.labels, element.value, element.histogram});
    }
    void compareSamples(const ExprTest &test, const std::vector<VectorElement> &got)
    {
        QStringList wrong;
        std::vector<const VectorElement *> left;
        for (const auto &element : got)
            left.push_back(&element);
        for (const auto &sample : test.expected) {
            const auto found = std::ranges::find_if(left, [&](const VectorElement *e) { return matches(sample, *e); });
            if (found == left.end())
                wrong << tr("missing: %1 %2").arg(sample.labels.toString()).arg(sample.value);
            else
                left.erase(found);
        }
        for (const auto *element : left)
            wrong << tr("surplus: %1 %2").arg(element->labels.toString()).arg(element->value);
        if (!wrong.isEmpty())
            fail(test.place, tr("%1 at %2\n    %3")
                                 .arg(QString::fromStdString(test.expr), base::promDuration(test.timeNs),
                                      wrong.join(QStringLiteral("\n    "))));
    }
    [[nodiscard]] bool matches(const ExpectedSample &sample, const VectorElement &element) const
    {
        if (sample.labels != element.labels || (sample.histogram == nullptr) != (element.histogram == nullptr))
            return false;
        if (!sample.histogram)
            return sameValue(sample.value, element.value, m_file.isFuzzy);
        signals::NativeHistogram a = *sample.histogram;
        a.resetHint = element.histogram->resetHint; // hints are not compared
        return a == *element.histogram;
    }

    const RuleTestFile &m_file;
    const RuleTest &m_test;
    RuleTest *m_recorded;
    QString m_name;
    RuleEnvironment m_environment;
    query::MemorySamples m_samples;
    PromqlQuery m_query;
    base::ManualClock m_clock{0};
    std::vector<RuleGroup> m_groups;
    std::set<const RuleSpec *> m_failedRules; // are told once
    RuleTestReport &m_report;
};

// In the order of group_eval_order; groups it does not name keep theirs and come first.
void orderGroups(std::vector<GroupSpec> &groups, const QStringList &order)
{
    std::ranges::stable_sort(groups, {}, [&](const GroupSpec &g) { return order.indexOf(g.name); });
}

base::Result<std::vector<GroupSpec>> groupsFrom(const RuleTestFile &file, const std::vector<NamedText> &ruleFiles)
{
    std::vector<GroupSpec> groups;
    for (const auto &one : ruleFiles) {
        const auto rules = wire::readRuleFile(wire::view(one.text));
        for (const auto &problem : rules.problems)
            if (problem.weight == wire::RuleProblem::Weight::Error)
                return base::makeError(
                    base::ErrorKind::Invalid, tr("The rule file %1 is broken").arg(one.name),
                    QStringLiteral("%1:%2: %3").arg(problem.place.line).arg(problem.place.column).arg(problem.what));
        auto more = groupsOf(rules, one.name, file.evaluationNs);
        std::ranges::move(more, std::back_inserter(groups));
    }
    orderGroups(groups, file.groupOrder);
    return groups;
}

QString nameOf(const RuleTestFile &file, std::size_t index)
{
    return file.tests[index].name.isEmpty() ? tr("test %1").arg(index + 1) : file.tests[index].name;
}

} // namespace

base::Result<RuleTestReport> runRuleTests(const RuleTestFile &file, const std::vector<NamedText> &ruleFiles,
                                          std::stop_token stop)
{
    const auto groups = groupsFrom(file, ruleFiles);
    if (!groups)
        return groups.error();
    RuleTestReport report;
    for (std::size_t i = 0; i < file.tests.size(); ++i) {
        ++report.tests;
        const auto status = TestRun(file, file.tests[i], nameOf(file, i), *groups, report, nullptr).run(stop);
        if (!status)
            return status.error();
    }
    return report;
}

base::Result<RuleTestFile> recordRuleTests(const RuleTestFile &file, const std::vector<NamedText> &ruleFiles,
                                           std::stop_token stop)
{
    const auto groups = groupsFrom(file, ruleFiles);
    if (!groups)
        return groups.error();
    RuleTestFile out = file;
    for (std::size_t i = 0; i < file.tests.size(); ++i) {
        for (auto &test : out.tests[i].alerts)
            test.expected.clear();
        for (auto &test : out.tests[i].exprs)
            test.expected.clear();
        RuleTestReport report;
        const auto status = TestRun(file, file.tests[i], nameOf(file, i), *groups, report, &out.tests[i]).run(stop);
        if (!status)
            return status.error();
        if (!report.failures.empty())
            return base::makeError(base::ErrorKind::Invalid, tr("The rules could not be evaluated"),
                                   report.failures.front().what);
    }
    return out;
}

} // namespace wf::station
