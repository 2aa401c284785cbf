// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/board/boardcard.h"

#include <QWidget>

namespace wf::ui {

// The panels of one row where the dashboard puts them: 24 columns, heights of 30 px and a gap. A click on its title
// folds it; a folded row has no cards until it is opened.
class BoardGrid final : public QWidget {
    Q_OBJECT
public:
    BoardGrid(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard,
              BoardSurroundings around, QWidget *parent = nullptr);
    [[nodiscard]] const std::vector<BoardCard *> &cards() const { return m_cards; }
    [[nodiscard]] const QString &title() const { return m_section.title; }
    [[nodiscard]] bool isOpen() const { return !m_section.collapsed; }
    void setOpen(bool open);

Q_SIGNALS:
    void changed(); // opened or closed
    void settledChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeCards();
    void arrange();
    engine::BoardSection m_section;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    BoardSurroundings m_around;
    QWidget *m_header = nullptr;
    std::vector<BoardCard *> m_cards;
};

} // namespace wf::ui
