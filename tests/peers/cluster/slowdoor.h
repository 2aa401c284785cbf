// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace wf::tests {

// Passes TCP on to a server on this machine and holds back all it answers for `delayMs`.
class SlowDoor final : public QObject {
    Q_OBJECT
public:
    explicit SlowDoor(const QUrl &server, int delayMs);
    [[nodiscard]] QUrl url() const;
    void setDelay(int delayMs) { m_delayMs = delayMs; }

private:
    void passOn();
    QTcpServer m_door;
    QUrl m_server;
    int m_delayMs;
};

} // namespace wf::tests
