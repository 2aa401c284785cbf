// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/sheet.h"
#include "app/demo/world/world.h"

#include <memory>
#include <vector>

namespace wf::app::demo {

// What one process sees of one tick.
struct Moment {
    const World &world;
    const Tick &tick;
    const ServiceSpec &spec;
    const Pod &pod;
    const ServiceFlow &flow; // of the pod's whole region
    double middle;           // time in the middle of the tick
    double share;            // the pod's part of flow
    double cores;            // processor time used per second
    double memory;           // resident bytes
    double payment;          // level of the payment story where it hurts (eu-west), for this region
    double provider;         // level of the provider's slowness, both regions
    double leak;             // progress of the heap leak in this process, 0 to 1
    Dice dice;               // the pod's own
    [[nodiscard]] double count(double perSecond) const { return perSecond * share * tickSeconds; }
    [[nodiscard]] double jitter(std::uint64_t key, double strength, double period = 45.0) const
    {
        return 1.0 + strength * dice.with(key).wave(middle, period);
    }
};

// A group of metrics a process exposes: names its series once, then books every tick.
class Instrument {
public:
    virtual ~Instrument() = default;
    virtual void book(const Moment &moment, Sheet &sheet) = 0;
};
using Instruments = std::vector<std::unique_ptr<Instrument>>;

void addRequests(Instruments &list, const World &world, const ServiceSpec &spec, Sheet &sheet);
void addRuntime(Instruments &list, const ServiceSpec &spec, const Pod &pod, Sheet &sheet);
void addStore(Instruments &list, const ServiceSpec &spec, Sheet &sheet);
void addPayment(Instruments &list, const Pod &pod, Sheet &sheet);
void addBusiness(Instruments &list, const ServiceSpec &spec, Sheet &sheet);

} // namespace wf::app::demo
