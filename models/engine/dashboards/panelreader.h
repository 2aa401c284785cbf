// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/signals/panelspec.h"

namespace wf::engine {

struct PanelQuestion {
    signals::PanelSpec spec;
    base::TimeRange range;
    int width = 300;            // pixels: about as many samples
    qint64 compareOffsetNs = 0; // also the same range this much earlier; 0 = no
    bool exemplars = false;
};

// What one panel shows. `queries` and `compare` run parallel to spec.queries; null = nothing heard.
struct PanelAnswer {
    std::vector<signals::QueryAnswerPtr> queries;
    std::vector<signals::QueryAnswerPtr> compare; // moved onto the asked range
    std::vector<QString> asked;                   // the queries with their placeholders filled
    std::vector<signals::Exemplar> exemplars;
    std::shared_ptr<const signals::LogVolume> volume; // panels of kind Logs
    base::TimeRange range;
    qint64 stepNs = 0;
    base::Completeness completeness;
    std::optional<base::Error> error; // of a query that nobody answered
    bool final = false;
    qint64 fetchedNs = 0;
    qint64 elapsedNs = 0;
    qint64 samples = 0;
    [[nodiscard]] bool isEmpty() const;
};

// Asks everything one panel needs and joins it. Calls back at once per news, the last time with final = true. Dropping
// the Request stops all of it. GUI thread.
class PanelReader {
public:
    PanelReader(MetricReader &reader, const sources::SourceSet &sources) : m_reader(reader), m_sources(sources) {}
    using Callback = std::function<void(const PanelAnswer &)>;
    async::Request read(const PanelQuestion &question, Callback callback);

private:
    struct Work;
    void askQueries(const std::shared_ptr<Work> &work);
    void askCompare(const std::shared_ptr<Work> &work);
    void askExemplars(const std::shared_ptr<Work> &work);
    void askVolume(const std::shared_ptr<Work> &work);
    MetricReader &m_reader;
    const sources::SourceSet &m_sources;
};

} // namespace wf::engine
