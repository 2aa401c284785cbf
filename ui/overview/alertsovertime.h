// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/fleetwatch.h"

#include <QWidget>

namespace wf::ui {

// Stacked bars of firing alerts over the last day with the deploys as diamonds above; below it the newest deploys.
class AlertsOverTime final : public QWidget {
    Q_OBJECT
public:
    explicit AlertsOverTime(QWidget *parent = nullptr);
    void setFleet(engine::FleetPtr fleet, qint64 nowNs);

Q_SIGNALS:
    void deploySelected(const wf::signals::Subject &subject);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void paintChart(QPainter &p, const QRectF &box);
    void paintDeploys(QPainter &p, double top);
    [[nodiscard]] double listTop() const;
    engine::FleetPtr m_fleet;
    qint64 m_nowNs = 0;
};

} // namespace wf::ui
