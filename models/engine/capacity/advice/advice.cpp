// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/advice/advice.h"

#include "models/analysis/numbers/robust.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

namespace {

constexpr double spare = 0.1;       // kept free
constexpr double mostFreed = 0.5;   // of what is used: more is no advice
constexpr double idle = 0.5;        // a peak below that share is too much
constexpr double shrunkSpare = 0.4; // above the peak, where something is made smaller
constexpr qint64 shrinkNeedsNs = 7 * base::nsPerDay;
constexpr std::size_t reclaimHours = 30 * 24;
constexpr int wantedDays = 90;
constexpr int suggestedDays = 30;
constexpr double gib = 1024.0 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Capacity", text);
}

double largest(const std::vector<double> &values)
{
    double out = 0;
    for (const double v : values)
        if (std::isfinite(v))
            out = std::max(out, v);
    return out;
}

std::optional<qint64> lastsWith(const ResourceForecast &r, double limit)
{
    const auto steps = analysis::stepsUntil(r.middle, limit);
    return steps ? std::optional(r.endNs + static_cast<qint64>(*steps) * base::nsPerHour) : std::nullopt;
}

Advice priced(Advice advice, const ResourceForecast &r, double more, const PriceList &prices)
{
    if (const Price *price = prices.find(r.of->question->kind, r.of->subject.region)) {
        advice.cost = costOf(*price, more);
        advice.currency = price->currency;
    }
    return advice;
}

Advice grown(const ResourceForecast &r, double limit, const PriceList &prices)
{
    Advice out;
    out.kind = Advice::Kind::Grow;
    out.newLimit = limit;
    out.text = tr("Grow to %1").arg(base::formatValue(limit, r.of->question->unit));
    out.lastsNs = lastsWith(r, limit);
    return priced(std::move(out), r, limit - r.limit, prices);
}

// So much less used that it lasts for thirty days.
std::optional<Advice> reclaimed(const ResourceForecast &r)
{
    const std::size_t at = std::min(reclaimHours, r.middle.size());
    const double peak = *std::max_element(r.middle.begin(), r.middle.begin() + static_cast<std::ptrdiff_t>(at));
    const double amount = peak - (1 - spare) * r.limit;
    if (!(amount > 0) || amount > mostFreed * r.used)
        return std::nullopt;
    Advice out;
    out.kind = Advice::Kind::Reclaim;
    out.text = tr("Free %1").arg(base::formatValue(amount, r.of->question->unit));
    out.lastsNs = lastsWith(r, r.limit + amount);
    return out;
}

std::optional<Advice> rebalanced(const ResourceForecast &r, const std::vector<ResourceForecastPtr> &all)
{
    const ResourceForecast *best = nullptr;
    for (const ResourceForecastPtr &other : all) {
        const bool isSibling = other->of->question->id == r.of->question->id && other->of->key != r.of->key &&
                               other->limit > 0 && other->share() < idle;
        if (isSibling && (!best || other->limit - other->used > best->limit - best->used))
            best = other.get();
    }
    if (!best)
        return std::nullopt;
    const double amount = std::min(r.used / 2, best->limit * (1 - spare) - best->used);
    if (!(amount > 0))
        return std::nullopt;
    Advice out;
    out.kind = Advice::Kind::Rebalance;
    out.text = tr("Move %1 to %2, which is %3 % full")
                   .arg(base::formatValue(amount, r.of->question->unit), best->of->where())
                   .arg(best->share() * 100, 0, 'f', 0);
    out.lastsNs = lastsWith(r, r.limit + amount);
    return out;
}

std::optional<Advice> shrunk(const ResourceForecast &r, const PriceList &prices)
{
    const FiniteKind kind = r.of->question->kind;
    const bool isBought = kind == FiniteKind::Memory || kind == FiniteKind::Processor || kind == FiniteKind::Disk;
    const double peak = std::max(largest(r.history), largest(r.upper));
    if (!isBought || r.historyNs < shrinkNeedsNs || !(r.limit > 0) || !(peak > 0) || peak >= idle * r.limit)
        return std::nullopt;
    const double limit = niceSize(peak * (1 + shrunkSpare), r.of->question->unit);
    if (limit >= r.limit)
        return std::nullopt;
    Advice out;
    out.kind = Advice::Kind::Shrink;
    out.newLimit = limit;
    out.text = tr("Shrink to %1: at most %2 were used in %3 d, or will be")
                   .arg(base::formatValue(limit, r.of->question->unit), base::formatValue(peak, r.of->question->unit))
                   .arg(r.historyNs / base::nsPerDay);
    out.lastsNs = lastsWith(r, limit);
    return priced(std::move(out), r, limit - r.limit, prices);
}

