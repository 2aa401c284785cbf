// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/servicecatalog.h"

#include "models/base/labels.h"
#include "models/engine/services/namedcalls.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr int refreshMs = 60'000;
constexpr qint64 deployStepNs = 2 * base::nsPerMinute;
// Which came first, a deploy or what it broke, is a question of seconds; it is asked of those that people still ask
// about.
constexpr qint64 fineStepNs = 15 * base::nsPerSecond;
constexpr qint64 fineWithinNs = base::nsPerDay;
constexpr int mostFine = 8; // of a source at a time
constexpr qsizetype mostBeginnings = 1000;
constexpr qsizetype maximumInstances = 200;
constexpr qint64 namesAtMost = 30 * base::nsPerDay;

// Metrics that every target has, or that exist to carry identity.
QString identityQuery(const QStringList &groupBy)
{
    return QStringLiteral("count by (%1) ({__name__=~\"up|target_info|(.+_)?build_info\"})")
        .arg(groupBy.join(QStringLiteral(", ")));
}

// Counters of meshes and of service graphs whose labels name both ends of a call.
struct Mesh {
    QString total, caller, callee;
};
const Mesh meshes[] = {
    {QStringLiteral("traces_service_graph_request_total"), QStringLiteral("client"), QStringLiteral("server")},
    {QStringLiteral("istio_requests_total"), QStringLiteral("source_canonical_service"),
     QStringLiteral("destination_canonical_service")}};

QString keyOf(const signals::Deploy &deploy)
{
    return QStringList{deploy.service, deploy.region, deploy.toVersion, QString::number(deploy.timeNs)}.join(u'\n');
}

} // namespace

QString ServiceInfo::matcher() const
{
    return metricLabel.isEmpty() ? QString() : metricLabel + u'=' + base::quoted(metricValue);
}

const ServiceInfo *ServicesSnapshot::find(const QString &name) const
{
    const auto it =
        std::find_if(services.begin(), services.end(), [&](const ServiceInfo &s) { return s.name == name; });
    return it == services.end() ? nullptr : &*it;
}

const signals::Deploy *ServicesSnapshot::lastDeploy(const QString &service) const
{
    const auto it =
        std::find_if(deploys.begin(), deploys.end(), [&](const signals::Deploy &d) { return d.service == service; });
    return it == deploys.end() ? nullptr : &*it;
}

// What one round of asking has brought together so far.
struct ServiceCatalog::Gathered {
    std::map<QString, ServiceInfo> services;
    std::vector<signals::Deploy> deploys;
    std::vector<signals::ServiceCall> calls;
    QSet<QString> names;
    base::Completeness completeness;
    bool anyAnswer = false;
    bool identities = false; // these kinds of question were answered by some source
    bool versions = false;
    bool metricNames = false;
    bool traced = false;
    bool callsKnown = false;
    std::vector<signals::ServiceCall> meshCalls; // beside those of traces
    bool meshKnown = false;

    ServiceInfo &service(const QString &name)
    {
        ServiceInfo &info = services[name];
        info.name = name;
        return info;
    }
    static void addOnce(QStringList &list, const QString &value)
    {
        if (!value.isEmpty() && list.size() < maximumInstances && !list.contains(value))
            list << value;
    }
    void take(const base::Labels &labels, const SubjectRules &rules)
    {
        const auto subject = rules.resolve(labels);
        if (subject.service.isEmpty())
            return;
        ServiceInfo &info = service(subject.service);
        for (const QString &label : rules.service)
            if (labels.has(label.toStdString())) {
                info.metricLabel = label;
                info.metricValue = labels.text(label.toStdString());
                break;
            }
        for (const QString &label : rules.region)
            if (info.regionLabel.isEmpty() && labels.has(label.toStdString()))
                info.regionLabel = label;
        addOnce(info.regions, subject.region);
        addOnce(info.instances, subject.instance);
        addOnce(info.versions, SubjectRules::firstOf(rules.version, labels));
    }
};

ServiceCatalog::ServiceCatalog(const sources::SourceSet &sources, SubjectRules rules, const base::Clock &clock,
                               QObject *parent)
    : QObject(parent),
      m_sources(sources),
      m_rules(std::move(rules)),
      m_clock(clock),
      m_snapshot(std::make_shared<ServicesSnapshot>())
{
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &ServiceCatalog::refresh);
    m_timer.start();
}

ServiceCatalog::~ServiceCatalog() = default;

// Wraps what to do with a good answer; a failed one makes the round partial, never empty.
template<class T, class Take>
sources::Reply<T> ServiceCatalog::taking(Take take)
{
    ++m_waiting;
    return [this, take = std::move(take)](base::Result<T> result) {
        if (result) {
            take(*result);
            m_gathered->anyAnswer = true;
        } else {
            m_gathered->completeness.partial = true;
            m_gathered->completeness.notes << result.error().summary;
        }
        finishOne();
    };
}

