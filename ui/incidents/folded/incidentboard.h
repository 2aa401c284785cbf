// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/story/storyteller.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/folded/incidentrows.h"

#include <QWidget>

class QSplitter;

namespace wf::widgets {
class Panel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

class IncidentDetail;

// The list of incidents, and beside it the one that is selected.
class IncidentBoard final : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &keeper;
        const engine::AlertWatch &alerts;
        const engine::ServiceCatalog &services;
        const engine::AckDesk &desk;
        engine::CauseDesk &causes;
        engine::Storyteller &story;
    };
    IncidentBoard(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~IncidentBoard() override;

    void setActive(bool active);
    // The firing alerts of what is selected: of the selected incidents, or those chosen in the one that is shown.
    [[nodiscard]] std::vector<engine::WatchedAlert> selectedAlerts() const;
    bool showIncident(qint64 number);
    [[nodiscard]] qint64 currentIncident() const; // 0: none is shown
    // "Is this right?" about the current suspect.
    void answerCause(bool isRight);
    // What the selected incidents were in the end; nothing takes it back.
    void settle(std::optional<engine::OutcomeKind> outcome);
    // Takes the chosen alerts out of the incident; joins the selected incidents into the oldest of them.
    void split();
    void merge();

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void assignRequested();
    void alertChosen(quint64 key); // to be shown with all that is known of it

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void fillState();
    void onSelection();
    void chooseTheWorst();
    void showCurrent();
    void tellSelection(const engine::Incident &incident);
    void settleOne(qint64 incident, const std::optional<engine::IncidentOutcome> &outcome, const QString &text);
    void tellDone(const base::Result<engine::IncidentUndo> &done, const QString &text);

    engine::IncidentKeeper &m_keeper;
    const engine::AlertWatch &m_alerts;
    const engine::ServiceCatalog &m_services;
    const engine::AckDesk &m_desk;
    WatchContext &m_context;
    IncidentRowsModel *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    IncidentDetail *m_detail;
    QSplitter *m_split;
    qint64 m_wanted = 0;
    bool m_isActive = false;
    bool m_isChosen = false;
};

} // namespace wf::ui
