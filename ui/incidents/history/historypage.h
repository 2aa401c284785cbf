// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/history/historydesk.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/history/historyrows.h"

#include <QWidget>

class QStackedWidget;

namespace wf::widgets {
class Panel;
class PlainLabel;
class RowTable;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class CalendarHeat;
class FactStrip;

// The past: how often and how fast somebody came, a calendar, and below it the alerts of a day, the incidents, the
// means by week and service, or the rules with advice. What could not be asked is said.
class HistoryPage final : public QWidget {
    Q_OBJECT
public:
    HistoryPage(engine::HistoryDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    ~HistoryPage() override;
    // Reads when it is looked at.
    void setActive(bool active);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void refresh();
    void fill();
    void fillFacts();
    void fillAlerts();
    [[nodiscard]] QString listedWords(const QString &which, std::size_t listed, std::size_t fitting) const;

    engine::HistoryDesk &m_desk;
    WatchContext &m_context;
    engine::HistoryPtr m_shown;
    QDate m_day; // invalid: all of them
    FactStrip *m_facts;
    CalendarHeat *m_calendar;
    widgets::Segmented *m_days, *m_which;
    widgets::PlainLabel *m_what;
    PastAlertsModel *m_alertRows;
    PastIncidentsModel *m_incidentRows;
    WeeksModel *m_weekRows;
    RuleHistoryModel *m_ruleRows;
    widgets::RowTable *m_alerts, *m_incidents, *m_weeks, *m_rules;
    QStackedWidget *m_pages;
    widgets::Panel *m_panel;
    bool m_isActive = false;
};

} // namespace wf::ui
