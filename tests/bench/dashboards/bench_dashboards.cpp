// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A dashboard generated from 10,000 metric names, and every dashboard of the corpus imported with its report.
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/engine/dashboards/panels/generate.h"
#include "tests/bench/benchline.h"
#include "tests/support/corpus.h"

#include <QDirIterator>
#include <QElapsedTimer>

#include <algorithm>
#include <array>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

double generatedMs()
{
    static constexpr std::array endings{"_total", "_seconds_bucket", "_bytes", "_in_use", "_requests_total"};
    std::vector<base::Labels> series;
    for (std::size_t i = 0; i < 10'000; ++i)
        for (const char *region : {"eu", "us"})
            series.push_back(base::Labels{{"__name__", "app_" + std::to_string(i % 97) + "_thing_" + std::to_string(i) +
                                                           endings[i % endings.size()]},
                                          {"region", region}});
    engine::ServiceMetrics in;
    in.title = u"app"_s;
    in.matcher = u"service=\"app\""_s;
    QElapsedTimer timer;
    timer.start();
    in.metrics = engine::collectMetrics(series, {});
    const auto spec = engine::generate(in);
    return spec.rows.empty() ? -1 : static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main()
{
    bench::record("dashboards/generate 10000 names", generatedMs(), "ms");
    const QString folder = support::corpusPath(u"grafana-dashboards"_s);
    if (folder.isEmpty())
        return 0;
    int files = 0;
    double slowest = 0, all = 0;
    QDirIterator it(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const auto bytes = engine::readBoardFile(it.next());
        QElapsedTimer timer;
        timer.start();
        const auto found = wire::grafana::openContainers(*bytes);
        if (!found.ok())
            continue;
        const auto report = engine::reportOf(found->front());
        const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        files += report.panels.empty() ? 0 : 1;
        slowest = std::max(slowest, ms);
        all += ms;
    }
    bench::record("dashboards/import files", files, "files");
    bench::record("dashboards/import slowest", slowest, "ms");
    bench::record("dashboards/import all", all, "ms");
    return 0;
}
