// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/figures.h"

#include <QWidget>

namespace wf::widgets {

// Shares of a whole with a legend beside or below; negative and missing values have no slice. The arrows go from one to
// the next; what is linked is chosen by Enter or a click.
class PieView final : public QWidget {
    Q_OBJECT
public:
    explicit PieView(QWidget *parent = nullptr);
    void setTiles(std::vector<signals::Tile> tiles, bool isRing, bool legendRight);
    [[nodiscard]] const std::vector<double> &shares() const { return m_shares; } // of each tile, 0..1
    [[nodiscard]] int current() const { return m_current; }                      // -1: none
    [[nodiscard]] int tileAt(const QPointF &pos) const; // slice or line of the legend; -1: none

Q_SIGNALS:
    void tileChosen(int tile); // of linked ones only

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Parts {
        QRectF circle, legend;
        int first = 0, lines = 0; // of the legend: which tiles stand there
    };
    [[nodiscard]] qreal legendWidth() const; // of names and values in full
    [[nodiscard]] Parts parts() const;
    [[nodiscard]] QString valueOf(int tile) const;
    [[nodiscard]] QString wordsOf(int tile) const;
    void setCurrent(int tile);
    void describe();
    void paintSlices(QPainter &p, const Parts &parts) const;
    void paintLegend(QPainter &p, const Parts &parts) const;

    std::vector<signals::Tile> m_tiles;
    std::vector<double> m_shares;
    bool m_isRing = false;
    bool m_legendRight = true;
    int m_current = -1;
};

} // namespace wf::widgets
