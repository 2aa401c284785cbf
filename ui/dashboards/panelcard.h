// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panelreader.h"
#include "ui/base/watchcontext.h"
#include "ui/dashboards/panelview.h"
#include "widgets/base/controls/panel.h"

class QToolButton;

namespace wf::widgets {
class ChartView;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// What the panels of one page share.
struct PanelSurroundings {
    engine::PanelReader &reader;
    widgets::SeriesColors &colors;
    WatchContext &context;
};

// One panel of a dashboard: its states, its chart, its question. Asks only while it can be seen.
class PanelCard final : public widgets::Panel {
    Q_OBJECT
public:
    PanelCard(signals::PanelSpec spec, const QString &service, PanelSurroundings around, QWidget *parent = nullptr);
    ~PanelCard() override;

    [[nodiscard]] const signals::PanelSpec &spec() const { return m_spec; }
    [[nodiscard]] const engine::PanelAnswer &answer() const { return m_answer; }
    [[nodiscard]] widgets::ChartView *chart() const { return m_chart; }
    void setMarks(const PanelMarks &marks);
    void setExemplars(bool wanted);
    // Something changed: ask as soon as the panel can be seen.
    void markOld();
    // Asks when it is old and on the screen; gives up an unfinished question when it is not.
    void look(bool onScreen);
    void stop();
    [[nodiscard]] bool isSettled() const { return !m_old && !m_request.isActive(); }

Q_SIGNALS:
    void maximiseRequested();
    void settledChanged();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectChart();
    void ask();
    void take(const engine::PanelAnswer &answer);
    [[nodiscard]] bool keepsOld(const engine::PanelAnswer &answer) const;
    void paintAnswer();
    [[nodiscard]] base::TimeRange shownRange() const;
    void showDetails();
    [[nodiscard]] signals::Subject subjectOf(const widgets::ChartSeries &line) const;
    void selectPoint(const QString &seriesKey, qint64 timeNs);
    void clickMark(int index);
    void attach(); // to an incident

    signals::PanelSpec m_spec;
    QString m_service;
    PanelSurroundings m_around;
    PanelMarks m_marks;
    widgets::ChartView *m_chart = nullptr; // null in panels of labels
    widgets::PlainLabel *m_labels = nullptr;
    QWidget *m_tools = nullptr;
    engine::PanelAnswer m_answer;
    bool m_exemplars = false;
    bool m_old = true;
    quint64 m_serial = 0; // of the question
    async::Request m_request;
};

} // namespace wf::ui
