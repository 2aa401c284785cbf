// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/watchcontext.h"

#include <QTimer>

namespace wf::ui {

namespace {
constexpr std::size_t zoomDepth = 64;
constexpr int anomaliesEveryMs = 1000; // many changes at once
} // namespace

WatchContext::WatchContext(const base::Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_timer(new QTimer(this)), m_anomaliesTimer(new QTimer(this))
{
    m_anomaliesTimer->setSingleShot(true);
    m_anomaliesTimer->setInterval(anomaliesEveryMs);
    connect(m_anomaliesTimer, &QTimer::timeout, this, &WatchContext::anomaliesChanged);
    connect(m_timer, &QTimer::timeout, this, &WatchContext::refresh);
    setRefreshEvery(m_refreshNs);
}

void WatchContext::setTimeSelection(const base::TimeSelection &selection)
{
    if (selection == m_time)
        return;
    m_zoomStack.push_back(m_time);
    if (m_zoomStack.size() > zoomDepth)
        m_zoomStack.erase(m_zoomStack.begin());
    m_time = selection;
    Q_EMIT timeSelectionChanged();
}

void WatchContext::zoomTo(base::TimeRange range)
{
    if (range.lengthNs() >= base::nsPerSecond)
        setTimeSelection(base::TimeSelection::between(range));
}

void WatchContext::zoomOut()
{
    if (!m_zoomStack.empty()) {
        m_time = m_zoomStack.back();
        m_zoomStack.pop_back();
    } else if (m_time.live) {
        m_time.lengthNs *= 2;
    } else {
        m_time.fixed = m_time.fixed.zoomed(2);
        m_time.lengthNs = m_time.fixed.lengthNs();
    }
    Q_EMIT timeSelectionChanged();
}

void WatchContext::shift(double fraction)
{
    const base::TimeRange now = range();
    setTimeSelection(
        base::TimeSelection::between(now.shifted(static_cast<qint64>(static_cast<double>(now.lengthNs()) * fraction))));
}

void WatchContext::backToLive()
{
    if (!m_time.live)
        setTimeSelection(base::TimeSelection::last(m_time.lengthNs));
}

void WatchContext::setRefreshEvery(qint64 ns)
{
    m_refreshNs = ns;
    if (ns > 0)
        m_timer->start(static_cast<int>(ns / base::nsPerMs));
    else
        m_timer->stop();
    Q_EMIT refreshEveryChanged();
}

void WatchContext::refreshNow()
{
    Q_EMIT refresh();
}

void WatchContext::select(const signals::Subject &subject)
{
    if (subject == m_selection)
        return;
    m_selection = subject;
    Q_EMIT selectionChanged(m_selection);
}

void WatchContext::setCrosshair(qint64 timeNs)
{
    if (timeNs == m_crosshair)
        return;
    m_crosshair = timeNs;
    Q_EMIT crosshairChanged(timeNs);
}

void WatchContext::setAnomalies(std::shared_ptr<const engine::AnomaliesSnapshot> anomalies)
{
    m_anomalies = std::move(anomalies);
    if (!m_anomaliesTimer->isActive())
        m_anomaliesTimer->start();
}

void WatchContext::setCompareOffset(qint64 ns)
{
    m_compareNs = ns;
    Q_EMIT compareChanged();
}

} // namespace wf::ui
