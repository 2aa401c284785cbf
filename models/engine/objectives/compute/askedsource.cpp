// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/askedsource.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::ptrdiff_t places(qint64 fromNs, qint64 toNs, qint64 stepNs)
{
    return static_cast<std::ptrdiff_t>((toNs - fromNs) / stepNs);
}

} // namespace

base::Result<double> AskedSource::instant(const QString &expr, qint64 atNs) const
{
    const auto known = m_instants.find({expr, atNs});
    if (known == m_instants.end()) {
        need({expr, atNs, 0, 1});
        return absent;
    }
    known->second.wasAsked = true;
    return known->second.value;
}

base::Result<std::vector<double>> AskedSource::range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                     std::size_t steps) const
{
    std::vector<double> out(steps, absent);
    if (steps == 0)
        return out;
    const auto found = m_tracks.find(keyOf(expr, firstNs, stepNs));
    if (found == m_tracks.end()) {
        need({expr, firstNs, stepNs, steps});
        return out;
    }
    Track &track = found->second;
    track.askedFromNs = std::min(track.askedFromNs, firstNs);
    track.askedToNs = std::max(track.askedToNs, firstNs + stepNs * static_cast<qint64>(steps - 1));
    if (track.error)
        return *track.error;
    const std::ptrdiff_t shift = places(track.firstNs, firstNs, stepNs);
    std::size_t missing = steps, missingEnd = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        const std::ptrdiff_t at = shift + static_cast<std::ptrdiff_t>(i);
        const bool isKnown = at >= 0 && at < static_cast<std::ptrdiff_t>(track.steps.size()) &&
                             track.steps[static_cast<std::size_t>(at)] != Step::Unknown;
        if (isKnown) {
            out[i] = track.values[static_cast<std::size_t>(at)];
            continue;
        }
        missing = std::min(missing, i);
        missingEnd = i + 1;
    }
    if (missing < missingEnd)
        need({expr, firstNs + stepNs * static_cast<qint64>(missing), stepNs, missingEnd - missing});
    return out;
}

// Questions of one track that overlap or touch become one.
void AskedSource::need(SliQuestion question) const
{
    const auto endOf = [](const SliQuestion &q) { return q.atNs + q.stepNs * static_cast<qint64>(q.steps); };
    for (auto one = m_open.begin(); one != m_open.end();) {
        const bool isSame = one->expr == question.expr && one->stepNs == question.stepNs;
        if (isSame && question.stepNs == 0 && one->atNs == question.atNs)
            return;
        const bool isMet = isSame && question.stepNs > 0 && (one->atNs - question.atNs) % question.stepNs == 0 &&
                           one->atNs <= endOf(question) && question.atNs <= endOf(*one);
        if (!isMet) {
            ++one;
            continue;
        }
        const qint64 end = std::max(endOf(*one), endOf(question));
        question.atNs = std::min(one->atNs, question.atNs);
        question.steps = static_cast<std::size_t>(places(question.atNs, end, question.stepNs));
        one = m_open.erase(one);
    }
    m_open.push_back(std::move(question));
}

void AskedSource::answer(const SliQuestion &question, base::Result<std::vector<double>> result, bool serves)
{
    std::erase(m_open, question);
    if (result)
        result->resize(question.steps, absent);
    if (question.stepNs == 0) {
        m_instants.insert_or_assign(
            {question.expr, question.atNs},
            Instant{result ? base::Result<double>(result->front()) : result.error(), serves, true});
        return;
    }
    Track &track = m_tracks[keyOf(question.expr, question.atNs, question.stepNs)];
    const qint64 lastNs = question.atNs + question.stepNs * static_cast<qint64>(question.steps - 1);
    track.askedFromNs = std::min(track.askedFromNs, question.atNs);
    track.askedToNs = std::max(track.askedToNs, lastNs);
    if (!result) {
        track.error = result.error();
        return;
    }
    stretch(track, question.stepNs, question.atNs, question.steps);
    const auto from = places(track.firstNs, question.atNs, question.stepNs);
    std::ranges::copy(*result, track.values.begin() + from);
    std::fill_n(track.steps.begin() + from, question.steps, serves ? Step::Kept : Step::Once);
}

AskedSource::TrackKey AskedSource::keyOf(const QString &expr, qint64 firstNs, qint64 stepNs)
{
    return {expr, stepNs, firstNs % stepNs};
}

// Makes room for steps from `firstNs` on.
void AskedSource::stretch(Track &track, qint64 stepNs, qint64 firstNs, std::size_t steps)
{
    if (track.values.empty())
        track.firstNs = firstNs;
    if (firstNs < track.firstNs) {
        const auto more = static_cast<std::size_t>(places(firstNs, track.firstNs, stepNs));
        track.values.insert(track.values.begin(), more, absent);
        track.steps.insert(track.steps.begin(), more, Step::Unknown);
        track.firstNs = firstNs;
    }
    const auto needed = static_cast<std::size_t>(places(track.firstNs, firstNs, stepNs)) + steps;
    if (needed > track.values.size()) {
        track.values.resize(needed, absent);
        track.steps.resize(needed, Step::Unknown);
    }
}

void AskedSource::nextRound(qint64 settledNs)
{
    m_open.clear();
    std::erase_if(m_instants, [](const auto &one) {
        const Instant &answer = one.second;
        return !answer.wasAsked || !answer.serves || !answer.value;
    });
    for (auto &[question, answer] : m_instants)
        answer.wasAsked = false;
    for (auto &[key, track] : m_tracks)
        forget(track, key.stepNs, settledNs);
    std::erase_if(m_tracks, [](const auto &one) { return one.second.values.empty(); });
}

// Before what was asked, after what is settled, and what serves no longer.
void AskedSource::forget(Track &track, qint64 stepNs, qint64 settledNs)
{
    track.error.reset();
    const qint64 keptToNs = std::min(track.askedToNs, settledNs);
    for (std::size_t i = 0; i < track.steps.size(); ++i)
        if (track.steps[i] == Step::Once)
            track.steps[i] = Step::Unknown;
    const auto count = static_cast<std::ptrdiff_t>(track.values.size());
    const auto from = track.askedFromNs > track.firstNs
                          ? std::min(count, places(track.firstNs, track.askedFromNs, stepNs))
                          : std::ptrdiff_t{0};
    const auto to =
        keptToNs < track.firstNs ? from : std::clamp(places(track.firstNs, keptToNs, stepNs) + 1, from, count);
    track.values.erase(track.values.begin() + to, track.values.end());
    track.steps.erase(track.steps.begin() + to, track.steps.end());
    track.values.erase(track.values.begin(), track.values.begin() + from);
    track.steps.erase(track.steps.begin(), track.steps.begin() + from);
    track.firstNs += stepNs * static_cast<qint64>(from);
    track.askedFromNs = std::numeric_limits<qint64>::max();
    track.askedToNs = std::numeric_limits<qint64>::min();
}

} // namespace wf::engine
