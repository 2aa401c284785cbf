// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/budgetreport.h"

#include "models/analysis/budget/calendar.h"
#include "models/base/duration.h"
#include "models/engine/objectives/compute/conclusion.h"
#include "models/engine/objectives/compute/datahealth_p.h"
#include "models/engine/objectives/compute/slicounter_p.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

WindowFigure nothing(qint64 lengthNs)
{
    return {lengthNs, unknown, unknown, unknown, unknown, false, false, false, {}};
}

class Computation {
public:
    Computation(const signals::Objective &objective, const SliSource &source, qint64 atNs,
                const ComputeOptions &options, std::stop_token stop)
        : m_objective(objective),
          m_source(source),
          m_options(options),
          m_atNs(atNs),
          m_stop(std::move(stop)),
          m_counter(objective, source, options)
    {
    }

    base::Result<BudgetReport> run()
    {
        if (auto status = findWindow(); !status)
            return status.error();
        Examined examined;
        if (m_source.samples()) {
            auto looked = examineData(m_objective, *m_source.samples(), m_out.window, m_kept, m_stop);
            if (!looked)
                return looked.error();
            examined = std::move(*looked);
            m_out.data = examined.health;
            m_distanceNs = examined.distanceNs;
        } else if (auto status = findDistance(); !status)
            return status.error();
        m_out.queries = sliQueries(m_objective, m_out.window.lengthNs());
        if (!m_out.queries.problem.isEmpty())
            return base::makeError(base::ErrorKind::Invalid, m_out.queries.problem);
        if (m_options.onlyHistory) {
            if (auto status = lookBack(); !status)
                return status.error();
            examineHistory(m_out.history, m_kept, m_out.data);
            return std::move(m_out);
        }
        const auto whole = figure(m_out.window, 0);
        if (!whole)
            return whole.error();
        m_out.whole = *whole;
        const bool isBlind = m_out.queries.partIsGood && !partSelectors(m_objective).empty() &&
                             (m_source.samples() ? !examined.hasPart : m_out.whole.lacksPart);
        if (isBlind && m_out.whole.isKnown)
            contradict(tr("The query for good events finds no series at all although there were events: its labels "
                          "are probably wrong, so 0 % is not claimed"));
        if (auto status = lookAtWindows(); !status)
            return status.error();
        if (m_out.whole.isKnown)
            concludeBudget(m_out, m_objective.target);
        if (auto status = lookBack(); !status)
            return status.error();
        if (!m_source.samples())
            if (auto status = examineSteps(); !status)
                return status.error();
        describeData();
        concludeOutlook(m_out, m_objective, m_options);
        m_out.state = concludedState(m_out, m_isContradictory);
        return std::move(m_out);
    }

private:
    base::Status findWindow()
    {
        m_out.period = {m_atNs - m_objective.windowNs, m_atNs};
        if (!m_objective.rolling) {
            const auto period = analysis::windowAt(
                {m_objective.calendarUnit, m_objective.calendarCount, m_objective.calendarStart, m_objective.timeZone},
                m_atNs);
            if (!period)
                return period.error();
            m_out.period = *period;
        }
        m_out.window = {m_out.period.startNs, m_atNs};
        std::vector<base::TimeRange> excluded;
        for (const Excluded &one : m_options.corrections)
            if (one.range.startNs < m_out.window.endNs && one.range.endNs > m_out.window.startNs) {
                m_out.corrections.push_back(one);
                excluded.push_back(one.range);
            }
        m_excluded = analysis::merged(std::move(excluded), {m_atNs - longest(), m_atNs});
        m_kept = keptOf(m_out.window);
        m_out.countsSlices = m_objective.method != signals::BudgetMethod::Occurrences;
        m_out.countsSamples =
            m_objective.kind != signals::SliKind::Ratio && m_objective.kind != signals::SliKind::NativeLatency;
        if (m_kept.empty())
            m_out.problems << tr("Nothing of the window is left: corrections exclude all of it");
        return base::Done{};
    }

    [[nodiscard]] qint64 longest() const
    {
        qint64 length = m_atNs - m_out.period.startNs;
        for (const auto &rule : m_options.rules)
            length = std::max(length, rule.longNs);
        return length;
    }

    [[nodiscard]] std::vector<base::TimeRange> keptOf(base::TimeRange window) const
    {
        return analysis::remaining(analysis::merged(m_excluded, window), window);
    }

    base::Result<double> asked(const QString &expr, qint64 atNs) const { return m_source.instant(expr, atNs); }

