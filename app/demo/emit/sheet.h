// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::app::demo {

using LabelList = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string labelText(const LabelList &labels); // a="b",c="d", escaped, no braces

// What Prometheus stores for a series with these own labels, scraped from a target with those under honor_labels: where
// both name a label the series' own wins. Label text, no braces.
[[nodiscard]] std::string storedLabels(const LabelList &target, const std::string &own);

enum class MetricType : std::uint8_t { Counter, Gauge, Histogram, Summary };

struct MetricFamily {
    std::string name; // without _total
    std::string help;
    MetricType type;
};

struct SeriesSlot {
    int family;
    std::string suffix; // _total, _bucket, _sum, _count or empty
    std::string labels;
    bool whole;    // shown rounded down
    int exemplars; // group of this bucket's histogram, -1 when none
    double above;  // a bucket holds values in (above, upTo]
    double upTo;
};

// The numbers of one process. Counters are exact integrals: closed ticks plus the passed fraction of the open one, so
// that a value depends only on the instant asked for, never on how often or in which steps anyone asked.
class Sheet final {
public:
    int counter(std::string_view name, std::string_view help, const LabelList &labels = {}, bool whole = true);
    int gauge(std::string_view name, std::string_view help, const LabelList &labels = {});
    // First of bounds + 3 slots: the buckets, +Inf, _sum, _count. exemplars names the group for trace ids, or -1.
    int histogram(std::string_view name, std::string_view help, const LabelList &labels,
                  const std::vector<double> &bounds, int exemplars = -1);
    // First of two slots: _sum, _count.
    int summary(std::string_view name, std::string_view help, const LabelList &labels = {});

    void roll();                                                          // closes the open tick
    void add(int slot, double amount) { m_delta[index(slot)] += amount; } // over the open tick
    void set(int slot, double value) { m_base[index(slot)] = value; }     // for the open tick
    void observe(int slot, const std::vector<double> &below, double count, double mean);
    void observe(int slot, double count, double mean); // for a summary

    [[nodiscard]] double value(std::size_t slot, double fraction) const; // fraction of the open tick that has passed
    void appendValues(double fraction, std::vector<double> &row) const;  // of all slots
    [[nodiscard]] const std::vector<MetricFamily> &families() const { return m_families; }
    [[nodiscard]] const std::vector<SeriesSlot> &slots() const { return m_slots; }
    [[nodiscard]] std::vector<std::size_t> order() const; // slots with every family in one piece

private:
    static std::size_t index(int slot) { return static_cast<std::size_t>(slot); }
    int family(std::string_view name, std::string_view help, MetricType type);
    int slot(SeriesSlot slot);

    std::vector<MetricFamily> m_families;
    std::vector<SeriesSlot> m_slots;
    std::vector<double> m_base;
    std::vector<double> m_delta;
};

[[nodiscard]] std::string floatText(double value); // shortest, always with a point or exponent: the le label's form

} // namespace wf::app::demo
