// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/screenwindow.h"

#include "ui/frame/bars/messagebar.h"
#include "ui/frame/bars/topbar.h"

#include <QBoxLayout>
#include <QCloseEvent>

namespace wf::ui {

ScreenWindow::ScreenWindow(Screen *screen, const QString &title, WatchContext &context)
    : QWidget(nullptr, Qt::Window), m_screen(screen), m_top(new TopBar(context)), m_messages(new MessageBar)
{
    setWindowTitle(title + QStringLiteral(" \u2013 Watchfloor"));
    setMinimumSize(720, 480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(screen, 1);
    column->addWidget(m_messages);
    screen->show();
}

void ScreenWindow::present()
{
    isMinimized() ? showNormal() : show();
    raise();
    activateWindow();
    if (m_screen)
        m_screen->setFocus(Qt::OtherFocusReason);
}

Screen *ScreenWindow::release()
{
    Screen *screen = m_screen;
    m_screen = nullptr;
    if (screen) {
        screen->setActive(false);
        layout()->removeWidget(screen);
        screen->setParent(nullptr);
    }
    return screen;
}

void ScreenWindow::wake()
{
    if (m_screen)
        m_screen->setActive(isVisible() && !isMinimized());
}

void ScreenWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    wake();
}

void ScreenWindow::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    wake();
}

void ScreenWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && isVisible())
        wake();
}

void ScreenWindow::closeEvent(QCloseEvent *event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

void ScreenWindow::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    Q_EMIT moved();
}

void ScreenWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    Q_EMIT moved();
}

} // namespace wf::ui
