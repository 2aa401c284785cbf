// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardvariables.h"

#include "models/query/variables/intervals.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardVariable;
using Kind = signals::BoardVariable::Kind;

namespace {

QStringList needs(const BoardVariable &v)
{
    return query::variablesIn(v.query + u' ' + v.regex + u' ' + v.dataSource.uid);
}

void visit(const std::vector<BoardVariable> &all, const BoardVariable &v, QSet<QString> &seen,
           std::vector<const BoardVariable *> &out)
{
    if (seen.contains(v.name))
        return;
    seen.insert(v.name);
    if (v.kind == Kind::Query)
        for (const QString &name : needs(v))
            for (const BoardVariable &other : all)
                if (other.name == name)
                    visit(all, other, seen, out);
    out.push_back(&v);
}

// "pod|=~|a.*"
std::vector<signals::AdHocFilter> filtersIn(const QStringList &texts)
{
    std::vector<signals::AdHocFilter> out;
    for (const QString &text : texts)
        if (text.count(u'|') >= 2)
            out.push_back({text.section(u'|', 0, 0), text.section(u'|', 1, 1), text.section(u'|', 2)});
    return out;
}

// Whose selectors an ad hoc filter is for.
QString productOf(const BoardVariable &v)
{
    return v.dataSource.type == "loki"_L1 || v.dataSource.type == "prometheus"_L1 ? v.dataSource.type : QString();
}

bool offers(const std::vector<query::VariableChoice> &options, const QString &value)
{
    return std::any_of(options.begin(), options.end(), [&](const auto &o) { return o.value == value; });
}

std::vector<query::VariableChoice> fixedOptions(const BoardVariable &v)
{
    if (v.kind == Kind::Custom)
        return query::customChoices(v.query);
    if (v.kind == Kind::Interval) {
        std::vector<query::VariableChoice> out = query::customChoices(v.query);
        std::erase_if(out, [](const auto &o) { return o.value == "auto"_L1; });
        if (v.isAuto)
            out.insert(out.begin(), {u"auto"_s, u"$__auto_interval_"_s + v.name});
        return out;
    }
    if (v.kind == Kind::DataSource) // the console asks all its sources of that kind
        return {{v.query, v.query}};
    std::vector<query::VariableChoice> out;
    for (const signals::VariableOption &o : v.options)
        out.push_back({o.text, o.value});
    return out;
}

} // namespace

std::vector<const BoardVariable *> resolutionOrder(const std::vector<BoardVariable> &variables)
{
    std::vector<const BoardVariable *> out;
    QSet<QString> seen;
    for (const BoardVariable &v : variables)
        visit(variables, v, seen, out);
    return out;
}

QStringList firstChoice(const BoardVariable &v, const std::vector<query::VariableChoice> &options,
                        const QStringList &wish)
{
    for (const QStringList &list : {wish, v.currentValue}) {
        if (v.includeAll && list.contains(signals::allValueId))
            return {QString(signals::allValueId)};
        QStringList offered;
        for (const QString &value : list)
            if (offers(options, value))
                offered << value;
        if (!offered.isEmpty())
            return v.multi ? offered : offered.mid(0, 1);
    }
    if (v.includeAll)
        return {QString(signals::allValueId)};
    return options.empty() ? QStringList() : QStringList{options.front().value};
}

struct BoardVariables::Gathered {
    const BoardVariable *variable = nullptr;
    std::vector<async::Request> requests;
    QStringList answers;
    QSet<QString> seen;
    std::optional<base::Error> error;
    int waiting = 0;
    void add(const QString &answer)
    {
        if (!seen.contains(answer)) {
            seen.insert(answer);
            answers << answer;
        }
    }
};

BoardVariables::BoardVariables(const sources::SourceSet &sources, async::Pools &pools, QObject *parent)
    : QObject(parent), m_sources(sources), m_pools(pools)
{
}
BoardVariables::~BoardVariables() = default;

void BoardVariables::open(std::shared_ptr<const signals::Dashboard> dashboard, base::TimeRange range,
                          std::map<QString, QStringList> chosen)
{
    m_dashboard = std::move(dashboard);
    m_range = range;
    m_states.clear();
    m_chosen = std::move(chosen);
    m_order = m_dashboard ? resolutionOrder(m_dashboard->variables) : std::vector<const BoardVariable *>{};
    resolveFrom(0);
}

void BoardVariables::choose(const QString &name, const QStringList &values)
{
    const auto it = std::find_if(m_order.begin(), m_order.end(), [&](const auto *v) { return v->name == name; });
    if (it == m_order.end() || m_chosen[name] == values)
        return;
    m_chosen[name] = values;
    resolveFrom(static_cast<std::size_t>(it - m_order.begin()));
}