constexpr double requestSpare = 0.15;     // above what 95 % of the hours used
constexpr double leastMemorySpare = 0.05; // above the peak: who has too little memory is killed
constexpr double fits = 0.2;

} // namespace

std::optional<Advice> rightSized(const ResourceForecast &r, const PriceList &prices)
{
    std::vector<double> used;
    for (const double v : r.history)
        if (std::isfinite(v))
            used.push_back(v);
    if (!r.of->question->isRequest || r.historyNs < shrinkNeedsNs || !(r.limit > 0) || used.empty())
        return std::nullopt;
    const base::Unit unit = r.of->question->unit;
    const double mostly = analysis::quantile(used, 0.95);
    double wanted = mostly * (1 + requestSpare);
    if (r.of->question->kind == FiniteKind::Memory)
        wanted = std::max(wanted, largest(used) * (1 + leastMemorySpare));
    const double request = niceSize(wanted, unit);
    if (!(request > 0) || std::abs(request - r.limit) <= fits * r.limit)
        return std::nullopt;
    Advice out;
    out.kind = request < r.limit ? Advice::Kind::Shrink : Advice::Kind::Grow;
    out.newLimit = request;
    out.text = tr("Request %1 instead of %2: 95 % of the hours used at most %3, the busiest %4, in %5 d")
                   .arg(base::formatValue(request, unit), base::formatValue(r.limit, unit),
                        base::formatValue(mostly, unit), base::formatValue(largest(used), unit))
                   .arg(r.historyNs / base::nsPerDay);
    out.isSuggested = true;
    return priced(std::move(out), r, request - r.limit, prices);
}

double niceSize(double amount, base::Unit unit)
{
    if (!(amount > 0) || !std::isfinite(amount))
        return 0;
    const double unitSize = unit == base::Unit::Bytes && amount >= gib ? gib : 1;
    const double size = amount / unitSize;
    const double step = std::pow(10, std::floor(std::log10(size)) - 1) * 5;
    return std::ceil(size / step - 1e-9) * step * unitSize;
}

std::vector<Advice> adviceFor(const ResourceForecast &resource, const std::vector<ResourceForecastPtr> &all,
                              const PriceList &prices, qint64 nowNs)
{
    std::vector<Advice> out;
    const bool isSoon = resource.fullNs && *resource.fullNs - nowNs <= wantedDays * base::nsPerDay;
    if (resource.answer == FiniteAnswer::Dated) {
        if (isSoon && resource.of->question->endsAtDate())
            out.push_back(
                {Advice::Kind::Renew, tr("Renew it"), std::nullopt, signals::Decimal::unknown(), {}, 0, true});
        return out;
    }
    if (resource.of->question->isRequest) {
        if (auto sized = rightSized(resource, prices))
            out.push_back(std::move(*sized));
        return out;
    }
    if (resource.answer != FiniteAnswer::Forecast)
        return out;
    if (!isSoon) {
        if (auto smaller = shrunk(resource, prices))
            out.push_back(std::move(*smaller));
        return out;
    }
    if (auto moved = rebalanced(resource, all))
        out.push_back(std::move(*moved));
    if (auto freed = reclaimed(resource))
        out.push_back(std::move(*freed));
    const base::Unit unit = resource.of->question->unit;
    const double half = niceSize(resource.limit * 1.5, unit);
    const double enough = niceSize(largest(resource.middle) * (1 + spare), unit);
    if (enough < half) {
        out.push_back(grown(resource, enough, prices));
    } else {
        out.push_back(grown(resource, half, prices));
        if (enough > half)
            out.push_back(grown(resource, enough, prices));
    }
    // The first that lasts a month, for they stand by what they cost; else what lasts longest.
    const auto until = [](const Advice &a) { return a.lastsNs ? *a.lastsNs : std::numeric_limits<qint64>::max(); };
    const auto enoughFor =
        std::ranges::find_if(out, [&](const Advice &a) { return until(a) - nowNs >= suggestedDays * base::nsPerDay; });
    (enoughFor != out.end() ? *enoughFor : *std::ranges::max_element(out, {}, until)).isSuggested = true;
    return out;
}

} // namespace wf::engine
