// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/loglines.h"

#include "app/demo/emit/json.h"
#include "app/demo/emit/otlp.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <map>

namespace wf::app::demo {

namespace {

std::string stamp(std::int64_t us)
{
    const std::time_t seconds = us / 1000000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 40> buffer{};
    const std::size_t n = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    std::array<char, 12> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(us / 1000 % 1000));
    return std::string(buffer.data(), n) + fraction.data();
}

void fromTraces(std::vector<ShopLine> &lines, const Tracer::Page &page)
{
    for (const Trace &trace : page.traces)
        for (const Span &span : trace.spans)
            for (const SpanNote &note : span.notes)
                lines.push_back(
                    {note.atUs, note.level, span.pod, note.message, trace.id, span.id, note.fields, trace.standsFor});
}

void fromStarts(std::vector<ShopLine> &lines, const World &world, double start)
{
    const double end = start + tickSeconds;
    for (const Pod *pod : world.fleet().alive(start, end + tickSeconds)) {
        const auto us = static_cast<std::int64_t>(pod->start * 1e6);
        if (pod->start < start || pod->start >= end)
            continue;
        const std::string name(service(pod->service).name);
        lines.push_back({us + 120000,
                         LogLevel::Info,
                         pod,
                         "starting " + name + ' ' + pod->version + " revision=" + pod->revision,
                         "",
                         "",
                         {{"revision", pod->revision}}});
        if (pod->version == "v2.31.0")
            lines.push_back({us + 310000,
                             LogLevel::Info,
                             pod,
                             "psp client configured maxConnections=4 attemptTimeout=6000ms",
                             "",
                             "",
                             {{"psp", std::string("northpay")}, {"max", std::int64_t{4}}}});
        lines.push_back({us + 1450000, LogLevel::Info, pod, "ready, listening on :8080", "", "", {}});
    }
}

void fromLeak(std::vector<ShopLine> &lines, const World &world, double start, Dice dice)
{
    const double leak = world.timeline().progress(Story::Leak, start);
    const int pods = service(Recommender).pods[UsEast];
    for (int i = 0; i < pods; ++i) {
        const Dice own = dice.with("gc").with(static_cast<std::uint64_t>(i));
        if (leak <= 0.3 || own.unit() > (leak - 0.3) * 0.6)
            continue;
        const int pause = 240 + static_cast<int>(900.0 * leak * own.with(1).unit());
        lines.push_back({static_cast<std::int64_t>((start + tickSeconds * own.with(2).unit()) * 1e6),
                         LogLevel::Warn,
                         &world.fleet().at(Recommender, UsEast, i, start),
                         "gc pause took=" + std::to_string(pause) +
                             "ms heapUsed=" + std::to_string(static_cast<int>(100.0 * (0.34 + 0.6 * leak))) + "%",
                         "",
                         "",
                         {{"pause_ms", std::int64_t{pause}}}});
    }
}

void fromStorm(std::vector<ShopLine> &lines, const World &world, double start, Dice dice, int oneIn)
{
    const double storm = world.timeline().level(Story::LogStorm, start, 0.0, 90.0);
    const int count = static_cast<int>(storm * 36.0 * tickSeconds);
    const int pods = service(Shipping).pods[EuWest];
    for (int i = 0; i < count; ++i) {
        const Dice own = dice.with("storm").with(static_cast<std::uint64_t>(i));
        if (oneIn > 1 && own.with("kept").unit() * oneIn >= 1.0)
            continue;
        const int job = 40000 + static_cast<int>(own.with(1).bits() % 900);
        lines.push_back({static_cast<std::int64_t>((start + tickSeconds * own.unit()) * 1e6),
                         own.with(2).unit() < 0.1 ? LogLevel::Error : LogLevel::Warn,
                         &world.fleet().at(Shipping, EuWest,
                                           static_cast<int>(own.with(3).bits() % static_cast<unsigned>(pods)), start),
                         "label printer busy, retry job=" + std::to_string(job) +
                             " attempt=" + std::to_string(1 + own.with(4).bits() % 30),
                         "",
                         "",
                         {{"job", std::int64_t{job}}},
                         oneIn});
    }
}

void fromLag(std::vector<ShopLine> &lines, const World &world, double start, Dice dice)
{
    const double behind = world.timeline().level(Story::IndexLag, start, 0.0, 240.0);
    if (behind < 0.1 || dice.with("lag").unit() > 0.4 * behind)
        return;
    const int lag = static_cast<int>(460.0 * behind * (0.9 + 0.2 * dice.with("lag").with(1).unit()));
    lines.push_back({static_cast<std::int64_t>((start + 3.0) * 1e6),
                     LogLevel::Warn,
                     &world.fleet().at(Search, UsEast, 0, start),
                     "index behind catalogue lag=" + std::to_string(lag) + "s",
                     "",
                     "",
                     {{"lag_s", std::int64_t{lag}}}});
}

} // namespace

