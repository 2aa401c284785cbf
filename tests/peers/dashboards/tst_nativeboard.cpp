// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Native histograms of a real Prometheus on a dashboard: as a heat map, as a histogram, by quantile and by count.
#include "models/sources/prometheus/prometheussource.h"
#include "tests/support/peerlist.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/board/card/boardfigure.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const char *const board =
    "{'title':'Native','schemaVersion':39,'panels':["
    "{'id':1,'type':'heatmap','title':'Heat','gridPos':{'x':0,'y':0,'w':12,'h':8},'targets':[{'refId':'A','expr':"
    "'sum(rate(prometheus_http_request_duration_seconds[1m]))'}],'options':{'yAxis':{'unit':'s'}}},"
    "{'id':2,'type':'timeseries','title':'p90','gridPos':{'x':12,'y':0,'w':12,'h':8},'fieldConfig':{'defaults':"
    "{'unit':'s'}},'targets':[{'refId':'A','expr':"
    "'histogram_quantile(0.9, sum(rate(prometheus_http_request_duration_seconds[1m])))','legendFormat':'p90'}]},"
    "{'id':3,'type':'histogram','title':'Buckets','gridPos':{'x':0,'y':8,'w':12,'h':8},'targets':[{'refId':'A','expr':"
    "'sum(prometheus_http_request_duration_seconds)','instant':true}]},"
    "{'id':4,'type':'stat','title':'Requests','gridPos':{'x':12,'y':8,'w':6,'h':8},'targets':[{'refId':'A','expr':"
    "'histogram_count(sum(prometheus_http_request_duration_seconds))'}]},"
    "{'id':5,'type':'stat','title':'Itself','gridPos':{'x':18,'y':8,'w':6,'h':8},'targets':[{'refId':'A','expr':"
    "'sum(prometheus_http_request_duration_seconds)'}]}]}";

struct Stage {
    base::SystemClock clock;
    async::Pools pools;
    sources::PrometheusSource prometheus;
    sources::SourceSet set;
    engine::MetricReader metrics;
    engine::BoardReader reader;
    widgets::SeriesColors colors;
    ui::WatchContext context;
    ui::BoardPage page;
    QTemporaryDir folder;

    static net::HttpOptions to(const QUrl &url)
    {
        net::HttpOptions options;
        options.name = u"Prometheus"_s;
        options.base = url;
        return options;
    }
    explicit Stage(const QUrl &url)
        : prometheus({u"prometheus"_s, u"Prometheus"_s, signals::SourceKind::Metrics, {}}, to(url), {clock, pools}),
          set{{&prometheus}, {}, {}, {}},
          metrics(set, nullptr, clock),
          reader(metrics, set, clock),
          context(clock),
          page({reader, pools, colors, context}, set)
    {
        context.setTimeSelection(base::TimeSelection::last(15 * base::nsPerMinute));
        page.resize(1200, 760);
        page.show();
        page.setActive(true);
    }
    void open()
    {
        QFile file(folder.filePath(u"native.json"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray(board).replace('\'', '"'));
        file.close();
        page.open(file.fileName());
    }
    [[nodiscard]] const ui::BoardFigure *figure(int id) const
    {
        for (ui::BoardCard *card : page.cards())
            if (card->placed().panel.id == id)
                return &card->figure();
        return nullptr;
    }
};

// Its web server measures itself once it has been asked; the second scrape gives a rate.
bool keepsThemNatively(Stage &stage)
{
    bool is = false, answered = false;
    async::Request asked;
    const auto ask = [&] {
        answered = false;
        const qint64 now = stage.clock.nowNs();
        asked = stage.prometheus.queryRange({u"sum(rate(prometheus_http_request_duration_seconds[1m]))"_s,
                                             {now - 60 * base::nsPerSecond, now},
                                             15 * base::nsPerSecond},
                                            [&](base::Result<signals::QueryAnswerPtr> answer) {
                                                answered = true;
                                                is = answer.ok() && !(*answer)->histograms.empty();
                                            });
    };
    for (int i = 0; i < 20 && !is; ++i) {
        ask();
        if (!QTest::qWaitFor([&] { return answered; }, 10'000))
            return false;
        if (!is)
            (void)QTest::qWaitFor([] { return false; }, 3'000);
    }
    return is;
}

} // namespace

class NativeBoardTest : public QObject {
    Q_OBJECT
    QList<tests::Peer> m_servers;
private Q_SLOTS:
    void initTestCase()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        m_servers = tests::PeerList::load().ofKind(u"prometheus"_s);
        if (m_servers.isEmpty())
            QSKIP("no real Prometheus: run ./dev test peers");
    }
    void everyKindShowsThemOfEveryServer_data()
    {
        QTest::addColumn<QUrl>("url");
        for (const tests::Peer &server : m_servers) // Prometheus 2 keeps no native histogram of itself
            if (!server.version.startsWith(u"2."))
                QTest::newRow(qPrintable(server.name)) << server.url;
    }
    void everyKindShowsThemOfEveryServer()
    {
        QFETCH(QUrl, url);
        Stage stage(url);
        QVERIFY2(keepsThemNatively(stage), "no native histogram of a server that keeps them");
        stage.open();
        QVERIFY(QTest::qWaitFor([&] { return stage.page.cards().size() == 5 && stage.page.isSettled(); }, 30'000));
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            stage.page.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"native-board.png"_s));

        // The heat map: buckets from below, some of them filled.
        const signals::HeatFigure &heat = stage.figure(1)->heat;
        QVERIFY2(heat.counts.size() >= 3, qPrintable(QString::number(heat.counts.size())));
        QCOMPARE(static_cast<std::size_t>(heat.buckets.size()), heat.counts.size());
        QVERIFY(heat.most > 0);
        QVERIFY2(heat.buckets.front().endsWith(u"s"_s), qPrintable(heat.buckets.front()));

        // The quantile: what the server computes of them, in seconds.
        const auto &lines = stage.figure(2)->lines;
        QCOMPARE(lines.size(), std::size_t(1));
        const double p90 = lines[0].samples->values.back();
        QVERIFY2(p90 > 0 && p90 < 30, qPrintable(QString::number(p90)));

        // The histogram holds as many requests as the server counted.
        const auto &buckets = stage.figure(3)->tiles;
        const double sum = std::accumulate(buckets.begin(), buckets.end(), 0.0,
                                           [](double all, const signals::Tile &one) { return all + one.number; });
        const auto &counted = stage.figure(4)->tiles;
        QCOMPARE(counted.size(), std::size_t(1));
        QVERIFY2(sum > 0 && std::fabs(sum - counted[0].number) <= 0.2 * counted[0].number + 60, // asked later
                 qPrintable(u"%1 in buckets, %2 counted"_s.arg(sum).arg(counted[0].number)));

        // A kind that shows numbers says what to ask instead.
        QVERIFY(stage.figure(5)->isEmpty() && stage.figure(5)->hasHistograms);
    }
};

QTEST_MAIN(NativeBoardTest)
#include "tst_nativeboard.moc"