void ServiceCatalog::refresh()
{
    m_requests.clear(); // an unfinished round is outdated
    m_waiting = 0;
    m_gathered = std::make_unique<Gathered>();
    for (auto *source : m_sources.metrics)
        askMetrics(source);
    for (auto *source : m_sources.traces)
        askTraces(source);
    if (m_waiting == 0)
        publish();
}

void ServiceCatalog::restore(const ServicesPtr &known)
{
    if (m_snapshot->asOfNs != 0 || known->asOfNs == 0)
        return;
    auto old = std::make_shared<ServicesSnapshot>(*known);
    if (m_named)
        addCalls(old->calls, *m_named);
    old->completeness = m_snapshot->completeness; // who failed to answer, when somebody has already
    old->completeness.stale = true;
    old->completeness.asOfNs = known->asOfNs;
    m_snapshot = std::move(old);
    Q_EMIT changed();
}

void ServiceCatalog::nameCalls(const NamedCalls &calls)
{
    if (calls == m_named || !calls)
        return;
    m_named = calls;
    auto next = std::make_shared<ServicesSnapshot>(*m_snapshot);
    addCalls(next->calls, *calls);
    if (next->calls.size() == m_snapshot->calls.size())
        return;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

void ServiceCatalog::askMetrics(sources::MetricSource *source)
{
    const qint64 now = m_clock.nowNs();
    const QStringList by = m_rules.service + m_rules.region + m_rules.instance + m_rules.version;
    m_requests.push_back(source->queryInstant(
        identityQuery(by), now, taking<signals::QueryAnswerPtr>([this](const signals::QueryAnswerPtr &answer) {
            m_gathered->identities = true;
            for (const auto &series : answer->series)
                m_gathered->take(series.labels, m_rules);
            m_gathered->completeness.merge(answer->completeness);
        })));
    sources::RangeQuery versions;
    versions.expr = deployQuery(m_rules);
    versions.stepNs = deployStepNs;
    versions.range = {now - deployWindowNs - now % deployStepNs, now - now % deployStepNs};
    m_requests.push_back(
        source->queryRange(versions, taking<signals::QueryAnswerPtr>([this, source](const auto &answer) {
                               m_gathered->versions = true;
                               const auto found = findDeploys(*answer, m_rules);
                               m_gathered->deploys.insert(m_gathered->deploys.end(), found.begin(), found.end());
                               askBeginnings(source, found);
                           })));
    askNames(source, base::nsPerHour);
}

// Those of the last hour; of a server whose samples ended before, those of the last weeks.
void ServiceCatalog::askNames(sources::MetricSource *source, qint64 spanNs)
{
    const qint64 now = m_clock.nowNs();
    m_requests.push_back(source->labelValues(QStringLiteral("__name__"), {}, {now - spanNs, now},
                                             taking<QStringList>([this, source, spanNs](const QStringList &names) {
                                                 if (names.isEmpty() && spanNs < namesAtMost)
                                                     return askNames(source, namesAtMost);
                                                 m_gathered->metricNames = true;
                                                 for (const QString &name : names)
                                                     m_gathered->names.insert(name);
                                                 askMesh(source, names);
                                             })));
}

// Asked only where there is one.
void ServiceCatalog::askMesh(sources::MetricSource *source, const QStringList &names)
{
    for (const Mesh &mesh : meshes) {
        if (!names.contains(mesh.total))
            continue;
        const QString expr =
            QStringLiteral("sum by (%1, %2) (increase(%3[1h]))").arg(mesh.caller, mesh.callee, mesh.total);
        m_requests.push_back(source->queryInstant(
            expr, m_clock.nowNs(), taking<signals::QueryAnswerPtr>([this, mesh](const auto &answer) {
                m_gathered->meshKnown = true;
                for (const auto &series : answer->series) {
                    const QString caller = serviceNamed(series.labels.text(mesh.caller.toStdString()));
                    const QString callee = serviceNamed(series.labels.text(mesh.callee.toStdString()));
                    const double count = series.values.empty() ? 0 : series.values.back();
                    if (!caller.isEmpty() && !callee.isEmpty() && caller != callee)
                        m_gathered->meshCalls.push_back(
                            {caller, callee, std::isfinite(count) ? static_cast<qint64>(count) : 0});
                }
            })));
    }
}

void ServiceCatalog::askBeginnings(sources::MetricSource *source, const std::vector<signals::Deploy> &deploys)
{
    int asked = 0;
    for (const auto &deploy : deploys) // newest first
        if (deploy.timeNs + fineWithinNs >= m_clock.nowNs() && !m_beginnings.contains(keyOf(deploy)) &&
            asked++ < mostFine)
            askBeginning(source, deploy);
}

// A deploy keeps the time that is known of it when this is not answered; the next round asks again.
void ServiceCatalog::askBeginning(sources::MetricSource *source, const signals::Deploy &deploy)
{
    ++m_waiting;
    sources::RangeQuery fine;
    fine.expr = deployQuery(m_rules);
    fine.stepNs = fineStepNs;
    fine.range = {deploy.timeNs - deployStepNs, deploy.timeNs};
    m_requests.push_back(source->queryRange(fine, [this, deploy](const base::Result<signals::QueryAnswerPtr> &answer) {
        if (answer && m_beginnings.size() < mostBeginnings)
            m_beginnings.insert(keyOf(deploy), firstSeenNs(deploy, **answer, m_rules));
        finishOne();
    }));
}

void ServiceCatalog::askTraces(sources::TraceSource *source)
{
    const qint64 now = m_clock.nowNs();
    m_requests.push_back(source->services(taking<QStringList>([this](const QStringList &names) {
        m_gathered->traced = true;
        for (const QString &name : names)
            m_gathered->service(name).traced = true;
    })));
    m_requests.push_back(source->dependencies(
        {now - deployWindowNs, now}, taking<std::vector<signals::ServiceCall>>([this](const auto &calls) {
            m_gathered->callsKnown = true;
            m_gathered->calls.insert(m_gathered->calls.end(), calls.begin(), calls.end());
        })));
}

void ServiceCatalog::finishOne()
{
    if (--m_waiting == 0)
        publish();
}

// One silent kind of source does not take its services away: what it said last stays, marked as old.
void ServiceCatalog::keepUnanswered()
{
    auto &g = *m_gathered;
    const auto &last = *m_snapshot;
    const bool metricsSilent = !m_sources.metrics.empty() && !g.identities;
    const bool tracesSilent = !m_sources.traces.empty() && !g.traced;
    for (const ServiceInfo &old : last.services) {
        if (metricsSilent && !old.metricLabel.isEmpty()) {
            ServiceInfo &info = g.service(old.name);
            const bool traced = info.traced;
            info = old;
            info.traced = traced;
        }
        if (tracesSilent && old.traced)
            g.service(old.name).traced = true;
    }
    if (!g.versions)
        g.deploys = last.deploys;
    addCalls(g.calls, g.meshCalls);
    const bool isCallsSilent = !g.callsKnown && (!g.meshKnown || !m_sources.traces.empty());
    if (isCallsSilent || (metricsSilent && !g.meshKnown))
        addCalls(g.calls, last.calls);
    if (m_named)
        addCalls(g.calls, *m_named);
    if (!g.metricNames)
        g.names = QSet<QString>(last.metricNames.begin(), last.metricNames.end());
    if ((metricsSilent || tracesSilent) && last.asOfNs) {
        g.completeness.stale = true;
        g.completeness.asOfNs =
            last.completeness.stale && last.completeness.asOfNs ? last.completeness.asOfNs : last.asOfNs;
    }
}

std::optional<base::Error> ServiceCatalog::silence() const
{
    if (isBusy() || m_gathered || m_snapshot->asOfNs != 0 || !m_snapshot->metricNames.isEmpty())
        return std::nullopt;
    if (!m_sources.metrics.empty() && m_snapshot->completeness.notes.isEmpty())
        return std::nullopt; // not asked yet
    QStringList reasons = m_snapshot->completeness.notes;
    reasons.removeDuplicates(); // several questions were asked
    return base::makeError(base::ErrorKind::Unreachable, tr("No source of metrics answers"),
                           m_sources.metrics.empty() ? tr("This environment has none.") : reasons.join(u'\n'));
}

void ServiceCatalog::publish()
{
    auto next = std::make_shared<ServicesSnapshot>();
    if (m_gathered->anyAnswer) {
        keepUnanswered();
        for (auto &[name, info] : m_gathered->services) {
            info.regions.sort();
            info.instances.sort();
            next->services.push_back(std::move(info));
        }
        for (auto &deploy : m_gathered->deploys)
            deploy.timeNs = m_beginnings.value(keyOf(deploy), deploy.timeNs);
        std::sort(m_gathered->deploys.begin(), m_gathered->deploys.end(),
                  [](const auto &a, const auto &b) { return a.timeNs > b.timeNs; });
        next->deploys = std::move(m_gathered->deploys);
        next->calls = std::move(m_gathered->calls);
        next->metricNames = QStringList(m_gathered->names.begin(), m_gathered->names.end());
        next->metricNames.sort();
        next->asOfNs = m_clock.nowNs();
        next->completeness = m_gathered->completeness;
    } else {
        *next = *m_snapshot; // everything is silent: keep the last good answer and say so
        next->completeness = m_gathered->completeness;
        next->completeness.stale = next->asOfNs != 0;
        next->completeness.asOfNs = next->asOfNs;
    }
    m_gathered.reset();
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
