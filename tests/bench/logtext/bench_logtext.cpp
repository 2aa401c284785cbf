// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a tailed line costs before it is stored: joining, masking, reading its facts. CPU time, median, over lines as an
// access log, a Java logger and a JSON logger write them; nothing in them is to be masked, as in most.
#include "models/wire/logtext/cleantext.h"
#include "models/wire/logtext/joinlines.h"
#include "models/wire/logtext/mask/masker.h"
#include "models/wire/logtext/readline.h"
#include "tests/bench/benchline.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <string>
#include <vector>

using namespace wf;
using namespace wf::wire::logtext;

namespace {

constexpr int lineCount = 200'000;

std::vector<std::string> makeLines(const std::string &kind)
{
    std::vector<std::string> out;
    out.reserve(lineCount);
    for (int i = 0; i < lineCount; ++i) {
        const std::string n = std::to_string(1000 + i * 7919 % 90000);
        const std::string second = std::to_string(10 + i % 50);
        if (kind == "access")
            out.push_back("10.3." + std::to_string(i % 250) + ".17 - - [28/Nov/2026:15:36:" + second +
                          " +0000] \"GET /cart/" + n + "?page=2 HTTP/1.1\" 200 " + n +
                          " \"https://shop.example/checkout\" \"Mozilla/5.0 (X11; Linux x86_64)\"");
        else if (kind == "java")
            out.push_back("2026-11-28 15:36:" + second + ",123 INFO  [http-nio-8080-exec-" + std::to_string(i % 9) +
                          "] org.example.shop.PaymentService - authorised order H-" + n + " in " +
                          std::to_string(i % 900) + " ms, provider answered ok");
        else
            out.push_back(R"({"time":"2026-11-28T15:36:)" + second +
                          R"(.123Z","level":"info","service":"checkout","msg":"authorised order","order":"H-)" + n +
                          R"(","took_ms":)" + std::to_string(i % 900) +
                          R"(,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","pod":"checkout-7d9f8-x2k4p"})");
    }
    return out;
}

double megabytes(const std::vector<std::string> &lines)
{
    double bytes = 0;
    for (const auto &line : lines)
        bytes += static_cast<double>(line.size()) + 1;
    return bytes / 1e6;
}

} // namespace

int main()
{
    const auto masker = Masker::create();
    const StampContext context{1'795'880'216'000'000'000, {}};
    // What only looking costs with regular expressions of the same rules, all in one automaton.
    re2::RE2::Set set(re2::RE2::Quiet, re2::RE2::UNANCHORED);
    for (const auto *pattern :
         {"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", "\\b[3-6]\\d{3}([ -]?\\d{4}){3}\\b",
          "\\b[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){3,7}\\b", "\\+[1-9][0-9 ()/.-]{7,17}[0-9]",
          "\\(?\\d{3}\\)?[-. ]\\d{3}[-.]\\d{4}", "(?i)\\b(bearer|basic) [A-Za-z0-9._~+/=-]{8,}",
          "\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.", "\\bA(KI|SI|ID|RO)A[A-Z0-9]{16}\\b",
          "\\bgh[pousr]_[A-Za-z0-9]{30,}", "(?i)(password|passwd|pwd|secret|token|api_?key)\"?\\s*[:=]\\s*\\S+"})
        set.Add(pattern, nullptr);
    set.Compile();
    for (const std::string kind : {"access", "java", "json"}) {
        const auto lines = makeLines(kind);
        const double mb = megabytes(lines);
        Masker::Counts counts;
        const double maskMs = bench::medianCpuMs(5, [&] {
            for (const auto &line : lines) {
                std::string copy = line;
                masker->mask(copy, counts);
            }
        });
        const double setMs = bench::medianCpuMs(3, [&] {
            std::vector<int> which;
            for (const auto &line : lines)
                (void)set.Match(line, &which);
        });
        bench::record(("mask MB/s " + kind).c_str(), mb / maskMs * 1e3, "MB/s");
        bench::record(("mask " + kind).c_str(), maskMs, "ms", "RE2::Set of ten patterns, only looking", setMs);
        qint64 found = 0;
        const double readMs = bench::medianCpuMs(5, [&] {
            for (const auto &line : lines)
                found += readLine(line, context).timeNs.has_value();
        });
        bench::record(("read facts " + kind).c_str(), lineCount / readMs * 1e3, "lines/s");
        const double allMs = bench::medianCpuMs(3, [&] {
            LineJoiner joiner;
            for (const auto &line : lines) {
                std::string copy = line;
                makeValidUtf8(copy);
                auto record = joiner.add({std::move(copy), 0, 1, 0, 0}, 0);
                if (!record)
                    continue;
                masker->mask(record->text, counts);
                found += readLine(record->text, context).timeNs.has_value();
            }
        });
        bench::record(("clean, join, mask, read " + kind).c_str(), lineCount / allMs * 1e3, "lines/s");
        for (const qint64 n : counts)
            if (n != 0)
                std::printf("something was masked\n");
    }
    return 0;
}
