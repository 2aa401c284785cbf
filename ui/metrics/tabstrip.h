// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace wf::ui {

// Tabs of queries: a click shows one, the cross or the middle button closes it, the plus opens another. Titles are
// outside text. Left and Right move, Delete closes.
class TabStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TabStrip(QWidget *parent = nullptr);
    void setTabs(const QStringList &titles, int current);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int count() const { return static_cast<int>(m_titles.size()); }
    [[nodiscard]] QSize sizeHint() const override { return {300, 32}; }

Q_SIGNALS:
    void chosen(int tab);
    void closeRequested(int tab);
    void nameRequested(); // of the current one: a double click, or F2
    void addRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect tabRect(int tab) const;
    [[nodiscard]] QRect crossRect(int tab) const;
    [[nodiscard]] QRect plusRect() const;
    [[nodiscard]] int tabAt(const QPoint &at) const; // -1: none
    [[nodiscard]] int widthOf(int tab) const;
    QStringList m_titles;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace wf::ui
