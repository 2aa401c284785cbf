// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A dashboard of 24 panels, all on the screen, offscreen: painted from the cache and complete against a real
// Prometheus, what it costs while it is live, and its memory over three days of a clock that runs fast. Usage:
// bench_boards [prometheus] [days]; without words both. It fails when memory is not flat.
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/metrics/samplestore.h"
#include "models/sources/environment/opensources.h"
#include "models/store/store.h"
#include "tests/bench/benchline.h"
#include "tests/peers/backfilledprometheus.h"
#include "tests/support/fakemetricsource.h"
#include "ui/dashboards/board/boardpage.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>
#include <malloc.h>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr int panels = 24, lines = 8;

// Lines, figures and bars as dashboards have them, each with a question of its own.
QByteArray dashboard()
{
    QJsonArray out;
    for (int i = 0; i < panels; ++i) {
        const QString type = i % 6 == 4 ? u"stat"_s : i % 6 == 5 ? u"bargauge"_s : u"timeseries"_s;
        const QString expr = u"sum by (route) (rate(shop_requests_total{panel=\"%1\"}[$__rate_interval]))"_s.arg(i);
        out.append(QJsonObject{
            {u"id"_s, i + 1},
            {u"type"_s, type},
            {u"title"_s, u"Requests of part %1"_s.arg(i)},
            {u"gridPos"_s, QJsonObject{{u"x"_s, i % 4 * 6}, {u"y"_s, i / 4 * 7}, {u"w"_s, 6}, {u"h"_s, 7}}},
            {u"fieldConfig"_s, QJsonObject{{u"defaults"_s, QJsonObject{{u"unit"_s, u"reqps"_s}}}}},
            {u"targets"_s,
             QJsonArray{QJsonObject{{u"refId"_s, u"A"_s}, {u"expr"_s, expr}, {u"legendFormat"_s, u"{{route}}"_s}}}}});
    }
    return QJsonDocument(QJsonObject{{u"title"_s, u"Twenty-four"_s}, {u"schemaVersion"_s, 39}, {u"panels"_s, out}})
        .toJson();
}

signals::Dashboard theDashboard()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"board.json"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(dashboard());
    file.close();
    return *engine::loadBoard(file.fileName());
}

// Two hours back and a quarter of one ahead, a sample each five seconds: the server is not scraped while it is asked.
QByteArray history()
{
    QByteArray out("# TYPE shop_requests counter\n");
    const qint64 nowS = QDateTime::currentSecsSinceEpoch();
    for (int panel = 0; panel < panels; ++panel)
        for (int line = 0; line < lines; ++line) {
            const QByteArray name = "shop_requests_total{panel=\"" + QByteArray::number(panel) + "\",route=\"/r" +
                                    QByteArray::number(line) + "\"} ";
            double value = 0;
            for (qint64 t = nowS - 7200; t < nowS + 900; t += 5) {
                value += 5 * (line + 2 + std::sin(static_cast<double>(t) / (300 + 20 * panel)));
                out += name + QByteArray::number(value, 'f', 3) + ' ' + QByteArray::number(t) + '\n';
            }
        }
    return out + "# EOF\n";
}

// The page of a dashboard as the window has it, over some sources, with its cache on the disk.
struct Page {
    Page(const sources::SourceSet &set, const base::Clock &clock, const QString &folder)
        : files(optionsIn(folder), clock),
          samples(files.samples()),
          metrics(set, &samples, clock),
          reader(metrics, set, clock),
          context(clock),
          page({reader, pools, colors, context}, set)
    {
        metrics.setScrapeInterval(5 * base::nsPerSecond);
        context.setRefreshEvery(0);
        page.resize(1900, 1900); // all panels on the screen
        page.show();
        page.setActive(true);
    }
    static store::StoreOptions optionsIn(const QString &folder)
    {
        store::StoreOptions out;
        out.directory = folder;
        out.maintenanceMs = 0;
        return out;
    }
    [[nodiscard]] bool allPainted() const
    {
        const auto cards = page.cards();
        return cards.size() == panels &&
               std::ranges::all_of(cards, [](const auto *card) { return !card->figure().isEmpty(); });
    }
    // Everything is shown, and what was asked for painting is painted.
    template<class Done>
    static void wait(Done done)
    {
        while (!done())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
    }

    async::Pools pools;
    store::Store files;
    engine::DiskSampleStore samples;
    engine::MetricReader metrics;
    engine::BoardReader reader;
    widgets::SeriesColors colors;
    ui::WatchContext context;
    ui::BoardPage page;
};

