// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/folded/incidentrows.h"

#include <QSet>
#include <QWidget>

class QStackedWidget;

namespace wf::engine {
struct ServicesSnapshot;
}
namespace wf::widgets {
class Button;
class OnsetLanes;
class PlainLabel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

class FactStrip;
class SeverityMark;

// One incident: what it is, since when, the onset of its alerts by service, and why each belongs to it.
class IncidentDetail final : public QWidget {
    Q_OBJECT
public:
    IncidentDetail(const engine::AckDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    ~IncidentDetail() override;

    // Null shows what to do. Deploys of its services become marks; `services` may be null.
    void show(engine::IncidentPtr incident, const engine::ServicesSnapshot *services);
    [[nodiscard]] const engine::IncidentPtr &incident() const { return m_incident; }
    // Alerts that are selected in its list; empty: none is.
    [[nodiscard]] const QSet<quint64> &selectedAlerts() const;

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void splitRequested(); // takes the selected alerts out
    void alertChosen(quint64 key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void fillFacts();
    void fillLanes(const engine::ServicesSnapshot *services);
    void fillActions();

    const engine::AckDesk &m_desk;
    WatchContext &m_context;
    engine::IncidentPtr m_incident;
    SeverityMark *m_mark;
    widgets::PlainLabel *m_title, *m_id, *m_reasons, *m_hint, *m_onsetTitle, *m_alertsTitle;
    widgets::Button *m_acknowledge, *m_silence, *m_split;
    FactStrip *m_facts;
    widgets::OnsetLanes *m_lanes;
    IncidentAlertsModel *m_rows;
    widgets::RowTable *m_table;
    QWidget *m_body;
    QStackedWidget *m_pages; // what to do, or the incident
};

} // namespace wf::ui
