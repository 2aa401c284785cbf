// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/exposition.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace wf::app::demo {

namespace {

std::string_view typeName(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return "counter";
    case MetricType::Gauge:
        return "gauge";
    case MetricType::Histogram:
        return "histogram";
    case MetricType::Summary:
        return "summary";
    }
    return "untyped";
}

void appendSample(std::string &out, const MetricFamily &family, const SeriesSlot &slot, std::string_view labels,
                  double value)
{
    out += family.name;
    out += slot.suffix;
    if (!labels.empty()) {
        out += '{';
        out += labels;
        out += '}';
    }
    out += ' ';
    appendNumber(out, value);
}

void appendExemplar(std::string &out, const SeriesSlot &slot, const std::vector<const Exemplar *> &exemplars,
                    double shift)
{
    if (slot.exemplars < 0)
        return;
    for (const Exemplar *e : exemplars) {
        if (e->group != slot.exemplars || e->seconds <= slot.above || e->seconds > slot.upTo)
            continue;
        std::array<char, 32> at{};
        const auto end =
            std::to_chars(at.data(), at.data() + at.size(), e->at + shift, std::chars_format::fixed, 3).ptr;
        out += " # {trace_id=\"" + e->traceId + "\",span_id=\"" + e->spanId + "\"} ";
        appendNumber(out, e->seconds);
        out += ' ';
        out.append(at.data(), end);
        return;
    }
}

} // namespace

void appendNumber(std::string &out, double value)
{
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        return;
    }
    std::array<char, 32> buffer{};
    char *const last = buffer.data() + buffer.size();
    const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
    const auto end = whole ? std::to_chars(buffer.data(), last, static_cast<long long>(value)).ptr
                           : std::to_chars(buffer.data(), last, value).ptr;
    out.append(buffer.data(), end);
}

void appendHeader(std::string &out, const MetricFamily &family, Exposition format)
{
    const bool total = format == Exposition::Text && family.type == MetricType::Counter;
    const std::string name = total ? family.name + "_total" : family.name;
    out += "# HELP " + name + ' ' + family.help + '\n';
    out += "# TYPE " + name + ' ' + std::string(typeName(family.type)) + '\n';
}

std::string expose(const Target &target, Tracer &tracer, double t, Exposition format, double shift)
{
    const Sheet &sheet = target.sheet();
    const bool open = format == Exposition::OpenMetrics;
    const auto exemplars = open && target.pod() ? tracer.exemplars(*target.pod(), t) : std::vector<const Exemplar *>{};
    std::string out;
    out.reserve(64 * 1024);
    int family = -1;
    for (std::size_t i : sheet.order()) {
        const SeriesSlot &slot = sheet.slots()[i];
        const MetricFamily &name = sheet.families()[static_cast<std::size_t>(slot.family)];
        if (slot.family != family)
            appendHeader(out, name, format);
        family = slot.family;
        appendSample(out, name, slot, slot.labels, target.value(i, t));
        appendExemplar(out, slot, exemplars, shift);
        out += '\n';
    }
    if (open)
        out += "# EOF\n";
    return out;
}

std::string exposeAll(const std::vector<const Target *> &targets, double t, Exposition format)
{
    struct Lines {
        std::string header;
        std::string samples;
    };
    std::map<std::string, Lines> families; // a family's samples of all targets belong together
    for (const Target *target : targets) {
        for (std::size_t i : target->sheet().order()) {
            const SeriesSlot &slot = target->sheet().slots()[i];
            const MetricFamily &name = target->sheet().families()[static_cast<std::size_t>(slot.family)];
            Lines &lines = families[name.name];
            if (lines.header.empty())
                appendHeader(lines.header, name, format);
            appendSample(lines.samples, name, slot, storedLabels(target->labels(), slot.labels), target->value(i, t));
            lines.samples += '\n';
        }
    }
    std::string out;
    for (const auto &[name, lines] : families)
        out += lines.header + lines.samples;
    if (format == Exposition::OpenMetrics)
        out += "# EOF\n";
    return out;
}

} // namespace wf::app::demo
