// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/templates/templateparts.h"

#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/generic.h"
#include "models/engine/dashboards/panels/requests.h"

#include <QRegularExpression>

#include <algorithm>

#define WF_T(text) QT_TRANSLATE_NOOP("wf::engine::Dashboards", text)

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Unit;

namespace {

QString say(const char *text)
{
    return dashboardText(text);
}

// The metrics a panel reads, as one text to search in.
QString namesOf(const signals::PanelSpec &panel)
{
    QStringList out;
    for (const signals::PanelQuery &query : panel.queries)
        out << metricNamesIn(query.expr);
    return out.join(u' ');
}

// A panel whose metrics are called like this.
auto named(const char *pattern)
{
    return
        [re = QRegularExpression(QLatin1String(pattern))](const auto &made) { return re.match(made.names).hasMatch(); };
}

bool isQuantile(const signals::PanelSpec &panel)
{
    return !panel.queries.empty() && panel.queries.front().expr.contains("histogram_quantile"_L1);
}

} // namespace

TemplateParts::TemplateParts(const ServiceMetrics &input) : m_input(input) {}

std::vector<TemplateParts::Made> &TemplateParts::made()
{
    if (m_made)
        return *m_made;
    m_made.emplace();
    PanelMaker maker(m_input);
    for (const auto recipes : {hostRecipes(), runtimeRecipes(), serverRecipes(), kubernetesRecipes(), databaseRecipes(),
                               brokerRecipes(), proxyRecipes(), watcherRecipes(), machineRecipes()})
        maker.cook(recipes);
    addRequestPanels(maker);
    addPairPanels(maker);
    addLogPanel(maker);
    const FamilyRows families = addGenericPanels(maker);
    for (const signals::PanelRow &row : families.ofSubject)
        for (const signals::PanelSpec &panel : row.panels)
            maker.row(RowKind::Business).push_back(panel);
    for (const RowKind kind :
         {RowKind::Red, RowKind::Saturation, RowKind::Runtime, RowKind::Dependencies, RowKind::Logs, RowKind::Business})
        for (signals::PanelSpec &panel : maker.row(kind)) {
            QString names = namesOf(panel);
            m_made->push_back({kind, std::move(panel), std::move(names)});
        }
    return *m_made;
}

void TemplateParts::row(const QString &title)
{
    m_board.spec.rows.push_back({title, {}, false});
}

void TemplateParts::put(signals::PanelSpec panel)
{
    m_board.spec.rows.back().panels.push_back(std::move(panel));
}

void TemplateParts::missing(const QString &title, const QString &why)
{
    m_board.missing.push_back({title, why});
}

bool TemplateParts::takeWhere(const QString &what, const Fits &fits, std::size_t most)
{
    std::size_t taken = 0;
    for (Made &one : made())
        if (!one.isTaken && taken < most && fits(one)) {
            one.isTaken = true;
            put(one.panel);
            ++taken;
        }
    if (taken == 0)
        missing(what, say(WF_T("no metric of %1 found")).arg(what.toLower()));
    return taken > 0;
}

// Rows that stayed empty are none.
TemplateBoard TemplateParts::take()
{
    std::erase_if(m_board.spec.rows, [](const signals::PanelRow &row) { return row.panels.empty(); });
    return std::move(m_board);
}

void TemplateParts::addPerformance()
{
    row(say(WF_T("Throughput, errors, latency")));
    takeWhere(say(WF_T("Requests")), [](const Made &m) {
        return m.row == RowKind::Red && m.panel.unit == Unit::PerSecond && !isQuantile(m.panel);
    });
    takeWhere(say(WF_T("Error rate")),
              [](const Made &m) { return m.row == RowKind::Red && m.panel.unit == Unit::Ratio; });
    takeWhere(say(WF_T("Latency percentiles")), [](const Made &m) {
        return m.row == RowKind::Red && m.panel.unit == Unit::Seconds && isQuantile(m.panel);
    });
    row(say(WF_T("Processor and memory")));
    takeWhere(say(WF_T("CPU")), named("cpu|load1"), 3);
    takeWhere(say(WF_T("Memory")), named("memory|heap|resident|rss"), 4);
    takeWhere(say(WF_T("Garbage collection")), named("_gc_|gc_pause|gc_duration|collections_total"), 3);
    takeWhere(say(WF_T("Threads")), named("goroutines|threads|eventloop|fibers"), 3);
    row(say(WF_T("What work waits for")));
    takeWhere(say(WF_T("Connection pools")), [isPool = named("pool|connections")](const Made &m) {
        return m.row != RowKind::Dependencies && isPool(m);
    });
    takeWhere(say(WF_T("Queue depth")), named("queue|backlog|pending|lag\\b|_lag_|depth|inflight|in_flight"));
    takeWhere(say(WF_T("Cache hits")), named("cache.*(hit|miss)|hits_total|keyspace"), 3);
    row(say(WF_T("Dependencies")));
    takeWhere(
        say(WF_T("Calls of other services")), [](const Made &m) { return m.row == RowKind::Dependencies; }, 12);
}

