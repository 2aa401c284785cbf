// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/forecast.h"
#include "models/base/clock.h"
#include "models/engine/capacity/finitelist/finitelist.h"
#include "models/signals/severity.h"

#include <memory>

namespace wf::engine {

// One thing that can be used up.
struct FiniteIdentity {
    QString key;                                    // question and labels: the same over restarts
    std::shared_ptr<const FiniteQuestion> question; // never null
    signals::Subject subject;
    base::Labels labels;
    [[nodiscard]] QString name() const;  // "disk /var"
    [[nodiscard]] QString where() const; // "shipping, eu-west"
};

// What was measured of it: hours, oldest first, NaN where nothing was.
struct FiniteHistory {
    std::shared_ptr<const FiniteIdentity> of; // never null
    qint64 endNs = 0;                         // of the newest hour
    std::vector<double> used;                 // in the question's unit
    double limit = 0;                         // now
    std::vector<analysis::IndexRange> masked; // hours of incidents: not learned from
    std::vector<std::size_t> deploys{};       // hours in which its service was deployed, ascending
};

enum class FiniteAnswer {
    Forecast, // `middle` and its interval say when
    NotForecastable,
    TooShort, // less than a day is known
    NoValues,
    Dated, // it ends at a date that is known (certificates)
};

// The forecast of one resource. Steps are hours from `endNs` on.
struct ResourceForecast {
    std::shared_ptr<const FiniteIdentity> of; // never null
    FiniteAnswer answer = FiniteAnswer::NoValues;
    double used = 0;  // now, in the question's unit
    double limit = 0; // 0: unknown
    qint64 endNs = 0;
    std::vector<double> history;                // as measured
    std::vector<double> middle, lower, upper;   // 95 %; as long as the horizon, never above four times the history
    std::vector<double> innerLower, innerUpper; // 80 %
    qint64 historyNs = 0;                       // of known values
    std::optional<qint64> fullNs;               // when the middle reaches the limit
    std::optional<qint64> earliestNs;           // when the upper bound does
    std::optional<qint64> latestNs;             // when the lower bound does
    double growthPerDay = 0;                    // of the middle
    double pastAccuracy = 0;                    // 0 … 1 at earlier origins
    std::size_t origins = 0;
    std::size_t maskedHours = 0;
    std::size_t missingHours = 0;
    std::optional<qint64> levelChangeNs; // the last clear step; what came before was moved to its level
    bool isLevelByDeploy = false;        // it came with a deploy
    QString method;                      // the heaviest of the mixture
    QString sentence;                    // how good such forecasts were, or why there is none
    [[nodiscard]] double share() const { return limit > 0 ? used / limit : 0; }
};
using ResourceForecastPtr = std::shared_ptr<const ResourceForecast>;

inline constexpr std::size_t capacityHorizonHours = 90 * 24;
inline constexpr std::size_t capacityHistoryHours = 60 * 24;

// Pure; a tenth of a second at most. `horizon` in hours.
[[nodiscard]] ResourceForecast forecastResource(const FiniteHistory &history, std::size_t horizon,
                                                const std::stop_token &stop = {});
// A forecast of what ends at a known date: certificates, error budgets.
[[nodiscard]] ResourceForecast datedResource(std::shared_ptr<const FiniteIdentity> of, qint64 endsNs, qint64 nowNs);

// Critical: full within three days, or full; warning: within fourteen, or the upper bound within seven; else ok.
// Unknown when nothing can be said.
[[nodiscard]] signals::Severity severityOf(const ResourceForecast &resource, qint64 nowNs);
// What to select for it: the machine that has it, else its service.
[[nodiscard]] signals::Subject resourceSubject(const ResourceForecast &resource);
// Sooner first; of those that last, the fuller first.
[[nodiscard]] bool needsMore(const ResourceForecast &a, const ResourceForecast &b);

// How the world might be instead.
struct CapacityChange {
    double traffic = 1; // what grows with traffic: times this
    double growth = 1;  // growth: times this
    int nodesLess = 0;  // machines of the same question that are gone
    [[nodiscard]] bool isNothing() const { return traffic == 1 && growth == 1 && nodesLess == 0; }
};
// `nodes`: how many machines share the load now. Pure.
[[nodiscard]] ResourceForecast imagined(const ResourceForecast &resource, const CapacityChange &what, int nodes);

} // namespace wf::engine
