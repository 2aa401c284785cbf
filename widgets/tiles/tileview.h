// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/figures.h"

#include <QWidget>

namespace wf::widgets {

// Values as tiles: large figures, arcs or bars; as many beside each other as the room allows. The whole is read out as
// its accessible description. Tiles that are linked lead somewhere: by a click, or by the arrows and Enter.
class TileView final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Figure, Arc, Bar };
    enum class Paint { None, Value, Ground };   // what the colour of a tile paints
    enum class Bars { Plain, Gradient, Cells }; // Gradient and cells go along the thresholds or the scheme
    struct Look {
        Kind kind = Kind::Figure;
        Paint paint = Paint::Value;
        bool showsNames = true; // of a single tile, too
        bool showsValues = true;
        bool upright = false; // bars stand
        Bars bars = Bars::Plain;
        int nameSize = 0, valueSize = 0; // pixels; 0: as the room is
    };
    explicit TileView(QWidget *parent = nullptr);
    void setTiles(std::vector<signals::Tile> tiles, Look look);
    [[nodiscard]] const std::vector<signals::Tile> &tiles() const { return m_tiles; }
    // Where the tiles stand; for tests.
    [[nodiscard]] std::vector<QRectF> places() const;

Q_SIGNALS:
    void tileChosen(int tile); // of linked ones only

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintFigure(QPainter &p, const QRectF &where, const signals::Tile &tile) const;
    void paintArc(QPainter &p, const QRectF &where, const signals::Tile &tile) const;
    [[nodiscard]] QColor colorAt(const signals::Tile &tile, double fraction) const;
    void paintFilling(QPainter &p, const QRectF &bar, const signals::Tile &tile) const;
    void paintBar(QPainter &p, const QRectF &where, const signals::Tile &tile) const;
    void paintWords(QPainter &p, const QRectF &where, const signals::Tile &tile, const QColor &color,
                    const QColor &quiet) const;
    struct Words {
        bool showsValues = true;
        int everyName = 1;
    };
    [[nodiscard]] Words wordsFor(qreal width) const; // of standing bars
    [[nodiscard]] int linkedAt(QPointF at) const;    // -1: none

    std::vector<signals::Tile> m_tiles;
    Look m_look;
    int m_current = -1; // that the keys are at
    Words m_words;      // of the last paint
};

} // namespace wf::widgets
