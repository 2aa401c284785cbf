// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/resource/resource.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t leastHours = 24;
constexpr std::size_t reachPerHistory = 4; // a forecast reaches no further than four times what is known
constexpr double notReached = std::numeric_limits<double>::infinity();

std::optional<qint64> whenFull(const std::vector<double> &values, double limit, qint64 endNs)
{
    const auto steps = analysis::stepsUntil(values, limit);
    return steps ? std::optional(endNs + static_cast<qint64>(*steps) * base::nsPerHour) : std::nullopt;
}

void findDates(ResourceForecast &out)
{
    out.fullNs = out.earliestNs = out.latestNs = std::nullopt;
    if (!(out.limit > 0) || out.middle.empty() || out.of->question->isRequest)
        return;
    if (out.used >= out.limit) {
        out.fullNs = out.earliestNs = out.latestNs = out.endNs;
        return;
    }
    out.fullNs = whenFull(out.middle, out.limit, out.endNs);
    out.earliestNs = whenFull(out.upper, out.limit, out.endNs);
    out.latestNs = whenFull(out.lower, out.limit, out.endNs);
}

// Means of the first and the last day of the forecast: what a day's rhythm does is no growth.
double growthOf(const std::vector<double> &middle)
{
    const std::size_t day = std::min<std::size_t>(24, middle.size() / 2);
    if (day == 0)
        return 0;
    const auto mean = [day](auto from) {
        return std::accumulate(from, from + static_cast<std::ptrdiff_t>(day), 0.0) / static_cast<double>(day);
    };
    const double days = static_cast<double>(middle.size() - day) / 24;
    return days > 0 ? (mean(middle.end() - static_cast<std::ptrdiff_t>(day)) - mean(middle.begin())) / days : 0;
}

FiniteAnswer answerOf(analysis::ForecastAnswer answer)
{
    switch (answer) {
    case analysis::ForecastAnswer::Forecast:
        return FiniteAnswer::Forecast;
    case analysis::ForecastAnswer::NotForecastable:
        return FiniteAnswer::NotForecastable;
    case analysis::ForecastAnswer::TooShort:
        return FiniteAnswer::TooShort;
    case analysis::ForecastAnswer::NoValues:
    case analysis::ForecastAnswer::Cancelled:
        break;
    }
    return FiniteAnswer::NoValues;
}

} // namespace

QString FiniteIdentity::name() const
{
    for (const char *label : {"mountpoint", "persistentvolumeclaim", "resource", "name"})
        if (labels.has(label))
            return question->title + u' ' + labels.text(label);
    return question->title;
}

QString FiniteIdentity::where() const
{
    QStringList out;
    for (const QString &one :
         {subject.service, labels.text("container"), labels.text("namespace"), subject.region, subject.instance})
        if (!one.isEmpty() && !out.contains(one))
            out << one;
    return out.join(u", "_s);
}

signals::Subject resourceSubject(const ResourceForecast &resource)
{
    signals::Subject s = resource.of->subject;
    s.kind = s.instance.isEmpty() ? signals::SubjectKind::Service : signals::SubjectKind::Instance;
    s.id = resource.of->key;
    s.title = resource.of->name();
    return s;
}

ResourceForecast forecastResource(const FiniteHistory &history, std::size_t horizon, const std::stop_token &stop)
{
    ResourceForecast out;
    out.of = history.of;
    out.limit = std::isfinite(history.limit) && history.limit > 0 ? history.limit : 0;
    out.endNs = history.endNs;
    out.history = history.used;
    const auto isKnown = [](double v) { return std::isfinite(v); };
    const auto known = static_cast<std::size_t>(std::ranges::count_if(history.used, isKnown));
    out.historyNs = static_cast<qint64>(known) * base::nsPerHour;
    const auto newest = std::find_if(history.used.rbegin(), history.used.rend(), isKnown);
    out.used = newest == history.used.rend() ? 0 : *newest;
    if (known < leastHours) {
        out.answer = known == 0 ? FiniteAnswer::NoValues : FiniteAnswer::TooShort;
        out.sentence = known == 0 ? u"There are no values to learn from."_s
                                  : u"Only %1 h are known: a forecast needs a day."_s.arg(known);
        return out;
    }
    analysis::ForecastQuestion question;
    // What lies before the first known hour is no gap.
    const auto first = std::ranges::find_if(history.used, isKnown) - history.used.begin();
    question.values.assign(history.used.begin() + first, history.used.end());
    question.periods = known >= 14 * 24 ? std::vector<std::size_t>{24, 168}
                       : known >= 48    ? std::vector<std::size_t>{24}
                                        : std::vector<std::size_t>{};
    for (const analysis::IndexRange &r : history.masked)
        if (r.to > static_cast<std::size_t>(first))
            question.masked.push_back(
                {r.from > static_cast<std::size_t>(first) ? r.from - static_cast<std::size_t>(first) : 0,
                 r.to - static_cast<std::size_t>(first)});
    for (const std::size_t mark : history.deploys)
        if (mark > static_cast<std::size_t>(first))
            question.marks.push_back(mark - static_cast<std::size_t>(first));
    question.horizon = std::min(horizon, reachPerHistory * known);
    auto said = analysis::forecast(question, stop);
    out.answer = answerOf(said.answer);
    out.sentence = analysis::forecastSentence(said);
    out.pastAccuracy = said.pastAccuracy;
    out.origins = said.origins;
    out.maskedHours = said.history.masked;
    out.missingHours = said.history.missing;
    if (said.history.levelChange)
        out.levelChangeNs =
            history.endNs -
            static_cast<qint64>(said.history.values.size() - *said.history.levelChange) * base::nsPerHour;
    out.isLevelByDeploy = said.history.isAtMark;
    if (!said.methods.empty())
        out.method = QString::fromLatin1(said.methods.front().name);
    if (out.answer != FiniteAnswer::Forecast)
        return out; // a line that cannot be believed is not drawn
    out.middle = std::move(said.middle);
    out.lower = std::move(said.lower);
    out.upper = std::move(said.upper);
    out.innerLower = std::move(said.innerLower);
    out.innerUpper = std::move(said.innerUpper);
    out.growthPerDay = growthOf(out.middle);
    findDates(out);
    return out;
}

