// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/cardinalityport.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakemetricsource.h"
#include "ui/metrics/answer/resulttable.h"
#include "ui/metrics/metricspage.h"
#include "ui/metrics/tabstrip.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/expression/expressionedit.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

namespace wf::test {

using namespace Qt::StringLiterals;

// A source with three metrics; two pods of one of them wait.
class WaitSource final : public support::FakeMetricSource, public sources::CardinalityPort {
public:
    WaitSource() : FakeMetricSource(u"prom"_s)
    {
        answer = [](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
            if (query.expr.contains(u"refuse"_s))
                return base::makeError(base::ErrorKind::BadRequest, u"Prometheus refused the query"_s, u"why not"_s);
            auto out = std::make_shared<signals::QueryAnswer>();
            out->stepMs = query.stepNs / base::nsPerMs;
            if (query.expr == u"rate(wait_native[1m])"_s) {
                signals::HistogramSeries one;
                one.labels = base::Labels{{"pod", "pod-a"}};
                for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs)
                    one.samples.push_back({t / base::nsPerMs, 100, 1, {{1, 2, 50, 0}, {2, 4, 50, 0}}});
                out->histograms.push_back(std::move(one));
                return signals::QueryAnswerPtr(out);
            }
            for (const char *pod : {"pod-a", "pod-b"}) {
                signals::Series series;
                series.labels = base::Labels{{"pod", pod}, {"service", "payment"}, {"region", "eu-west"}};
                for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
                    series.timesMs.push_back(t / base::nsPerMs);
                    series.values.push_back(pod[4] == 'a' ? 3.62 : 0.22);
                }
                out->series.push_back(std::move(series));
            }
            return signals::QueryAnswerPtr(out);
        };
    }
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        asked << expr;
        auto out = std::make_shared<signals::QueryAnswer>();
        out->series.push_back({{}, {timeNs / base::nsPerMs}, {expr.startsWith(u"count(sum"_s) ? 1.0 : 6.0}});
        return later<signals::QueryAnswerPtr>(std::move(reply), signals::QueryAnswerPtr(out));
    }
    async::Request labelValues(const QString &, const QString &, base::TimeRange,
                               sources::Reply<QStringList> reply) override
    {
        return later<QStringList>(std::move(reply),
                                  QStringList{u"psp_pool_wait_seconds_total"_s, u"psp_pool_in_use"_s, u"up"_s});
    }
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override
    {
        return later<std::vector<signals::MetricInfo>>(
            std::move(reply), std::vector<signals::MetricInfo>{
                                  {u"psp_pool_wait_seconds_total"_s,
                                   signals::MetricType::Counter,
                                   u"Time requests spent waiting for a connection to the payment provider."_s,
                                   {}},
                                  {u"psp_pool_in_use"_s, signals::MetricType::Gauge, {}, {}}});
    }
    async::Request series(const QStringList &selectors, base::TimeRange,
                          sources::Reply<std::vector<base::Labels>> reply) override
    {
        std::vector<base::Labels> out;
        for (const char *pod : {"pod-a", "pod-b"})
            for (const char *region : {"eu-west", "us-east"})
                out.push_back({{"__name__", selectors.value(0).toStdString()}, {"pod", pod}, {"region", region}});
        return later<std::vector<base::Labels>>(std::move(reply), out);
    }
    async::Request cardinality(sources::Reply<signals::Cardinality> reply) override
    {
        signals::Cardinality counts;
        counts.series = 10;
        counts.seriesByMetric = {{u"psp_pool_wait_seconds_total"_s, 4}, {u"up"_s, 2}};
        counts.valuesByLabel = {{u"pod"_s, 2}};
        return later<signals::Cardinality>(std::move(reply), counts);
    }

private:
    template<class T>
    async::Request later(sources::Reply<T> reply, T value)
    {
        auto isWanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [isWanted, reply = std::move(reply), value = std::move(value)] {
            if (*isWanted)
                reply(value);
        });
        return async::Request([isWanted] { *isWanted = false; });
    }
};

// The explorer of metrics over that source, with a ledger of its own.
struct MetricsWorld {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    WaitSource source;
    sources::SourceSet set;
    ui::WatchContext context{clock};
    widgets::SeriesColors colors;
    std::unique_ptr<store::Store> files;
    std::unique_ptr<engine::MetricReader> reader;
    std::unique_ptr<engine::Replayer> replayer;
    std::unique_ptr<engine::ExploreDesk> desk;
    std::unique_ptr<ui::MetricsPage> page;

    MetricsWorld()
    {
        set.metrics = {&source};
        context.setRefreshEvery(0);
        open();
    }
    void open()
    {
        page.reset();
        desk.reset();
        replayer.reset();
        reader.reset();
        files.reset();
        files = std::make_unique<store::Store>(test::quietOptions(dir.path()), clock);
        reader = std::make_unique<engine::MetricReader>(set, nullptr, clock);
        replayer = std::make_unique<engine::Replayer>(set, files->alerts(), files->ledger(), clock, pools);
        desk = std::make_unique<engine::ExploreDesk>(engine::ExploreDesk::Parts{set, *reader, files->ledger()}, clock,
                                                     pools);
        page = std::make_unique<ui::MetricsPage>(ui::MetricsPage::Parts{*desk, *replayer, pools, colors}, context);
        page->resize(1100, 760);
        page->show();
        page->setActive(true);
    }
    [[nodiscard]] ui::QueryStack &stack() const { return *page->findChild<ui::QueryStack *>(); }
    [[nodiscard]] widgets::ExpressionEdit &edit() const { return *stack().editor(stack().current()); }
    [[nodiscard]] ui::ResultTable &table() const { return *page->findChild<ui::ResultTable *>(); }
    [[nodiscard]] ui::TabStrip &tabs() const { return *page->findChild<ui::TabStrip *>(); }
    [[nodiscard]] QTreeWidget &facets() const { return *page->findChild<QTreeWidget *>(); }
    template<class T>
    [[nodiscard]] T *named(const QString &name) const
    {
        for (auto *one : page->findChildren<T *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void run(const QString &query)
    {
        edit().setText(query);
        QTest::keyClick(&edit(), Qt::Key_Return, Qt::ControlModifier);
    }
    void trigger(const QString &action) const
    {
        for (auto *one : page->screenActions())
            if (one->text() == action)
                return one->trigger();
        QFAIL(qPrintable(u"no action "_s + action));
    }
};

} // namespace wf::test
