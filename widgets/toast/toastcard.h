// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "widgets/base/theme.h"

#include <QWidget>

#include <vector>

namespace wf::widgets {

class Button;
class IconButton;
class PlainLabel;

// What a notice on the desktop says. Title and text are outside text.
struct ToastContent {
    QString source; // "Watchfloor, Halcyon production"
    QString time;   // "01:57 UTC"
    signals::Severity severity = signals::Severity::Unknown;
    QString title, text;
    std::vector<double> trend; // oldest first; NaN: a gap; empty: there is none
    double markAt = -1;        // 0 to 1: where in the trend something changed; below 0: nowhere
    QString trendName, trendNow;
    bool isCompact = false;      // without head and trend: a warning
    bool isActionable = true;    // somebody can take it
    QString acknowledgedBy = {}; // somebody has taken it
    friend bool operator==(const ToastContent &, const ToastContent &) = default;
};

// One notice, 396 wide (DESIGN.md 7): a window of its own that never takes the focus. Whoever makes it places it.
class ToastCard final : public QWidget {
    Q_OBJECT
public:
    static constexpr int cardWidth = 396;
    explicit ToastCard(QWidget *parent = nullptr);

    void setContent(const ToastContent &content);
    [[nodiscard]] const ToastContent &content() const { return m_content; }

Q_SIGNALS:
    void acknowledgeRequested();
    void openRequested();
    void snoozeRequested();
    void moreRequested(const QPoint &at); // on the screen
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    class Trend;
    void fit();

    ToastContent m_content;
    QWidget *m_head;
    PlainLabel *m_source;
    PlainLabel *m_time;
    PlainLabel *m_title;
    PlainLabel *m_titleTime;
    PlainLabel *m_text;
    Trend *m_trend;
    QWidget *m_trendLine;
    PlainLabel *m_trendName;
    PlainLabel *m_trendNow;
    QWidget *m_actions;
    Button *m_acknowledge;
    Button *m_open;
    Button *m_snooze;
    IconButton *m_close;
};

} // namespace wf::widgets
