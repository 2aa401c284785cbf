// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shot.h"

namespace wf::app {

namespace {
constexpr int lookEveryMs = 50;
constexpr int calmMs = 700; // settled this long: nothing more is on its way
constexpr int usuallyMs = 1500;
constexpr int atMostMs = 30'000;
constexpr int preparingAtMostMs = 300'000;
} // namespace

ShotTaker::ShotTaker(QWidget &window, std::function<bool()> isSettled, std::function<bool()> isPreparing, int atLeastMs,
                     QObject *parent)
    : QObject(parent),
      m_window(window),
      m_isSettled(std::move(isSettled)),
      m_isPreparing(std::move(isPreparing)),
      m_atLeastMs(std::max(atLeastMs, usuallyMs))
{
    m_preparing.start();
    m_waiting.start();
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &ShotTaker::look);
    m_timer.start();
}

void ShotTaker::look()
{
    if (m_isPreparing && m_isPreparing() && m_preparing.elapsed() < preparingAtMostMs) {
        m_waiting.restart();
        return;
    }
    const bool settled = m_isSettled();
    if (!settled)
        m_calm.invalidate();
    else if (!m_calm.isValid())
        m_calm.start();
    const bool calm = m_calm.isValid() && m_calm.elapsed() >= calmMs && m_waiting.elapsed() >= m_atLeastMs;
    if (!calm && m_waiting.elapsed() < m_atLeastMs + atMostMs)
        return;
    m_timer.stop();
    QImage picture(m_window.size() * m_window.devicePixelRatioF(), QImage::Format_RGB32);
    picture.setDevicePixelRatio(m_window.devicePixelRatioF());
    m_window.render(&picture);
    Q_EMIT taken(picture, settled);
}

} // namespace wf::app
