// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>
#include <QWidget>

#include <functional>

namespace wf::app {

// Waits until a window's data has settled (or 30 s have passed, which is said), then takes its picture.
class ShotTaker final : public QObject {
    Q_OBJECT
public:
    // `atLeastMs`: not before; data that takes its time to come is waited for so long.
    // `isPreparing`: what the window shows is still being made (the demo's past), so nothing counts yet, for five
    // minutes at most.
    ShotTaker(QWidget &window, std::function<bool()> isSettled, std::function<bool()> isPreparing, int atLeastMs = 0,
              QObject *parent = nullptr);

Q_SIGNALS:
    void taken(const QImage &picture, bool settled);

private:
    void look();
    QWidget &m_window;
    std::function<bool()> m_isSettled;
    std::function<bool()> m_isPreparing;
    int m_atLeastMs;
    QTimer m_timer;
    QElapsedTimer m_preparing;
    QElapsedTimer m_waiting;
    QElapsedTimer m_calm;
};

} // namespace wf::app
