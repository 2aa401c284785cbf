// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scrape of 10,000 series: read for the first time, again and again, and decoded without a memory of the last one.
#include "models/station/scrape/ingest/ingest.h"
#include "tests/bench/benchline.h"

#include <string>

using namespace wf;

namespace {

std::string exposition(int series)
{
    std::string out = "# HELP http_requests_total Requests served.\n# TYPE http_requests_total counter\n";
    for (int i = 0; i < series; ++i)
        out += "http_requests_total{method=\"GET\",handler=\"/api/v1/items/" + std::to_string(i % 500) +
               "\",code=\"200\",pod=\"shop-7f9c4d-" + std::to_string(i / 500) + "\"} " + std::to_string(i * 7.25) +
               '\n';
    return out;
}

} // namespace

int main()
{
    const std::string body = exposition(10'000);
    station::IngestRules rules;
    rules.target = QStringLiteral("shop:8080");
    rules.labels = {{"instance", "shop:8080"}, {"job", "shop"}};
    station::Ingest warm(rules);
    qint64 now = 1'700'000'000'000;
    std::size_t points = 0;
    const auto scrape = [&](station::Ingest &ingest) {
        now += 15'000;
        points = ingest.text(body, wire::ExpositionFormat::Text, now).batch.points.size();
    };
    bench::record("scrape_body", static_cast<double>(body.size()) / 1e6, "MB");
    bench::record("scrape_again_10k", bench::medianCpuMs(30, [&] { scrape(warm); }), "ms");
    bench::record("scrape_first_10k",
                  bench::medianCpuMs(10,
                                     [&] {
                                         station::Ingest cold(rules);
                                         scrape(cold);
                                     }),
                  "ms");
    bench::record("decode_10k",
                  bench::medianCpuMs(
                      30, [&] { points = wire::decodeExposition(body, wire::ExpositionFormat::Text)->samples.size(); }),
                  "ms");
    return points == 10'000 ? 0 : 1;
}
