// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/feedback.h"

#include <algorithm>

namespace wf::analysis {

namespace {

constexpr std::size_t most = 200;
constexpr qint64 weekMs = 7LL * 86'400'000;
constexpr qint64 aroundMs = 3'600'000;

} // namespace

void SeriesFeedback::add(const Feedback &feedback)
{
    if (m_all.size() == most)
        m_all.erase(m_all.begin());
    m_all.push_back(feedback);
}

bool SeriesFeedback::undo()
{
    if (m_all.empty())
        return false;
    m_all.pop_back();
    return true;
}

double SeriesFeedback::factor() const
{
    double out = 1;
    for (const Feedback &f : m_all) {
        if (f.kind == FeedbackKind::ExpectedWeekly)
            continue; // it has its own hour, and says nothing of the others
        out = std::clamp(out * (f.kind == FeedbackKind::Real ? 0.9 : 1.2), 0.7, 3.0);
    }
    return out;
}

bool SeriesFeedback::isExpected(qint64 timeMs) const
{
    return std::any_of(m_all.begin(), m_all.end(), [timeMs](const Feedback &f) {
        if (f.kind != FeedbackKind::ExpectedWeekly)
            return false;
        const qint64 apart = ((timeMs % weekMs - f.timeMs % weekMs) % weekMs + weekMs) % weekMs;
        return apart <= aroundMs || weekMs - apart <= aroundMs;
    });
}

std::optional<double> SeriesFeedback::precision() const
{
    if (m_all.empty())
        return std::nullopt;
    const auto real =
        std::count_if(m_all.begin(), m_all.end(), [](const Feedback &f) { return f.kind == FeedbackKind::Real; });
    return static_cast<double>(real) / static_cast<double>(m_all.size());
}

} // namespace wf::analysis
