// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/messagebar.h"
#include "ui/frame/mainwindow.h"
#include "ui/frame/rail.h"
#include "ui/frame/screenwindows.h"

#include <QGuiApplication>
#include <QHideEvent>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

// How screens leave for windows of their own and come back, and how all windows stand on the monitors there are.
namespace wf::ui {

namespace {
constexpr int layoutVersion = 1;
constexpr int keepAfterMs = 1000, restoreAfterMs = 1500;
} // namespace

void MainWindow::followWindows()
{
    m_keepTimer->setSingleShot(true);
    m_keepTimer->setInterval(keepAfterMs);
    connect(m_keepTimer, &QTimer::timeout, this, &MainWindow::keepLayout);
    m_restoreTimer->setSingleShot(true);
    m_restoreTimer->setInterval(restoreAfterMs);
    connect(m_restoreTimer, &QTimer::timeout, this, &MainWindow::restoreLayout);
    // What the desktop does to the windows when a monitor goes is not how the operator wants them.
    connect(qGuiApp, &QGuiApplication::screenAdded, m_restoreTimer, qOverload<>(&QTimer::start));
    connect(qGuiApp, &QGuiApplication::screenRemoved, m_restoreTimer, qOverload<>(&QTimer::start));
    connect(m_windows, &ScreenWindows::cameBack, this, &MainWindow::takeBack);
    connect(m_windows, &ScreenWindows::changed, m_keepTimer, qOverload<>(&QTimer::start));
    connect(m_windows, &ScreenWindows::paletteRequested, this, &MainWindow::showPalette);
    connect(m_windows, &ScreenWindows::healthRequested, this, [this] { goTo(QStringLiteral("health")); });
}

const ScreenEntry *MainWindow::entryOf(const QString &key) const
{
    for (const auto &entry : m_screens)
        if (entry.screen->key() == key)
            return &entry;
    return nullptr;
}

void MainWindow::moveOut(const QString &key)
{
    const ScreenEntry *entry = entryOf(key);
    if (!entry || m_windows->of(key))
        return;
    if (entry->screen == m_current) {
        const auto stays = std::ranges::find_if(m_screens, [this, entry](const ScreenEntry &other) {
            return other.screen != entry->screen && !m_windows->of(other.screen->key());
        });
        if (stays == m_screens.end())
            return;
        goTo(stays->screen->key());
    }
    m_stack->removeWidget(entry->screen);
    m_rail->setAway(key, true);
    auto &window = m_windows->open(entry->screen, entry->title, actions());
    if (isVisible())
        window.present();
}

void MainWindow::bringBack(const QString &key)
{
    m_windows->bringBack(key);
    goTo(key);
    activateWindow();
}

void MainWindow::takeBack(Screen *screen)
{
    m_stack->addWidget(screen);
    m_rail->setAway(screen->key(), false);
}

Screen *MainWindow::screenInFront() const
{
    const auto *own = m_windows->active();
    return own ? own->screen() : m_current;
}

// Where the operator is looking.
void MainWindow::sayInFront(const WatchContext::Message &message)
{
    const auto *own = m_windows->active();
    (own ? own->messages() : *m_messages).say(message);
}

void MainWindow::keepLayout()
{
    if (m_layouts.save && !m_restoreTimer->isActive())
        m_layouts.save(monitorSet(),
                       WindowLayout{saveGeometry(), saveState(layoutVersion), m_windows->layout()}.toBytes());
}

void MainWindow::restoreLayout()
{
    const auto saved = WindowLayout::fromBytes(m_layouts.load ? m_layouts.load(monitorSet()) : QByteArray());
    if (!saved)
        return;
    restoreGeometry(saved->geometry);
    restoreState(saved->state, layoutVersion);
    for (const auto &away : m_windows->layout())
        if (std::ranges::find(saved->own, away.screen, &WindowLayout::Own::screen) == saved->own.end())
            m_windows->bringBack(away.screen);
    for (const auto &one : saved->own) {
        moveOut(one.screen);
        if (auto *window = m_windows->of(one.screen))
            window->restoreGeometry(one.geometry);
    }
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    if (!event->spontaneous()) // not when it is minimised
        m_windows->setVisible(false);
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    m_keepTimer->start();
}

} // namespace wf::ui
