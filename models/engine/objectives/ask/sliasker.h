// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/engine/objectives/ask/questionplan.h"

#include <deque>
#include <functional>
#include <memory>
#include <variant>

namespace wf::engine {

// Has the open questions of any number of sources answered by the environment's metric sources, a bounded number of
// them at once. Long histories come from the reader's cache where it knows them; of a bundle that fails as a whole
// each half is asked again, so that one bad query costs only its own objective. One round at a time; destroying it, or
// asking anew, drops what is on its way. GUI thread.
class SliAsker {
public:
    explicit SliAsker(MetricReader &metrics) : m_metrics(metrics) {}
    ~SliAsker();
    SliAsker(const SliAsker &) = delete;
    SliAsker &operator=(const SliAsker &) = delete;

    // How whole the answers of each source were, in their order. Always later.
    using Done = std::function<void(const std::vector<base::Completeness> &)>;
    // `plan` is of the same sources, in their order.
    void ask(std::vector<AskedSource *> sources, QuestionPlan plan, Done done);

private:
    // What came back of one question so far.
    struct Pending {
        std::vector<double> values;
        std::size_t open = 0; // steps
        std::optional<base::Error> error;
        bool isWhole = true;
    };
    using Part = std::variant<QuestionPlan::Bundle, QuestionPlan::Stretch>;
    void next();
    void send(const QuestionPlan::Bundle &bundle);
    void send(const QuestionPlan::Stretch &stretch);
    void answered(const QuestionPlan::Bundle &bundle, const base::Result<MetricAnswer> &result);
    void answered(const QuestionPlan::Stretch &stretch, const base::Result<MetricAnswer> &result);
    // The same for all steps of an answer.
    void note(std::size_t question, const base::Result<MetricAnswer> &result);
    void came(std::size_t question, std::size_t steps);
    void ended();

    MetricReader &m_metrics;
    std::vector<AskedSource *> m_sources;
    std::vector<base::Completeness> m_completeness;
    QuestionPlan m_plan;
    std::vector<Pending> m_pending; // of the plan's questions
    std::deque<Part> m_parts;
    std::vector<async::Request> m_requests; // of the round
    Done m_done;
    std::size_t m_underWay = 0;
    QObject m_later; // what is delivered later ends with it
};

} // namespace wf::engine
