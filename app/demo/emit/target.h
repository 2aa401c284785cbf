// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/instrument.h"

#include <memory>
#include <string>
#include <vector>

namespace wf::app::demo {

// One thing Prometheus scrapes: a pod, a node or a probe, over its life [start, end). Times: seconds since 1970.
class Target {
public:
    virtual ~Target() = default;

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] const LabelList &labels() const { return m_labels; } // job, instance and the rest
    [[nodiscard]] const Pod *pod() const { return m_pod; }             // null for nodes and probes
    [[nodiscard]] double start() const { return m_start; }
    [[nodiscard]] double end() const { return m_end; }
    [[nodiscard]] bool alive(double t) const { return t >= m_start && t < m_end; }

    // Books every tick up to the one t lies in. Time only goes forward.
    void advance(const World &world, double t);
    // Value of one slot at t, which lies in the tick advanced to.
    [[nodiscard]] double value(std::size_t slot, double t) const;
    void appendValues(double t, std::vector<double> &row) const; // of all slots
    [[nodiscard]] const Sheet &sheet() const { return m_sheet; }

protected:
    Target(std::string name, LabelList labels, const Pod *pod, double start, double end);
    virtual void book(const World &world, const Tick &tick) = 0;
    [[nodiscard]] Sheet &pages() { return m_sheet; }

private:
    std::string m_name;
    LabelList m_labels;
    const Pod *m_pod;
    double m_start;
    double m_end;
    std::int64_t m_tick;
    Sheet m_sheet;
};

[[nodiscard]] std::unique_ptr<Target> podTarget(const World &world, const Pod &pod);
// Every target alive at some time in [from, to). Pods point into the world's fleet.
[[nodiscard]] std::vector<std::unique_ptr<Target>> targetsBetween(const World &world, double from, double to);

} // namespace wf::app::demo
