// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/boards/boardlayout.h"
#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/reading/boardframes.h"
#include "models/engine/metrics/metricreader.h"
#include "models/signals/display/linkfigure.h"
#include "models/signals/logbuffer.h"
#include "models/sources/ports.h"

namespace wf::engine {

struct KeptPanels;
class BoardShelf;
class ObjectiveKeeper;
struct ObjectiveState;

struct BoardQuestion {
    PlacedPanel panel;
    std::shared_ptr<const signals::Dashboard> dashboard; // not null
    base::TimeRange range;
    int width = 300; // pixels
};

// One question of a panel, with its variables and intervals filled in.
struct BoardAsk {
    std::size_t target = 0; // in panel.targets
    BoardLanguage language = BoardLanguage::Metrics;
    QString expr;
    qint64 stepNs = 0;
    QString notFiltered; // why the ad hoc filters are not in it; empty: they are, or there are none
};
// Hidden targets and empty ones are not asked. `scrapeNs`: how often the sources are scraped. Pure.
[[nodiscard]] std::vector<BoardAsk> asksOf(const BoardQuestion &question, qint64 scrapeNs);

// What one imported panel shows. `frames` are transformed and named.
struct BoardAnswer {
    std::vector<analysis::Frame> frames;
    std::vector<TargetAnswer> answers;
    QStringList asked;                               // queries with their variables filled, by target
    QString metricQuery;                             // the first of them that is PromQL; empty: none
    signals::LogBuffer::Ptr lines;                   // panels of kind logs
    std::vector<signals::Alert> alerts;              // panels of kind alertlist, as they list them
    std::vector<signals::TraceSummary> traces;       // newest first
    std::vector<signals::TracePtr> wholeTraces;      // panels of kind flamegraph
    std::vector<signals::ServiceCall> calls;         // panels of kind nodeGraph
    std::shared_ptr<const ObjectiveState> objective; // panels of kind objectiveKind; null: there is none
    signals::LinkFigure boards;                      // panels of kind dashlist
    base::TimeRange range;
    qint64 stepNs = 0;
    base::Completeness completeness;
    std::optional<base::Error> error;
    bool final = false;
};

// Asks everything one panel of an imported dashboard needs, with Grafana's intervals; hidden targets are not asked.
// Ad hoc filters of the dashboard go into every selector. Calls back at once per news, the last time with final = true.
// Dropping the Request stops it. GUI thread.
class BoardReader {
public:
    BoardReader(MetricReader &reader, const sources::SourceSet &sources, const base::Clock &clock)
        : m_reader(reader), m_sources(sources), m_clock(clock)
    {
    }
    // What panels of objectives and lists of dashboards show; both outlive the reader. Without them such panels say so.
    void setObjectives(ObjectiveKeeper &objectives) { m_objectives = &objectives; }
    void setShelf(BoardShelf &shelf) { m_shelf = &shelf; }
    // Of a snapshot: what these panels showed then is shown, and nobody is asked.
    void setKept(std::shared_ptr<const KeptPanels> kept) { m_kept = std::move(kept); }
    [[nodiscard]] ObjectiveKeeper *objectives() const { return m_objectives; }
    [[nodiscard]] BoardShelf *shelf() const { return m_shelf; }
    [[nodiscard]] MetricReader &metrics() const { return m_reader; }
    using Callback = std::function<void(const BoardAnswer &)>;
    async::Request read(BoardQuestion question, Callback callback);

private:
    struct Work;
    void askMetrics(const std::shared_ptr<Work> &work, std::size_t target, const QString &expr, qint64 stepNs);
    void askLogs(const std::shared_ptr<Work> &work, std::size_t target, const QString &expr, qint64 stepNs);
    void askAlerts(const std::shared_ptr<Work> &work);
    void askTraces(const std::shared_ptr<Work> &work, std::size_t target, const QString &service);
    static void askWhole(Work &work, std::size_t target, sources::TraceSource &source,
                         const std::vector<signals::TraceSummary> &traces);
    void askObjectives(const std::shared_ptr<Work> &work);
    void askBoards(const std::shared_ptr<Work> &work);
    MetricReader &m_reader;
    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    ObjectiveKeeper *m_objectives = nullptr;
    BoardShelf *m_shelf = nullptr;
    std::shared_ptr<const KeptPanels> m_kept; // null: it is none
};

// The range a panel shows: its own `timeFrom` and `timeShift` on that of the dashboard. Pure.
[[nodiscard]] base::TimeRange panelRange(const signals::BoardPanel &panel, base::TimeRange range);

} // namespace wf::engine
