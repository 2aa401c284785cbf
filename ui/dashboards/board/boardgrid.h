// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/board/card/boardcard.h"
#include "ui/dashboards/board/cardhandle.h"

namespace wf::ui {

class RowHeader;

// The panels of one row where the dashboard puts them: 24 columns, heights of 30 px and a gap. A click on its title
// folds it; a folded row has no cards until it is opened. While it is edited, cards are dragged and the others make
// room at once; what is dropped is said, and shown anew by who holds the draft.
class BoardGrid final : public QWidget {
    Q_OBJECT
public:
    BoardGrid(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard,
              BoardSurroundings around, QWidget *parent = nullptr);
    [[nodiscard]] const std::vector<BoardCard *> &cards() const { return m_cards; }
    [[nodiscard]] const engine::BoardSection &section() const { return m_section; }
    [[nodiscard]] bool isOpen() const { return !m_section.collapsed; }
    void setOpen(bool open);
    void setEditing(bool editing);
    // One card fills the width and this height, everything else is gone; null: all is as the dashboard has it.
    void setMaximised(const BoardCard *card, int height);
    // The same row with other panels or places: cards of panels that did not change but for their place stay, so that
    // nothing is asked again.
    void setSection(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard);
    [[nodiscard]] QWidgetList tabOrder() const; // its title, then its cards as one reads

Q_SIGNALS:
    void exportAsked(int panel); // its identifier
    void maximiseAsked(wf::ui::BoardCard *card);
    void boardAsked(const QString &path); // to be opened
    void opened();                        // or folded, by a click on its title
    void changed();                       // opened or closed, or another height
    void settledChanged();
    void answered(const QString &key, bool hasData); // of a panel whose condition asks for it
    // While editing. `id` is the panel's.
    void placed(int id, const wf::signals::GridPlace &to);
    void wished(int id, wf::ui::CardHandle::Wish wish, QPoint globalAt);
    void rowMenuAsked(int row, QPoint globalAt);
    void dragMoved(QPoint globalAt); // whoever scrolls

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeHeader();
    void makeCards();
    BoardCard *makeCard(const engine::PlacedPanel &placed);
    void hold(BoardCard *card); // puts a handle on it
    void arrange();
    void drag(BoardCard *card, QPoint by, bool resizes);
    void drop(BoardCard *card);
    void endDrag();
    [[nodiscard]] QRect rectOf(const signals::GridPlace &at) const;
    [[nodiscard]] std::vector<signals::GridPlace> places() const;

    engine::BoardSection m_section;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    BoardSurroundings m_around;
    RowHeader *m_header = nullptr;
    std::vector<BoardCard *> m_cards;
    bool m_isEditing = false;
    const BoardCard *m_maximised = nullptr; // one of the cards
    int m_maximisedHeight = 0;
    BoardCard *m_dragged = nullptr;
    QRect m_from;                            // of the dragged card, before
    signals::GridPlace m_to;                 // where it would go
    std::vector<signals::GridPlace> m_shown; // while dragging
};

} // namespace wf::ui
