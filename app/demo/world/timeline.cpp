// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::app::demo {

namespace {

constexpr double hour = 3600.0;
constexpr double day = 24.0 * hour;
constexpr double horizon = 40.0 * day; // stories repeat this far on either side of the anchor
constexpr double tail = 900.0;         // how long a story's effects may linger

constexpr std::array<std::string_view, storyCount> names{"payment", "leak",     "disk",     "neighbour",
                                                         "config",  "logstorm", "indexlag", "brownout"};

double rising(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

// Tables are read in rows.
// clang-format off
std::vector<Effect> paymentEffects()
{
    constexpr Story story = Story::Payment;
    constexpr double at = providerDelay;
    return {
        {.story = story, .service = Payment, .region = EuWest, .route = 0, .delay = at + 10, .rise = 300, .slowShare = 0.62,
         .slowMedianMs = 2500, .rateFactor = 0.05},
        {.story = story, .service = Payment, .region = EuWest, .route = 0, .delay = at + 150, .rise = 300, .code = 3,
         .codeShare = 0.262},
        {.story = story, .service = Payment, .region = EuWest, .route = 0, .delay = at + 10, .rise = 240, .code = 2,
         .codeShare = 0.012},
        {.story = story, .service = Payment, .region = UsEast, .route = 0, .delay = at + 10, .rise = 240, .slowShare = 0.05,
         .slowMedianMs = 900, .medianFactor = 0.6},
        {.story = story, .service = Checkout, .region = EuWest, .route = 0, .delay = at + 16, .rise = 300, .slowShare = 0.50,
         .slowMedianMs = 2400},
        {.story = story, .service = Checkout, .region = EuWest, .route = 0, .delay = at + 165, .rise = 300, .code = 3,
         .codeShare = 0.228},
        {.story = story, .service = Checkout, .region = UsEast, .route = 0, .delay = at + 16, .rise = 240, .slowShare = 0.06,
         .slowMedianMs = 680, .medianFactor = 0.25, .code = 2, .codeShare = 0.0012},
        {.story = story, .service = Gateway, .region = EuWest, .route = 0, .delay = at + 16, .rise = 300, .slowShare = 0.50,
         .slowMedianMs = 2410},
        {.story = story, .service = Gateway, .region = EuWest, .route = 0, .delay = at + 165, .rise = 300, .code = 3,
         .codeShare = 0.228},
        {.story = story, .service = Gateway, .region = UsEast, .route = 0, .delay = at + 16, .rise = 240, .slowShare = 0.06,
         .slowMedianMs = 685, .medianFactor = 0.25},
        {.story = story, .service = Cart, .region = EuWest, .delay = at + 250, .rise = 300, .slowShare = 0.045,
         .slowMedianMs = 190, .code = 2, .codeShare = 0.0042, .rateFactor = 0.07},
        {.story = story, .service = Inventory, .region = EuWest, .route = 0, .delay = at + 300, .rise = 480, .slowShare = 0.05,
         .slowMedianMs = 170, .medianFactor = 0.1},
        {.story = story, .service = Inventory, .region = EuWest, .route = 2, .delay = at + 165, .rise = 300, .rateFactor = 14.0},
    };
}

std::vector<Effect> otherEffects()
{
    return {
        {.story = Story::Leak, .service = Recommender, .region = UsEast, .rise = 120, .slowShare = 0.05, .slowMedianMs = 380,
         .medianFactor = 0.2, .code = 2, .codeShare = 0.001},
        {.story = Story::Config, .service = Accounts, .route = 1, .rise = 20, .code = 2, .codeShare = 0.094},
        {.story = Story::Config, .service = Gateway, .route = 6, .rise = 20, .code = 2, .codeShare = 0.092},
        {.story = Story::LogStorm, .service = Shipping, .region = EuWest, .route = 1, .rise = 90, .slowShare = 0.35,
         .slowMedianMs = 4200, .code = 2, .codeShare = 0.021},
        {.story = Story::IndexLag, .service = Search, .region = UsEast, .rise = 180, .medianFactor = 0.12},
        {.story = Story::Brownout, .service = Gateway, .region = EuWest, .rise = 60, .medianFactor = 0.5, .code = 2,
         .codeShare = 0.034},
    };
}

// clang-format on
} // namespace

std::optional<Story> storyNamed(std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Story>(found - names.begin()));
}

std::string_view storyName(Story story)
{
    return names[static_cast<std::size_t>(story)];
}

const std::vector<Effect> &effects()
{
    static const std::vector<Effect> list = [] {
        std::vector<Effect> all = paymentEffects();
        const std::vector<Effect> more = otherEffects();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return list;
}

Timeline::Timeline(double anchor, const std::map<Story, double> &starts) : m_anchor(anchor)
{
    struct Plan {
        Story story;
        double offset;
        double duration;
        double every;
    };
    const std::array<Plan, storyCount> plans{{
        {Story::Payment, 0.0, 3.2 * hour, 0.0},
        {Story::Leak, -3.6 * hour, 8.0 * hour, 3.2 * day},
        {Story::Disk, -50.0 * hour, 3.0 * hour, 9.0 * day},
        {Story::Neighbour, -13.9 * hour, 26.0 * 60, 2.7 * day},
        {Story::Config, -8.6 * hour, 18.0 * 60, 6.3 * day},
        {Story::LogStorm, -2.7 * hour, 41.0 * 60, 4.1 * day},
        {Story::IndexLag, -68.0 * 60, 4.5 * hour, 5.2 * day},
        {Story::Brownout, -7.7 * day, 41.0 * 60, 0.0},
    }};
    for (const Plan &plan : plans) {
        const auto given = starts.find(plan.story);
        repeat(plan.story, given == starts.end() ? anchor + plan.offset : given->second, plan.duration, plan.every);
    }
    std::sort(m_all.begin(), m_all.end(), [](const Occurrence &a, const Occurrence &b) { return a.start < b.start; });
}

void Timeline::repeat(Story story, double first, double duration, double every)
{
    m_all.push_back({story, first, duration});
    if (every <= 0.0)
        return;
    for (double at = first - every; at > m_anchor - horizon; at -= every)
        m_all.push_back({story, at, duration});
    for (double at = first + every; at < m_anchor + horizon; at += every)
        m_all.push_back({story, at, duration});
}

double Timeline::level(Story story, double t, double delay, double rise) const
{
    double best = 0.0;
    for (const Occurrence &o : m_all) {
        if (o.story != story || t < o.start || t > o.start + o.duration + tail)
            continue;
        const double since = t - o.start - delay;
        const double up = rising((since - rise * 0.55) / (rise * 0.16));
        const double down = rising((o.start + o.duration + 60.0 - t) / 20.0);
        const double now = up * down;
        best = std::max(best, now < 1e-3 ? 0.0 : now);
    }
    return best;
}

double Timeline::progress(Story story, double t) const
{
    for (const Occurrence &o : m_all)
        if (o.story == story && t >= o.start && t < o.start + o.duration)
            return (t - o.start) / o.duration;
    return 0.0;
}

bool Timeline::quiet(double t) const
{
    return std::none_of(m_all.begin(), m_all.end(),
                        [t](const Occurrence &o) { return t >= o.start && t <= o.start + o.duration + tail; });
}

} // namespace wf::app::demo
