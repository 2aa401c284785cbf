// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"

#include <QFont>
#include <QHash>
#include <QModelIndex>
#include <QRectF>
#include <QStaticText>

class QPainter;

namespace wf::widgets {

// Paints rows of any model that answers the cell roles. Laid-out texts are kept, for the same words come again and
// again.
class RowPainter {
public:
    struct Column {
        int left = 0;
        int width = 0;
        int kind = 0; // CellKind
        int section = 0;
        bool lead = false;  // in the main colour
        bool right = false; // words end at the right edge
    };
    struct State {
        bool selected = false;
        bool current = false;
        bool hovered = false;
        bool focused = false; // the table has the focus
    };
    void paintRow(QPainter &p, const QAbstractItemModel &model, int row, const QRectF &rect,
                  const std::vector<Column> &columns, State state, const Theme &theme);
    // Forgets all texts and fonts; call when theme, fonts or widths change.
    void clear();
    [[nodiscard]] static int padding() { return 8; }

private:
    struct Key {
        QString text;
        int role = 0;
        int width = 0;
        bool middle = false;
        friend bool operator==(const Key &, const Key &) = default;
        friend std::size_t qHash(const Key &k, std::size_t seed = 0)
        {
            return qHashMulti(seed, k.text, k.role, k.width, k.middle);
        }
    };
    void paintGroup(QPainter &p, const QModelIndex &index, const QRectF &rect, const Theme &theme);
    void paintCell(QPainter &p, const QModelIndex &index, const QRectF &cell, const Column &column, bool dimmed,
                   const Theme &theme);
    void paintText(QPainter &p, const QRectF &rect, const QString &text, TextRole role, const QColor &color,
                   const Theme &theme, bool right = false, bool middle = false);
    const QFont &fontOf(TextRole role, const Theme &theme);
    const QStaticText &laidOut(const QString &text, TextRole role, int width, bool middle, const Theme &theme);

    QHash<Key, QStaticText> m_texts;
    QHash<int, QFont> m_fonts; // by role
};

} // namespace wf::widgets
