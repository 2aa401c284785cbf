// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/signals/attached.h"
#include "models/signals/severity.h"
#include "models/signals/subject.h"

#include <QObject>

#include <functional>
#include <memory>

class QTimer;

namespace wf::engine {
struct AnomaliesSnapshot;
}

namespace wf::ui {

// How values are written.
using WriteValue = std::function<QString(double)>;

// What all screens of one window share: time range, selection, cross-hair, compare. Widgets and screens subscribe and
// never talk to each other. GUI thread.
class WatchContext : public QObject {
    Q_OBJECT
public:
    explicit WatchContext(const base::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const base::Clock &clock() const { return m_clock; }
    [[nodiscard]] const base::TimeSelection &timeSelection() const { return m_time; }
    [[nodiscard]] base::TimeRange range() const { return m_time.at(m_clock.nowNs()); } // resolved now
    void setTimeSelection(const base::TimeSelection &selection); // earlier one goes onto the zoom stack
    void zoomTo(base::TimeRange range);
    void zoomOut(); // back on the stack, else twice as long
    void shift(double fraction);
    void backToLive();

    // Refresh interval; 0 = paused. `refresh` is emitted at each tick and when asked.
    void setRefreshEvery(qint64 ns);
    [[nodiscard]] qint64 refreshEveryNs() const { return m_refreshNs; }
    void refreshNow();

    // The one selection. The Thread follows it.
    void select(const signals::Subject &subject);
    [[nodiscard]] const signals::Subject &selection() const { return m_selection; }

    // The shared cross-hair in UTC ns; 0 = none.
    void setCrosshair(qint64 timeNs);
    [[nodiscard]] qint64 crosshair() const { return m_crosshair; }

    // Compare with the same range this much earlier; 0 = off.
    void setCompareOffset(qint64 ns);
    [[nodiscard]] qint64 compareOffsetNs() const { return m_compareNs; }

    // What is unusual now and was lately, for the marks of charts; null: not known. Told on at most once a second.
    void setAnomalies(std::shared_ptr<const engine::AnomaliesSnapshot> anomalies);
    [[nodiscard]] const engine::AnomaliesSnapshot *anomalies() const { return m_anomalies.get(); }

    // Ask the frame to go to the screen that shows the subject best, at its moment.
    void open(const signals::Subject &subject) { Q_EMIT openRequested(subject); }
    // "What changed here?": every signal in the window against the time before it.
    void askChanges(wf::base::TimeRange window) { Q_EMIT changesRequested(window); }
    // "What moves with this?": a metric, PromQL in its id, against every series of the window.
    void askMoves(const signals::Subject &series, base::TimeRange window) { Q_EMIT movesRequested(series, window); }
    // "Is this normal?": whatever is selected, at `atNs`; 0 = at the moment the subject speaks of, else now. `write`:
    // how the chart writes values of its line.
    void askNormal(const signals::Subject &subject, qint64 atNs = 0, const WriteValue &write = {})
    {
        Q_EMIT normalRequested(subject, atNs, write);
    }
    // "Open in Metrics": a query over a range, in a tab of the explorer. The range shown stays when it is that one.
    void askMetrics(const QString &query, base::TimeRange range) { Q_EMIT metricsRequested(query, range); }
    // The rules: the editor of the one an alert comes from; of a metric or query, who alerts on it.
    void askRules(const signals::Subject &subject) { Q_EMIT rulesRequested(subject); }
    // Ask the frame to put something to an incident: the Thread about a subject as text (empty: as it is shown), or the
    // trace, log line or query that the subject is.
    void attach(const signals::Subject &subject, const QString &thread) { Q_EMIT attachRequested(subject, thread); }
    void attachOwn(const signals::Subject &subject, const signals::AttachedContent &content = {})
    {
        Q_EMIT attachOwnRequested(subject, content);
    }
    // One sentence in the message bar, with at most one action.
    struct Message {
        QString text;
        signals::Severity severity = signals::Severity::Info;
        QString actionText;
        std::function<void()> action;
        int seconds = 10; // 0 = stays
    };
    void say(const Message &message) { Q_EMIT messageRequested(message); }

Q_SIGNALS:
    void timeSelectionChanged();
    void refreshEveryChanged();
    void refresh();
    void selectionChanged(const wf::signals::Subject &subject);
    void crosshairChanged(qint64 timeNs);
    void compareChanged();
    void anomaliesChanged();
    void openRequested(const wf::signals::Subject &subject);
    void changesRequested(wf::base::TimeRange window);
    void movesRequested(const wf::signals::Subject &series, wf::base::TimeRange window);
    void normalRequested(const wf::signals::Subject &subject, qint64 atNs, const wf::ui::WriteValue &write);
    void metricsRequested(const QString &query, wf::base::TimeRange range);
    void rulesRequested(const wf::signals::Subject &subject);
    void attachRequested(const wf::signals::Subject &subject, const QString &thread);
    void attachOwnRequested(const wf::signals::Subject &subject, const wf::signals::AttachedContent &content);
    void messageRequested(const wf::ui::WatchContext::Message &message);

private:
    const base::Clock &m_clock;
    base::TimeSelection m_time = base::TimeSelection::last(base::nsPerHour);
    std::vector<base::TimeSelection> m_zoomStack;
    signals::Subject m_selection;
    qint64 m_crosshair = 0;
    qint64 m_compareNs = 0;
    qint64 m_refreshNs = 10 * base::nsPerSecond;
    QTimer *m_timer = nullptr;
    std::shared_ptr<const engine::AnomaliesSnapshot> m_anomalies;
    QTimer *m_anomaliesTimer = nullptr;
};

} // namespace wf::ui
