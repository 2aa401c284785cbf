// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/logs/logsearch.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

class QStackedWidget;

namespace wf::widgets {
class Button;
class ChartView;
class LogList;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class LogBar;
class PatternsTable;
class QueryRow;

// Finding and following log lines (mock logs.png): question, volume by level, lines.
class LogsPage final : public Screen {
    Q_OBJECT
public:
    LogsPage(engine::LogSearch &search, WatchContext &context, QWidget *parent = nullptr);
    ~LogsPage() override;

    [[nodiscard]] QString key() const override { return QStringLiteral("logs"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void connectAll();
    void connectContext();
    void buildActions();
    void ask();
    void showAnswer();
    void showVolume();
    void showStatus();
    void showState();
    void jump();
    void jumpTo(qint64 timeNs);
    void selectLine(quint64 line);
    void setLive(bool live);
    void togglePause();
    void showView(int view);
    void showContext(const signals::LogLine &line);
    void leaveContext();
    void openLineMenu(const QPoint &global);
    void attachLines(); // that are selected
    void attachVolume();
    [[nodiscard]] signals::Subject volumeSubject() const; // all lines of the question, whatever their level
    [[nodiscard]] QString askedService() const;           // empty: none, or several
    [[nodiscard]] signals::Subject patternSubject(const signals::LogPattern &pattern) const;
    void openPatternMenu(const QPoint &global);

    engine::LogSearch &m_search;
    WatchContext &m_context;
    bool m_isActive = false;
    bool m_hasAsked = false;
    bool m_wantsLive = false;
    bool m_isShowing = false; // changes of the selection are ours
    qint64 m_jumpNs = 0;      // go there once the lines have come
    int m_jumpRounds = 0;
    signals::LogBuffer::Ptr m_contextLines; // null = the result is shown
    qint64 m_contextNs = 0;
    async::Request m_labelRequest, m_contextRequest, m_patternRequest;
    QList<QAction *> m_actions;
    QAction *m_attach = nullptr;
    QueryRow *m_query;
    widgets::ChartView *m_chart;
    widgets::Panel *m_volumePanel, *m_listPanel;
    LogBar *m_bar;
    widgets::LogList *m_list;
    PatternsTable *m_patterns;
    QStackedWidget *m_stack;
    widgets::PlainLabel *m_status, *m_trouble;
    widgets::Button *m_older;
};

} // namespace wf::ui
