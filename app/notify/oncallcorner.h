// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifier.h"

#include <QObject>
#include <QTimer>

class QMenuBar;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::app {

// Who is on call and until when, at the right end of a menu bar. GUI thread.
class OnCallCorner final : public QObject {
    Q_OBJECT
public:
    // Lives as long as `bar`, and no longer than `notifier`.
    OnCallCorner(QMenuBar *bar, const Notifier &notifier, const base::Clock &clock);
    [[nodiscard]] QString words() const;

private:
    void show();

    QMenuBar *m_bar;
    const Notifier &m_notifier;
    const base::Clock &m_clock;
    widgets::PlainLabel *m_label;
    QTimer m_timer;
};

} // namespace wf::app
