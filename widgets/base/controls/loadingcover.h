// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wf::widgets {

// Lies over a panel's content while its first answer is awaited: a running bar, and in the middle what is asked, after
// 3 s also for how long. Lets the pointer and the keyboard through to what it covers.
class LoadingCover final : public QWidget {
public:
    explicit LoadingCover(QWidget *parent);
    // `what` is empty where old data shows: then it is the bar alone.
    void setWaited(const QString &what, qint64 ms);
    static constexpr int barHeight = 2;
    static constexpr int stopAfterMs = 3000;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_what;
    qint64 m_waitedMs = 0;
};

} // namespace wf::widgets
