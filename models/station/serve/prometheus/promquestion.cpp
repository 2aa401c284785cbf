// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/prometheus/promquestion.h"

#include <algorithm>

namespace wf::station {

PromQuestion::PromQuestion(const Request &request, const base::Clock &clock)
    : m_parameters(Parameters::of(request)), m_nowMs(clock.nowNs() / base::nsPerMs)
{
}

qint64 PromQuestion::time(std::string_view name, std::optional<qint64> fallback)
{
    const auto text = m_parameters.value(name);
    if (text.empty() && fallback)
        return *fallback;
    const auto ms = promTimeMs(text);
    if (!ms)
        note(invalidParameter(name, "cannot parse \"" + std::string(text) + "\" to a valid timestamp"));
    return ms.value_or(0);
}

qint64 PromQuestion::duration(std::string_view name, std::optional<qint64> fallback)
{
    const auto text = m_parameters.value(name);
    if (text.empty() && fallback)
        return *fallback;
    const auto ms = promDurationMs(text);
    if (!ms)
        note(invalidParameter(name, "cannot parse \"" + std::string(text) + "\" to a valid duration"));
    return ms.value_or(0);
}

std::size_t PromQuestion::limit(std::string_view name)
{
    const auto text = m_parameters.value(name);
    if (text.empty())
        return 0;
    const auto count = countOf(text);
    if (!count)
        note(invalidParameter(name, "cannot parse \"" + std::string(text) + "\" to a non-negative number"));
    return static_cast<std::size_t>(count.value_or(0));
}

MsRange PromQuestion::range()
{
    const MsRange range{time("start", 0), time("end", m_nowMs)};
    if (range.endMs < range.startMs)
        note(invalidParameter("end", "end timestamp must not be before start time"));
    return range;
}

std::vector<Matchers> PromQuestion::selectors()
{
    std::vector<Matchers> all;
    for (const auto &text : m_parameters.all("match[]")) {
        auto matchers = query::parseSelector(text);
        if (!matchers) {
            note(invalidParameter("match[]", textOf(matchers.error())));
            continue;
        }
        const bool isOpen =
            std::all_of(matchers->begin(), matchers->end(), [](const auto &m) { return m.matches(""); });
        if (isOpen)
            note(invalidParameter("match[]", "match[] must contain at least one non-empty matcher"));
        all.push_back(std::move(*matchers));
    }
    return all;
}

query::ExprPtr PromQuestion::expression()
{
    auto tree = query::parsePromql(m_parameters.value("query"), query::ParseOptions::everything());
    if (!tree) {
        note(invalidParameter("query", textOf(tree.error())));
        return nullptr;
    }
    return *tree;
}

void PromQuestion::note(Response problem)
{
    if (!m_problem)
        m_problem = std::move(problem);
}

} // namespace wf::station