void BoardVariables::chooseAll(const std::map<QString, QStringList> &chosen)
{
    std::size_t first = m_order.size();
    for (std::size_t i = 0; i < m_order.size(); ++i)
        if (const auto wish = chosen.find(m_order[i]->name); wish != chosen.end()) {
            m_chosen[wish->first] = wish->second;
            m_states.erase(wish->first);
            first = std::min(first, i);
        }
    if (first < m_order.size())
        resolveFrom(first);
}

void BoardVariables::chooseFilters(const QString &name, std::vector<signals::AdHocFilter> filters)
{
    const auto state = m_states.find(name);
    if (state == m_states.end() || state->second.filters == filters)
        return;
    state->second.filters = std::move(filters);
    Q_EMIT changed();
}

void BoardVariables::setRange(base::TimeRange range)
{
    m_range = range;
    const auto it = std::find_if(m_order.begin(), m_order.end(), [](const auto *v) { return v->refresh == 2; });
    if (it != m_order.end() && !isBusy())
        resolveFrom(static_cast<std::size_t>(it - m_order.begin()));
}

void BoardVariables::askAgainWhatFoundNothing(base::TimeRange range)
{
    const auto it = std::ranges::find_if(m_order, [this](const BoardVariable *v) {
        const State *known = state(v->name);
        return v->kind == Kind::Query && known && (known->error || known->options.empty());
    });
    if (it == m_order.end() || isBusy())
        return;
    m_range = range;
    const std::map<QString, State> before = m_states;
    resolveFrom(static_cast<std::size_t>(it - m_order.begin()));
    if (isBusy())
        m_before = before;
}

void BoardVariables::resolveFrom(std::size_t at)
{
    m_before.reset();
    m_jobs.cancelAll();
    m_gathered.reset();
    m_at = std::min(at, m_order.size());
    next();
}

void BoardVariables::next()
{
    while (m_at < m_order.size()) {
        const BoardVariable &v = *m_order[m_at];
        if (v.kind == Kind::Query)
            return ask(v);
        settle(v, fixedOptions(v));
        ++m_at;
    }
    const auto before = std::exchange(m_before, std::nullopt);
    if (before && std::ranges::all_of(*before, [this](const auto &one) {
            const State *now = state(one.first);
            return now && now->offersAs(one.second);
        }))
        return;
    Q_EMIT changed();
}

const BoardVariables::State *BoardVariables::state(const QString &name) const
{
    const auto it = m_states.find(name);
    return it == m_states.end() ? nullptr : &it->second;
}

void BoardVariables::settle(const BoardVariable &v, std::vector<query::VariableChoice> options)
{
    const bool isKnown = m_states.contains(v.name);
    State &state = m_states[v.name];
    state.error.reset();
    state.options = std::move(options);
    const QStringList wish = m_chosen[v.name];
    if (v.kind == Kind::AdHoc) { // asked of nobody: what was added stays until the dashboard is opened again
        if (!isKnown)
            state.filters = wish.isEmpty() ? v.filters : filtersIn(wish);
        return;
    }
    if (v.kind == Kind::Text || v.kind == Kind::Constant)
        state.values = !wish.isEmpty()            ? wish
                       : !v.query.isEmpty()       ? QStringList{v.query}
                       : v.currentValue.isEmpty() ? QStringList{QString()}
                                                  : v.currentValue;
    else
        state.values = firstChoice(v, state.options, wish);
}

std::map<QString, QStringList> BoardVariables::chosen() const
{
    std::map<QString, QStringList> out;
    for (const auto &[name, state] : m_states) {
        out[name] = state.values;
        for (const signals::AdHocFilter &f : state.filters)
            out[name] << QStringList{f.key, f.op, f.value}.join(u'|');
    }
    return out;
}

query::VariableScope BoardVariables::scope() const
{
    query::VariableScope out;
    if (!m_dashboard)
        return out;
    out.zone = m_dashboard->timezone;
    for (const BoardVariable &v : m_dashboard->variables) {
        const State *state = this->state(v.name);
        if (!state)
            continue;
        if (v.kind == Kind::AdHoc) {
            for (const signals::AdHocFilter &f : state->filters)
                out.filters.push_back({f.key, f.op, f.value, productOf(v)});
            continue;
        }
        query::VariableValue value{{}, {}, v.multi, v.includeAll, false, v.allValue, false};
        value.isAll = state->values == QStringList{signals::allValueId};
        for (const query::VariableChoice &o : state->options)
            if (value.isAll || state->values.contains(o.value)) {
                value.values << o.value;
                value.texts << o.text;
            }
        if (value.values.isEmpty() && !value.isAll)
            value.values = value.texts = state->values;
        if (v.kind == Kind::Interval && value.values.value(0).startsWith("$__auto_interval"_L1)) {
            const qint64 least = query::parseInterval(v.autoMin).value_or(10 * base::nsPerSecond);
            const qint64 ms = query::roundIntervalMs(m_range.lengthNs() / base::nsPerMs / v.autoCount);
            value.values = {query::intervalText(std::max(least, ms * base::nsPerMs))};
        }
        value.isLiteral = v.kind == Kind::Interval || v.kind == Kind::Constant;
        out.variables.insert(v.name, value);
    }
    out.set(u"__dashboard"_s, m_dashboard->title);
    return out;
}