    // How far apart samples lie is asked of the last full hour, once for that hour; a minute when nobody can tell.
    base::Status findDistance()
    {
        m_distanceNs = m_options.distanceNs;
        const auto selectors = eventSelectors(m_objective);
        const bool isNeeded = m_options.inPieces || m_options.historySteps > 0;
        if (m_distanceNs == 0 && isNeeded && !selectors.empty()) {
            const auto count = asked(QStringLiteral("max(count_over_time(%1[1h]))").arg(selectors.front()),
                                     m_atNs / base::nsPerHour * base::nsPerHour);
            if (!count)
                return count.error();
            if (*count >= 1)
                m_distanceNs = static_cast<qint64>(static_cast<double>(base::nsPerHour) / *count);
        }
        m_counter.setDistance(m_distanceNs > 0 ? m_distanceNs : base::nsPerMinute);
        m_distanceNs = m_distanceNs > 0 ? m_distanceNs : base::nsPerMinute;
        return base::Done{};
    }

    // Where samples cannot be looked at, steps of the history without a count are gaps.
    base::Status examineSteps()
    {
        DataHealth &health = m_out.data;
        health.distanceNs = m_distanceNs;
        examineHistory(m_out.history, m_kept, health);
        if (!m_options.asksForSamples)
            return base::Done{};
        double samples = 0, series = 0, resets = 0;
        for (const QString &selector : eventSelectors(m_objective)) {
            const QString window = base::promDuration(m_out.window.lengthNs());
            for (const auto &[expr, sum] :
                 {std::pair{QStringLiteral("sum(count_over_time(%1[%2]))"), &samples},
                  std::pair{QStringLiteral("count(count_over_time(%1[%2]))"), &series},
                  std::pair{m_out.countsSamples ? QString() : QStringLiteral("sum(resets(%1[%2]))"), &resets}}) {
                const auto one = expr.isEmpty() ? base::Result<double>(0.0) : asked(expr.arg(selector, window), m_atNs);
                if (!one)
                    return one.error();
                *sum += std::isfinite(*one) ? *one : 0;
            }
        }
        health.samples = static_cast<qint64>(samples);
        health.series = static_cast<int>(series);
        health.resets = static_cast<int>(resets);
        return base::Done{};
    }

    // Of one window; `factor` is that of the strictest rule that looks at it.
    base::Result<WindowFigure> figure(base::TimeRange window, double factor)
    {
        WindowFigure out = nothing(window.lengthNs());
        const auto counted = m_counter.count(keptOf(window));
        if (!counted)
            return counted.error();
        if (counted->contradicts)
            contradict(tr("Within %1 there are more bad events than events, or fewer than none (%2 of %3): the two "
                          "queries contradict each other")
                           .arg(base::promDuration(window.lengthNs()))
                           .arg(counted->bad)
                           .arg(counted->total));
        out.pieces = counted->pieces;
        if (!counted->isKnown || counted->contradicts)
            return out;
        out.isKnown = true;
        out.lacksPart = counted->lacksPart;
        out.errorRatio = counted->bad / counted->total;
        out.burn = out.errorRatio / (1 - m_objective.target);
        if (!m_out.queries.isShare || m_out.countsSlices) {
            out.total = counted->total;
            out.bad = counted->bad;
            out.hasFewEvents = out.total < analysis::fewestEvents(m_objective.target, factor);
        }
        return out;
    }

    void contradict(const QString &why)
    {
        m_isContradictory = true;
        if (!m_out.problems.contains(why))
            m_out.problems << why;
        forget(m_out.whole);
    }

    // The numbers; what was asked stays, to be looked at.
    static void forget(WindowFigure &figure)
    {
        auto pieces = std::move(figure.pieces);
        figure = nothing(figure.lengthNs);
        figure.pieces = std::move(pieces);
    }

    base::Status lookAtWindows()
    {
        std::vector<qint64> lengths;
        for (const auto &rule : m_options.rules)
            lengths.insert(lengths.end(), {rule.shortNs, rule.longNs});
        std::ranges::sort(lengths);
        lengths.erase(std::ranges::unique(lengths).begin(), lengths.end());
        for (const qint64 length : lengths) {
            double factor = 0;
            for (const auto &rule : m_options.rules)
                if (rule.shortNs == length || rule.longNs == length)
                    factor = std::max(factor, rule.factor);
            const auto one = figure({m_atNs - length, m_atNs}, factor);
            if (!one)
                return one.error();
            m_out.windows.push_back(*one);
        }
        if (m_isContradictory)
            for (WindowFigure &one : m_out.windows)
                forget(one);
        concludeAlerts(m_out, m_options);
        return base::Done{};
    }