ResourceForecast datedResource(std::shared_ptr<const FiniteIdentity> of, qint64 endsNs, qint64 nowNs)
{
    ResourceForecast out;
    out.of = std::move(of);
    out.answer = FiniteAnswer::Dated;
    out.endNs = nowNs;
    out.fullNs = out.earliestNs = out.latestNs = endsNs;
    return out;
}

namespace {

constexpr int warnDays = 14;
constexpr int earlyDays = 7; // of the 95 % interval

bool isNearlyFull(const ResourceForecast &r)
{
    const bool isForeseen = r.answer == FiniteAnswer::Forecast || r.answer == FiniteAnswer::Dated;
    return !isForeseen && r.limit > 0 && r.share() >= 0.95 && !r.of->question->isRequest;
}

} // namespace

signals::Severity severityOf(const ResourceForecast &resource, qint64 nowNs)
{
    const auto within = [nowNs](const std::optional<qint64> &ns, int days) {
        return ns && *ns - nowNs < days * base::nsPerDay;
    };
    const bool isDated = resource.answer == FiniteAnswer::Dated;
    if (resource.answer != FiniteAnswer::Forecast && !isDated)
        return isNearlyFull(resource) ? signals::Severity::Warning : signals::Severity::Unknown;
    if (within(resource.fullNs, 3))
        return signals::Severity::Critical;
    if (within(resource.fullNs, warnDays) || (!isDated && within(resource.earliestNs, earlyDays)))
        return signals::Severity::Warning;
    return within(resource.fullNs, 30) ? signals::Severity::Info : signals::Severity::Ok;
}

bool needsMore(const ResourceForecast &a, const ResourceForecast &b)
{
    const auto when = [](const ResourceForecast &r) {
        const double full = r.fullNs ? static_cast<double>(*r.fullNs) : notReached;
        // What may be full within days, or nearly is though nobody can tell when: after what will be soon.
        const bool isWarned = isNearlyFull(r) || (r.answer == FiniteAnswer::Forecast && r.earliestNs &&
                                                  *r.earliestNs - r.endNs < earlyDays * base::nsPerDay);
        return isWarned ? std::min(full, static_cast<double>(r.endNs + warnDays * base::nsPerDay)) : full;
    };
    if (when(a) != when(b))
        return when(a) < when(b);
    const auto early = [](const ResourceForecast &r) {
        return r.earliestNs ? static_cast<double>(*r.earliestNs) : notReached;
    };
    if (early(a) != early(b))
        return early(a) < early(b);
    return a.share() != b.share() ? a.share() > b.share() : a.of->key < b.of->key;
}

ResourceForecast imagined(const ResourceForecast &resource, const CapacityChange &what, int nodes)
{
    if (resource.answer != FiniteAnswer::Forecast || what.isNothing())
        return resource;
    ResourceForecast out = resource;
    const FiniteQuestion &question = *resource.of->question;
    double load = question.isLoad ? what.traffic : 1;
    // The work of those that are gone goes to those that stay.
    if (question.isByNode && what.nodesLess > 0)
        load *= nodes > what.nodesLess ? static_cast<double>(nodes) / (nodes - what.nodesLess) : notReached;
    const auto change = [&](std::vector<double> &values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double grown = resource.growthPerDay * static_cast<double>(i + 1) / 24;
            values[i] = (values[i] + grown * (what.growth - 1)) * load;
        }
    };
    if (!std::isfinite(load)) { // nobody is left
        out.used = out.limit;
        findDates(out);
        return out;
    }
    change(out.middle);
    change(out.lower);
    change(out.upper);
    change(out.innerLower);
    change(out.innerUpper);
    out.used *= load;
    out.growthPerDay *= what.growth * load;
    findDates(out);
    return out;
}

} // namespace wf::engine
