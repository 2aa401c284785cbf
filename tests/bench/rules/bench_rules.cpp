// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What alerts cost: one evaluation of a rule that finds many, and the list of alerts as the port answers it.
#include "models/station/alerts/book/alertbook.h"
#include "models/station/alerts/book/inhibition.h"
#include "models/station/rules/core/rulegroup.h"
#include "tests/bench/benchline.h"

using namespace wf;
using namespace wf::station;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;
constexpr int many = 50'000;
constexpr double mostListMs = 200;

// Always the same elements.
class ManyElements final : public RuleQuery, public query::SampleReader {
public:
    ManyElements()
    {
        for (int i = 0; i < many; ++i)
            m_elements.push_back({{{"__name__", "up"},
                                   {"instance", "host-" + std::to_string(i)},
                                   {"job", "node"},
                                   {"service", "s" + std::to_string(i % 40)}},
                                  static_cast<double>(i),
                                  {}});
    }
    base::Result<std::vector<VectorElement>> evaluate(const query::Expr & /*expr*/, qint64 /*timeMs*/,
                                                      std::stop_token /*stop*/) const override
    {
        return m_elements;
    }
    const query::SampleReader &samples() const override { return *this; }
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest & /*request*/,
                                                       std::stop_token /*stop*/) const override
    {
        return std::vector<signals::RawSeries>();
    }

private:
    std::vector<VectorElement> m_elements;
};

void evaluation()
{
    const auto file = wire::readRuleFile(
        "groups: [{name: g, rules: [{alert: Down, expr: up == 0, for: 5m, labels: {severity: critical}, annotations: {"
        "summary: '{{ $labels.instance }} of {{ $labels.job }} is down', "
        "description: 'since {{ $value | humanizeDuration }}: {{ printf \"%.2f\" $value }}'}}]}]");
    RuleGroup group(groupsOf(file, QStringLiteral("f"), base::nsPerMinute).at(0));
    const ManyElements query;
    const RuleEnvironment environment;
    const RuleGroup::Sink sink = [](const MetricBatch &) -> base::Result<Accepted> { return Accepted{}; };
    const base::SystemClock clock;
    qint64 at = now;
    const double ms = bench::medianCpuMs(5, [&] {
        group.evaluate(at, {query, environment, sink, clock, {}}, {});
        at += base::nsPerMinute;
    });
    bench::record("rule evaluation with 50,000 alerts, two templates each", ms, "ms");
    const auto published = group.published();
    std::vector<signals::Rule> copy;
    bench::record("rules with 50,000 alerts copied for the port", bench::medianCpuMs(9, [&] { copy = published; }),
                  "ms");
}

// False when the list takes longer than it may.
bool listing()
{
    AlertBook book;
    std::vector<PostedAlert> posted;
    for (int i = 0; i < many; ++i)
        posted.push_back({{{"alertname", "A" + std::to_string(i % 100)},
                           {"instance", "host-" + std::to_string(i)},
                           {"severity", i % 50 == 0 ? "critical" : "warning"}},
                          {{"summary", "x"}},
                          now,
                          now + base::nsPerHour,
                          {}});
    (void)book.take(posted, now);
    std::vector<signals::Silence> silences(20);
    for (std::size_t i = 0; i < silences.size(); ++i) {
        silences[i].id = QString::number(i);
        silences[i].matchers = {{QStringLiteral("alertname"), QStringLiteral("A%1").arg(i), false, true}};
    }
    const InhibitRule rule{{signals::LabelMatcher::equal("severity", "critical")},
                           {signals::LabelMatcher::equal("severity", "warning")},
                           {"alertname"}};
    bench::record("50,000 alerts taken again", bench::medianCpuMs(5, [&] { (void)book.take(posted, now + 1); }), "ms");
    AlertSnapshot snapshot;
    bench::record("snapshot of 50,000 alerts on the GUI thread",
                  bench::medianCpuMs(9, [&] { snapshot = book.snapshot(); }), "ms");
    const double listed = bench::medianCpuMs(5, [&] {
        auto alerts = presentAlerts(snapshot, now);
        judgeAlerts(alerts, silences, {rule}, {});
    });
    bench::record("50,000 alerts listed and judged on the pool", listed, "ms");
    return listed <= mostListMs;
}

} // namespace

int main()
{
    evaluation();
    return listing() ? 0 : 1;
}
