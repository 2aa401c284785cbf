// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world/fleet.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::app::demo {

namespace {

constexpr double hour = 3600.0;
constexpr double day = 24.0 * hour;
constexpr double reach = 45.0 * day;
constexpr int slotsPerRegion = 8;

std::string letters(Dice dice, int count, std::string_view alphabet)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += alphabet[dice.with(static_cast<std::uint64_t>(i)).bits() % alphabet.size()];
    return text;
}

Release before(const Release &r, std::uint64_t chance)
{
    if (r.patch > 0)
        return {r.major, r.minor, r.patch - 1};
    return r.minor > 0 ? Release{r.major, r.minor - 1, static_cast<int>(chance % 4)} : Release{r.major - 1, 9, 0};
}

std::string_view olderNote(std::uint64_t chance)
{
    static constexpr std::array<std::string_view, 8> notes{
        "dependencies: monthly update", "timeouts: one place", "logs: quieter start-up",  "metrics: name the pool",
        "retry budget for upstreams",   "cache: shorter keys", "fix: empty basket total", "image: smaller base"};
    return notes[chance % notes.size()];
}

} // namespace

double onGrid(double t)
{
    return std::floor(t / tickSeconds) * tickSeconds;
}

Fleet::Fleet(std::uint64_t seed, const Timeline &timeline) : m_dice(Dice(seed).with("fleet"))
{
    for (const ServiceSpec &spec : services())
        planDeploys(spec, timeline);
    std::sort(m_deploys.begin(), m_deploys.end(),
              [](const Deploy &a, const Deploy &b) { return a.finished < b.finished; });
    m_slots.resize(serviceCount * regionCount * slotsPerRegion);
    for (const ServiceSpec &spec : services())
        for (RegionId r : {EuWest, UsEast})
            planPods(spec, r, timeline);
}

void Fleet::planDeploys(const ServiceSpec &spec, const Timeline &timeline)
{
    const double anchor = timeline.anchor();
    const Dice dice = m_dice.with(spec.name);
    const auto revision = [&](double t) {
        return letters(dice.with("revision").with(static_cast<std::uint64_t>(t)), 7, "0123456789abcdef");
    };
    const auto pause = [&](std::uint64_t n) { return (3.5 + 6.0 * dice.with(n).unit()) * day; };
    double at = anchor - spec.deployedHoursBefore * hour;
    m_deploys.push_back({spec.id, -1, at, spec.release.text(), revision(at), std::string(spec.releaseNote)});
    Release release = spec.release;
    for (std::uint64_t n = 1; at > anchor - reach; ++n) {
        at -= pause(n);
        release = before(release, dice.with(n).bits());
        m_deploys.push_back(
            {spec.id, -1, at, release.text(), revision(at), std::string(olderNote(dice.with(n).bits()))});
    }
    if (spec.id == Payment) {
        m_deploys.push_back(
            {Payment, EuWest, anchor, "v2.31.0", "8c1f2ab", "psp: shrink connection pool, longer timeout"});
        const double back = anchor + 3.2 * hour;
        m_deploys.push_back({Payment, EuWest, back, spec.release.text(), revision(anchor), "roll back v2.31.0"});
    }
    release = spec.release;
    at = anchor + (spec.id == Payment ? 1.0 * day : 0.4 * day);
    for (std::uint64_t n = 1000; at < anchor + reach; ++n) {
        at += pause(n);
        ++release.patch;
        m_deploys.push_back(
            {spec.id, -1, at, release.text(), revision(at), std::string(olderNote(dice.with(n).bits()))});
    }
}

std::string Fleet::podName(const ServiceSpec &spec, RegionId region, const Deploy &deploy, int ordinal) const
{
    static constexpr std::array<std::string_view, 4> story{"x2kq8", "m41zt", "c9pnl", "r7hwd"};
    if (deploy.version == "v2.31.0" && spec.id == Payment && ordinal < 4)
        return "payment-7d9f-" + std::string(story[static_cast<std::size_t>(ordinal)]);
    const Dice set =
        m_dice.with(spec.name).with(deploy.version).with(region).with(static_cast<std::uint64_t>(deploy.finished));
    return std::string(spec.name) + '-' + letters(set, 4, "456789bcdf") + '-' +
           letters(set.with(static_cast<std::uint64_t>(100 + ordinal)), 5, "bcdfghjklmnpqrstvwxz2456789");
}

void Fleet::planPods(const ServiceSpec &spec, RegionId where, const Timeline &timeline)
{
    const int count = spec.pods[where];
    const auto &nodes = region(where).nodes;
    const Dice dice = m_dice.with(spec.name).with(where);
    double weights = 0.0;
    const auto weight = [&](int i) { return 1.0 + 0.12 * (dice.with(static_cast<std::uint64_t>(i)).unit() - 0.5); };
    for (int i = 0; i < count; ++i)
        weights += weight(i);
    std::vector<std::pair<double, const Deploy *>> changes; // a restart keeps the deploy before it
    for (const Deploy &d : m_deploys)
        if (d.service == spec.id && (d.region < 0 || d.region == where))
            changes.emplace_back(d.finished, &d);
    for (const Occurrence &o : timeline.occurrences()) // a leak ends with the process being killed
        if (o.story == Story::Leak && spec.id == Recommender && where == UsEast &&
            o.start + o.duration > changes.front().first)
            changes.emplace_back(o.start + o.duration, nullptr);
    std::sort(changes.begin(), changes.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (int i = 0; i < count; ++i) {
        auto &slot = m_slots[(spec.id * regionCount + where) * slotsPerRegion + static_cast<std::size_t>(i)];
        const double lag = 47.0 * (count - 1 - i); // the last pod finishes the rollout
        const Deploy *running = nullptr;
        for (std::size_t n = 0; n < changes.size(); ++n) {
            running = changes[n].second ? changes[n].second : running;
            const double start = onGrid(changes[n].first - lag);
            const double end =
                n + 1 < changes.size() ? onGrid(changes[n + 1].first - lag) : timeline.anchor() + 2 * reach;
            const auto node = (spec.id * 3U + static_cast<unsigned>(i) * 2U + where) % nodes.size();
            slot.push_back(m_pods.size());
            m_pods.push_back({spec.id, where, i, podName(spec, where, *running, i), running->version, running->revision,
                              std::string(nodes[node]), start, end, weight(i) / weights});
        }
    }
}

const Pod &Fleet::at(ServiceId service, RegionId region, int ordinal, double t) const
{
    const auto &slot = m_slots[(service * regionCount + region) * slotsPerRegion + static_cast<std::size_t>(ordinal)];
    const Pod *found = &m_pods[slot.front()];
    for (std::size_t index : slot)
        if (m_pods[index].start <= t)
            found = &m_pods[index];
    return *found;
}

std::vector<const Pod *> Fleet::alive(double from, double to) const
{
    std::vector<const Pod *> list;
    for (const Pod &pod : m_pods)
        if (pod.start < to && pod.end > from)
            list.push_back(&pod);
    return list;
}

} // namespace wf::app::demo
