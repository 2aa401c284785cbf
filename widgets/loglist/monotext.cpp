// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/monotext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

MonoText::MonoText(const QFont &font) : m_font(font), m_raw(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_advance = metrics.horizontalAdvance(u'0');
    m_ascent = metrics.ascent();
    m_descent = metrics.descent();
    QString ascii;
    for (char16_t c = 0x20; c < 0x7f; ++c)
        ascii += QChar(c);
    const auto glyphs = m_raw.glyphIndexesForString(ascii);
    if (glyphs.size() == ascii.size())
        for (qsizetype i = 0; i < glyphs.size(); ++i)
            m_glyphs.at(static_cast<std::size_t>(i) + 0x20) = glyphs[i];
    m_run.setRawFont(m_raw);
}

qreal MonoText::baseline(qreal top, qreal height) const
{
    return std::round(top + (height - m_ascent - m_descent) / 2 + m_ascent);
}

qreal MonoText::draw(QPainter &painter, qreal x, qreal baseline, QStringView text)
{
    const bool simple =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    if (!simple || m_glyphs['a'] == 0) {
        painter.setFont(m_font);
        painter.drawText(QPointF(x, baseline), text.toString());
        return static_cast<qreal>(text.size()) * m_advance;
    }
    m_indexes.clear();
    m_positions.clear();
    qreal at = 0;
    for (const QChar c : text) {
        if (c != u' ') {
            m_indexes.append(m_glyphs[c.unicode()]);
            m_positions.append(QPointF(at, 0));
        }
        at += m_advance;
    }
    if (!m_indexes.isEmpty()) {
        m_run.setGlyphIndexes(m_indexes);
        m_run.setPositions(m_positions);
        painter.drawGlyphRun(QPointF(x, baseline), m_run);
    }
    return at;
}

} // namespace wf::widgets
