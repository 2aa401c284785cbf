// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/engine/objectives/compute/slisource.h"

#include <deque>
#include <functional>
#include <memory>

namespace wf::engine {

// Has the open questions of any number of sources answered by the environment's metric sources, a bounded number of
// them at once. Steps come from the reader's cache where it knows them. One round at a time; destroying it, or asking
// anew, drops what is on its way. GUI thread.
class SliAsker {
public:
    explicit SliAsker(MetricReader &metrics) : m_metrics(metrics) {}
    ~SliAsker();
    SliAsker(const SliAsker &) = delete;
    SliAsker &operator=(const SliAsker &) = delete;

    // How whole the answers of each source were, in their order. Always later.
    using Done = std::function<void(const std::vector<base::Completeness> &)>;
    void ask(std::vector<AskedSource *> sources, Done done);

private:
    struct Waiting;
    struct Part {
        std::shared_ptr<Waiting> of;
        std::size_t from = 0; // of its steps
        std::size_t steps = 1;
    };
    void next();
    void send(const Part &part);
    void answered(const Part &part, const base::Result<MetricAnswer> &result);

    MetricReader &m_metrics;
    std::vector<AskedSource *> m_sources;
    std::vector<base::Completeness> m_completeness;
    std::deque<Part> m_parts;
    std::vector<async::Request> m_requests; // of the round
    Done m_done;
    std::size_t m_underWay = 0;
    QObject m_later; // what is delivered later ends with it
};

} // namespace wf::engine