    // A step must hold several samples, or nothing can be counted in it. Of a source that is asked, all steps end at
    // whole multiples of their length: the next time only the newest ones are missing.
    base::Status lookBack()
    {
        if (m_options.historySteps == 0 || m_out.window.lengthNs() < base::nsPerMinute)
            return base::Done{};
        const bool isAsked = m_source.samples() == nullptr;
        const qint64 least = 4 * m_distanceNs;
        const qint64 length = isAsked ? m_out.period.lengthNs() : m_out.window.lengthNs();
        const qint64 fair = std::max(length / static_cast<qint64>(m_options.historySteps), least);
        auto history = historyOf(m_out.window, isAsked ? roundStep(fair) : wholeMinutes(fair), m_kept);
        if (!history)
            return history.error();
        m_out.history = std::move(*history);
        double total = 0;
        for (const double one : m_out.history.total)
            total += std::isfinite(one) ? one : 0;
        m_out.burnDown = analysis::burnDown(m_out.history, m_objective.target, total);
        if (m_options.recentNs <= 0)
            return base::Done{};
        const base::TimeRange lately{m_atNs - m_options.recentNs, m_atNs};
        auto recent = historyOf(lately, roundStep(least), keptOf(lately));
        if (!recent)
            return recent.error();
        m_out.recent = std::move(*recent);
        return base::Done{};
    }

    [[nodiscard]] base::Result<analysis::EventCounts> historyOf(base::TimeRange range, qint64 step,
                                                                const std::vector<base::TimeRange> &kept) const
    {
        if (!m_source.samples())
            range = {range.startNs, range.endNs / step * step};
        return m_counter.history(range, step, kept);
    }

    static qint64 wholeMinutes(qint64 ns)
    {
        return std::max(base::nsPerMinute, ns / base::nsPerMinute * base::nsPerMinute);
    }

    // The next of 1, 2, 5 … minutes that divides a day.
    static qint64 roundStep(qint64 ns)
    {
        for (const qint64 minutes : {1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720})
            if (minutes * base::nsPerMinute >= ns)
                return minutes * base::nsPerMinute;
        return (ns + base::nsPerDay - 1) / base::nsPerDay * base::nsPerDay;
    }

    void describeData()
    {
        const DataHealth &data = m_out.data;
        if (!m_out.whole.isKnown && !m_isContradictory && !m_kept.empty())
            m_out.problems << (data.isKnown && !data.isOfSteps && data.series == 0
                                   ? tr("No series of the query for all events has a sample in the window")
                                   : tr("There were no events in the window: no share can be said"));
        if (data.negative > 0)
            m_out.problems << tr("%1 samples are below zero; counters and shares never are").arg(data.negative);
        if (m_out.whole.isKnown && data.isKnown && data.coverage < 0.999)
            m_out.notes << tr("Samples are there for %1 % of the window; of the rest nothing is known")
                               .arg(std::floor(data.coverage * 1000) / 10);
        if (data.resets > 0)
            m_out.notes << tr("Counters began anew %1 times; what they counted goes on over it").arg(data.resets);
        if (data.born > 0)
            m_out.notes << tr("%1 series began within the window: labels changed or instances came; what they counted "
                              "before their first sample is not known")
                               .arg(data.born);
        if (data.ended > 0)
            m_out.notes << tr("%1 series ended within the window").arg(data.ended);
        if (m_out.whole.isKnown && m_out.whole.total * (1 - m_objective.target) < 1 && !m_out.queries.isShare)
            m_out.notes << tr("Traffic is low: of so few events not a single one may be bad");
        if (!m_objective.grouping.empty())
            m_out.notes << tr("All groups are counted together");
    }

    const signals::Objective &m_objective;
    const SliSource &m_source;
    const ComputeOptions &m_options;
    qint64 m_atNs;
    std::stop_token m_stop;
    SliCounter m_counter;
    BudgetReport m_out;
    std::vector<base::TimeRange> m_excluded; // merged
    std::vector<base::TimeRange> m_kept;     // of the window
    qint64 m_distanceNs = 0;
    bool m_isContradictory = false;
};

} // namespace

base::Result<BudgetReport> computeBudget(const signals::Objective &objective, const SliSource &source, qint64 atNs,
                                         const ComputeOptions &options, std::stop_token stop)
{
    return Computation(objective, source, atNs, options, std::move(stop)).run();
}

base::Result<BudgetReport> computeBudget(const signals::Objective &objective, const query::SampleReader &samples,
                                         qint64 atNs, const ComputeOptions &options, std::stop_token stop)
{
    return computeBudget(objective, SampleSource(samples, stop), atNs, options, stop);
}

} // namespace wf::engine
