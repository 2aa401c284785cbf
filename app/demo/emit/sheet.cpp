// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace wf::app::demo {

std::string labelText(const LabelList &labels)
{
    std::string text;
    for (const auto &[name, value] : labels) {
        if (!text.empty())
            text += ',';
        text += name + "=\"";
        for (char c : value) {
            if (c == '\\' || c == '"')
                text += '\\';
            if (c == '\n')
                text += "\\n";
            else
                text += c;
        }
        text += '"';
    }
    return text;
}

std::string storedLabels(const LabelList &target, const std::string &own)
{
    LabelList others;
    for (const auto &label : target) {
        const std::string key = label.first + "=\"";
        if (own.rfind(key, 0) != 0 && own.find("\"," + key) == std::string::npos)
            others.push_back(label);
    }
    const std::string theirs = labelText(others);
    return theirs.empty() || own.empty() ? theirs + own : theirs + ',' + own;
}

std::string floatText(double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    std::string text(buffer.data(), end);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

int Sheet::family(std::string_view name, std::string_view help, MetricType type)
{
    const auto found =
        std::find_if(m_families.begin(), m_families.end(), [&](const MetricFamily &f) { return f.name == name; });
    if (found != m_families.end())
        return static_cast<int>(found - m_families.begin());
    m_families.push_back({std::string(name), std::string(help), type});
    return static_cast<int>(m_families.size()) - 1;
}

int Sheet::slot(SeriesSlot slot)
{
    m_slots.push_back(std::move(slot));
    m_base.push_back(0.0);
    m_delta.push_back(0.0);
    return static_cast<int>(m_slots.size()) - 1;
}

int Sheet::counter(std::string_view name, std::string_view help, const LabelList &labels, bool whole)
{
    if (name.ends_with("_total"))
        name.remove_suffix(6);
    return slot({family(name, help, MetricType::Counter), "_total", labelText(labels), whole, -1, 0.0, 0.0});
}

int Sheet::gauge(std::string_view name, std::string_view help, const LabelList &labels)
{
    return slot({family(name, help, MetricType::Gauge), "", labelText(labels), false, -1, 0.0, 0.0});
}

int Sheet::histogram(std::string_view name, std::string_view help, const LabelList &labels,
                     const std::vector<double> &bounds, int exemplars)
{
    const int f = family(name, help, MetricType::Histogram);
    const std::string text = labelText(labels);
    const std::string comma = text.empty() ? "" : ",";
    const int first = static_cast<int>(m_slots.size());
    double above = -1.0;
    for (double bound : bounds) {
        slot({f, "_bucket", text + comma + "le=\"" + floatText(bound) + '"', true, exemplars, above, bound});
        above = bound;
    }
    slot({f, "_bucket", text + comma + "le=\"+Inf\"", true, exemplars, above, HUGE_VAL});
    slot({f, "_sum", text, false, -1, 0.0, 0.0});
    slot({f, "_count", text, true, -1, 0.0, 0.0});
    return first;
}

int Sheet::summary(std::string_view name, std::string_view help, const LabelList &labels)
{
    const int f = family(name, help, MetricType::Summary);
    const int first = slot({f, "_sum", labelText(labels), false, -1, 0.0, 0.0});
    slot({f, "_count", labelText(labels), true, -1, 0.0, 0.0});
    return first;
}

void Sheet::roll()
{
    double *base = m_base.data(); // plain pointers: this runs for every slot of every tick
    for (double &delta : m_delta) {
        *base++ += delta;
        delta = 0.0;
    }
}

void Sheet::observe(int first, const std::vector<double> &below, double count, double mean)
{
    double *delta = m_delta.data() + first;
    for (double share : below)
        *delta++ += count * share;
    *delta++ += count;
    *delta++ += count * mean;
    *delta += count;
}

void Sheet::observe(int first, double count, double mean)
{
    m_delta[index(first)] += count * mean;
    m_delta[index(first) + 1] += count;
}

double Sheet::value(std::size_t slot, double fraction) const
{
    const double now = m_base[slot] + fraction * m_delta[slot];
    return m_slots[slot].whole ? std::floor(now) : now;
}

void Sheet::appendValues(double fraction, std::vector<double> &row) const
{
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot)
        row.push_back(value(slot, fraction));
}

std::vector<std::size_t> Sheet::order() const
{
    std::vector<std::size_t> order(m_slots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return m_slots[a].family < m_slots[b].family; });
    return order;
}

} // namespace wf::app::demo
