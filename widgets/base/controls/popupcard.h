// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wf::widgets {

// A raised, framed popup of a fixed width that stays on its screen and deletes itself. Closes by Escape or a click
// beside it.
class PopupCard : public QWidget {
    Q_OBJECT
public:
    PopupCard(int cardWidth, QWidget *parent);
    void popupAt(QPoint globalAt);
    void popupBelow(const QWidget *anchor); // right edges together
    // Of a text that takes the whole width.
    [[nodiscard]] int textWidth() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_cardWidth;
};

} // namespace wf::widgets
