// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "ui/anomalies/anomalycolumns.h"
#include "ui/base/firstrow.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

class QBoxLayout;

namespace wf::widgets {
class Panel;
class PickButton;
class PlainLabel;
class ScoreLanes;
} // namespace wf::widgets

namespace wf::ui {

class AnomalyDetail;
class LearningBar;
class FlatTable;

// What is unusual now and was lately: scores by service, the anomalies, and of the selected one its band, its votes and
// what operators said. R real, X not an anomaly, E expected weekly, U takes the last word back, P pauses learning.
class AnomaliesPage final : public Screen {
    Q_OBJECT
public:
    struct Parts {
        engine::AnomalyKeeper &keeper;
        engine::ServiceCatalog &services;
        engine::IncidentKeeper *incidents = nullptr; // null: none are shown
        QString actor{};
    };
    AnomaliesPage(Parts parts, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("anomalies"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] Badge badge() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }

private:
    void buildHead(QBoxLayout &column);
    void buildTable();
    void buildActions();
    [[nodiscard]] signals::Subject shownSeries() const; // as PromQL; None: nothing is selected
    void fill();
    void fillFacts(const engine::AnomaliesSnapshot &snapshot);
    void fillLanes(const engine::AnomaliesSnapshot &snapshot);
    bool fillNothing(const engine::AnomaliesSnapshot &snapshot);
    void pickLeast();
    [[nodiscard]] QString incidentOf(const engine::AnomalyRun &run) const;
    [[nodiscard]] const AnomalyRow *current() const;
    void showDetail();
    void nameVoters(bool areSeen); // in the order of their squares, while those are
    void say(analysis::FeedbackKind kind);
    void undo();
    void rollBack();
    void togglePause();

    Parts m_parts;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts = nullptr;
    widgets::PlainLabel *m_learned = nullptr; // when
    QWidget *m_below = nullptr;               // what cannot be known yet, and the bar of learning
    widgets::PickButton *m_least = nullptr;
    signals::Severity m_atLeast = signals::Severity::Unknown;
    widgets::ScoreLanes *m_lanes = nullptr;
    widgets::Panel *m_lanesPanel = nullptr;
    FlatTable *m_table = nullptr;
    items::RowsModel<AnomalyRow, quint64> *m_rows = nullptr;
    widgets::Panel *m_tablePanel = nullptr;
    widgets::PlainLabel *m_voters = nullptr;  // whose the squares are
    widgets::PlainLabel *m_unknown = nullptr; // what cannot be known yet
    LearningBar *m_learning = nullptr;
    AnomalyDetail *m_detail = nullptr;
    QList<QAction *> m_actions;
    FirstRow m_firstRow;
    bool m_active = false;
};

} // namespace wf::ui
