// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/rules/plain.h"
#include "models/analysis/anomalies/rules/silence.h"
#include "models/analysis/anomalies/training/modelshelf.h"
#include "models/engine/anomalies/series/runfinder.h"

namespace wf::engine {

// The last hours of a series as a chart shows them. Parallel columns, oldest first, milliseconds; low and high are NaN
// where nothing was expected yet.
struct SeriesTrace {
    std::vector<qint64> timesMs;
    std::vector<float> values, low, high, scores; // scores 0 … 1
};
using SeriesTracePtr = std::shared_ptr<const SeriesTrace>;

// One training that is kept.
struct ModelVersion {
    std::uint32_t number = 0;
    qint64 trainedNs = 0; // newest sample it has seen
    std::size_t samples = 0;
    bool hasSequence = false; // an LSTM too
};

// One series watched live: its detectors, its trained models, its runs and the trace of its last hours. One thread at a
// time. Memory: about 40 KiB for the detectors, 9 KiB for the trace, and up to 3 × 17 KiB for trained models.
class WatchedSeries {
public:
    static constexpr std::size_t tracePoints = 360;
    explicit WatchedSeries(std::shared_ptr<const WatchedIdentity> of);

    // Scores one sample; one that is not newer than the last changes nothing.
    void take(qint64 timeMs, double value);
    // No sample may have come for long.
    void lookAt(qint64 nowMs);
    void heed(const analysis::SeriesFeedback &feedback);
    // What goes on beside it, for trained models: of the samples and trainings that come next.
    void accompany(std::shared_ptr<const analysis::Company> company) { m_company = std::move(company); }
    // A new version from this stretch of the history, with an LSTM where that is asked for or the version before has
    // one; false when it is too short, was stopped, or the newest version has seen all but hours of it.
    bool train(std::span<const qint64> timesMs, std::span<const double> values, bool withSequence,
               const std::stop_token &stop);
    bool rollBack() { return m_shelf.rollBack(); }
    // Versions that were kept, in place of those there are.
    void restore(analysis::ModelShelf shelf) { m_shelf = std::move(shelf); }
    [[nodiscard]] QByteArray models() const { return m_shelf.toBytes(); }

    [[nodiscard]] const std::shared_ptr<const WatchedIdentity> &of() const { return m_of; }
    [[nodiscard]] std::vector<AnomalyRunPtr> runs() const { return m_runs.runs(); }
    [[nodiscard]] SeriesTracePtr trace() const;
    [[nodiscard]] std::vector<ModelVersion> versions() const;
    [[nodiscard]] double drift() const { return m_shelf.drift(); } // of the last day against the newest version
    [[nodiscard]] qint64 lastMs() const { return m_lastMs; }
    [[nodiscard]] qint64 firstMs() const { return m_firstMs; }
    [[nodiscard]] std::size_t samples() const { return m_samples; }
    // The detector that decides by the time of day has seen enough.
    [[nodiscard]] bool knowsTheDay() const { return m_knowsTheDay; }
    [[nodiscard]] const analysis::SeriesFeedback &feedback() const { return m_feedback; }

private:
    struct Point {
        qint64 timeMs = 0;
        float value = 0, low = 0, high = 0, score = 0;
    };
    void raiseBands(analysis::Judgement &judgement) const;
    void voteOfMissing(analysis::Judgement &judgement) const;
    void voteOfVersions(qint64 timeMs, analysis::Judgement &judgement) const;
    void voteOfRange(double value, analysis::Judgement &judgement) const;
    void voteOfShape(analysis::Judgement &judgement) const;
    [[nodiscard]] std::optional<analysis::DetectorVote> voteOfSequence(double value) const;

    std::shared_ptr<const WatchedIdentity> m_of;
    analysis::SeriesWatch m_watch;
    analysis::ModelShelf m_shelf;
    analysis::MissingData m_missing;
    analysis::SeenRange m_range;
    analysis::SeriesFeedback m_feedback;
    std::shared_ptr<const analysis::Company> m_company; // may be null
    RunFinder m_runs;
    std::deque<Point> m_trace;
    std::vector<double> m_last; // values a trained model looks back on
    qint64 m_firstMs = 0;
    qint64 m_lastMs = 0;
    std::size_t m_samples = 0;
    bool m_knowsTheDay = false;
    bool m_isNeverNegative = true;
};

} // namespace wf::engine
