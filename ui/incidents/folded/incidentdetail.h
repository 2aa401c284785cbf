// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/story/storyteller.h"
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
class PickButton;
class OnsetLanes;
class PlainLabel;
class RowTable;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class CausePanel;
class FactStrip;
class SeverityMark;

// One incident: what it is, since when, the onset of its alerts by service, and why each belongs to it.
class IncidentDetail final : public QWidget {
    Q_OBJECT
public:
    IncidentDetail(const engine::AckDesk &desk, engine::CauseDesk &causes, engine::Storyteller &story,
                   WatchContext &context, QWidget *parent = nullptr);
    ~IncidentDetail() override;

    // Null shows what to do. Deploys of its services become marks; `services` may be null.
    void show(engine::IncidentPtr incident, const engine::ServicesSnapshot *services);
    // Who decides about severities, and from how much.
    void setLearning(const engine::IncidentSnapshot &incidents);
    [[nodiscard]] const engine::IncidentPtr &incident() const { return m_incident; }
    // Alerts that are selected in its list; empty: none is.
    [[nodiscard]] const QSet<quint64> &selectedAlerts() const;
    [[nodiscard]] CausePanel &causes() const { return *m_causes; }

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void assignRequested();
    void splitRequested(); // takes the selected alerts out
    void alertChosen(quint64 key);
    void outcomeChosen(std::optional<wf::engine::OutcomeKind> outcome); // none: what was said is taken back

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void fillFacts();
    void fillLanes(const engine::ServicesSnapshot *services);
    void fillActions();
    void fillReasons();
    void fillActivity();
    [[nodiscard]] QWidget *makeBelow();
    void openOutcomeMenu();

    const engine::AckDesk &m_desk;
    engine::Storyteller &m_story;
    WatchContext &m_context;
    engine::IncidentPtr m_incident;
    SeverityMark *m_mark;
    widgets::PlainLabel *m_title, *m_id, *m_reasons, *m_decided, *m_hint, *m_onsetTitle, *m_alertsTitle;
    widgets::Button *m_acknowledge, *m_silence, *m_split;
    widgets::Button *m_assign;
    widgets::PickButton *m_outcome;
    QString m_learning; // who decides about severities
    FactStrip *m_facts;
    CausePanel *m_causes;
    widgets::OnsetLanes *m_lanes;
    IncidentAlertsModel *m_rows;
    widgets::RowTable *m_table;
    ActivityModel *m_activityRows;
    widgets::RowTable *m_activity;
    widgets::Segmented *m_below; // alerts or activity
    QStackedWidget *m_belowPages;
    QWidget *m_body;
    QStackedWidget *m_pages; // what to do, or the incident
};

} // namespace wf::ui
