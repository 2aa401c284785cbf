// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/target.h"

#include "app/demo/emit/nodes.h"

#include <algorithm>

namespace wf::app::demo {

namespace {

constexpr double mebi = 1024.0 * 1024.0;

class PodTarget final : public Target {
public:
    PodTarget(const World &world, const Pod &pod)
        : Target(pod.name, describe(pod), &pod, pod.start, pod.end),
          m_spec(service(pod.service)),
          m_dice(world.dice().with(pod.name))
    {
        Sheet &sheet = pages();
        const LabelList build{
            {"version", pod.version}, {"revision", pod.revision}, {"runtime", std::string(m_spec.runtimeVersion)}};
        m_build = sheet.gauge("build_info", "What was built.", build);
        addRequests(m_instruments, world, m_spec, sheet);
        addRuntime(m_instruments, m_spec, pod, sheet);
        addStore(m_instruments, m_spec, sheet);
        if (pod.service == Payment)
            addPayment(m_instruments, pod, sheet);
        addBusiness(m_instruments, m_spec, sheet);
    }

private:
    static LabelList describe(const Pod &pod)
    {
        const ServiceSpec &spec = service(pod.service);
        return {{"instance", pod.name},
                {"job", std::string(spec.name)},
                {"namespace", "shop"},
                {"node", pod.node},
                {"pod", pod.name},
                {"region", std::string(region(pod.region).name)},
                {"service", std::string(spec.name)},
                {"version", pod.version}};
    }

    void book(const World &world, const Tick &tick) override
    {
        const Pod &p = *pod();
        const double t = tick.start + tickSeconds / 2.0;
        const Timeline &time = world.timeline();
        const double strain = tick.quiet ? 0.0 : world.strain(p.node, t);
        const ServiceFlow &common = tick.flow(p.service, p.region);
        const ServiceFlow slowed = strain > 0.0 ? world.strained(m_spec, common, strain) : ServiceFlow{};
        const ServiceFlow &flow = strain > 0.0 ? slowed : common;
        const bool hurt = p.region == EuWest && !tick.quiet;
        const double payment = hurt ? time.level(Story::Payment, t, providerDelay + 30.0, 300.0) : 0.0;
        const double provider = tick.quiet ? 0.0 : time.level(Story::Payment, t, providerDelay, 150.0);
        const double leak =
            p.service == Recommender && p.region == UsEast && !tick.quiet ? time.progress(Story::Leak, t) : 0.0;
        const double perSecond = flow.perSecond * p.share;
        const double cores = (0.012 + perSecond * m_spec.cpuMsPerRequest / 1000.0) *
                             (1.0 + 0.06 * m_dice.with(1).wave(t, 40.0)) * (1.0 - 0.12 * payment) *
                             (1.0 + 0.9 * leak * leak);
        const double held = std::min(0.97, m_spec.memoryUsed * (1.0 + 0.02 * m_dice.with(2).wave(t, 600.0)) +
                                               0.0006 * flow.busy * p.share + 0.38 * leak);
        const Moment moment{world,
                            tick,
                            m_spec,
                            p,
                            flow,
                            t,
                            p.share,
                            std::min(cores, m_spec.cpuCores),
                            held * m_spec.memoryMiB * mebi,
                            payment,
                            provider,
                            leak,
                            m_dice};
        pages().set(m_build, 1.0);
        for (const auto &instrument : m_instruments)
            instrument->book(moment, pages());
    }

    const ServiceSpec &m_spec;
    Dice m_dice;
    int m_build = 0;
    Instruments m_instruments;
};

} // namespace

Target::Target(std::string name, LabelList labels, const Pod *pod, double start, double end)
    : m_name(std::move(name)),
      m_labels(std::move(labels)),
      m_pod(pod),
      m_start(start),
      m_end(end),
      m_tick(World::tickAt(start) - 1)
{
}

void Target::advance(const World &world, double t)
{
    const std::int64_t last = World::tickAt(t);
    while (m_tick < last) {
        ++m_tick;
        m_sheet.roll();
        book(world, world.tick(m_tick));
    }
}

double Target::value(std::size_t slot, double t) const
{
    return m_sheet.value(slot, (t - static_cast<double>(m_tick) * tickSeconds) / tickSeconds);
}

void Target::appendValues(double t, std::vector<double> &row) const
{
    m_sheet.appendValues((t - static_cast<double>(m_tick) * tickSeconds) / tickSeconds, row);
}

std::unique_ptr<Target> podTarget(const World &world, const Pod &pod)
{
    return std::make_unique<PodTarget>(world, pod);
}

std::vector<std::unique_ptr<Target>> targetsBetween(const World &world, double from, double to)
{
    std::vector<std::unique_ptr<Target>> list;
    for (const Pod *pod : world.fleet().alive(from, to))
        list.push_back(podTarget(world, *pod));
    addNodeTargets(list, world, from, to);
    addProbeTargets(list, world, from, to);
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
        return a->name() != b->name() ? a->name() < b->name() : a->start() < b->start();
    });
    return list;
}

} // namespace wf::app::demo
