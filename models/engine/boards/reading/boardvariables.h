// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/metrics/metricreader.h"
#include "models/query/variables/interpolate.h"
#include "models/query/variables/options.h"
#include "models/signals/dashboard/dashboard.h"

#include <QObject>

#include <map>

namespace wf::engine {

// The variables of one imported dashboard: asks their values from the sources, one after the other in the order they
// depend on each other (a circle is cut where the list says), keeps what the operator chose where it still is offered,
// else what the file says, else the first. GUI thread.
class BoardVariables : public QObject {
    Q_OBJECT
public:
    BoardVariables(const sources::SourceSet &sources, async::Pools &pools, QObject *parent = nullptr);
    ~BoardVariables() override;

    struct State {
        std::vector<query::VariableChoice> options;
        QStringList values; // chosen; "$__all" = all of them
        std::optional<base::Error> error;
        std::vector<signals::AdHocFilter> filters; // of kind AdHoc
        [[nodiscard]] bool offersAs(const State &o) const
        {
            return options == o.options && values == o.values && error.has_value() == o.error.has_value();
        }
    };
    // `chosen`: what to begin with, where it is offered.
    void open(std::shared_ptr<const signals::Dashboard> dashboard, base::TimeRange range,
              std::map<QString, QStringList> chosen = {});
    void choose(const QString &name, const QStringList &values); // asks what depends on it again
    // Several at once; of ad hoc filters "pod|=~|a.*" each, as Grafana's addresses say them.
    void chooseAll(const std::map<QString, QStringList> &chosen);
    void chooseFilters(const QString &name, std::vector<signals::AdHocFilter> filters);
    // Another range: variables that say so (refresh 2) are asked again.
    void setRange(base::TimeRange range);
    // Asks once more what found nothing or was not answered; nothing changes until something else comes of it.
    void askAgainWhatFoundNothing(base::TimeRange range);

    [[nodiscard]] const std::shared_ptr<const signals::Dashboard> &dashboard() const { return m_dashboard; }
    [[nodiscard]] const State *state(const QString &name) const;
    [[nodiscard]] bool isBusy() const { return m_at < m_order.size(); }
    [[nodiscard]] query::VariableScope scope() const;
    [[nodiscard]] std::map<QString, QStringList> chosen() const; // what chooseAll() would choose to come back here

Q_SIGNALS:
    void changed();

private:
    struct Gathered;
    void resolveFrom(std::size_t at);
    void next();
    void ask(const signals::BoardVariable &variable);
    void settle(const signals::BoardVariable &variable, std::vector<query::VariableChoice> options);
    void finishLater();

    const sources::SourceSet &m_sources;
    async::Pools &m_pools;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    base::TimeRange m_range;
    std::vector<const signals::BoardVariable *> m_order;
    std::size_t m_at = 0;
    std::map<QString, State> m_states;
    std::map<QString, QStringList> m_chosen;
    std::optional<std::map<QString, State>> m_before; // asking again: what is shown meanwhile
    std::shared_ptr<Gathered> m_gathered;
    async::JobScope m_jobs; // last: stops first
};

// Variables in the order they must be resolved. Pure.
[[nodiscard]] std::vector<const signals::BoardVariable *>
resolutionOrder(const std::vector<signals::BoardVariable> &variables);
// What is chosen at first: the wish where it is offered, else what the file says, else the first. Pure.
[[nodiscard]] QStringList firstChoice(const signals::BoardVariable &variable,
                                      const std::vector<query::VariableChoice> &options, const QStringList &wish);

} // namespace wf::engine
