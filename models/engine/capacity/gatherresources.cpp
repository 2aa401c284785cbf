// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/gatherresources.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace wf::engine {

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();
constexpr double mostMasked = 0.3; // of the history: masking more would leave nothing to learn from

std::shared_ptr<const FiniteIdentity> identityOf(const std::shared_ptr<const FiniteQuestion> &question,
                                                 const base::Labels &labels, const SubjectRules &rules)
{
    auto of = std::make_shared<FiniteIdentity>();
    of->question = question;
    of->labels = labels;
    of->subject = rules.resolve(labels);
    of->key = question->id + u' ' + labels.toString();
    return of;
}

std::vector<double> hoursOf(const signals::Series &series, qint64 endNs)
{
    std::vector<double> out(capacityHistoryHours, absent);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const qint64 ago = (endNs - series.timesMs[i] * base::nsPerMs) / base::nsPerHour;
        if (ago >= 0 && ago < static_cast<qint64>(out.size()))
            out[out.size() - 1 - static_cast<std::size_t>(ago)] = series.values[i];
    }
    return out;
}

// The hour it is known up to. Hours that never came are foreseen: filled from the day before they would undo a day's
// growth.
qint64 newestHour(const signals::Series &series, qint64 endNs)
{
    for (std::size_t i = series.size(); i-- > 0;)
        if (const qint64 ago = endNs - series.timesMs[i] * base::nsPerMs; ago >= 0 && std::isfinite(series.values[i]))
            return endNs - ago / base::nsPerHour * base::nsPerHour;
    return endNs;
}

std::vector<analysis::IndexRange> maskedBy(const std::vector<BrokenTime> &broken, const QString &service, qint64 endNs)
{
    std::vector<analysis::IndexRange> out;
    std::size_t hours = 0;
    const qint64 beginNs = endNs - static_cast<qint64>(capacityHistoryHours - 1) * base::nsPerHour;
    for (const BrokenTime &b : broken) {
        if (service.isEmpty() || b.service != service || b.range.endNs < beginNs || b.range.startNs > endNs)
            continue;
        const auto from = static_cast<std::size_t>(std::max<qint64>(0, (b.range.startNs - beginNs) / base::nsPerHour));
        const auto to =
            std::min(capacityHistoryHours, static_cast<std::size_t>((b.range.endNs - beginNs) / base::nsPerHour) + 1);
        hours += to - from;
        out.push_back({from, to});
    }
    if (static_cast<double>(hours) > mostMasked * static_cast<double>(capacityHistoryHours))
        out.clear();
    return out;
}

std::vector<std::size_t> deploysOf(const std::vector<signals::Deploy> &deploys, const signals::Subject &subject,
                                   qint64 endNs)
{
    std::vector<std::size_t> out;
    for (const signals::Deploy &d : deploys) {
        const qint64 ago = (endNs - d.timeNs) / base::nsPerHour;
        const bool isIts = !subject.service.isEmpty() && d.service == subject.service &&
                           (d.region.isEmpty() || subject.region.isEmpty() || d.region == subject.region);
        if (isIts && d.timeNs <= endNs && ago < static_cast<qint64>(capacityHistoryHours))
            out.push_back(capacityHistoryHours - 1 - static_cast<std::size_t>(ago));
    }
    std::ranges::sort(out);
    return out;
}

} // namespace

std::vector<FiniteHistory> historiesOf(std::shared_ptr<const FiniteQuestion> question, const signals::QueryAnswer &used,
                                       const signals::QueryAnswer &limits, const SubjectRules &rules,
                                       const KnownPast &past, qint64 endNs, std::size_t most)
{
    std::unordered_map<base::Labels, double> limitOf;
    for (const signals::Series &s : limits.series)
        if (!s.values.empty())
            limitOf.insert_or_assign(s.labels.without({"__name__"}), s.values.back());
    std::vector<FiniteHistory> out;
    for (const signals::Series &s : used.series) {
        const base::Labels labels = s.labels.without({"__name__"});
        const auto limit = limitOf.find(labels);
        if (limit == limitOf.end() || out.size() >= most)
            continue;
        FiniteHistory one;
        one.of = identityOf(question, labels, rules);
        one.endNs = newestHour(s, endNs);
        one.limit = limit->second;
        one.used = hoursOf(s, one.endNs);
        one.masked = maskedBy(past.broken, one.of->subject.service, one.endNs);
        one.deploys = deploysOf(past.deploys, one.of->subject, one.endNs);
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace wf::engine
