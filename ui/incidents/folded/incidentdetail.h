// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/story/reviewdesk.h"
#include "models/engine/story/similardesk.h"
#include "models/engine/story/storyteller.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/rows/incidentrows.h"
#include "ui/incidents/tabs/telling.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace wf::engine {
struct ServicesSnapshot;
}
namespace wf::widgets {
class Button;
class IconButton;
class OnsetLanes;
class PlainLabel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

class CausePanel;
class CountTabs;
class FactStrip;
class FittingRow;
class NotificationsPanel;
class ReviewPanel;
class SeverityMark;
class SimilarPanel;
class SymptomReader;

// One incident: what it is and whom it hurts, who has it and who is told next, the onset of its alerts by service, who
// may be behind it; below that what happened, its alerts, who was told, what was like it, and the draft of its review.
class IncidentDetail final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Activity, Alerts, Notifications, Similar, Review };
    struct Parts {
        const engine::AlertWatch &alerts;
        const engine::AckDesk &desk;
        engine::CauseDesk &causes;
        engine::Storyteller &story;
        engine::MetricReader &metrics;
        engine::ReviewDesk &reviews;
        engine::SimilarDesk &similar;
    };
    IncidentDetail(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~IncidentDetail() override;

    // Null shows what to do. Deploys of its services become marks; `services` may be null.
    void show(engine::IncidentPtr incident, const engine::ServicesSnapshot *services);
    // Who decides about severities, and from how much.
    void setLearning(const engine::IncidentSnapshot &incidents);
    void setTelling(const Telling &telling);
    // What "…" offers, with its keys: what changes something, and what only reads.
    struct Menu {
        QList<QAction *> deeds, texts;
    };
    void setMenu(const Menu &menu) { m_menu = menu; }
    void setActive(bool active);
    void setTab(Tab tab);
    [[nodiscard]] const engine::IncidentPtr &incident() const { return m_incident; }
    // Alerts that are selected in its list; empty: none is.
    [[nodiscard]] const QSet<quint64> &selectedAlerts() const;
    // One of its alerts, chosen elsewhere; 0: none.
    void chooseAlert(quint64 key);
    [[nodiscard]] CausePanel &causes() const { return *m_causes; }
    [[nodiscard]] ReviewPanel &review() const { return *m_review; }
    [[nodiscard]] bool isSettled() const;
    void openRunbook();

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void escalateRequested();
    void resolveRequested();
    void splitRequested(); // takes the selected alerts out
    void alertChosen(quint64 key);
    void settledChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeOnset();
    [[nodiscard]] QWidget *makeTabs();
    void connectAll();
    void fillFacts();
    void fillLanes();
    void fillActions();
    void fillReasons();
    void fillActivity();
    void fillCounts();
    void onTab(int tab);
    void openMenu();
    void openActivity(quint64 key);
    [[nodiscard]] QString runbook() const;
    [[nodiscard]] qint64 acknowledgedNs() const; // since when somebody holds something of it; 0: nobody does

    Parts m_parts;
    WatchContext &m_context;
    engine::IncidentPtr m_incident;
    std::vector<signals::Deploy> m_deploys; // before and during it, at its services
    Telling m_telling;
    Menu m_menu;
    SeverityMark *m_mark;
    widgets::PlainLabel *m_title, *m_id, *m_reasons, *m_hint, *m_onsetTitle, *m_onsetWords;
    widgets::Button *m_acknowledge, *m_silence, *m_escalate, *m_resolve, *m_runbook, *m_split;
    widgets::IconButton *m_more;
    FittingRow *m_deeds;
    QString m_learning; // who decides about severities
    FactStrip *m_facts;
    CausePanel *m_causes;
    widgets::OnsetLanes *m_lanes;
    SymptomReader *m_symptom;
    IncidentAlertsModel *m_rows;
    widgets::RowTable *m_table;
    ActivityModel *m_activityRows;
    widgets::RowTable *m_activity;
    NotificationsPanel *m_told;
    SimilarPanel *m_similar;
    ReviewPanel *m_review;
    CountTabs *m_tabs;
    QStackedWidget *m_tabPages;
    QWidget *m_body;
    QStackedWidget *m_pages; // what to do, or the incident
    QTimer m_tick;           // ages and the next escalation go on
    bool m_isActive = false;
};

} // namespace wf::ui
