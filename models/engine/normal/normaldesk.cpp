// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/normal/normaldesk.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

// One series of an answer, as what it is.
signals::Subject subjectOf(const NormalProbe &probe, const base::Labels &labels, const signals::Subject &place,
                           const NormalSnapshot &said)
{
    if (probe.of == NormalProbe::Of::Logs)
        return said.subject;
    signals::Subject out = place;
    out.kind = signals::SubjectKind::Metric;
    out.id = probe.expr;
    out.title = probe.title;
    out.labels = labels;
    out.timeNs = said.atNs;
    return out;
}

// What tells one series from the others of its answer: place and operation, else the labels that differ.
QStringList marksOf(const base::Labels &labels, const signals::Subject &place, const std::vector<base::Labels> &all)
{
    QStringList out{place.region, place.instance, place.operation};
    out.removeAll(QString());
    if (!out.isEmpty())
        return out;
    for (const auto &[name, value] : labels)
        if (std::ranges::any_of(all, [&](const base::Labels &other) { return other.value(name) != value; }))
            out << QString::fromStdString(value);
    return out;
}

} // namespace

NormalDesk::NormalDesk(MetricReader &metrics, const sources::SourceSet &sources, SubjectRules rules,
                       Knowledge knowledge, const base::Clock &clock, QObject *parent)
    : QObject(parent),
      m_metrics(metrics),
      m_sources(sources),
      m_rules(std::move(rules)),
      m_knowledge(std::move(knowledge)),
      m_clock(clock),
      m_snapshot(std::make_shared<NormalSnapshot>())
{
}

NormalDesk::~NormalDesk() = default;

void NormalDesk::ask(const signals::Subject &subject, qint64 atNs, WriteValue write)
{
    using Kind = signals::SubjectKind;
    cancel();
    m_said = {};
    m_said.subject = subject;
    m_write = subject.kind == Kind::Metric ? std::move(write) : WriteValue();
    const bool hasMoment = subject.timeNs > 0 && (subject.kind == Kind::Metric || subject.kind == Kind::Trace ||
                                                  subject.kind == Kind::Span || subject.kind == Kind::LogLine);
    m_said.atNs = std::min(atNs > 0    ? atNs
                           : hasMoment ? subject.timeNs
                                       : m_clock.nowNs(),
                           m_clock.nowNs()) /
                  base::nsPerMs * base::nsPerMs;
    m_known = m_knowledge ? m_knowledge() : NormalKnowledge{};
    const NormalPlan plan = planFor(subject, m_known, m_rules);
    m_said.notes = plan.notes;
    const auto moments = analysis::momentsLike(m_said.atNs / base::nsPerMs);
    for (const NormalProbe &probe : plan.probes) {
        const std::size_t sources = probe.of == NormalProbe::Of::Logs ? m_sources.logs.size() : 1;
        const bool canAsk = probe.of == NormalProbe::Of::Logs ? sources > 0 : !m_sources.metrics.empty();
        if (!canAsk) {
            m_said.notes << (probe.of == NormalProbe::Of::Logs ? tr("No source of logs is connected.")
                                                               : tr("No source of metrics is connected."));
            continue;
        }
        ++m_open;
        m_asked.push_back(std::make_unique<Asked>());
        Asked &asked = *m_asked.back();
        asked.probe = probe;
        asked.open = moments.size() * sources;
        for (const analysis::MomentRange &moment : moments) {
            const base::TimeRange range{moment.fromMs * base::nsPerMs, moment.toMs * base::nsPerMs};
            probe.of == NormalProbe::Of::Logs ? askLogs(asked, range) : askMetrics(asked, range);
        }
    }
    if (plan.traces && m_sources.traces.empty()) {
        m_said.notes << tr("No source of traces is connected.");
    } else if (plan.traces) {
        ++m_open;
        m_traces = std::make_unique<TraceStanding>(
            m_sources, [this](const NormalLine &line, const std::vector<base::Error> &errors) {
                m_said.lines.push_back(line);
                for (const base::Error &error : errors)
                    failed(error);
                --m_open;
                publish();
            });
        m_traces->start(*plan.traces, m_said.atNs);
    }
    m_said.notes.removeDuplicates();
    publish();
}

