// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

#include <ctime>
#include <functional>

namespace wf::bench {

inline double threadCpuMs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

// Remembers the event that kept the GUI thread longest: nothing else is painted or taken meanwhile.
class ProbedApplication final : public QApplication {
public:
    using QApplication::QApplication;
    struct Longest {
        double ms = 0;    // on the wall
        double cpuMs = 0; // of this thread alone: steadier beside other work
        QByteArray what;  // of the longest by processor time
    };

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        const QByteArray what =
            QByteArray(receiver->metaObject()->className()) + ' ' + QByteArray::number(static_cast<int>(event->type()));
        QElapsedTimer wall;
        wall.start();
        const double before = threadCpuMs();
        ++m_depth;
        const bool done = QApplication::notify(receiver, event);
        --m_depth;
        const double cpu = threadCpuMs() - before;
        m_longest.ms = std::max(m_longest.ms, static_cast<double>(wall.nsecsElapsed()) / 1e6);
        if (cpu > m_longest.cpuMs) {
            m_longest.cpuMs = cpu;
            m_longest.what = what;
        }
        return done;
    }
    void forget() { m_longest = {}; }
    [[nodiscard]] const Longest &longest() const { return m_longest; }

private:
    int m_depth = 0;
    Longest m_longest;
};

// Waits for the first painting of a view that shows what is asked for.
class Shown final : public QObject {
public:
    Shown(QAbstractScrollArea &view, std::function<bool()> shows) : m_shows(std::move(shows))
    {
        view.viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_done = m_done || (event->type() == QEvent::Paint && m_shows());
        return false;
    }
    // False when it is not shown within a minute.
    bool wait() const
    {
        QTimer beat; // so that waiting ends
        beat.start(50);
        for (const QDeadlineTimer late(60'000); !m_done && !late.hasExpired();)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return m_done;
    }

private:
    std::function<bool()> m_shows;
    bool m_done = false;
};

} // namespace wf::bench