// What is asked and does not end in an error.
void TemplateParts::addSuccessRate()
{
    bool any = false;
    for (const Made &one : made()) {
        if (one.row != RowKind::Red || one.panel.unit != Unit::Ratio || one.panel.queries.empty() || any)
            continue;
        signals::PanelSpec panel = one.panel;
        panel.id = u"business/success/"_s + one.panel.id;
        panel.title = say(WF_T("Success rate"));
        panel.quantity = say(WF_T("share of requests that are answered"));
        panel.why = say(WF_T("One minus the error rate: %1")).arg(one.panel.why);
        panel.thresholds.clear(); // they are of errors
        panel.yMin.reset();
        panel.yMax = 1;
        for (signals::PanelQuery &query : panel.queries)
            query.expr = u"1 - ("_s + query.expr + u')';
        put(std::move(panel));
        any = true;
    }
    if (!any)
        missing(say(WF_T("Success rate")), say(WF_T("no counter of requests that says how they ended found")));
}

void TemplateParts::addBusiness(const TemplateFacts &facts)
{
    row(say(WF_T("What customers get")));
    addSuccessRate();
    takeWhere(
        say(WF_T("Business events")), [](const Made &m) { return m.row == RowKind::Business; }, 12);
    row(say(WF_T("Changes and repairs")));
    addTold(facts, true);
    row(say(WF_T("Load")));
    takeWhere(say(WF_T("Queue depth")), named("queue|backlog|pending|lag\\b|_lag_|depth"));
    takeWhere(say(WF_T("Utilisation")), [](const Made &m) {
        return m.row == RowKind::Saturation &&
               (m.panel.unit == Unit::Ratio || m.panel.unit == Unit::Percent || m.panel.queries.size() == 2);
    });
}

namespace {

// The metrics that a recipe reads.
QStringList namesOf(const Recipe &recipe)
{
    QStringList out;
    for (const RecipeQuery &query : recipe.queries)
        if (query.expr) {
            QString bare = QString::fromUtf8(query.expr);
            bare.replace("$BY"_L1, ""_L1).replace("$LE"_L1, ""_L1);
            out << metricNamesIn(bare);
        }
    return out;
}

// Only what these recipes read, and the rules that read it: one recipe is cooked after the other.
ServiceMetrics onlyFor(const ServiceMetrics &metrics,
                       const std::vector<std::pair<const char *, std::span<const Recipe>>> &recipes)
{
    QSet<QString> names;
    for (const auto &[title, list] : recipes)
        for (const Recipe &recipe : list)
            for (const QString &name : namesOf(recipe))
                names.insert(name);
    ServiceMetrics out = {metrics.title, metrics.matcher, metrics.splitLabel, {}, {}, {}};
    for (const ServiceMetric &metric : metrics.metrics)
        if (names.contains(metric.name))
            out.metrics.push_back(metric);
    for (const signals::Rule &rule : metrics.rules) {
        const QStringList read = metricNamesIn(rule.query);
        if (std::ranges::any_of(read, [&](const QString &name) { return names.contains(name); }))
            out.rules.push_back(rule);
    }
    return out;
}

} // namespace

