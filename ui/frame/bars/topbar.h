// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/sourcestate.h"
#include "ui/base/watchcontext.h"

#include <QMap>
#include <QWidget>

class QMenu;

namespace wf::widgets {
class IconButton;
class PickButton;
} // namespace wf::widgets

namespace wf::ui {

class CommandField;
class TimePopup;

// Environment, time range, back / forward / zoom out, refresh interval, compare, command field, connection marks,
// clock. 42 high, controls 28. Knows the shared context and nothing of screens.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    TopBar(WatchContext &context, QWidget *parent = nullptr);

    // `color` frames the bar so that production looks different from a test bed; invalid = none.
    void setEnvironment(const QString &name, const QString &facts, const QColor &color);
    void setEnvironmentMenu(QMenu *menu);
    // The worst of all sources of a kind.
    void setConnection(signals::SourceKind kind, signals::Reachability reach, const QString &tip);
    void openTimePopup();
    // Shows the environment and the marks of another bar, as they are there.
    void follow(const TopBar &other);

Q_SIGNALS:
    void factsChanged(); // environment or marks
    void paletteRequested();
    void healthRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void leaveRoom();
    void showTime();
    void buildRefreshMenu();
    void buildCompareMenu();
    void showRefresh();
    void showCompare();
    [[nodiscard]] QRect marksRect() const;
    [[nodiscard]] double marksWidth(bool words) const;

    struct Mark {
        signals::Reachability reach = signals::Reachability::Unknown;
        QString tip;
    };
    WatchContext &m_context;
    widgets::PickButton *m_environment;
    widgets::PickButton *m_time;
    widgets::PickButton *m_refresh;
    widgets::PickButton *m_compare;
    CommandField *m_command;
    TimePopup *m_popup;
    QMap<signals::SourceKind, Mark> m_marks;
    QColor m_frame;
};

} // namespace wf::ui
