// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"
#include "widgets/loglist/logrows.h"
#include "widgets/loglist/monotext.h"

#include <QPixmap>
#include <QRect>

class QPainter;

namespace wf::widgets {

// Where the columns of a row stand.
struct LogColumns {
    int chevron = 6, time = 0, level = 0, service = 0, message = 0;
    int serviceChars = 14;
};

// What can be pressed inside an expanded line.
struct LogAction {
    enum Kind { None, OpenTrace, Context, CopyLine, FilterFor, FilterOut, CopyValue };
    Kind kind = None;
    int field = -1;
    friend bool operator==(const LogAction &, const LogAction &) = default;
};

// An expanded line: its fields and where they are painted, relative to the top of the expansion.
struct LogExpansion {
    std::vector<LogReader::Field> fields; // capped
    int hidden = 0;                       // fields beyond the cap
    bool hasTrace = false;
    static constexpr std::size_t mostFields = 60;
    [[nodiscard]] int height(int rowHeight) const;
    [[nodiscard]] int fieldAt(int y, int rowHeight) const; // -1 = none
};

// Paints rows of the log list; keeps glyphs and pixmaps of the present theme.
class LogRowPainter {
public:
    struct State {
        bool isSelected = false, isCurrent = false, isHovered = false, isExpanded = false, hasFocus = false;
    };
    explicit LogRowPainter(const Theme &theme);

    [[nodiscard]] LogColumns columns() const;
    [[nodiscard]] int charsPerLine(int width) const; // of the message column when wrapped
    // Rows a message takes when wrapped.
    [[nodiscard]] int wrappedRows(const PreparedLine &line, int width) const;
    void paintLine(QPainter &p, const QRect &rect, int rowHeight, const PreparedLine &line, const State &state,
                   bool wrap);
    void paintMark(QPainter &p, const QRect &rect, const signals::LogBreak &mark);
    void paintExpansion(QPainter &p, const QRect &rect, int rowHeight, const LogExpansion &expansion, int hoveredField,
                        const LogAction &hovered);
    [[nodiscard]] LogAction actionAt(const QPoint &point, const QRect &rect, int rowHeight,
                                     const LogExpansion &expansion) const;

private:
    void paintMessage(QPainter &p, int x, qreal baseline, const PreparedLine &line, int from, int to,
                      const QColor &color);
    void paintLevel(QPainter &p, const QRect &row, const PreparedLine &line);
    void paintButton(QPainter &p, const QRect &rect, const QString &icon, const QString &text, bool hovered);
    struct Button {
        LogAction::Kind kind;
        QRect rect;
        QString icon, text;
    };
    [[nodiscard]] std::vector<Button> buttons(const QRect &rect, const LogExpansion &expansion) const;
    [[nodiscard]] QRect fieldIcon(const QRect &rect, int rowHeight, int field, int which) const;

    const Theme &m_theme;
    MonoText m_mono;
    QFont m_small;
};

} // namespace wf::widgets