double since(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// From opening until all panels show something, and until the last answer is painted.
std::pair<double, double> opened(Page &page)
{
    const signals::Dashboard board = theDashboard();
    QElapsedTimer timer;
    timer.start();
    page.page.showDashboard(board);
    Page::wait([&page] { return page.allPainted(); });
    const double painted = since(timer);
    Page::wait([&page] { return page.page.isSettled(); });
    return {painted, since(timer)};
}

void live(Page &page)
{
    constexpr int seconds = 60;
    page.context.setRefreshEvery(5 * base::nsPerSecond);
    QElapsedTimer timer;
    timer.start();
    const double before = bench::cpuMs();
    int refreshes = 0;
    QObject::connect(&page.context, &ui::WatchContext::refresh, &page.page, [&refreshes] { ++refreshes; });
    while (timer.elapsed() < seconds * 1000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    bench::record("boards.live_24_at_5s", (bench::cpuMs() - before) / since(timer) * 100, "% of a core", "bar", 10);
    bench::record("boards.live_refreshes", refreshes, "refreshes");
}

int againstPrometheus()
{
    tests::BackfilledPrometheus server;
    if (!tests::BackfilledPrometheus::isInstalled() || !server.start(history())) {
        std::fprintf(stderr, "No prometheus or promtool that starts: nothing was measured against one.\n");
        return 1;
    }
    sources::Environment environment;
    environment.name = u"bench"_s;
    sources::SourceSettings settings;
    settings.id = settings.name = u"prometheus"_s;
    settings.url = QUrl(u"http://"_s + server.address());
    environment.sources = {settings};
    const base::SystemClock clock;
    async::Pools pools;
    const sources::OpenSources open(environment, {clock, pools, nullptr});
    std::vector<double> cold, cached, complete;
    for (int run = 0; run < 5; ++run) {
        const QTemporaryDir folder;
        {
            Page page(open.set(), clock, folder.path());
            cold.push_back(opened(page).second);
        }
        Page again(open.set(), clock, folder.path()); // another start of the console
        const auto [painted, done] = opened(again);
        cached.push_back(painted);
        complete.push_back(done);
        if (run == 4)
            live(again);
    }
    const auto median = [](std::vector<double> of) {
        std::ranges::sort(of);
        return of[of.size() / 2];
    };
    bench::record("boards.24_painted_from_cache", median(cached), "ms", "bar", 150);
    bench::record("boards.24_complete_with_cache", median(complete), "ms", "bar", 2000);
    bench::record("boards.24_complete_without", median(cold), "ms", "bar", 2000);
    return 0;
}

signals::QueryAnswerPtr madeUp(const sources::RangeQuery &query)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    for (int line = 0; line < lines; ++line) {
        signals::Series s;
        s.labels = base::Labels{{"route", "/r" + std::to_string(line)}};
        for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
            s.timesMs.push_back(t / base::nsPerMs);
            s.values.push_back(line + std::sin(static_cast<double>(t / base::nsPerSecond) / 300.0));
        }
        out->series.push_back(std::move(s));
    }
    return out;
}

struct Memory {
    double residentMiB = 0, heapMiB = 0;
};

Memory memoryNow()
{
    return {bench::residentMiB(), static_cast<double>(mallinfo2().uordblks) / 1048576};
}

// 72 hours at a refresh a minute. What is kept is kept after the first day: from then on nothing may grow.
bool daysAreFlat()
{
    constexpr int hours = 72, day = 24;
    constexpr double mostGrowthMiB = 2;
    base::ManualClock clock(1'778'723'840LL * base::nsPerSecond);
    support::FakeMetricSource source(u"made up"_s);
    source.answer = [](const sources::RangeQuery &query) { return madeUp(query); };
    const sources::SourceSet set{{&source}, {}, {}, {}};
    const QTemporaryDir folder;
    Page page(set, clock, folder.path());
    (void)opened(page);
    Memory afterADay;
    for (int i = 1; i <= hours * 60; ++i) {
        clock.advance(base::nsPerMinute);
        source.asked.clear();
        page.context.refreshNow();
        Page::wait([&page] { return page.page.isSettled(); });
        if (i % 360 != 0)
            continue;
        const Memory now = memoryNow();
        std::fprintf(stderr, "  after %d h: %.1f MiB resident, %.1f MiB of the heap\n", i / 60, now.residentMiB,
                     now.heapMiB);
        if (i == day * 60)
            afterADay = now;
    }
    const Memory end = memoryNow();
    bench::record("boards.72h_resident", end.residentMiB, "MiB", "after 24 h", afterADay.residentMiB);
    bench::record("boards.72h_heap", end.heapMiB, "MiB", "after 24 h", afterADay.heapMiB);
    const double grew = std::max(end.residentMiB - afterADay.residentMiB, end.heapMiB - afterADay.heapMiB);
    bench::record("boards.24h_to_72h_growth", grew, "MiB", "bar", mostGrowthMiB);
    return grew < mostGrowthMiB;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const auto runs = [&wanted](QLatin1StringView what) { return wanted.isEmpty() || wanted.contains(what); };
    int verdict = runs("prometheus"_L1) ? againstPrometheus() : 0;
    if (runs("days"_L1) && !daysAreFlat()) {
        std::fprintf(stderr, "Memory is not flat: it grew by more than 2 MiB from the first day to the third.\n");
        verdict = 1;
    }
    return verdict;
}