std::string_view levelName(LogLevel level)
{
    static constexpr std::array<std::string_view, 4> names{"debug", "info", "warn", "error"};
    return names[static_cast<std::size_t>(level)];
}

std::string lineText(const ShopLine &line)
{
    std::string out =
        "{\"level\":\"" + std::string(levelName(line.level)) + "\",\"ts\":\"" + stamp(line.atUs) + "\",\"msg\":";
    quote(out, line.message);
    for (const Field &field : line.fields) {
        out += ',';
        quote(out, field.key);
        out += ':';
        appendValue(out, field.value);
    }
    if (!line.traceId.empty())
        out += ",\"trace_id\":\"" + line.traceId + "\",\"span_id\":\"" + line.spanId + '"';
    out += ",\"service\":" + jsonText(service(line.pod->service).name) +
           ",\"region\":" + jsonText(region(line.pod->region).name);
    out += ",\"version\":" + jsonText(line.pod->version) + ",\"pod\":" + jsonText(line.pod->name) + '}';
    return out;
}

std::vector<ShopLine> linesOf(const World &world, Tracer &tracer, std::int64_t tick)
{
    std::vector<ShopLine> lines;
    const double start = static_cast<double>(tick) * tickSeconds;
    const Dice dice = world.dice().with("lines").with(static_cast<std::uint64_t>(tick));
    fromTraces(lines, tracer.page(tick));
    fromStarts(lines, world, start);
    fromLeak(lines, world, start, dice);
    fromStorm(lines, world, start, dice, tracer.oneIn());
    fromLag(lines, world, start, dice);
    std::stable_sort(lines.begin(), lines.end(), [](const ShopLine &a, const ShopLine &b) { return a.atUs < b.atUs; });
    return lines;
}

std::string lokiPush(const std::vector<ShopLine> &lines, std::int64_t shiftUs)
{
    std::map<std::string, std::string> streams;
    for (const ShopLine &line : lines) {
        std::string labels = "{\"service_name\":" + jsonText(service(line.pod->service).name) +
                             ",\"region\":" + jsonText(region(line.pod->region).name) +
                             ",\"namespace\":\"shop\",\"level\":\"" + std::string(levelName(line.level)) + "\"}";
        std::string &values = streams[labels];
        if (!values.empty())
            values += ',';
        values += "[\"" + std::to_string(line.atUs + shiftUs) + "000\",";
        quote(values, lineText(line));
        values += ",{\"pod\":" + jsonText(line.pod->name) + ",\"version\":" + jsonText(line.pod->version);
        if (!line.traceId.empty())
            values += ",\"trace_id\":\"" + line.traceId + "\",\"span_id\":\"" + line.spanId + '"';
        values += "}]";
    }
    std::string out = "{\"streams\":[";
    for (const auto &[labels, values] : streams)
        out += "{\"stream\":" + labels + ",\"values\":[" + values + "]},";
    if (!streams.empty())
        out.pop_back();
    return out + "]}";
}

} // namespace wf::app::demo