void TemplateParts::addRecipesOf(const std::vector<std::pair<const char *, std::span<const Recipe>>> &recipes,
                                 const ServiceMetrics &all, const QSet<QString> &technologies)
{
    const ServiceMetrics metrics = onlyFor(all, recipes);
    for (const auto &[title, list] : recipes)
        for (const Recipe &recipe : list) {
            const QString technology = QString::fromLatin1(recipe.technology);
            if (!technologies.isEmpty() && !technologies.contains(technology))
                continue;
            PanelMaker maker(metrics); // one at a time: which panel comes of it, or which metric is not there
            maker.cook(std::span(&recipe, 1));
            bool isMade = false;
            for (const RowKind kind : {RowKind::Red, RowKind::Saturation, RowKind::Runtime, RowKind::Dependencies,
                                       RowKind::Logs, RowKind::Business})
                for (signals::PanelSpec &panel : maker.row(kind)) {
                    const QString name = technology == "Host"_L1 ? say(title) : technology;
                    auto &rows = m_board.spec.rows;
                    if (std::ranges::find(rows, name, &signals::PanelRow::title) == rows.end())
                        row(name);
                    std::ranges::find(rows, name, &signals::PanelRow::title)->panels.push_back(std::move(panel));
                    isMade = true;
                }
            if (isMade)
                continue;
            QStringList absent;
            for (const QString &name : namesOf(recipe))
                if (!maker.find(name) && !absent.contains(name))
                    absent << name;
            missing(u"%1, %2"_s.arg(technology, say(recipe.title)),
                    say(WF_T("%1 is not exposed")).arg(absent.mid(0, 3).join(u", "_s)));
        }
}

void TemplateParts::addRecipes(DashboardTemplate kind, const ServiceMetrics &around)
{
    using List = std::vector<std::pair<const char *, std::span<const Recipe>>>;
    // Exporters of other services bear no name of this one: what is around it first, else what it exposes itself.
    const ServiceMetrics &metrics = around.metrics.empty() ? m_input : around;
    const auto knows = [&metrics](const QString &prefix) {
        return std::ranges::any_of(metrics.metrics, [&](const ServiceMetric &m) { return m.name.startsWith(prefix); });
    };
    // Where an exporter is not there at all, one sentence says so.
    const auto orNone = [this](const QString &title, const QString &why) {
        if (m_board.spec.rows.empty())
            m_board.missing = {{title, why}};
    };
    if (kind == DashboardTemplate::Host) {
        const bool isWindows = knows(u"windows_"_s) && !knows(u"node_"_s);
        addRecipesOf({{isWindows ? WF_T("Windows") : WF_T("Host"), isWindows ? machineRecipes() : hostRecipes()}},
                     metrics, {isWindows ? u"Windows"_s : u"Host"_s});
        orNone(say(WF_T("Machines")),
               say(WF_T("no metric of node_exporter or windows_exporter found at the addresses of its instances")));
    } else if (kind == DashboardTemplate::Kubernetes) {
        addRecipesOf({{WF_T("Kubernetes"), kubernetesRecipes()}}, metrics, {});
        orNone(say(WF_T("Pods")),
               say(WF_T("no metric of cAdvisor or kube-state-metrics found of pods that are called like it")));
    } else {
        // Only databases that are there: nobody misses the locks of another one.
        const std::vector<std::tuple<QString, QString, std::span<const Recipe>>> known{
            {u"PostgreSQL"_s, u"pg_"_s, serverRecipes()},
            {u"Redis"_s, u"redis_"_s, serverRecipes()},
            {u"MySQL"_s, u"mysql_"_s, databaseRecipes()},
            {u"MongoDB"_s, u"mongodb_"_s, databaseRecipes()},
            {u"Elasticsearch"_s, u"elasticsearch_"_s, databaseRecipes()},
            {u"etcd"_s, u"etcd_"_s, databaseRecipes()}};
        QStringList names;
        for (const auto &[technology, prefix, recipes] : known) {
            names << technology;
            if (knows(prefix))
                addRecipesOf(List{{"", recipes}}, metrics, {technology});
        }
        if (m_board.spec.rows.empty())
            missing(say(WF_T("Database server")), say(WF_T("no metric of %1 found")).arg(names.join(u", "_s)));
        row(say(WF_T("Seen by who asks it")));
        takeWhere(say(WF_T("Client side of the database")),
                  named("^(db_|sql|hikaricp|jdbc|pgx|.*_(db|sql|database|postgres|mysql|mongo|redis)_)"), 12);
    }
}

} // namespace wf::engine
