// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/noticefacts.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "models/engine/services/conventions.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int trendPoints = 105;
constexpr std::size_t mostKept = 50;

QString say(const char *text)
{
    return QCoreApplication::translate("NoticeFacts", text);
}

// "its rule says critical" as a sentence.
QString sentence(const QString &reason)
{
    return reason.left(1).toUpper() + reason.mid(1) + (reason.endsWith(u'.') ? u""_s : u"."_s);
}

bool isSpent(const engine::ObjectiveState &state)
{
    return state.isKnown() && state.left() <= 0;
}

QString causeOf(const engine::CauseReport &report)
{
    if (report.suspects.empty())
        return {};
    const auto &first = report.suspects.front();
    const qint64 lead = first.leadNs.value_or(0) / base::nsPerMinute * base::nsPerMinute;
    if (lead < base::nsPerMinute)
        return say("Likely cause: %1.").arg(first.title);
    return first.kind == engine::CauseSuspect::Kind::Deploy
               ? say("Likely cause: %1, deployed %2 before.").arg(first.title, base::humanDuration(lead))
               : say("Likely cause: %1, unusual %2 before.").arg(first.title, base::humanDuration(lead));
}

} // namespace

NoticeFacts::NoticeFacts(const Parts &parts, const base::Clock &clock, const async::Pools &pools, const QString &actor,
                         QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_clock(clock),
      m_causes({parts.incidents, parts.services, parts.metrics, parts.sources, parts.ledger}, clock, pools, actor)
{
    connect(&m_causes, &engine::CauseDesk::changed, this, [this] {
        const auto report = m_causes.report();
        if (!report || report->asOfNs == 0 || report->incident != m_asked)
            return;
        m_likely[report->incident] = causeOf(*report);
        if (m_likely.size() > mostKept)
            m_likely.erase(m_likely.begin());
        m_causes.look(0); // once is enough for a notice
        Q_EMIT learned(report->incident);
    });
}

NoticeFacts::~NoticeFacts() = default;

void NoticeFacts::start()
{
    m_causes.start();
}

engine::Promises NoticeFacts::promises(const engine::Incident &incident) const
{
    engine::Promises out;
    for (const auto &state : m_parts.objectives.snapshot()->objectives)
        if (incident.services.contains(state.objective.service) && !state.completeness.stale) {
            if (isSpent(state))
                out.spent << state.title();
            else if (state.severity == signals::Severity::Critical)
                out.burning << state.title();
        }
    return out;
}

QString NoticeFacts::words(const engine::Incident &incident) const
{
    QStringList out;
    const auto firing = std::ranges::count_if(incident.alerts, &engine::IncidentAlert::fires);
    if (firing > 0)
        out << tr("%n alerts.", nullptr, static_cast<int>(firing));
    for (const auto &state : m_parts.objectives.snapshot()->objectives) { // worst first
        if (!incident.services.contains(state.objective.service))
            continue;
        const double burn = state.burn(base::nsPerHour);
        if (isSpent(state))
            out << tr("%1: the budget is spent.").arg(state.title());
        else if (state.severity == signals::Severity::Critical && burn > 1)
            out << tr("%1: the budget burns %2 times faster than it may.")
                       .arg(state.title(), base::formatValue(burn, base::Unit::None));
        else
            continue;
        break;
    }
    if (out.size() < 2 && !incident.reasons.isEmpty())
        out << sentence(incident.reasons.constFirst());
    if (const auto likely = m_likely.find(incident.number); likely != m_likely.end() && !likely->second.isEmpty())
        out << likely->second;
    return out.join(u' ');
}

void NoticeFacts::ask(qint64 incident)
{
    m_asked = incident;
    m_trend = {};
    m_causes.look(incident);
    if (const auto *found = m_parts.incidents.snapshot()->find(incident))
        askTrend(*found);
}

void NoticeFacts::askTrend(const engine::Incident &incident)
{
    const auto services = m_parts.services.snapshot();
    const auto *service = services->find(incident.service);
    if (service == nullptr || service->matcher().isEmpty())
        return;
    const auto conventions = engine::requestConventions(services->metricNames);
    const auto timed = std::ranges::find_if(conventions, [](const auto &one) { return !one.bucket.isEmpty(); });
    if (timed == conventions.end())
        return;
    const qint64 now = m_clock.nowNs();
    engine::MetricQuery query;
    query.expr = u"histogram_quantile(0.99, sum by (le) (rate(%1{%2}[$__rate_interval]))) * %3"_s.arg(
        timed->bucket, service->matcher(), QString::number(timed->secondsPerUnit));
    query.range = {now - trendNs, now};
    query.maxPoints = trendPoints;
    m_asking =
        m_parts.metrics.range(query, [this, name = service->name](const base::Result<engine::MetricAnswer> &answer) {
            if (answer && answer->final)
                took(*answer, name);
        });
}

void NoticeFacts::took(const engine::MetricAnswer &answer, const QString &service)
{
    if (answer.answer->series.empty() || answer.stepNs <= 0)
        return;
    const auto &series = answer.answer->series.front();
    const auto range = answer.range;
    const auto cells = static_cast<std::size_t>((range.endNs - range.startNs) / answer.stepNs) + 1;
    std::vector<double> values(cells, std::nan(""));
    for (std::size_t i = 0; i < series.timesMs.size(); ++i) {
        const qint64 cell = (series.timesMs[i] * base::nsPerMs - range.startNs) / answer.stepNs;
        if (cell >= 0 && cell < static_cast<qint64>(cells))
            values[static_cast<std::size_t>(cell)] = series.values[i];
    }
    const auto last = std::find_if(values.rbegin(), values.rend(), [](double v) { return std::isfinite(v); });
    if (last == values.rend())
        return;
    m_trend.values = std::move(values);
    m_trend.name = tr("%1 p99, 35 min").arg(service);
    m_trend.now = base::formatValue(*last, base::Unit::Seconds);
    if (const auto *deploy = m_parts.services.snapshot()->lastDeploy(service);
        deploy != nullptr && deploy->timeNs > range.startNs && deploy->timeNs < range.endNs)
        m_trend.markAt =
            static_cast<double>(deploy->timeNs - range.startNs) / static_cast<double>(range.endNs - range.startNs);
    Q_EMIT learned(m_asked);
}

} // namespace wf::app