void NormalDesk::cancel()
{
    m_requests.clear();
    m_traces.reset();
    m_asked.clear();
    m_open = 0;
    if (m_said.isBusy)
        publish();
}

void NormalDesk::askMetrics(Asked &asked, base::TimeRange range)
{
    const qint64 step = range.endNs == m_said.atNs ? base::nsPerMinute : stepNs; // the present value is a fresh one
    m_requests.push_back(
        m_metrics.range({asked.probe.expr, range, step, 0}, [this, &asked](const base::Result<MetricAnswer> &answer) {
            if (answer && !answer->final)
                return;
            if (!answer)
                failed(answer.error());
            else
                take(asked, answer->answer->series);
            answered(asked);
        }));
}

void NormalDesk::askLogs(Asked &asked, base::TimeRange range)
{
    for (sources::LogSource *source : m_sources.logs)
        m_requests.push_back(source->queryRange({asked.probe.expr, range, stepNs},
                                                [this, &asked](const base::Result<signals::QueryAnswerPtr> &answer) {
                                                    if (!answer)
                                                        failed(answer.error());
                                                    else
                                                        take(asked, (*answer)->series);
                                                    answered(asked);
                                                }));
}

void NormalDesk::take(Asked &asked, const std::vector<signals::Series> &series)
{
    for (const signals::Series &one : series) {
        if (asked.probe.of == NormalProbe::Of::Metrics && !isMeant(asked.probe, one.labels, m_rules))
            continue;
        auto &samples = asked.series[one.labels];
        for (std::size_t i = 0; i < one.size(); ++i)
            samples[one.timesMs[i]] = one.values[i];
    }
}

void NormalDesk::failed(const base::Error &error)
{
    if (std::ranges::none_of(m_said.errors, [&](const auto &known) { return known.summary == error.summary; }))
        m_said.errors.push_back(error);
}

void NormalDesk::answered(Asked &asked)
{
    if (--asked.open > 0)
        return;
    std::vector<base::Labels> all;
    for (const auto &[labels, samples] : asked.series)
        all.push_back(labels);
    for (const auto &[labels, samples] : asked.series) {
        signals::Series whole;
        whole.labels = labels;
        NormalSamples past;
        for (const auto &[ms, value] : samples) {
            past.timesMs.push_back(ms);
            past.values.push_back(value);
        }
        whole.timesMs = past.timesMs;
        whole.values = past.values;
        const bool canBeWatched = m_known.anomalies && asked.probe.of == NormalProbe::Of::Metrics;
        const LineFindings found =
            canBeWatched ? findingsOf(*m_known.anomalies, {}, asked.probe.expr, whole) : LineFindings{};
        NormalLine line = normalLine(past, m_said.atNs, found);
        const signals::Subject place = m_rules.resolve(labels);
        line.title = asked.probe.title;
        if (all.size() > 1)
            for (const QString &mark : marksOf(labels, place, all))
                line.title += QStringLiteral(", ") + mark;
        line.query = asked.probe.expr;
        line.unit = asked.probe.unit;
        if (asked.probe.of == NormalProbe::Of::Metrics)
            line.write = m_write;
        line.subject = subjectOf(asked.probe, labels, place, m_said);
        m_said.lines.push_back(std::move(line));
    }
    --m_open;
    publish();
}

void NormalDesk::publish()
{
    m_said.isBusy = m_open > 0;
    settle(m_said);
    if (!m_said.isBusy && m_said.lines.empty() && m_said.notes.isEmpty() && m_said.errors.empty())
        m_said.notes << tr("It had no samples now, nor at this hour of the days and weeks before.");
    m_snapshot = std::make_shared<NormalSnapshot>(m_said);
    Q_EMIT changed();
}

} // namespace wf::engine
