// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/suggestion.h"

#include "models/base/duration.h"
#include "models/engine/alerts/ruleexpression.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<int, 11> ladderSeconds{30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600};
constexpr std::size_t leastUnjudged = 4;
constexpr std::size_t mostThresholds = 24; // each is a replay of its own
constexpr std::size_t mostNamed = 6;       // firings named by their number

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleReplay", text);
}

// What a changed rule makes of the firings of the one that is there.
struct Trial {
    std::vector<int> dropped, kept; // numbers, from 1
    qint64 laterNs = 0;
    bool dropsWhatMatters = false;
    int firings = 0;
};

class Trials {
public:
    Trials(const Replay &replay, const std::vector<signals::Series> &matrix)
        : m_replay(replay), m_matrix(matrix), m_rule(splitThreshold(replay.rule.expr))
    {
    }

    [[nodiscard]] std::optional<ReplaySuggestion> best()
    {
        std::optional<ReplaySuggestion> out;
        const auto consider = [&](ReplaySuggestion change, const Trial &trial) {
            const bool isMore = !out || (m_replay.useful > 0 && static_cast<int>(trial.dropped.size()) > out->dropped);
            if (!isMore || !isWorth(trial))
                return;
            change.dropped = static_cast<int>(trial.dropped.size());
            change.kept = static_cast<int>(trial.kept.size());
            change.laterNs = trial.laterNs;
            change.words = words(change, trial);
            out = std::move(change);
        };
        for (const int seconds : ladderSeconds) {
            RuleWaits waits = m_replay.rule.waits;
            if (seconds * base::nsPerSecond <= waits.forNs)
                continue;
            waits.forNs = seconds * base::nsPerSecond;
            ReplaySuggestion change;
            change.forNs = waits.forNs;
            consider(change, tried(waits, {}));
        }
        for (const double value : thresholds()) {
            ReplaySuggestion change;
            change.threshold = value;
            change.expr = u"%1 %2 %3"_s.arg(m_rule.measured, m_rule.comparison, QString::number(value, 'g', 12));
            consider(change, tried(m_replay.rule.waits, StricterThreshold{m_rule.comparison, value}));
        }
        return out ? out : joining();
    }

private:
    [[nodiscard]] bool isUpper() const { return m_rule.comparison.startsWith(u'>'); }

    [[nodiscard]] Trial tried(const RuleWaits &waits, const std::optional<StricterThreshold> &threshold) const
    {
        const auto after = firingsOf(m_matrix, m_replay.range, m_replay.stepNs, waits, threshold);
        Trial out;
        out.firings = static_cast<int>(after.size());
        for (std::size_t i = 0; i < m_replay.firings.size(); ++i) {
            const auto &judged = m_replay.firings[i];
            const auto &before = judged.firing;
            const auto same = std::ranges::find_if(after, [&before](const ReplayFiring &one) {
                return one.series == before.series && one.startNs < before.endNs && before.startNs < one.endNs;
            });
            if (same != after.end()) {
                out.kept.push_back(static_cast<int>(i) + 1);
                out.laterNs = std::max(out.laterNs, same->startNs - before.startNs);
                continue;
            }
            out.dropped.push_back(static_cast<int>(i) + 1);
            const bool mayGo = judged.context.worth == FiringWorth::LikelyNoise ||
                               (m_replay.useful == 0 && judged.context.worth != FiringWorth::Useful);
            out.dropsWhatMatters |= !mayGo || !before.isOver || before.beganBefore;
        }
        return out;
    }

    [[nodiscard]] bool isWorth(const Trial &trial) const
    {
        if (trial.dropsWhatMatters || trial.dropped.empty() || trial.kept.empty())
            return false;
        return m_replay.useful > 0 ||
               (m_replay.firings.size() >= leastUnjudged && trial.kept.size() <= trial.dropped.size());
    }

    // Round numbers beyond what the firings that may go reached, nearest to the present threshold first.
    [[nodiscard]] std::vector<double> thresholds() const
    {
        const bool isKnown = m_rule.threshold && m_rule.comparison != u"=="_s && m_rule.comparison != u"!="_s;
        if (!isKnown)
            return {};
        std::set<double> distances;
        for (const auto &judged : m_replay.firings) {
            if (judged.context.worth == FiringWorth::Useful)
                continue;
            const double reached = isUpper() ? judged.firing.highest : judged.firing.lowest;
            const double distance = std::abs(reached - *m_rule.threshold);
            if (std::isfinite(distance) && distance > 0)
                distances.insert(distance);
        }
        std::vector<double> out;
        for (const double distance : distances) {
            if (out.size() == mostThresholds)
                break;
            // Two significant digits of the way, rounded up: beyond what was reached, also for > and <.
            const double unit = std::pow(10, std::floor(std::log10(distance)) - 1);
            const double way = (std::floor(distance / unit) + 1) * unit;
            const double exact = isUpper() ? *m_rule.threshold + way : *m_rule.threshold - way;
            const double value = QString::number(exact, 'g', 12).toDouble(); // 2 - 1.1 is 0.9
            if (out.empty() || out.back() != value)
                out.push_back(value);
        }
        return out;
    }

    // A rule that flaps tells one thing several times.
    [[nodiscard]] std::optional<ReplaySuggestion> joining() const
    {
        if (m_replay.flaps == 0)
            return std::nullopt;
        std::optional<ReplaySuggestion> out;
        auto fewest = static_cast<int>(m_replay.firings.size());
        for (const int seconds : ladderSeconds) {
            RuleWaits waits = m_replay.rule.waits;
            if (seconds * base::nsPerSecond <= waits.keepFiringForNs || seconds * base::nsPerSecond > 2 * flapGapNs)
                continue;
            waits.keepFiringForNs = seconds * base::nsPerSecond;
            const Trial trial = tried(waits, {});
            if (trial.firings >= fewest)
                continue;
            fewest = trial.firings;
            ReplaySuggestion change;
            change.keepFiringForNs = waits.keepFiringForNs;
            change.kept = static_cast<int>(trial.kept.size());
            change.words = tr("keep_firing_for: %1 would tell %2 firings as %3.")
                               .arg(base::promDuration(waits.keepFiringForNs))
                               .arg(m_replay.firings.size())
                               .arg(trial.firings);
            out = std::move(change);
        }
        return out;
    }

    [[nodiscard]] static QString named(const std::vector<int> &numbers)
    {
        if (numbers.size() > mostNamed)
            return tr("%1 firings").arg(numbers.size());
        QStringList texts;
        for (const int number : numbers)
            texts << QString::number(number);
        const QString last = texts.takeLast();
        return texts.isEmpty() ? last : tr("%1 and %2").arg(texts.join(u", "_s), last);
    }

    [[nodiscard]] QString words(const ReplaySuggestion &change, const Trial &trial) const
    {
        const QString what = change.forNs ? tr("for: %1").arg(base::promDuration(*change.forNs))
                                          : tr("A threshold of %1").arg(QString::number(*change.threshold, 'g', 6));
        const QString later =
            trial.laterNs > 0 ? tr(", %1 later at most").arg(base::humanDuration(trial.laterNs)) : QString();
        return tr("%1 would drop %2 and keep %3%4.").arg(what, named(trial.dropped), named(trial.kept), later);
    }

    const Replay &m_replay;
    const std::vector<signals::Series> &m_matrix;
    RuleExpression m_rule;
};

} // namespace

std::optional<ReplaySuggestion> suggestionFor(const Replay &replay, const std::vector<signals::Series> &matrix)
{
    if (replay.firings.empty())
        return std::nullopt;
    return Trials(replay, matrix).best();
}

} // namespace wf::engine
