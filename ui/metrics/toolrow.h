// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace wf::ui {

// Tools side by side. Of those whose deed has a key too, the last goes first where there is no room for all.
class ToolRow final : public QWidget {
    Q_OBJECT
public:
    explicit ToolRow(QWidget *parent = nullptr);
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }
    void setSpare(std::vector<QWidget *> spare) { m_spare = std::move(spare); }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    [[nodiscard]] int neededWithout(std::size_t hidden) const;
    QHBoxLayout *m_row;
    std::vector<QWidget *> m_spare; // least needed last
};

} // namespace wf::ui
