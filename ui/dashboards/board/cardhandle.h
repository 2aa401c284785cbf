// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wf::ui {

// Lies over a card while its dashboard is edited: the header moves it, the lower right corner sizes it, the keyboard
// does both (arrows; with Shift the size). The rest of the card stays usable.
class CardHandle final : public QWidget {
    Q_OBJECT
public:
    explicit CardHandle(QWidget *card);

    enum class Wish { Edit, Duplicate, Remove, Menu };

Q_SIGNALS:
    void dragged(QPoint by, bool resizes); // pixels since the press
    void dropped();
    void dragCancelled();
    void nudged(QPoint by, bool resizes); // columns and lines
    void wished(wf::ui::CardHandle::Wish wish, QPoint globalAt);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void cover();
    [[nodiscard]] QRect corner() const;
    void cancelDrag();

    QPoint m_pressed; // global
    bool m_isPressed = false, m_isDragging = false, m_resizes = false;
};

} // namespace wf::ui
