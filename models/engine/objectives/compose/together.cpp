// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compose/together.h"

#include "models/engine/objectives/compute/conclusion.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace wf::engine {

namespace {

constexpr double unknown = BudgetReport::unknown;

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

// Counts on a wider grid whose steps end at whole multiples of their length.
void addCounts(analysis::EventCounts &sum, const analysis::EventCounts &more, double weight)
{
    for (std::size_t i = 0; i < more.total.size(); ++i) {
        const qint64 end = more.startNs + more.stepNs * static_cast<qint64>(i);
        const qint64 place = (end - sum.startNs + 2 * sum.stepNs - 1) / sum.stepNs - 1;
        const bool isKnown = std::isfinite(more.total[i]) && more.total[i] > 0 && std::isfinite(more.bad[i]);
        if (!isKnown || place < 0 || place >= static_cast<qint64>(sum.total.size()))
            continue;
        const auto at = static_cast<std::size_t>(place);
        const double scale = weight > 0 ? weight / more.total[i] : 1;
        sum.total[at] = (std::isfinite(sum.total[at]) ? sum.total[at] : 0) + more.total[i] * scale;
        sum.bad[at] = (std::isfinite(sum.bad[at]) ? sum.bad[at] : 0) + more.bad[i] * scale;
    }
}

class Adding {
public:
    Adding(const wire::SloComposite &composite, const std::vector<ObjectivePart> &all, qint64 atNs,
           const ComputeOptions &options)
        : m_composite(composite), m_options(options), m_atNs(atNs)
    {
        for (const auto &part : composite.parts) {
            const auto of = std::ranges::find_if(
                all, [&](const ObjectivePart &one) { return one.objective->id == part.objective; });
            if (of != all.end())
                take(*of, part.weight);
            else
                m_out.report.problems << tr("%1 is not defined").arg(part.objective.left(120));
            m_out.parts << part.objective;
        }
    }

    Together run()
    {
        describe();
        BudgetReport &report = m_out.report;
        report.whole = added([](const BudgetReport &one) { return &one.whole; }, report.window.lengthNs(), 0);
        const double target = m_composite.target.value_or(m_target);
        m_out.objective.target = std::isfinite(target) ? target : 0;
        burn(report.whole);
        if (report.whole.isKnown)
            concludeBudget(report, m_out.objective.target);
        addWindows();
        addHistories();
        concludeOutlook(report, m_out.objective, m_options);
        report.state = concludedState(report, false);
        if (!report.whole.isKnown)
            report.problems << tr("Of none of its objectives anything is known that can be counted together");
        return std::move(m_out);
    }

private:
    // Shares and slices weigh by time, events by their number: only the likes of each other are added by events.
    void take(const ObjectivePart &part, double weight)
    {
        const QString &id = part.objective->id;
        m_first = m_first ? m_first : part.objective;
        if (!part.report || !part.report->whole.isKnown) {
            m_out.report.notes << tr("Nothing is known of %1: it is left out").arg(id.left(120));
            return;
        }
        const bool isCount = std::isfinite(part.report->whole.total) && !part.report->countsSlices;
        if (!m_composite.isWeighted && !isCount) {
            m_out.report.notes
                << tr("%1 counts no events: it is left out; by weight it could be counted").arg(id.left(120));
            return;
        }
        m_parts.push_back({part.objective, part.report, weight});
    }

    void describe()
    {
        signals::Objective &o = m_out.objective;
        if (m_first)
            o = *m_first; // its window
        o.goodQuery = o.badQuery = o.totalQuery = o.rawQuery = QString();
        o.id = m_composite.name;
        o.name = m_composite.displayName.isEmpty() ? m_composite.name : m_composite.displayName;
        o.description = m_composite.description;
        o.service = m_composite.service;
        o.owner = m_composite.owner;
        o.kind = signals::SliKind::Ratio;
        o.method = signals::BudgetMethod::Occurrences;
        o.labels = o.annotations = {};
        o.priority = o.runbook = QString();
        o.dependsOn.clear();
        o.sourceFile = m_composite.file;
        o.sourceLine = m_composite.place.line;
        BudgetReport &report = m_out.report;
        report.period = report.window = {m_atNs - o.windowNs, m_atNs};
        if (!m_parts.empty()) {
            report.window = m_parts.front().report->window;
            report.period = m_parts.front().report->period;
        }
        report.data.isKnown = report.data.isOfSteps = !m_parts.empty();
        report.data.coverage = m_parts.empty() ? 0 : 1;
        for (const ObjectivePart &part : m_parts)
            report.data.coverage = std::min(report.data.coverage, part.report->data.coverage);
        setTarget();
    }

