// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/loglist/loglayout.h"
#include "widgets/loglist/logrowpainter.h"

#include <QAbstractScrollArea>

#include <memory>

namespace wf::widgets {

class ErrorMap;

// A million log lines, oldest first (DESIGN.md 8, Logs): only what is visible becomes text. While it stands at the end
// it follows; scrolled up, it keeps its place through every change. Lines open in place and show their fields. Keys: J
// K or arrows move (Shift selects), X and Shift+X next and previous error, Enter opens, W wraps, Ctrl+C copies.
class LogList : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LogList(QWidget *parent = nullptr);
    ~LogList() override;

    void setReader(LogReader reader);
    void setLines(signals::LogBuffer::Ptr lines, std::vector<signals::LogBreak> marks = {});
    [[nodiscard]] const signals::LogBuffer::Ptr &lines() const { return m_rows.buffer(); }
    void setSought(const QStringList &texts); // marked in the lines
    void setCrosshair(qint64 timeNs);         // 0 = none
    void setWaiting(qint64 newLines);         // "214 new lines"; 0 hides it
    void setWrap(bool wrap);
    [[nodiscard]] bool isWrapped() const { return m_wrap; }

    // Selects the line and shows it.
    void goTo(std::size_t line);
    void goToTime(qint64 timeNs);
    bool goToError(bool forward); // false: there is none
    void goToEnd();
    [[nodiscard]] bool isAtEnd() const { return m_follows; }
    [[nodiscard]] std::optional<std::size_t> currentLine() const;
    void setExpanded(std::optional<std::size_t> line);
    [[nodiscard]] std::optional<std::size_t> expandedLine() const { return m_layout.expanded(); }
    // Selected lines, oldest first: instant, level, service and the line as it was received.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] std::size_t firstVisibleLine() const;
    [[nodiscard]] int linesPrepared() const { return m_rows.prepared(); }
    [[nodiscard]] QRect rowRect(std::size_t line) const; // empty when not visible
    [[nodiscard]] QRect expansionRect() const;           // empty when not visible

Q_SIGNALS:
    void currentChanged(quint64 line);
    void followChanged(bool atEnd);
    void topReached();
    void crosshairMoved(qint64 timeNs);
    void wrapChanged(bool wrap);
    void traceRequested(const wf::signals::LogLine &line);
    void contextRequested(const wf::signals::LogLine &line);
    void filterRequested(const QString &name, const QString &value, bool isLabel, bool exclude);
    void visibleRangeChanged(wf::base::TimeRange range);
    void menuRequested(const QPoint &global); // over what is selected, the line under the pointer included

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Visible {
        std::size_t row = 0;
        LogLayout::Row what;
        QRect rect; // without the expansion
        QRect expansion;
    };
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int heightOf(std::size_t line);
    // The first row of a page that ends before row `end`.
    [[nodiscard]] std::size_t firstRowBefore(std::size_t end);
    void layoutAll();
    void layoutVisible();
    [[nodiscard]] const Visible *visibleAt(const QPoint &point) const;
    void select(std::size_t line, bool extend);
    void moveBy(qint64 lines, bool extend);
    void ensureVisible(std::size_t line);
    void act(const LogAction &action);
    void copySelection() const;
    void scrolled(bool byUser);
    [[nodiscard]] QRect noteRect() const;
    [[nodiscard]] bool isSelected(std::size_t line) const;
    void paintCrosshair(QPainter &p);
    void paintNote(QPainter &p);

    LogRows m_rows;
    LogLayout m_layout;
    std::vector<signals::LogBreak> m_marks;
    std::unique_ptr<LogRowPainter> m_painter;
    ErrorMap *m_map;
    std::vector<Visible> m_visible;
    LogExpansion m_expansion;
    std::optional<std::size_t> m_current, m_anchor; // of the selection
    qint64 m_crosshair = 0;
    qint64 m_waiting = 0;
    std::size_t m_hoveredRow = std::numeric_limits<std::size_t>::max();
    LogAction m_hoveredAction;
    int m_hoveredField = -1;
    bool m_wrap = false;
    bool m_follows = true;
    bool m_isLayingOut = false;
};

} // namespace wf::widgets
