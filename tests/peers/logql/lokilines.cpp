// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/logql/lokilines.h"

#include <array>
#include <random>

namespace wf::tests {

namespace {

using Random = std::mt19937;

std::string pick(Random &random, std::initializer_list<const char *> from)
{
    return *(from.begin() + random() % from.size());
}

std::string jsonLine(Random &random, int i)
{
    if (i % 17 == 0)
        return R"({"level":"error","msg":"cut off in the mid)";
    const std::string level = pick(random, {"info", "info", "warn", "error", "debug"});
    return R"({"level":")" + level + R"(","msg":"order )" + std::to_string(random() % 900) + R"( placed","took":")" +
           std::to_string(random() % 3000) + R"(ms","status":)" + pick(random, {"200", "200", "404", "500"}) +
           R"(,"cart":{"items":)" + std::to_string(random() % 9) + R"(,"total":)" + std::to_string(random() % 10000) +
           ".5" + R"(,"owner name":"zoé \u00fc \"x\""},"tags":["a","b)" + std::to_string(i % 3) +
           R"("],"app":"own","nil":null,"ok":true,"size":")" + std::to_string(random() % 64) + R"(KB"})";
}

std::string logfmtLine(Random &random, int i)
{
    std::string line = "ts=2026-11-28T12:00:" + std::to_string(10 + i % 50) +
                       "Z level=" + pick(random, {"info", "warn", "error"}) +
                       " caller=main.go:" + std::to_string(random() % 300) + " msg=\"served request " +
                       std::to_string(i) + "\" duration=" + std::to_string(random() % 900 + 1) +
                       pick(random, {"ms", "us", "s"}) + " bytes=" + std::to_string(random() % 100000) + " peer=10.0." +
                       std::to_string(random() % 4) + "." + std::to_string(random() % 250);
    if (i % 11 == 0)
        line += " broken=\"no end";
    if (i % 13 == 0)
        line += " empty= flag";
    return line;
}

std::string accessLine(Random &random, int)
{
    return "192.168." + std::to_string(random() % 3) + "." + std::to_string(random() % 200) + " - " +
           pick(random, {"ada", "-", "bob"}) + " [28/Nov/2026:12:00:00 +0000] \"" + pick(random, {"GET", "POST"}) +
           " /" + pick(random, {"cart", "api/v1/items", "health"}) + " HTTP/1.1\" " +
           pick(random, {"200", "301", "404", "502"}) + " " + std::to_string(random() % 50000) + " \"-\" \"curl/8\"";
}

std::string packedLine(Random &random, int i)
{
    return R"({"pod":"web-)" + std::to_string(random() % 3) + R"(","container":"nginx","_entry":"inner line )" +
           std::to_string(i) + R"( says \"hi\""})";
}

std::string colouredLine(Random &random, int i)
{
    return "\x1b[3" + std::to_string(random() % 7) + "mWARN\x1b[0m worker " + std::to_string(i % 5) +
           " retries: " + std::to_string(random() % 10);
}

std::string counterLine(Random &random, int i)
{
    return "requests_total=" + std::to_string(i % 90 * 3 + static_cast<int>(random() % 3)) +
           " temperature=" + std::to_string(random() % 40) + "." + std::to_string(random() % 10) + " host=h" +
           std::to_string(i % 2);
}

} // namespace

std::vector<signals::LogLine> lokiLines(const std::string &run, qint64 startNs)
{
    Random random(4711);
    constexpr std::array makers{jsonLine, logfmtLine, accessLine, packedLine, colouredLine, counterLine};
    constexpr std::array<const char *, 6> apps{"json", "logfmt", "access", "packed", "colour", "counter"};
    std::vector<signals::LogLine> out;
    for (int i = 0; i < lokiLineCount; ++i) {
        const std::size_t kind = random() % makers.size();
        signals::LogLine line;
        line.timeNs = startNs + i * lokiLineDistanceNs + static_cast<qint64>(random() % 1'000'000'000);
        line.text = makers[kind](random, i);
        line.stream = {{"run", run}, {"app", apps[kind]}, {"env", i % 3 == 0 ? "dev" : "prod"}};
        if (i % 4 == 0)
            line.metadata = {{"trace_id", "t" + std::to_string(i % 12)}, {"pod", "p" + std::to_string(i % 5)}};
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace wf::tests
