// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/health/healthmonitor.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

namespace wf::widgets {
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class FigureGrid;

// Every source with breaker, latency, errors and age; the console's own metrics; the events.
class HealthPage final : public Screen {
    Q_OBJECT
public:
    HealthPage(engine::HealthMonitor &health, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("health"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override { return true; }
    [[nodiscard]] Badge badge() const override;

private:
    void buildTables();
    void fill();
    engine::HealthMonitor &m_health;
    WatchContext &m_context;
    bool m_active = false;
    widgets::PlainLabel *m_facts;
    FlatTable *m_sources;
    items::RowsModel<engine::SourceRow, QString> *m_sourceRows;
    FlatTable *m_events;
    items::RowsModel<engine::HealthEvent, QString> *m_eventRows;
    widgets::Panel *m_sourcesPanel;
    widgets::Panel *m_eventsPanel;
    FigureGrid *m_own;
};

} // namespace wf::ui
