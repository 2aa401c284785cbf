// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/slisource.h"

#include <limits>
#include <map>
#include <optional>

namespace wf::engine {

// A server that answers later: compute once to learn what would be asked, have it answered, and compute again. Answers
// are kept, steps of a question one by one: only what nobody has answered is open. One thread at a time.
class AskedSource final : public SliSource {
public:
    [[nodiscard]] base::Result<double> instant(const QString &expr, qint64 atNs) const override;
    [[nodiscard]] base::Result<std::vector<double>> range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                          std::size_t steps) const override;
    [[nodiscard]] const query::SampleReader *samples() const override { return nullptr; }

    [[nodiscard]] const std::vector<SliQuestion> &open() const { return m_open; } // without an answer yet, each once
    // One number a step. `serves`: also when it is asked again later; what came in part does not.
    void answer(const SliQuestion &question, base::Result<std::vector<double>> result, bool serves = true);
    // Keeps what was asked since the last call and may serve again, and forgets all other answers and open questions.
    // Steps after `settledNs` are forgotten too: late samples may still change them.
    void nextRound(qint64 settledNs = std::numeric_limits<qint64>::max());

private:
    struct Instant {
        base::Result<double> value;
        bool serves = true;
        bool wasAsked = true;
    };
    enum class Step : char { Unknown, Once, Kept };
    // Answers of one expression at instants `stepNs` apart.
    struct Track {
        qint64 firstNs = 0;
        std::vector<double> values;
        std::vector<Step> steps; // as long as values
        std::optional<base::Error> error;
        qint64 askedFromNs = std::numeric_limits<qint64>::max(); // since the last round
        qint64 askedToNs = std::numeric_limits<qint64>::min();
    };
    struct TrackKey {
        QString expr;
        qint64 stepNs = 0;
        qint64 phaseNs = 0; // instants are that far after whole multiples of the step
        friend bool operator<(const TrackKey &a, const TrackKey &b)
        {
            return std::tie(a.expr, a.stepNs, a.phaseNs) < std::tie(b.expr, b.stepNs, b.phaseNs);
        }
    };
    [[nodiscard]] static TrackKey keyOf(const QString &expr, qint64 firstNs, qint64 stepNs);
    static void stretch(Track &track, qint64 stepNs, qint64 firstNs, std::size_t steps);
    static void forget(Track &track, qint64 stepNs, qint64 settledNs);
    void need(SliQuestion question) const;

    mutable std::map<std::pair<QString, qint64>, Instant> m_instants;
    mutable std::map<TrackKey, Track> m_tracks;
    mutable std::vector<SliQuestion> m_open;
};

} // namespace wf::engine
