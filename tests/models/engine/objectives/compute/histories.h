// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/signals/objective.h"

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

// Made-up histories of counters, and what they counted, computed apart from the product.
namespace wf::tests {

inline constexpr qint64 minuteMs = 60'000;
inline constexpr qint64 start = 1'700'000'000'000; // ms

struct Point {
    qint64 timeMs;
    double value;
};
using History = std::map<std::string, std::vector<Point>>; // by name of the counter

inline signals::Objective ratio(double target = 0.99, qint64 windowNs = 28 * base::nsPerDay)
{
    signals::Objective o;
    o.badQuery = QStringLiteral("bad_total");
    o.totalQuery = QStringLiteral("all_total");
    o.target = target;
    o.windowNs = windowNs;
    return o;
}

inline query::MemorySamples stored(const History &history)
{
    query::MemorySamples samples;
    for (const auto &[name, points] : history)
        for (const Point &p : points)
            samples.append(base::Labels{{"__name__", name.substr(0, name.find('/'))}, {"i", name}}, p.timeMs, p.value);
    return samples;
}

// increase() as the documentation of Prometheus describes it, written from scratch: resets add what was there, and the
// rest of the window is filled in at both ends, half a sample's distance at most where no sample is near, not below
// zero.
inline double increase(const std::vector<Point> &points, qint64 fromMs, qint64 toMs)
{
    std::vector<Point> in;
    for (const Point &p : points)
        if (p.timeMs > fromMs && p.timeMs <= toMs)
            in.push_back(p);
    if (in.size() < 2)
        return std::nan("");
    double grown = in.back().value - in.front().value;
    for (std::size_t i = 1; i < in.size(); ++i)
        grown += in[i].value < in[i - 1].value ? in[i - 1].value : 0;
    const double sampled = static_cast<double>(in.back().timeMs - in.front().timeMs) / 1000;
    const double average = sampled / static_cast<double>(in.size() - 1);
    double atStart = static_cast<double>(in.front().timeMs - fromMs) / 1000;
    double atEnd = static_cast<double>(toMs - in.back().timeMs) / 1000;
    if (atStart >= average * 1.1)
        atStart = average / 2;
    if (grown > 0 && in.front().value >= 0)
        atStart = std::min(atStart, sampled * (in.front().value / grown));
    if (atEnd >= average * 1.1)
        atEnd = average / 2;
    return grown * ((sampled + atStart + atEnd) / sampled);
}

inline double increaseOf(const History &history, const std::string &metric, qint64 fromMs, qint64 toMs)
{
    double sum = 0;
    for (const auto &[name, points] : history)
        if (name.starts_with(metric + "/"))
            if (const double one = increase(points, fromMs, toMs); std::isfinite(one))
                sum += one;
    return sum;
}

// Counters of two instances with resets, gaps, jitter, and bad events that are some of all.
inline History randomHistory(std::mt19937 &random, qint64 days)
{
    History out;
    std::uniform_real_distribution<double> chance(0, 1);
    for (const char *instance : {"a", "b"}) {
        double all = std::floor(chance(random) * 1e6);
        double bad = std::floor(all * chance(random) * 0.02);
        for (qint64 at = start; at < start + days * 24 * 60 * minuteMs; at += minuteMs) {
            if (chance(random) < 0.001)
                all = bad = 0; // a restart
            if (chance(random) < 0.0005)
                at += static_cast<qint64>(chance(random) * 180) * minuteMs; // not scraped
            const double events = std::floor(chance(random) * 100);
            all += events;
            bad += std::floor(events * (chance(random) < 0.05 ? chance(random) : 0));
            const qint64 jitter = static_cast<qint64>(chance(random) * 900) + 1;
            out[std::string("all_total/") + instance].push_back({at + jitter, all});
            out[std::string("bad_total/") + instance].push_back({at + jitter, bad});
        }
    }
    return out;
}

// One event a minute and `bad` of them bad from the end backwards.
inline History steady(qint64 minutes, double perMinute, qint64 badMinutes = 0)
{
    History out;
    double bad = 0;
    for (qint64 i = 0; i <= minutes; ++i) {
        bad += i > minutes - badMinutes ? perMinute : 0;
        out["all_total/a"].push_back({start + i * minuteMs, perMinute * static_cast<double>(i)});
        out["bad_total/a"].push_back({start + i * minuteMs, bad});
    }
    return out;
}

} // namespace wf::tests
