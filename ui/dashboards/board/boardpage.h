// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/boardvariables.h"
#include "ui/dashboards/board/boardcard.h"

#include <QWidget>

class QHBoxLayout;
class QScrollArea;
class QTimer;
class QVBoxLayout;

namespace wf::widgets {
class PickButton;
}

namespace wf::ui {

class BoardGrid;

// An imported dashboard: its variables above, its rows of panels below. Panels that are not on the screen ask nothing.
class BoardPage final : public QWidget {
    Q_OBJECT
public:
    BoardPage(BoardSurroundings around, const sources::SourceSet &sources, QWidget *parent = nullptr);
    ~BoardPage() override;

    void open(const QString &path); // read off the GUI thread
    [[nodiscard]] const std::shared_ptr<const signals::Dashboard> &dashboard() const { return m_variables.dashboard(); }
    [[nodiscard]] QString facts() const; // "Imported, 31 panels"
    void setActive(bool active);
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] std::vector<BoardCard *> cards() const;

Q_SIGNALS:
    void opened();
    void settledChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void take(base::Result<signals::Dashboard> read);
    void rebuild();
    void rebuildBar();
    void markAllOld();
    void look();

    BoardSurroundings m_around;
    engine::BoardVariables m_variables;
    widgets::Panel *m_state = nullptr;
    QWidget *m_bar = nullptr;
    QHBoxLayout *m_picks = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_column = nullptr;
    QTimer *m_lookTimer = nullptr;
    std::vector<BoardGrid *> m_grids;
    int m_left = 0; // panels beyond the most
    bool m_active = false;
    bool m_loading = false;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui
