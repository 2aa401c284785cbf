// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/catalogue.h"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace wf::app::demo {

// What goes wrong in the shop, and when. Times are seconds since 1970, UTC.
enum class Story : std::uint8_t {
    Payment,   // payment v2.31.0 shrinks the provider pool in eu-west; Northpay slows down four minutes later
    Leak,      // the recommender's heap in us-east fills until it is restarted
    Disk,      // the label disk in eu-west fills within hours, on top of its slow growth
    Neighbour, // a batch job on one us-east node steals processor time
    Config,    // a bad e-mail setting makes sign-ins fail in both regions
    LogStorm,  // shipping's label printer retries and logs every attempt
    IndexLag,  // search index of us-east falls behind
    Brownout,  // the gateway sheds requests for 41 minutes
};
inline constexpr std::size_t storyCount = 8;

[[nodiscard]] std::optional<Story> storyNamed(std::string_view name);
[[nodiscard]] std::string_view storyName(Story story);

struct Occurrence {
    Story story;
    double start;
    double duration;
};

// One thing a story does to the requests of a service; strengths are scaled by the story's level.
struct Effect {
    Story story;
    ServiceId service;
    int region = -1; // any
    int route = -1;  // any
    double delay = 0.0;
    double rise = 60.0;
    double slowShare = 0.0;
    double slowMedianMs = 0.0;
    double medianFactor = 0.0; // added to one
    int code = 0;              // index into the route's codes; 0 = none
    double codeShare = 0.0;
    double rateFactor = 0.0; // added to one
};

[[nodiscard]] const std::vector<Effect> &effects();

// The payment story's anchor is the moment its rollout finishes; the provider slows down this much later.
inline constexpr double providerDelay = 248.0;

class Timeline final {
public:
    // anchor: when the payment rollout finishes. Other stories keep their place around it unless given a start.
    explicit Timeline(double anchor, const std::map<Story, double> &starts = {});

    // 0 (nothing) to 1 (full strength). Rises from the story's start plus delay within about rise seconds.
    [[nodiscard]] double level(Story story, double t, double delay = 0.0, double rise = 60.0) const;
    // Share of the story that has passed at t, 0 outside of it: for leaks and other ramps.
    [[nodiscard]] double progress(Story story, double t) const;
    [[nodiscard]] bool quiet(double t) const; // true when no story has any effect at t

    [[nodiscard]] double anchor() const { return m_anchor; }
    [[nodiscard]] const std::vector<Occurrence> &occurrences() const { return m_all; }

private:
    void repeat(Story story, double first, double duration, double every);

    double m_anchor;
    std::vector<Occurrence> m_all; // by start
};

} // namespace wf::app::demo
