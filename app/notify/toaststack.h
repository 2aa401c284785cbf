// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/toast/toastcard.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace wf::app {

// Notices at the bottom right of the active screen, at most three, one for an incident: the newest stands lowest.
// What is critical stays until it is answered, anything else leaves after 20 s unless the mouse is over it. GUI thread.
class ToastStack final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t atMost = 3;
    explicit ToastStack(QObject *parent = nullptr, int stayMs = 20'000);
    ~ToastStack() override;

    // Whether windows may be placed by programs here; Wayland forbids it.
    [[nodiscard]] static bool isPossible();

    // An area of the screen that notices stand above, never on; empty: none.
    void keepClear(std::function<QRect()> area) { m_keptClear = std::move(area); }

    // `incident` 0 or less: about several, or about none. A notice of the same incident takes the place of the one before.
    void show(qint64 incident, const widgets::ToastContent &content);
    // Changes what stands there; without effect when it is gone.
    void update(qint64 incident, const std::function<void(widgets::ToastContent &)> &change);
    void remove(qint64 incident);
    void removeIf(const std::function<bool(qint64 incident)> &isOver);
    [[nodiscard]] std::vector<qint64> shown() const; // from top to bottom

Q_SIGNALS:
    void acknowledgeRequested(qint64 incident);
    void openRequested(qint64 incident);
    void snoozeRequested(qint64 incident);
    void moreRequested(qint64 incident, const QPoint &at);

private:
    struct Toast;
    void makeRoom();
    void place();
    [[nodiscard]] Toast *find(qint64 incident) const;

    int m_stayMs;
    std::function<QRect()> m_keptClear;           // may be empty
    std::vector<std::unique_ptr<Toast>> m_toasts; // oldest first
    QTimer m_leaving;
};

} // namespace wf::app
