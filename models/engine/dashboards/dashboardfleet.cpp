// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a fleet: which instances are unlike the others is asked before they are shown.
#include "models/engine/dashboards/dashboardfleet_p.h"
#include "models/engine/metrics/stepping.h"

#include <QTimer>

namespace wf::engine {

using namespace Qt::StringLiterals;

void DashboardBuilder::askFleet(DashboardPtr made, FleetFigures figures)
{
    m_fleet = std::make_unique<Fleet>();
    Fleet &fleet = *m_fleet;
    fleet.completeness = made->completeness;
    fleet.made = std::move(made);
    fleet.figures = std::move(figures);
    fleet.waiting = fleet.figures.figures.size();
    fleet.values.resize(fleet.waiting);
    const qint64 now = m_clock.nowNs();
    const base::TimeRange lately{now - 5 * base::nsPerMinute, now};
    const std::string label = fleet.figures.label.toStdString();
    for (std::size_t i = 0; i < fleet.figures.figures.size(); ++i) {
        const QString expr = fillPlaceholders(fleet.figures.figures[i].expr, lately, lately.endNs - lately.startNs,
                                              m_reader.scrapeInterval());
        fleet.requests.push_back(m_reader.instant(expr, now, [this, i, label](const base::Result<MetricAnswer> &reply) {
            if (reply.ok() && !reply->final)
                return;
            Fleet &into = *m_fleet;
            if (!reply.ok()) {
                into.completeness.partial = true;
                into.completeness.notes << tr("Which instances are unlike the others in %1 is not known: %2")
                                               .arg(into.figures.figures[i].title, reply.error().summary);
            } else {
                for (const auto &series : reply->answer->series)
                    if (const auto name = series.labels.value(label); !name.empty() && !series.values.empty())
                        into.values[i][QString::fromStdString(std::string(name))] = series.values.back();
            }
            if (--into.waiting == 0) // not from inside the last reply: its Request must outlive it
                QTimer::singleShot(0, this, [this] { orderFleet(); });
        }));
    }
    if (fleet.waiting == 0)
        QTimer::singleShot(0, this, [this] { orderFleet(); });
    Q_EMIT changed();
}

void DashboardBuilder::orderFleet()
{
    if (!m_fleet || m_fleet->waiting > 0 || !m_fleet->made)
        return;
    auto out = std::make_shared<DashboardSnapshot>(*m_fleet->made);
    out->completeness = m_fleet->completeness;
    m_fleet->requests.clear();
    m_jobs.runLatest(
        u"dashboard"_s, m_pools.analysis(),
        [out, figures = m_fleet->figures, values = m_fleet->values](std::stop_token) {
            out->fleet = fleetOrder(figures, values, out->instance.values);
            out->spec = fleetDashboard(figures, out->fleet);
            return out;
        },
        [this](const std::shared_ptr<DashboardSnapshot> &made) {
            m_fleet.reset();
            publish(made);
        });
}

} // namespace wf::engine
