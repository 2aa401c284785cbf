// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardreader.h"

#include "models/engine/boards/reading/boardwork_p.h"
#include "models/query/filters/selectorfilters.h"
#include "models/query/variables/intervals.h"

#include <QTimer>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 1000;

void applyFilters(const std::vector<query::SelectorFilter> &filters, BoardAsk &ask)
{
    if (filters.empty() || (ask.language != BoardLanguage::Metrics && ask.language != BoardLanguage::Logs))
        return;
    const auto filtered = ask.language == BoardLanguage::Metrics
                              ? query::promqlWithFilters(ask.expr, query::filtersFor(filters, u"prometheus"_s))
                              : query::logqlWithFilters(ask.expr, query::filtersFor(filters, u"loki"_s));
    if (filtered)
        ask.expr = *filtered;
    else
        ask.notFiltered = filtered.error().summary;
}

} // namespace

base::TimeRange panelRange(const signals::BoardPanel &panel, base::TimeRange range)
{
    if (const auto from = query::parseInterval(panel.timeFrom); from && !panel.timeFrom.isEmpty())
        range.startNs = range.endNs - *from;
    if (const auto shift = query::parseInterval(panel.timeShift); shift && !panel.timeShift.isEmpty())
        range = range.shifted(-*shift);
    return range;
}

std::vector<BoardAsk> asksOf(const BoardQuestion &question, qint64 scrapeNs)
{
    const signals::BoardPanel &panel = question.panel.panel;
    const base::TimeRange range = panelRange(panel, question.range);
    std::vector<BoardAsk> out;
    if (panel.type == objectiveKind || panel.type == "dashlist"_L1)
        return out; // their targets are for Grafana, or none at all
    for (std::size_t i = 0; i < panel.targets.size(); ++i) {
        const signals::PanelTarget &target = panel.targets[i];
        const BoardLanguage language = sourceOf(target, panel, *question.dashboard).language;
        const QString text = language == BoardLanguage::Traces ? traceQuestion(target, panel) : target.expr;
        if (target.hidden || text.trimmed().isEmpty())
            continue;
        query::VariableScope scope = question.panel.scope;
        query::IntervalQuestion interval{range, panel.maxDataPoints.value_or(std::max(60, question.width)),
                                         target.interval.isEmpty() ? panel.interval : target.interval, scrapeNs,
                                         target.intervalFactor};
        interval.minInterval = query::interpolate(interval.minInterval, scope, query::Dialect::Text);
        const query::Intervals steps = query::intervalsOf(interval);
        query::addBuiltIns(scope, interval, steps);
        const auto dialect = language == BoardLanguage::Traces ? query::Dialect::Text : query::Dialect::Query;
        out.push_back({i, language, query::interpolate(text, scope, dialect), steps.stepNs, {}});
        applyFilters(scope.filters, out.back());
    }
    return out;
}

async::Request BoardReader::read(BoardQuestion question, Callback callback)
{
    auto work = std::make_shared<Work>();
    work->question = std::move(question);
    work->callback = std::move(callback);
    const signals::BoardPanel &panel = work->question.panel.panel;
    work->answer.range = panelRange(panel, work->question.range);
    work->doubts.resize(std::max<std::size_t>(1, panel.targets.size()));
    for (std::size_t i = 0; i < panel.targets.size(); ++i)
        work->answer.asked << QString();
    for (const BoardAsk &ask : asksOf(work->question, m_reader.scrapeInterval())) {
        work->answer.asked[static_cast<qsizetype>(ask.target)] = ask.expr;
        work->answer.stepNs = std::max(work->answer.stepNs, ask.stepNs);
        work->notFiltered(ask.notFiltered);
        if (ask.language == BoardLanguage::Metrics && work->answer.metricQuery.isEmpty())
            work->answer.metricQuery = ask.expr;
        if (ask.language == BoardLanguage::Metrics)
            askMetrics(work, ask.target, ask.expr, ask.stepNs);
        else if (ask.language == BoardLanguage::Logs)
            askLogs(work, ask.target, ask.expr, ask.stepNs);
        else if (ask.language == BoardLanguage::Traces)
            askTraces(work, ask.target, ask.expr);
    }
    if (panel.type == "alertlist"_L1)
        askAlerts(work);
    else if (panel.type == objectiveKind)
        askObjectives(work);
    else if (panel.type == "dashlist"_L1)
        askBoards(work);
    if (work->waiting == 0) { // nothing to ask: said later, as everything is
        auto alive = std::make_shared<bool>(true);
        QTimer::singleShot(0, [weak = std::weak_ptr(work), alive] {
            if (const auto w = weak.lock(); w && *alive)
                w->publish();
        });
        work->requests.emplace_back([alive] { *alive = false; });
    }
    return async::Request([work]() mutable { work.reset(); });
}

void BoardReader::askMetrics(const std::shared_ptr<Work> &work, std::size_t target, const QString &expr, qint64 stepNs)
{
    ++work->waiting;
    const auto take = [weak = std::weak_ptr(work), target](const base::Result<MetricAnswer> &reply) {
        const auto w = weak.lock();
        if (!w)
            return;
        if (!reply.ok()) {
            w->failed(target, reply.error());
            --w->waiting;
        } else {
            w->put(target, reply->answer);
            w->doubts[target] = reply->answer->completeness;
            if (reply->final)
                --w->waiting;
        }
        w->publish();
    };
    const signals::PanelTarget &asked = work->question.panel.panel.targets[target];
    const base::TimeRange range = work->answer.range;
    if (asked.instant && !asked.range)
        work->requests.push_back(m_reader.instant(expr, range.endNs, take));
    else
        work->requests.push_back(m_reader.range({expr, range, stepNs, work->question.width}, take));
}

void BoardReader::askLogs(const std::shared_ptr<Work> &work, std::size_t target, const QString &expr, qint64 stepNs)
{
    const bool lines = work->question.panel.panel.type == "logs"_L1;
    for (sources::LogSource *source : m_sources.logs) {
        ++work->waiting;
        if (lines)
            work->requests.push_back(source->query(
                {expr, work->answer.range, mostLines, sources::LogDirection::Backward},
                [weak = std::weak_ptr(work), target](base::Result<signals::LogAnswer> reply) {
                    const auto w = weak.lock();
                    if (!w)
                        return;
                    --w->waiting;
                    if (reply.ok()) {
                        w->doubts[target].merge(reply->completeness);
                        const auto before = w->answer.lines ? w->answer.lines : signals::LogBuffer::empty();
                        w->answer.lines = before->with(std::move(reply->lines), mostLines);
                    } else {
                        w->failed(target, reply.error());
                    }
                    w->publish();
                }));
        else
            work->requests.push_back(
                source->queryRange({expr, work->answer.range, stepNs},
                                   [weak = std::weak_ptr(work), target](base::Result<signals::QueryAnswerPtr> reply) {
                                       const auto w = weak.lock();
                                       if (!w)
                                           return;
                                       --w->waiting;
                                       if (reply.ok())
                                           w->put(target, *reply);
                                       else
                                           w->failed(target, reply.error());
                                       w->publish();
                                   }));
    }
}

} // namespace wf::engine
