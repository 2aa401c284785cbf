// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QGlyphRun>
#include <QRawFont>
#include <QString>

#include <array>

class QPainter;

namespace wf::widgets {

// Text of a font whose glyphs are all equally wide, painted without shaping: a column per character. What is not ASCII
// goes the ordinary way.
class MonoText {
public:
    explicit MonoText(const QFont &font);
    [[nodiscard]] qreal advance() const { return m_advance; }
    [[nodiscard]] qreal ascent() const { return m_ascent; }
    [[nodiscard]] qreal descent() const { return m_descent; }
    // Baseline of text centred in a row.
    [[nodiscard]] qreal baseline(qreal top, qreal height) const;
    // Paints with the pen of the painter; returns the width.
    qreal draw(QPainter &painter, qreal x, qreal baseline, QStringView text);

private:
    QFont m_font;
    QRawFont m_raw;
    std::array<quint32, 128> m_glyphs{};
    qreal m_advance = 0, m_ascent = 0, m_descent = 0;
    QGlyphRun m_run;
    QList<quint32> m_indexes;
    QList<QPointF> m_positions;
};

} // namespace wf::widgets
