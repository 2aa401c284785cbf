// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheussource.h"
#include "tests/support/peerlist.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/dashboards/rowsection.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// The console's own way to a dashboard, with a real server at its end.
struct Stage {
    base::SystemClock clock;
    async::Pools pools;
    sources::PrometheusSource prometheus;
    sources::SourceSet set;
    engine::ServiceCatalog catalog;
    engine::MetricReader reader;
    engine::DashboardBuilder builder;
    engine::PanelReader panels;
    widgets::SeriesColors colors;
    ui::WatchContext context;
    ui::DashboardsPage page;

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
          catalog(set, {}, clock),
          reader(set, nullptr, clock),
          builder(catalog, reader, set, clock, pools),
          panels(reader, set),
          context(clock),
          page(builder, panels, colors, context)
    {
        context.setTimeSelection(base::TimeSelection::last(15 * base::nsPerMinute));
        page.resize(1100, 1400);
        page.show();
        page.setActive(true);
        catalog.refresh();
    }
    bool open(const QString &service)
    {
        if (!QTest::qWaitFor([&] { return catalog.snapshot() && catalog.snapshot()->find(service); }, 20'000))
            return false;
        page.showSubject(signals::Subject::ofService(service));
        return QTest::qWaitFor(
            [&] { return builder.snapshot() && builder.snapshot()->choice.service == service && page.isSettled(); },
            30'000);
    }
    // Panels with lines, without, and refused.
    struct Tally {
        int lines = 0, empty = 0;
        QStringList refused;
    };
    Tally tally()
    {
        Tally t;
        for (ui::PanelCard *card : page.findChildren<ui::PanelCard *>()) {
            if (card->answer().error)
                t.refused << card->spec().title + u": "_s + card->answer().error->summary +
                                 card->answer().error->detail;
            else if (!card->answer().queries.empty())
                (card->answer().isEmpty() ? t.empty : t.lines)++;
        }
        return t;
    }
    void shoot(const QString &name)
    {
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            page.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(name));
    }
};

} // namespace

class RealDashboardTest : public QObject {
    Q_OBJECT
    QUrl m_url;
private Q_SLOTS:
    void initTestCase()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        const auto servers = tests::PeerList::load().ofKind(u"prometheus"_s);
        if (servers.isEmpty())
            QSKIP("no real Prometheus: run ./dev test peers");
        m_url = servers.front().url;
    }

    void aServiceOfTheServerGetsPanelsWithLines_data()
    {
        QTest::addColumn<QString>("service");
        QTest::newRow("the server itself") << u"prometheus"_s;
        QTest::newRow("the host") << u"node"_s;
    }
    void aServiceOfTheServerGetsPanelsWithLines()
    {
        QFETCH(QString, service);
        Stage stage(m_url);
        if (!QTest::qWaitFor([&] { return stage.catalog.snapshot() && stage.catalog.snapshot()->find(service); },
                             20'000))
            QSKIP("this server scrapes no such job");
        QVERIFY(stage.open(service));
        const auto tally = stage.tally();
        stage.shoot(u"real-%1.png"_s.arg(service));
        QCOMPARE(tally.refused, QStringList{});
        QVERIFY2(tally.lines >= 6, qPrintable(u"%1 with lines, %2 empty"_s.arg(tally.lines).arg(tally.empty)));
    }

    void noQueryOfAnyRowIsRefused()
    {
        Stage stage(m_url);
        QVERIFY(stage.open(u"prometheus"_s));
        stage.page.resize(1100, 40'000); // everything is in sight
        for (ui::RowSection *section : stage.page.findChildren<ui::RowSection *>())
            section->setOpen(true);
        QVERIFY(QTest::qWaitFor([&] { return stage.page.isSettled() && stage.reader.inFlight() == 0; }, 60'000));
        const auto tally = stage.tally();
        QCOMPARE(tally.refused, QStringList{});
        QVERIFY2(tally.lines > 2 * tally.empty,
                 qPrintable(u"%1 with lines, %2 empty"_s.arg(tally.lines).arg(tally.empty)));
    }
};

QTEST_MAIN(RealDashboardTest)
#include "tst_realdashboard.moc"
