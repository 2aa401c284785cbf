// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/fleetwatch.h"

#include "models/base/duration.h"
#include "models/engine/services/conventions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::engine {

namespace {

constexpr int trendPoints = 60;
constexpr int alertBins = 48;
constexpr qint64 rateWindowNs = 5 * base::nsPerMinute;
constexpr qint64 tipStepNs = 15 * base::nsPerSecond;
constexpr int askedPerCell = 5; // what fires is asked finer than the cells shown

// What stands now: the grid of a whole range would be minutes old.
base::TimeRange tipOf(const base::TimeRange &range)
{
    return {range.endNs - 2 * tipStepNs, range.endNs};
}

QString byClause(const SubjectRules &rules, const QStringList &more = {})
{
    return QStringLiteral("by (") + (rules.service + more).join(QStringLiteral(", ")) + QStringLiteral(")");
}

// Quotes names Prometheus 2 cannot read bare (UTF-8 names, 3.0+).
QString selector(const QString &name, const QString &matchers = {})
{
    const bool plain =
        std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u':'; });
    if (plain)
        return matchers.isEmpty() ? name : name + u'{' + matchers + u'}';
    return u'{' + base::quoted(name) + (matchers.isEmpty() ? QString() : QStringLiteral(", ") + matchers) + u'}';
}

QString labelName(const QString &name)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
    return plain ? name : base::quoted(name);
}

double lastValue(const signals::Series &s)
{
    return s.values.empty() ? unknownValue : s.values.back();
}

void addTo(double &sum, double value)
{
    if (std::isfinite(value))
        sum = std::isfinite(sum) ? sum + value : value;
}

} // namespace

bool needsMore(const FleetRow &a, const FleetRow &b)
{
    if (a.severity != b.severity)
        return a.severity < b.severity;
    const auto known = [](double value) { return std::isfinite(value) ? value : -1; };
    if (std::abs(known(a.errorRatio) - known(b.errorRatio)) > 0.001)
        return known(a.errorRatio) > known(b.errorRatio);
    return known(a.requestsPerSecond) > known(b.requestsPerSecond);
}

// What one round of asking has brought together.
struct FleetWatch::Round {
    struct Sums {
        double requests = unknownValue;
        double errors = unknownValue;
        bool outcomesKnown = false;
        double p99 = unknownValue;
        std::vector<double> trend;
        double saturation = unknownValue;
        QString saturationOf;
        std::map<QString, signals::Severity> regions;
        std::vector<signals::Severity> states;
        signals::Severity worst = signals::Severity::Ok;
        int firing = 0;
    };
    std::map<QString, Sums> byService;
    std::map<qint64, double> requests, errors; // of all services, by time
    std::vector<std::array<int, 3>> alertsOverTime;
    base::TimeRange alertRange;
    qint64 alertStepNs = 0;
    bool alertsKnown = false;
    base::Completeness completeness;
    bool anyAnswer = false;
};

