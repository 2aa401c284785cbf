// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/deeds/incidentdeeds.h"
#include "ui/incidents/folded/incidentdetail.h"

#include <QWidget>

class QSplitter;

namespace wf::widgets {
class FilterEdit;
class Panel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

// The tree of incidents and their alerts, and beside it the incident that is selected.
class IncidentBoard final : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &keeper;
        const engine::ServiceCatalog &services;
        engine::AckDesk &desk;
        IncidentDetail::Parts detail;
    };
    IncidentBoard(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~IncidentBoard() override;

    void setTelling(const Telling &telling);
    void setMenu(const IncidentDetail::Menu &menu) { m_detail->setMenu(menu); }
    void setActive(bool active);
    // The firing alerts of what is selected: of the selected incidents, or those chosen in the one that is shown.
    [[nodiscard]] std::vector<engine::WatchedAlert> selectedAlerts() const;
    // The incidents that are selected, or of which alerts are; by number.
    [[nodiscard]] IncidentDeeds::Incidents selectedIncidents() const;
    bool showIncident(qint64 number);
    [[nodiscard]] qint64 currentIncident() const; // 0: none is shown
    [[nodiscard]] IncidentDetail &detail() const { return *m_detail; }
    [[nodiscard]] IncidentDeeds &deeds() const { return *m_deeds; }
    // "Is this right?" about the current suspect.
    void answerCause(bool isRight);
    // Takes the chosen alerts out of the incident; joins the selected incidents into the oldest of them.
    void split();
    void merge();
    // "Never join these", "always": of the selected incidents, else of the selected alerts; what is there stays.
    void teach(bool together);
    void focusFilter();
    // Moving keys that nobody else took go to the list.
    [[nodiscard]] bool take(QKeyEvent *event);

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void alertChosen(quint64 key); // to be shown with all that is known of it
    void settledChanged();
    void askAgainRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void connectAll();
    void refresh();
    void listAll();
    void followWhatMoved();
    void fillState();
    void showUnknown();
    void onSelection();
    void onActivated(quint64 key);
    void toggle(quint64 key);
    void chooseTheWorst();
    void showCurrent();
    [[nodiscard]] const IncidentRow *rowOf(quint64 key) const;
    void tellSelection(const engine::Incident &incident);
    [[nodiscard]] std::vector<std::vector<engine::AlertKindName>> selectedKinds() const;
    void tellDone(const base::Result<engine::IncidentUndo> &done, const QString &text);
    void tellDone(std::vector<engine::IncidentUndo> done, const QString &text);

    engine::IncidentKeeper &m_keeper;
    const engine::AlertWatch &m_alerts;
    const engine::ServiceCatalog &m_services;
    const engine::AckDesk &m_desk;
    WatchContext &m_context;
    IncidentRowsModel *m_rows;
    QHash<quint64, int> m_places; // of rows, by key
    QSet<qint64> m_opened;        // incidents whose alerts are listed
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    widgets::FilterEdit *m_filter;
    IncidentDetail *m_detail;
    IncidentDeeds *m_deeds;
    QSplitter *m_split;
    qint64 m_wanted = 0;
    bool m_isActive = false;
    bool m_isChosen = false;
};

} // namespace wf::ui
