// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/votes.h"

#include <algorithm>
#include <array>

namespace wf::analysis {

double agreement(const std::vector<DetectorVote> &votes)
{
    double yes = 0, cast = 0;
    for (const DetectorVote &v : votes) {
        yes += v.vote == Vote::Yes ? 1 : 0;
        cast += v.vote == Vote::Abstains ? 0 : 1;
    }
    return cast > 0 ? yes / cast : 0;
}

double calibratedAgreement(double agreement)
{
    struct Point {
        double agreement, frequency;
    };
    static constexpr std::array<Point, 8> table{
        {{0, 0.015}, {0.07, 0.24}, {0.12, 0.35}, {0.2, 0.45}, {0.32, 0.48}, {0.5, 0.55}, {0.7, 0.7}, {1, 0.7}}};
    for (std::size_t i = 1; i < table.size(); ++i) {
        const Point &from = table[i - 1];
        const Point &to = table[i];
        if (agreement <= to.agreement)
            return from.frequency + (to.frequency - from.frequency) * std::max(0.0, agreement - from.agreement) /
                                        (to.agreement - from.agreement);
    }
    return table.back().frequency;
}

QString voteSentence(const DetectorVote &vote, double value)
{
    const QString name = QString::fromLatin1(vote.detector);
    const QString band = QStringLiteral("%1 … %2").arg(vote.low, 0, 'g', 4).arg(vote.high, 0, 'g', 4);
    const QString got = QString::number(value, 'g', 6);
    switch (vote.reason) {
    case VoteReason::TooLittleHistory:
        return QStringLiteral("%1: too little history to tell.").arg(name);
    case VoteReason::InsideBand:
        return QStringLiteral("%1: %2 is within %3.").arg(name, got, band);
    case VoteReason::AboveBand:
    case VoteReason::BelowBand:
        return QStringLiteral("%1: expected %2, got %3.").arg(name, band, got);
    case VoteReason::UsualShape:
        return QStringLiteral("%1: the last samples have a usual shape.").arg(name);
    case VoteReason::UnusualShape:
        return QStringLiteral("%1: the last samples have a shape unlike the earlier ones.").arg(name);
    case VoteReason::Foreseen:
        return QStringLiteral("%1: %2 has followed such a course before.").arg(name, got);
    case VoteReason::NewInContext:
        return QStringLiteral("%1: after such a course %2 was usual, never %3.").arg(name, band, got);
    case VoteReason::Moves:
        return QStringLiteral("%1: it moves.").arg(name);
    case VoteReason::StandsStill:
        return QStringLiteral("%1: the same value %2 times in a row, at most %3 times before.")
            .arg(name)
            .arg(vote.size, 0, 'f', 0)
            .arg(vote.expected, 0, 'f', 0);
    case VoteReason::OnTime:
        return QStringLiteral("%1: samples come when they should.").arg(name);
    case VoteReason::Missing:
        return QStringLiteral("%1: no sample for %2 times the usual interval.").arg(name).arg(vote.size, 0, 'f', 0);
    case VoteReason::AmongOthers:
        return QStringLiteral("%1: other instances are near.").arg(name);
    case VoteReason::Alone:
        return QStringLiteral("%1: no two other instances are near.").arg(name);
    }
    return {};
}

} // namespace wf::analysis