void BoardVariables::ask(const BoardVariable &v)
{
    auto gathered = std::make_shared<Gathered>();
    gathered->variable = &v;
    m_gathered = gathered;
    query::VariableScope scope = this->scope();
    query::IntervalQuestion interval{m_range, 1000, {}, 15 * base::nsPerSecond, 1};
    query::addBuiltIns(scope, interval, query::intervalsOf(interval));
    const query::VariableQuery q = query::parseVariableQuery(query::interpolate(v.query, scope, query::Dialect::Query));
    const auto finish = [this, weak = std::weak_ptr(gathered)](const auto &reply, auto add) {
        const auto g = weak.lock();
        if (!g)
            return;
        --g->waiting;
        if (reply.ok())
            add(*g, *reply);
        else
            g->error = reply.error();
        if (g->waiting == 0)
            finishLater();
    };
    const auto texts = [finish](base::Result<QStringList> reply) {
        finish(reply, [](Gathered &g, const QStringList &list) {
            for (const QString &one : list)
                g.add(one);
        });
    };
    using Query = query::VariableQuery;
    if (v.dataSource.type == "loki"_L1) {
        for (sources::LogSource *source : m_sources.logs) {
            ++gathered->waiting;
            gathered->requests.push_back(q.kind == Query::LabelNames
                                             ? source->labelNames(m_range, texts)
                                             : source->labelValues(q.label, q.selector, m_range, texts));
        }
    } else {
        for (sources::MetricSource *source : m_sources.metrics) {
            ++gathered->waiting;
            if (q.kind == Query::LabelValues || q.kind == Query::MetricNames)
                gathered->requests.push_back(source->labelValues(q.kind == Query::MetricNames ? u"__name__"_s : q.label,
                                                                 q.selector, m_range, texts));
            else if (q.kind == Query::LabelNames)
                gathered->requests.push_back(source->labelNames(q.selector, m_range, texts));
            else if (q.kind == Query::QueryResult)
                gathered->requests.push_back(
                    source->queryInstant(q.expr, m_range.endNs, [finish](base::Result<signals::QueryAnswerPtr> reply) {
                        finish(reply, [](Gathered &g, const signals::QueryAnswerPtr &answer) {
                            for (const signals::Series &s : answer->series)
                                if (s.size() > 0)
                                    g.add(u"%1 %2 %3"_s.arg(s.labels.toString())
                                              .arg(s.values.back())
                                              .arg(s.timesMs.back()));
                        });
                    }));
            else
                gathered->requests.push_back(
                    source->series({q.selector}, m_range, [finish](base::Result<std::vector<base::Labels>> reply) {
                        finish(reply, [](Gathered &g, const std::vector<base::Labels> &list) {
                            for (const base::Labels &l : list)
                                g.add(l.toString());
                        });
                    }));
        }
    }
    if (gathered->waiting == 0)
        finishLater();
}

void BoardVariables::finishLater()
{
    const auto gathered = m_gathered;
    const BoardVariable &v = *gathered->variable;
    QString pattern = query::parseVariableQuery(v.query).pattern;
    m_jobs.runLatest(
        u"choices"_s, m_pools.analysis(),
        [answers = gathered->answers, regex = query::interpolate(v.regex, scope(), query::Dialect::Regex),
         sort = v.sort, pattern](std::stop_token stop) {
            QStringList list = answers;
            if (!pattern.isEmpty()) {
                const QRegularExpression name(u"(*LIMIT_MATCH=100000)"_s + pattern.left(1000));
                list = list.filter(name);
            }
            return query::choicesOf(list, regex, sort, stop);
        },
        [this, &v, error = gathered->error](std::vector<query::VariableChoice> options) {
            m_gathered.reset();
            const bool nothing = options.empty();
            settle(v, std::move(options));
            if (nothing)
                m_states[v.name].error = error;
            ++m_at;
            next();
        });
}

} // namespace wf::engine
