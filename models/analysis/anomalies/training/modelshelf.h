// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/training/trainedmodel.h"

#include <QByteArray>

namespace wf::analysis {

// The last trainings of one series. They vote together: a sample is unusual when every version thinks so, which is what
// keeps one bad training day from raising alarms (the consensus of Netdata's models).
class ModelShelf {
public:
    static constexpr std::size_t most = 3;
    struct Version {
        std::uint32_t number = 0; // 1, 2, …; never given twice
        TrainedModel model;
    };
    // The oldest goes when there are three; returns the number of the new one.
    std::uint32_t add(TrainedModel model);
    // Takes the newest away, so that the one before it is current again; false when there is none before it.
    bool rollBack();
    // The newest sample that any version has seen, also one that was taken away: what it learned is not learned again.
    [[nodiscard]] qint64 trainedToMs() const { return m_trainedToMs; }
    [[nodiscard]] const std::vector<Version> &versions() const { return m_versions; } // the newest last
    // Nothing is unusual while there is no version. `company`: what goes on beside it; may be null.
    [[nodiscard]] bool isUnusual(std::span<const double> values, qint64 timeMs, const Company *company = nullptr) const;
    // How the forests, and the histograms, of all versions agree; the forests are not asked while a histogram has seen
    // such samples, unless `asksAll`.
    struct Verdicts {
        bool byForest = false, byHistogram = false;
    };
    [[nodiscard]] Verdicts verdicts(std::span<const double> values, qint64 timeMs, bool asksAll,
                                    const Company *company = nullptr) const;
    // What the sequence models of all versions that have one expect after `before`: the band within which not all of
    // them find the value unusual. Nothing when none has one.
    struct Expected {
        double middle = 0, low = 0, high = 0;
    };
    [[nodiscard]] std::optional<Expected> expected(std::span<const double> before) const;

    // Drift is that of the values seen in about the last day, against the newest version (TrainedModel::drift): shorter
    // stretches differ by the time of day alone. 0 until half a day was seen, and without a version.
    void see(qint64 timeMs, double value);
    [[nodiscard]] double drift() const;

    // As bytes and back: the same versions and verdicts; what was seen for drift begins anew. Nothing when the bytes
    // are not those of a shelf.
    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static std::optional<ModelShelf> fromBytes(const QByteArray &bytes);

private:
    void forgetSeen();
    std::vector<Version> m_versions;
    std::uint32_t m_given = 0;
    qint64 m_trainedToMs = 0;
    std::array<float, 10> m_counts{}; // by tenth of the newest version, fading over a day
    qint64 m_seenFromMs = 0;
    qint64 m_seenToMs = 0;
};

} // namespace wf::analysis
