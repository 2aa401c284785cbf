// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/screenwindows.h"

#include "ui/frame/bars/topbar.h"

#include <algorithm>

namespace wf::ui {

ScreenWindows::ScreenWindows(WatchContext &context, const TopBar &like, QObject *parent)
    : QObject(parent), m_context(context), m_like(like)
{
}

ScreenWindows::~ScreenWindows() = default;

ScreenWindow &ScreenWindows::open(Screen *screen, const QString &title, const QList<QAction *> &shared)
{
    auto &window = *m_windows.emplace_back(std::make_unique<ScreenWindow>(screen, title, m_context));
    window.addActions(shared);
    window.topBar().follow(m_like);
    connect(&window, &ScreenWindow::moved, this, &ScreenWindows::changed);
    connect(&window, &ScreenWindow::closed, this, [this, key = screen->key()] { bringBack(key); });
    connect(&window.topBar(), &TopBar::paletteRequested, this, &ScreenWindows::paletteRequested);
    connect(&window.topBar(), &TopBar::healthRequested, this, &ScreenWindows::healthRequested);
    window.resize(std::max(960, screen->sizeHint().width()), 720);
    if (m_isVisible)
        window.show();
    Q_EMIT changed();
    return window;
}

ScreenWindow *ScreenWindows::of(const QString &key) const
{
    const auto found = std::ranges::find_if(
        m_windows, [&key](const auto &one) { return one->screen() && one->screen()->key() == key; });
    return found == m_windows.end() ? nullptr : found->get();
}

ScreenWindow *ScreenWindows::active() const
{
    const auto found = std::ranges::find_if(m_windows, [](const auto &one) { return one->isActiveWindow(); });
    return found == m_windows.end() ? nullptr : found->get();
}

void ScreenWindows::bringBack(const QString &key)
{
    const auto found = std::ranges::find_if(
        m_windows, [&key](const auto &one) { return one->screen() && one->screen()->key() == key; });
    if (found == m_windows.end())
        return;
    Screen *screen = (*found)->release();
    (*found)->hide();
    found->release()->deleteLater(); // it may be what tells of its closing
    m_windows.erase(found);
    Q_EMIT cameBack(screen);
    Q_EMIT changed();
}

void ScreenWindows::setVisible(bool visible)
{
    m_isVisible = visible;
    for (const auto &one : m_windows)
        one->setVisible(visible);
}

std::vector<WindowLayout::Own> ScreenWindows::layout() const
{
    std::vector<WindowLayout::Own> out;
    for (const auto &one : m_windows)
        out.push_back({one->screen()->key(), one->saveGeometry()});
    return out;
}

} // namespace wf::ui
