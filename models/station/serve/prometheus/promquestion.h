// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/query/promql/parse/parse.h"
#include "models/station/serve/prometheus/promreply.h"

#include <optional>

namespace wf::station {

// The parameters many of Prometheus' calls share; the first thing that is wrong with them is an answer. Times and
// durations in milliseconds.
class PromQuestion {
public:
    PromQuestion(const Request &request, const base::Clock &clock);
    [[nodiscard]] const Parameters &parameters() const { return m_parameters; }
    [[nodiscard]] const std::optional<Response> &problem() const { return m_problem; }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }
    void note(Response problem);

    // Without a fallback the parameter is needed.
    qint64 time(std::string_view name, std::optional<qint64> fallback);
    qint64 duration(std::string_view name, std::optional<qint64> fallback);
    std::size_t limit(std::string_view name = "limit"); // 0: none
    MsRange range();
    std::vector<Matchers> selectors();
    query::ExprPtr expression(); // null: there is a problem

private:
    Parameters m_parameters;
    qint64 m_nowMs;
    std::optional<Response> m_problem; // the first
};

} // namespace wf::station
