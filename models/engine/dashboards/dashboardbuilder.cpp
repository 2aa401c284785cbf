// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/dashboardbuilder.h"

#include "models/engine/dashboards/dashboardfleet_p.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/generate.h"

#include <QJsonObject>
#include <QTimer>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString cacheRoom = u"dashboards"_s;
const QString lastServiceKey = u"last service"_s;

} // namespace

// What has been heard of one question to everybody.
struct DashboardBuilder::Gathered {
    std::vector<async::Request> requests;
    std::vector<base::Labels> series;
    std::vector<signals::MetricInfo> metadata;
    std::vector<signals::Rule> rules;
    base::Completeness completeness;
    std::optional<base::Error> error;
    std::size_t answered = 0; // sources that listed series
    std::size_t waiting = 0;
    QString matcher;
    std::vector<base::Labels> seriesAround; // of what is about the service without bearing its name
    QString matcherAround;
    QString logSelector; // empty: the service writes no log that is known
};

DashboardBuilder::DashboardBuilder(ServiceCatalog &catalog, MetricReader &reader, const sources::SourceSet &sources,
                                   const base::Clock &clock, async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_reader(reader),
      m_sources(sources),
      m_clock(clock),
      m_pools(pools),
      m_logs(sources, clock),
      m_ruleChange(sources)
{
    connect(&m_ruleChange, &AlertRuleChange::changed, this, [this] {
        if (m_snapshot && !isBusy())
            refresh();
    });
    // A service may be chosen before the catalogue has answered.
    connect(&m_catalog, &ServiceCatalog::changed, this, [this] {
        if (m_error && !m_choice.service.isEmpty())
            refresh();
    });
}

DashboardBuilder::~DashboardBuilder() = default;

const ServiceInfo *DashboardBuilder::info() const
{
    return m_catalog.snapshot() ? m_catalog.snapshot()->find(m_choice.service) : nullptr;
}

void DashboardBuilder::choose(const DashboardChoice &choice)
{
    if (choice == m_choice)
        return;
    if (choice.service != m_choice.service || choice.kind != m_choice.kind) {
        const auto known = m_known.find(choice.service);
        const bool fits = known != m_known.end() && known->second->choice.kind == choice.kind;
        m_snapshot = fits ? known->second : nullptr;
    }
    m_choice = choice;
    refresh();
}

void DashboardBuilder::chooseLast()
{
    if (!m_cache || !m_choice.service.isEmpty())
        return;
    m_cacheRequest = m_cache->read(cacheRoom, lastServiceKey, [this](base::Result<store::CachedAnswer> reply) {
        const QString service = reply.ok() ? reply->json.object()[u"service"_s].toString() : QString();
        if (!service.isEmpty() && m_choice.service.isEmpty())
            QTimer::singleShot(0, this, [this, service] { // not from inside the reply that the choice replaces
                if (m_choice.service.isEmpty())
                    choose({service, {}, {}, {}, {}});
            });
    });
}

void DashboardBuilder::refresh()
{
    m_gathered.reset();
    m_fleet.reset();
    m_jobs.cancelAll();
    m_error.reset();
    if (!m_snapshot)
        readCache();
    const ServiceInfo *service = info();
    if (!service && m_catalog.snapshot()->asOfNs == 0 && !m_choice.service.isEmpty()) {
        m_error = base::makeError(base::ErrorKind::Unavailable, tr("The services are still being asked for"));
        Q_EMIT changed();
        return;
    }
    if (!service && (!m_catalog.snapshot() || m_catalog.snapshot()->asOfNs == 0)) {
        Q_EMIT changed(); // the services are not known yet; whoever watches them asks again
        return;
    }
    if (!service || service->matcher().isEmpty()) {
        m_error = base::makeError(base::ErrorKind::NotFound,
                                  m_choice.service.isEmpty() ? tr("No service is chosen")
                                                             : tr("No metric of %1 is known").arg(m_choice.service));
        Q_EMIT changed();
        return;
    }
    ask(*service, matcherAround(m_choice.kind, service->name, service->instances));
    Q_EMIT changed();
}

void DashboardBuilder::ask(const ServiceInfo &service, const QString &around)
{
    const QString matcher = service.matcher();
    m_gathered = std::make_unique<Gathered>();
    Gathered &g = *m_gathered;
    g.matcher = matcher;
    g.matcherAround = around;
    g.waiting = (around.isEmpty() ? 2 : 3) * m_sources.metrics.size() + 1;
    if (!m_sources.logs.empty()) {
        ++g.waiting;
        m_logs.ask(service, m_catalog.rules().service, [this](const QString &selector) {
            if (m_gathered) {
                m_gathered->logSelector = selector;
                arrived();
            }
        });
    }
    const qint64 now = m_clock.nowNs();
    const base::TimeRange lately{now - base::nsPerHour, now};
    for (sources::MetricSource *source : m_sources.metrics) {
        if (!around.isEmpty())
            g.requests.push_back(source->series(
                {u'{' + around + u'}'}, lately, [this, source](base::Result<std::vector<base::Labels>> reply) {
                    if (reply.ok()) {
                        std::ranges::move(*reply, std::back_inserter(m_gathered->seriesAround));
                    } else {
                        m_gathered->completeness.partial = true;
                        m_gathered->completeness.notes << u"%1: %2"_s.arg(source->state().name, reply.error().summary);
                    }
                    arrived();
                }));
        g.requests.push_back(source->series(
            {u'{' + matcher + u'}'}, lately, [this, source](base::Result<std::vector<base::Labels>> reply) {
                Gathered &into = *m_gathered;
                if (reply.ok()) {
                    ++into.answered;
                    into.series.insert(into.series.end(), std::make_move_iterator(reply->begin()),
                                       std::make_move_iterator(reply->end()));
                } else {
                    into.completeness.partial = true;
                    into.completeness.notes << u"%1: %2"_s.arg(source->state().name, reply.error().summary);
                    into.error = reply.error();
                }
                arrived();
            }));
        g.requests.push_back(source->rules([this](base::Result<std::vector<signals::Rule>> reply) {
            if (reply.ok()) // without rules there are no thresholds; the panels stay
                m_gathered->rules.insert(m_gathered->rules.end(), reply->begin(), reply->end());
            arrived();
        }));
    }
    g.requests.push_back(
        m_reader.metadata(10 * base::nsPerMinute, [this](const base::Result<MetricReader::MetadataPtr> &reply) {
            if (reply.ok()) // without metadata the names alone decide
                m_gathered->metadata = (*reply)->metrics;
            arrived();
        }));
}

void DashboardBuilder::arrived()
{
    if (--m_gathered->waiting > 0)
        return;
    // not from inside the last reply: its Request must outlive it
    QTimer::singleShot(0, this, [this] {
        if (m_gathered && m_gathered->waiting == 0)
            make();
    });
}

DashboardVariable findVariable(const std::vector<ServiceMetric> &metrics, const QStringList &labels)
{
    DashboardVariable best;
    for (const QString &label : labels) {
        QSet<QString> values;
        std::size_t carriers = 0;
        for (const ServiceMetric &m : metrics) {
            const QStringList seen = m.labels.value(label);
            carriers += seen.isEmpty() ? 0U : 1U;
            values.unite(QSet<QString>(seen.begin(), seen.end()));
        }
        if (values.isEmpty() || carriers * 2 < metrics.size())
            continue; // a version that only build information carries cannot narrow anything
        best.label = label;
        best.values = QStringList(values.begin(), values.end());
        best.values.sort();
        break;
    }
    return best;
}

namespace {

struct Order {
    std::vector<base::Labels> series; // what was listed now; else
    Inventory inventory;              // what is kept
    std::vector<signals::MetricInfo> metadata;
    base::Completeness completeness;
    DashboardChoice choice;
    SubjectRules subjects;
    QString logSelector;
    qint64 asOfNs = 0;
    std::vector<base::Labels> seriesAround;
    QString matcherAround;
    TemplateFacts facts;
};

struct Made {
    DashboardPtr dashboard;
    Inventory inventory; // of the whole service
    std::optional<FleetFigures> fleet;
};

void narrow(std::vector<base::Labels> &series, QString &matcher, const DashboardVariable &variable,
            const QString &value)
{
    if (value.isEmpty() || variable.label.isEmpty())
        return;
    const std::string label = variable.label.toStdString(), wanted = value.toStdString();
    std::erase_if(series, [&](const base::Labels &l) { return l.value(label) != wanted; });
    matcher += u',' + labelText(variable.label) + u'=' + base::quoted(value);
}

Made dashboardOf(Order order)
{
    auto out = std::make_shared<DashboardSnapshot>();
    out->choice = order.choice;
    out->asOfNs = order.asOfNs;
    out->completeness = order.completeness;
    Inventory &all = order.inventory;
    if (!order.series.empty())
        all.metrics = collectMetrics(order.series, order.metadata);
    out->region = findVariable(all.metrics, order.subjects.region);
    out->version = findVariable(all.metrics, order.subjects.version);
    out->instance = findVariable(all.metrics, order.subjects.instance);
    ServiceMetrics input;
    input.matcher = all.matcher;
    const auto before = order.series.size();
    narrow(order.series, input.matcher, out->region, order.choice.region);
    narrow(order.series, input.matcher, out->version, order.choice.version);
    narrow(order.series, input.matcher, out->instance, order.choice.instance);
    input.metrics = order.series.size() != before ? collectMetrics(order.series, order.metadata) : all.metrics;
    for (const DashboardVariable *v : {&out->region, &out->version, &out->instance})
        if (!v->label.isEmpty() && v->values.size() > 1)
            out->splitChoices << v->label;
    input.splitLabel = order.choice.splitLabel.isEmpty() ? out->splitChoices.value(0) : order.choice.splitLabel;
    out->choice.splitLabel = input.splitLabel;
    input.title = order.choice.service;
    input.logSelector = order.logSelector;
    input.rules = all.rules;
    out->matcher = input.matcher;
    out->hasExemplars = std::any_of(input.metrics.begin(), input.metrics.end(),
                                    [](const ServiceMetric &m) { return m.type == signals::MetricType::Histogram; });
    if (order.choice.kind != DashboardTemplate::Health) {
        ServiceMetrics around;
        // what is told by name stands in the matcher already
        around.matcher = order.matcherAround.section(u',', 1);
        around.title = input.title;
        around.rules = input.rules;
        around.metrics = collectMetrics(order.seriesAround, order.metadata);
        order.facts.versionLabel = out->version.label;
        TemplateBoard made = generateTemplate(order.choice.kind, input, around, order.facts);
        out->spec = std::move(made.spec);
        out->missing = std::move(made.missing);
        return {std::move(out), std::move(order.inventory), std::nullopt};
    }
    if (!order.choice.eachInstance || out->instance.label.isEmpty()) {
        out->spec = generate(input);
        return {std::move(out), std::move(order.inventory), std::nullopt};
    }
    auto fleet = fleetFigures(input, out->instance.label);
    out->fleet = fleetOrder(fleet, {}, out->instance.values);
    out->spec = fleetDashboard(fleet, out->fleet);
    return {std::move(out), std::move(order.inventory), std::move(fleet)};
}

} // namespace

void DashboardBuilder::readCache()
{
    if (!m_cache || m_choice.service.isEmpty())
        return;
    const QString service = m_choice.service;
    m_cacheRequest = m_cache->read(cacheRoom, service, [this, service](base::Result<store::CachedAnswer> reply) {
        auto kept = reply.ok() ? inventoryFromJson(reply->json) : std::nullopt;
        if (!kept || m_snapshot || service != m_choice.service)
            return;
        Order order{{}, std::move(*kept), {}, {}, m_choice, m_catalog.rules(), {}, reply->fetchedNs, {}, {}, {}};
        if (m_facts && m_choice.kind != DashboardTemplate::Health)
            order.facts = m_facts(service);
        order.completeness.stale = true;
        order.completeness.asOfNs = reply->fetchedNs;
        order.logSelector = order.inventory.logSelector;
        m_jobs.run(
            m_pools.analysis(),
            [order = std::move(order)](std::stop_token) mutable { return dashboardOf(std::move(order)); },
            [this](Made made) {
                if (!m_snapshot && made.dashboard->choice.service == m_choice.service)
                    publish(std::move(made.dashboard));
            });
    });
}

void DashboardBuilder::keep(const Inventory &inventory)
{
    if (!m_cache)
        return;
    m_cache->put(cacheRoom, m_choice.service, toJson(inventory));
    m_cache->put(cacheRoom, lastServiceKey, QJsonDocument(QJsonObject{{u"service"_s, m_choice.service}}));
}

void DashboardBuilder::publish(DashboardPtr made)
{
    m_choice.splitLabel = made->choice.splitLabel;
    m_known[made->choice.service] = made;
    m_snapshot = std::move(made);
    Q_EMIT changed();
}

void DashboardBuilder::make()
{
    const std::unique_ptr<Gathered> g = std::move(m_gathered);
    if (g->answered == 0) {
        m_error =
            g->error ? *g->error : base::makeError(base::ErrorKind::Unsupported, tr("No metric source is connected"));
        Q_EMIT changed();
        return;
    }
    m_ruleChange.took(g->rules);
    Order order{std::move(g->series),
                {g->matcher, {}, std::move(g->rules), g->logSelector},
                std::move(g->metadata),
                g->completeness,
                m_choice,
                m_catalog.rules(),
                {},
                m_clock.nowNs(),
                std::move(g->seriesAround),
                g->matcherAround,
                m_facts && m_choice.kind != DashboardTemplate::Health ? m_facts(m_choice.service) : TemplateFacts()};
    order.logSelector = g->logSelector;
    m_gathered = std::make_unique<Gathered>(); // still busy
    m_jobs.runLatest(
        u"dashboard"_s, m_pools.analysis(),
        [order = std::move(order)](std::stop_token) mutable { return dashboardOf(std::move(order)); },
        [this](Made made) {
            m_gathered.reset();
            keep(made.inventory);
            if (made.fleet)
                askFleet(std::move(made.dashboard), std::move(*made.fleet));
            else
                publish(std::move(made.dashboard));
        });
}

} // namespace wf::engine