    void setTarget()
    {
        double weights = 0, sum = 0;
        for (const ObjectivePart &part : m_parts) {
            const double weight = m_composite.isWeighted ? part.weight : part.report->whole.total;
            weights += weight;
            sum += weight * part.objective->target;
        }
        m_target = weights > 0 ? sum / weights : unknown;
    }

    template<class Pick>
    WindowFigure added(Pick pick, qint64 lengthNs, double factor)
    {
        WindowFigure out{lengthNs, unknown, unknown, unknown, unknown, false, false, false, {}};
        double total = 0, bad = 0;
        for (const ObjectivePart &part : m_parts) {
            const WindowFigure *one = pick(*part.report);
            if (!one || !one->isKnown)
                continue;
            out.pieces.insert(out.pieces.end(), one->pieces.begin(), one->pieces.end());
            total += m_composite.isWeighted ? part.weight : one->total;
            bad += m_composite.isWeighted ? part.weight * one->errorRatio : one->bad;
        }
        if (!(total > 0))
            return out;
        out.isKnown = true;
        out.errorRatio = bad / total;
        if (!m_composite.isWeighted) {
            out.total = total;
            out.bad = bad;
            out.hasFewEvents = total < analysis::fewestEvents(m_out.objective.target, factor);
        }
        return out;
    }

    void burn(WindowFigure &figure) const
    {
        if (figure.isKnown)
            figure.burn = figure.errorRatio / (1 - m_out.objective.target);
    }

    void addWindows()
    {
        std::set<qint64> lengths;
        for (const auto &rule : m_options.rules)
            lengths.insert({rule.shortNs, rule.longNs});
        for (const qint64 length : lengths) {
            double factor = 0;
            for (const auto &rule : m_options.rules)
                if (rule.shortNs == length || rule.longNs == length)
                    factor = std::max(factor, rule.factor);
            m_out.report.windows.push_back(added(
                [length](const BudgetReport &one) {
                    const auto of = std::ranges::find(one.windows, length, &WindowFigure::lengthNs);
                    return of == one.windows.end() ? nullptr : &*of;
                },
                length, factor));
            burn(m_out.report.windows.back());
        }
        concludeAlerts(m_out.report, m_options);
    }

    void addHistories()
    {
        BudgetReport &report = m_out.report;
        report.history = addedHistory(&BudgetReport::history);
        report.recent = addedHistory(&BudgetReport::recent);
        double total = 0;
        for (const double one : report.history.total)
            total += std::isfinite(one) ? one : 0;
        report.burnDown = analysis::burnDown(report.history, m_out.objective.target, total);
    }

    // On the widest grid of them.
    [[nodiscard]] analysis::EventCounts addedHistory(analysis::EventCounts BudgetReport::*which) const
    {
        analysis::EventCounts out;
        qint64 first = std::numeric_limits<qint64>::max(), last = std::numeric_limits<qint64>::min();
        for (const ObjectivePart &part : m_parts) {
            const analysis::EventCounts &one = part.report->*which;
            if (one.total.empty())
                continue;
            out.stepNs = std::max(out.stepNs, one.stepNs);
            first = std::min(first, one.startNs);
            last = std::max(last, one.endNs());
        }
        if (out.stepNs <= 0)
            return out;
        out.startNs = (first + out.stepNs - 1) / out.stepNs * out.stepNs;
        const auto steps = static_cast<std::size_t>(std::max<qint64>(0, (last - out.startNs) / out.stepNs + 1));
        out.total.assign(steps, unknown);
        out.bad.assign(steps, unknown);
        for (const ObjectivePart &part : m_parts)
            addCounts(out, part.report->*which, m_composite.isWeighted ? part.weight : 0);
        return out;
    }

    const wire::SloComposite &m_composite;
    const ComputeOptions &m_options;
    qint64 m_atNs;
    const signals::Objective *m_first = nullptr;
    std::vector<ObjectivePart> m_parts;
    double m_target = unknown;
    Together m_out;
};

} // namespace

std::vector<Together> togetherOf(const std::vector<wire::SloComposite> &composites,
                                 const std::vector<ObjectivePart> &all, qint64 atNs, const ComputeOptions &options)
{
    std::vector<Together> out;
    for (const wire::SloComposite &composite : composites)
        out.push_back(Adding(composite, all, atNs, options).run());
    return out;
}

} // namespace wf::engine
