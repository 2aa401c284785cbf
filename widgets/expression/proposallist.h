// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <QWidget>

namespace wf::widgets {

struct Theme;

// The popup below the caret: proposals on the left, what the chosen one is on the right (mock metrics.png). Never takes
// the focus: the editor moves the choice.
class ProposalList final : public QWidget {
    Q_OBJECT
public:
    explicit ProposalList(QWidget *window);

    // Keeps the chosen proposal when it is still there.
    void setCompletion(const signals::Completion &completion);
    [[nodiscard]] const signals::Completion &completion() const { return m_completion; }
    [[nodiscard]] const signals::Proposal *chosen() const; // null when there is none
    void move(int rows);                                   // wraps around
    // Below `caret`, or above it where there is no room below. In coordinates of the window.
    void placeAt(const QRect &caret);
    static constexpr int mostRows = 10;

Q_SIGNALS:
    void taken(); // the chosen one was clicked
    void chosenChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void paintRow(QPainter &p, const QRect &row, const signals::Proposal &proposal, bool isChosen,
                  const Theme &theme) const;
    void paintDetail(QPainter &p, const QRect &area, const signals::Proposal &proposal, const Theme &theme) const;
    void choose(int index);
    [[nodiscard]] int rows() const;
    [[nodiscard]] int listWidth() const;
    signals::Completion m_completion;
    int m_chosen = 0;
    int m_first = 0;
};

} // namespace wf::widgets
