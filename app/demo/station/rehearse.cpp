// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/rehearse.h"

#include "app/demo/station/aheadquery.h"
#include "app/demo/station/rehearsedsamples.h"
#include "models/base/safefile.h"
#include "models/station/rules/core/statefile.h"

#include <algorithm>
#include <optional>

namespace wf::app::demo {

namespace {

constexpr double before = 120.0;       // of an incident, so that rates have their samples
constexpr double lingering = 900.0;    // after it: its effects end, and so do its alerts
constexpr double presentSpan = 1800.0; // up to now, whatever goes on
constexpr double longSpan = 7200.0;
constexpr qint64 shortStepNs = base::nsPerMinute;
constexpr qint64 longStepNs = 4 * base::nsPerMinute; // within the five minutes for which a sample counts
constexpr qint64 readAtOnceNs = 2 * base::nsPerHour;

qint64 wholeMinutesNs(double seconds)
{
    return static_cast<qint64>(seconds / 60.0) * base::nsPerMinute;
}

class Rehearser {
public:
    Rehearser(const station::RuleSettings &rules, const query::SampleReader &samples, const base::Clock &clock)
        : m_rules(rules),
          m_samples(samples),
          m_query(m_samples),
          m_environment{rules.externalLabels, rules.externalUrl.toStdString()},
          m_clock(clock)
    {
    }

    void run(const Stretch &stretch, std::stop_token stop)
    {
        const station::RuleGroup::Sink sink = [this](station::MetricBatch batch) -> base::Result<station::Accepted> {
            m_samples.keep(std::move(batch));
            return station::Accepted{};
        };
        const station::RuleGroup::Run run{m_query, m_environment, sink, m_clock, {}};
        if (stretch.fromNs - m_nextNs > longStepNs)
            startAfresh();
        qint64 readUntilNs = 0;
        for (qint64 at = stretch.fromNs; at <= stretch.untilNs && !stop.stop_requested(); at += stretch.stepNs) {
            if (at >= readUntilNs) {
                readUntilNs = std::min(at + readAtOnceNs, stretch.untilNs + 1);
                m_samples.begin(readUntilNs / base::nsPerMs);
                m_query.begin((readUntilNs - at + stretch.stepNs - 1) / stretch.stepNs, stretch.stepNs / base::nsPerMs);
            }
            for (auto &group : m_groups) {
                group.evaluate(at, run, stop);
                noteAlerts(group, at);
            }
            m_nextNs = at + stretch.stepNs;
        }
    }

    [[nodiscard]] const RehearsedSamples &samples() const { return m_samples; }
    [[nodiscard]] const std::vector<station::RuleGroup> &groups() const { return m_groups; }
    [[nodiscard]] std::vector<signals::Alert> takeOver() { return std::move(m_over); }

private:
    // Whatever still fires ends here: between stretches nobody looks.
    void startAfresh()
    {
        for (const auto &group : m_groups)
            m_samples.keep(group.ending(m_nextNs / base::nsPerMs));
        for (auto &[labels, alert] : m_firing)
            end(std::move(alert), m_nextNs);
        m_firing.clear();
        m_groups.clear();
        for (auto &spec : station::loadRules(m_rules.files, m_rules.usesDefaults, m_rules.intervalNs).groups)
            m_groups.emplace_back(std::move(spec));
        m_query.follow(m_groups);
    }
    void end(signals::Alert alert, qint64 atNs)
    {
        alert.endsNs = atNs;
        m_over.push_back(std::move(alert));
    }
    void noteAlerts(const station::RuleGroup &group, qint64 atNs)
    {
        for (const auto &entry : group.entries())
            for (const auto &[labels, active] : entry.alerting.alerts()) {
                const auto known = m_firing.find(labels);
                if (active.phase == station::AlertPhase::Firing && known == m_firing.end()) {
                    signals::Alert alert;
                    alert.fingerprint = QStringLiteral("%1").arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
                    alert.labels = labels;
                    alert.annotations = active.annotations;
                    alert.startsNs = active.firedAtNs;
                    alert.value = active.value;
                    m_firing.emplace(labels, std::move(alert));
                } else if (active.phase == station::AlertPhase::Inactive && known != m_firing.end()) {
                    end(std::move(known->second), atNs);
                    m_firing.erase(known);
                }
            }
    }

    const station::RuleSettings &m_rules;
    RehearsedSamples m_samples;
    AheadQuery m_query;
    station::RuleEnvironment m_environment;
    const base::Clock &m_clock;
    std::vector<station::RuleGroup> m_groups;
    std::map<base::Labels, signals::Alert> m_firing;
    std::vector<signals::Alert> m_over;
    qint64 m_nextNs = 0;
};

} // namespace

std::vector<Stretch> stretchesOf(const Timeline &timeline, double from, double until)
{
    std::vector<Stretch> out;
    const auto add = [&](double start, double end, qint64 stepNs) {
        Stretch next{wholeMinutesNs(std::max(start, from)), wholeMinutesNs(std::min(end, until)), stepNs};
        if (!out.empty() && next.fromNs <= out.back().untilNs + out.back().stepNs) {
            // One goes on into the other, with the finer step where they overlap.
            Stretch &last = out.back();
            const qint64 endNs = std::max(last.untilNs, next.untilNs);
            if (next.stepNs == last.stepNs || next.untilNs <= last.untilNs) {
                last.untilNs = endNs;
                return;
            }
            next.fromNs = last.untilNs + last.stepNs;
        }
        if (next.fromNs <= next.untilNs)
            out.push_back(next);
    };
    for (const Occurrence &o : timeline.occurrences())
        if (o.start + o.duration + lingering > from && o.start < until)
            add(o.start - before, o.start + o.duration + lingering, o.duration > longSpan ? longStepNs : shortStepNs);
    // The present is rehearsed finely.
    const qint64 presentNs = wholeMinutesNs(std::max(from, until - presentSpan));
    if (!out.empty() && out.back().untilNs >= presentNs)
        out.back().untilNs = presentNs - shortStepNs;
    out.push_back({presentNs, wholeMinutesNs(until), shortStepNs});
    return out;
}

base::Result<std::vector<signals::Alert>> rehearse(const Rehearsal &rehearsal, const query::SampleReader &samples,
                                                   store::SeriesBulkLoad &load, const base::Clock &clock,
                                                   std::stop_token stop)
{
    Rehearser rehearser(rehearsal.rules, samples, clock);
    for (const Stretch &stretch : rehearsal.stretches)
        rehearser.run(stretch, stop);
    if (stop.stop_requested() || rehearsal.stretches.empty())
        return std::vector<signals::Alert>();
    for (const auto &[labels, series] : rehearser.samples().given())
        if (auto status = load.add(labels, series.timesMs, series.values); !status)
            return status.error();
    if (const auto loaded = load.finish(); !loaded)
        return loaded.error();
    std::map<QString, QJsonObject> states;
    for (const auto &group : rehearser.groups())
        states.emplace(group.spec().key(), station::groupState(group));
    if (auto written = base::writeFileSafely(rehearsal.stateFile,
                                             station::encodeRuleState(states, rehearsal.stretches.back().untilNs));
        !written)
        return written.error();
    return rehearser.takeOver();
}

} // namespace wf::app::demo
