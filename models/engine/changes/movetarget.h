// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/movement.h"
#include "models/sources/ports.h"

#include <functional>

namespace wf::engine {

// Reads the series that a question is about: first how often the sources are scraped, then its samples. Told once;
// never from inside start(). Deleting it stops everything. GUI thread.
class MoveTargetReader final {
public:
    using Listener = std::function<void(const base::Result<MoveTarget> &)>;
    MoveTargetReader(const sources::SourceSet &sources, Listener listener);
    // There must be a metric source. `usualStepNs`: the scrape interval where the sources do not tell it.
    // Errors: what the sources say; Invalid when the question means no series, or several, or one that says nothing.
    void start(const MoveQuestion &question, qint64 usualStepNs);

private:
    void askSamples();
    void answered();
    [[nodiscard]] base::Result<MoveTarget> chosen() const;

    const sources::SourceSet &m_sources;
    Listener m_listener;
    MoveQuestion m_question;
    qint64 m_usualStepNs = 0;
    qint64 m_scrapeNs = 0; // the slowest a source told
    ChangeGrid m_grid;
    bool m_isShortened = true; // the ranges of the rates
    std::size_t m_open = 0;
    std::vector<signals::QueryAnswerPtr> m_answers;
    std::optional<base::Error> m_error;
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
