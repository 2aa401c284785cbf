// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;
class QHBoxLayout;

namespace wf::widgets {
class IconButton;
}

namespace wf::ui {

// Tools side by side. Where there is no room for all, the spare ones go into a menu, the last of them first.
class ToolRow final : public QWidget {
    Q_OBJECT
public:
    explicit ToolRow(QWidget *parent = nullptr);
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }
    // Of those in the row; the button of the menu stands after them.
    void setSpare(std::vector<QAbstractButton *> spare);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    [[nodiscard]] int neededWithout(std::size_t hidden) const;
    QHBoxLayout *m_row;
    void showMenu();
    std::vector<QAbstractButton *> m_spare; // least needed last
    widgets::IconButton *m_more = nullptr;
};

} // namespace wf::ui