FleetWatch::FleetWatch(ServiceCatalog &catalog, const sources::SourceSet &sources, const base::Clock &clock,
                       QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_sources(sources),
      m_clock(clock),
      m_snapshot(std::make_shared<FleetSnapshot>())
{
}

FleetWatch::~FleetWatch() = default;

void FleetWatch::setRange(base::TimeRange range)
{
    m_range = range;
}

void FleetWatch::ask(sources::MetricSource *source, const QString &expr, qint64 stepNs, base::TimeRange range,
                     std::function<void(const signals::QueryAnswer &)> take)
{
    sources::RangeQuery query;
    query.expr = expr;
    query.stepNs = std::max(stepNs - stepNs % base::nsPerSecond, base::nsPerSecond);
    query.range = {range.startNs - range.startNs % query.stepNs, range.endNs - range.endNs % query.stepNs};
    ++m_waiting;
    m_requests.push_back(
        source->queryRange(query, [this, take = std::move(take)](base::Result<signals::QueryAnswerPtr> result) {
            if (result) {
                take(**result);
                m_round->completeness.merge((*result)->completeness);
                m_round->anyAnswer = true;
            } else {
                m_round->completeness.partial = true;
                if (!m_round->completeness.notes.contains(result.error().summary))
                    m_round->completeness.notes << result.error().summary;
            }
            if (--m_waiting == 0)
                publish();
        }));
}

void FleetWatch::refreshAll()
{
    const auto &known = *m_catalog.snapshot();
    const bool unanswered = known.asOfNs == 0 || (known.metricNames.isEmpty() && !m_sources.metrics.empty());
    if (unanswered && !m_catalog.isBusy())
        m_catalog.refresh(); // its own rhythm is slower
    refresh();
}

void FleetWatch::restore(const FleetPtr &known)
{
    if (m_answered || known->rows.empty())
        return;
    auto old = std::make_shared<FleetSnapshot>(*known);
    old->completeness = m_snapshot->completeness; // who failed to answer, when somebody has already
    old->completeness.stale = true;
    old->completeness.asOfNs = known->asOfNs;
    m_snapshot = std::move(old);
    Q_EMIT changed();
}

void FleetWatch::refresh()
{
    if (m_waiting > 0 || m_range.lengthNs() <= 0)
        return; // the running round answers first
    m_requests.clear();
    m_round = std::make_unique<Round>();
    for (auto *source : m_sources.metrics)
        askSource(source);
    if (m_waiting == 0)
        publish();
}

// Calls `take` for each series that names a service.
template<class Take>
std::function<void(const signals::QueryAnswer &)> FleetWatch::eachService(Take take)
{
    return [this, take](const signals::QueryAnswer &answer) {
        for (const auto &series : answer.series) {
            const auto subject = m_catalog.rules().resolve(series.labels);
            if (!subject.service.isEmpty())
                take(m_round->byService[subject.service], subject, series);
        }
    };
}

void FleetWatch::askSource(sources::MetricSource *source)
{
    askRequests(source);
    askTotals(source);
    askSaturation(source);
    askAlerts(source);
    askAlertHistory(source);
}

void FleetWatch::askRequests(sources::MetricSource *source)
{
    const SubjectRules &rules = m_catalog.rules();
    const qint64 step = m_range.lengthNs() / trendPoints;
    const base::TimeRange tip = tipOf(m_range);
    const QString window = base::promDuration(std::max(rateWindowNs, 4 * step));
    const QString by = byClause(rules);
    using Sums = Round::Sums;
    for (const auto &c : requestConventions(m_catalog.snapshot()->metricNames)) {
        const QString rate = QStringLiteral("sum %1 (rate(%2[%3]))");
        const QString code = labelName(c.codeLabel);
        ask(source, rate.arg(by, selector(c.total), window), tipStepNs, tip,
            eachService(
                [](Sums &s, const signals::Subject &, const signals::Series &v) { addTo(s.requests, lastValue(v)); }));
        ask(source, rate.arg(by, selector(c.total, code + QStringLiteral("=~") + base::quoted(c.errorRegex)), window),
            tipStepNs, tip, eachService([](Sums &s, const signals::Subject &, const signals::Series &v) {
                addTo(s.errors, lastValue(v));
            }));
        ask(source, QStringLiteral("count %1 (%2)").arg(by, selector(c.total, code + QStringLiteral("!=\"\""))),
            tipStepNs, tip,
            eachService([](Sums &s, const signals::Subject &, const signals::Series &) { s.outcomesKnown = true; }));
        if (c.bucket.isEmpty())
            continue;
        const QString p99 = QStringLiteral("histogram_quantile(0.99, sum %1 (rate(%2[%3]))) * %4")
                                .arg(byClause(rules, {QStringLiteral("le")}), selector(c.bucket), window,
                                     QString::number(c.secondsPerUnit));
        // A service that speaks two protocols is as slow as its slower one.
        ask(source, p99, tipStepNs, tip, eachService([](Sums &s, const signals::Subject &, const signals::Series &v) {
                if (!std::isfinite(s.p99) || lastValue(v) > s.p99)
                    s.p99 = lastValue(v);
            }));
        ask(source, p99, step, m_range, eachService([](Sums &s, const signals::Subject &, const signals::Series &v) {
                if (s.trend.empty() || lastValue(v) > s.trend.back())
                    s.trend = v.values;
            }));
    }
}

void FleetWatch::askTotals(sources::MetricSource *source)
{
    const qint64 step = m_range.lengthNs() / trendPoints;
    const QString window = base::promDuration(std::max(rateWindowNs, 4 * step));
    const auto addTo = [this](std::map<qint64, double> Round::*sums) {
        return [this, sums](const signals::QueryAnswer &answer) {
            for (const auto &series : answer.series)
                for (std::size_t i = 0; i < series.size(); ++i)
                    if (std::isfinite(series.values[i]))
                        ((*m_round).*sums)[series.timesMs[i]] += series.values[i];
        };
    };
    for (const auto &c : requestConventions(m_catalog.snapshot()->metricNames)) {
        const QString rate = QStringLiteral("sum (rate(%1[%2]))");
        const QString failed = labelName(c.codeLabel) + QStringLiteral("=~") + base::quoted(c.errorRegex);
        ask(source, rate.arg(selector(c.total), window), step, m_range, addTo(&Round::requests));
        ask(source, rate.arg(selector(c.total, failed), window), step, m_range, addTo(&Round::errors));
    }
}

void FleetWatch::askSaturation(sources::MetricSource *source)
{
    for (const auto &pair : saturationPairs(m_catalog.snapshot()->metricNames)) {
        const QString expr = QStringLiteral("max %1 (%2 / (%3 > 0))")
                                 .arg(byClause(m_catalog.rules()), selector(pair.used), selector(pair.limit));
        ask(source, expr, tipStepNs, tipOf(m_range),
            eachService([title = pair.title](Round::Sums &s, const signals::Subject &, const signals::Series &v) {
                const double value = lastValue(v);
                if (std::isfinite(value) && (!std::isfinite(s.saturation) || value > s.saturation)) {
                    s.saturation = value;
                    s.saturationOf = title;
                }
            }));
    }
}

void FleetWatch::askAlerts(sources::MetricSource *source)
{
    const SubjectRules &rules = m_catalog.rules();
    const QString by =
        byClause(rules, rules.region + QStringList{QStringLiteral("severity"), QStringLiteral("alertname")});
    const qint64 cell = std::max(m_range.lengthNs() / stateCells, base::nsPerSecond);
    const auto take =
        eachService([this, cell](Round::Sums &s, const signals::Subject &subject, const signals::Series &v) {
            const auto severity = signals::severityFromLabel(v.labels.text("severity"));
            s.states.resize(stateCells, signals::Severity::Ok);
            for (const qint64 ms : v.timesMs) {
                const auto i = static_cast<std::size_t>(
                    std::clamp<qint64>((ms * base::nsPerMs - m_range.startNs) / cell, 0, stateCells - 1));
                s.states[i] = signals::worse(s.states[i], severity);
            }
            const bool isNow =
                !v.timesMs.empty() && v.timesMs.back() * base::nsPerMs >= m_range.endNs - 2 * cell / askedPerCell;
            if (!isNow)
                return;
            s.worst = signals::worse(s.worst, severity);
            s.firing += static_cast<int>(lastValue(v));
            auto &region = s.regions.emplace(subject.region, severity).first->second;
            region = signals::worse(region, severity);
        });
    ask(source, QStringLiteral("count %1 (ALERTS{alertstate=\"firing\"})").arg(by), cell / askedPerCell, m_range,
        [this, take](const signals::QueryAnswer &a) {
            m_round->alertsKnown = true;
            take(a);
        });
}

void FleetWatch::askAlertHistory(sources::MetricSource *source)
{
    const base::TimeRange day{m_range.endNs - base::nsPerDay, m_range.endNs};
    const qint64 bin = base::nsPerDay / alertBins;
    // Asked finer than shown: a bin shows its worst moment, and the newest bin reaches up to now.
    ask(source, QStringLiteral("count by (severity) (ALERTS{alertstate=\"firing\"})"), bin / 15, day,
        [this, day, bin](const signals::QueryAnswer &a) {
            m_round->alertRange = day;
            m_round->alertStepNs = bin;
            m_round->alertsOverTime.resize(alertBins);
            for (const auto &series : a.series) {
                const auto level = static_cast<std::size_t>(signals::severityFromLabel(series.labels.text("severity")));
                for (std::size_t i = 0; i < series.size() && level < 3; ++i) {
                    const auto at =
                        std::clamp<qint64>((series.timesMs[i] * base::nsPerMs - day.startNs) / bin, 0, alertBins - 1);
                    auto &shown = m_round->alertsOverTime[static_cast<std::size_t>(at)][level];
                    shown = std::max(shown, static_cast<int>(series.values[i]));
                }
            }
        });
}

FleetRow FleetWatch::rowOf(const ServiceInfo &info, const ServicesSnapshot &services)
{
    auto &sums = m_round->byService[info.name];
    const auto quiet = m_round->alertsKnown ? signals::Severity::Ok : signals::Severity::Unknown;
    FleetRow row;
    row.service = info.name;
    row.severity = m_round->alertsKnown ? sums.worst : signals::Severity::Unknown;
    row.firing = sums.firing;
    for (const QString &region : info.regions) {
        const auto it = sums.regions.find(region);
        row.regions.emplace_back(region, it == sums.regions.end() ? quiet : it->second);
    }
    row.states = sums.states.empty() ? std::vector<signals::Severity>(stateCells, quiet) : std::move(sums.states);
    row.requestsPerSecond = sums.requests;
    if (sums.outcomesKnown && sums.requests > 0)
        row.errorRatio = std::isfinite(sums.errors) ? sums.errors / sums.requests : 0;
    row.p99Seconds = sums.p99;
    row.p99Trend = std::move(sums.trend);
    row.saturation = sums.saturation;
    row.saturationOf = sums.saturationOf;
    row.deploy = services.lastDeploy(info.name);
    return row;
}

void FleetWatch::publish()
{
    auto next = std::make_shared<FleetSnapshot>();
    m_answered |= m_round->anyAnswer;
    if (!m_round->anyAnswer && !m_snapshot->rows.empty()) {
        *next = *m_snapshot;
        next->completeness = m_round->completeness;
        next->completeness.stale = true;
        next->completeness.asOfNs = m_snapshot->asOfNs;
    } else {
        next->services = m_catalog.snapshot();
        next->alertsKnown = m_round->alertsKnown;
        next->alertsOverTime = std::move(m_round->alertsOverTime);
        next->alertRange = m_round->alertRange;
        next->alertStepNs = m_round->alertStepNs;
        next->completeness = m_round->completeness;
        next->asOfNs = m_clock.nowNs();
        for (const auto &[ms, requests] : m_round->requests) {
            next->requestsTrend.push_back(requests);
            const auto failed = m_round->errors.find(ms);
            next->errorsTrend.push_back(failed == m_round->errors.end() || requests <= 0 ? 0
                                                                                         : failed->second / requests);
        }
        for (const auto &info : next->services->services)
            next->rows.push_back(rowOf(info, *next->services));
        std::stable_sort(next->rows.begin(), next->rows.end(), needsMore);
    }
    m_round.reset();
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
