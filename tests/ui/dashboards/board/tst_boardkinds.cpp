// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/panelkinds.h"
#include "models/engine/boards/shelf/boardshelf.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/models/engine/objectives/sampledsource.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/board/card/objectiveview.h"
#include "widgets/base/theme.h"
#include "widgets/flamegraph/flameview.h"
#include "widgets/linklist/linklist.h"
#include "widgets/servicegraph/graphview.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'763'700'000 * base::nsPerSecond;

const char *const slo =
    "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: checkout-availability\nspec:\n  service: checkout\n"
    "  budgetingMethod: Occurrences\n  timeWindow:\n  - {duration: 2d, isRolling: true}\n  indicator:\n"
    "    metadata: {name: availability}\n    spec:\n      ratioMetric:\n        counter: true\n"
    "        bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
    "        total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n"
    "  objectives:\n    - {displayName: Checkout availability, target: 0.99}\n";

void put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

signals::BoardPanel panel(const QString &type, int id, signals::GridPlace place)
{
    signals::BoardPanel out = engine::newPanel(type);
    out.id = id;
    out.place = place;
    return out;
}

signals::TracePtr trace(qint64 slow)
{
    auto out = std::make_shared<signals::Trace>();
    out->processes = {{u"gateway"_s, {}}, {u"checkout"_s, {}}, {u"payment"_s, {}}, {u"cart"_s, {}}};
    const auto add = [&](int parent, int process, const char *operation, qint64 start, qint64 length) {
        signals::Span span;
        span.parent = parent;
        span.process = process;
        span.operation = QString::fromLatin1(operation);
        span.startNs = now + start * base::nsPerMs;
        span.durationNs = length * base::nsPerMs;
        out->spans.push_back(span);
        out->depth.push_back(0);
    };
    add(-1, 0, "POST /checkout", 0, 700 + slow);
    add(0, 1, "PlaceOrder", 20, 660 + slow);
    add(1, 3, "GetCart", 30, 80);
    add(1, 2, "Charge <b>", 120, 500 + slow);
    add(3, 2, "pool.acquire", 130, 300 + slow);
    return out;
}

struct Stage {
    support::SampledSource prometheus;
    support::FakeTraceSource jaeger{u"eu"_s};
    sources::SourceSet set{{&prometheus}, {}, {}, {&jaeger}};
    base::ManualClock clock{now};
    async::Pools pools;
    engine::MetricReader metrics{set, nullptr, clock};
    engine::BoardReader reader{metrics, set, clock};
    widgets::SeriesColors colors;
    WatchContext context{clock};
    QTemporaryDir folder;
    engine::BoardShelf shelf{folder.path(), pools};
    std::unique_ptr<engine::ObjectiveKeeper> keeper;
    BoardPage page{{reader, pools, colors, context}, set};

    Stage()
    {
        double all = 0, bad = 0;
        for (qint64 ago = 3 * 24 * 60; ago >= 0; --ago) {
            const qint64 at = (now - ago * base::nsPerMinute) / base::nsPerMs;
            prometheus.samples.append(base::Labels{{"__name__", "all_total"}}, at, all += 100);
            prometheus.samples.append(base::Labels{{"__name__", "bad_total"}}, at, bad += 0.4);
        }
        put(folder.filePath(u"slo.yaml"_s), slo);
        put(folder.filePath(u"a.json"_s), R"({"title":"Checkout, by hand","tags":["shop"],"panels":[]})");
        put(folder.filePath(u"b.json"_s), R"({"title":"Nodes","tags":[],"panels":[]})");
        keeper = std::make_unique<engine::ObjectiveKeeper>(QStringList{folder.filePath(u"slo.yaml"_s)}, metrics, clock,
                                                           pools);
        reader.setShelf(shelf);
        reader.setObjectives(*keeper);
    }
    void show(std::vector<signals::BoardPanel> panels)
    {
        page.resize(1200, 640);
        page.show();
        page.setActive(true);
        signals::Dashboard dashboard;
        dashboard.title = u"Kinds"_s;
        dashboard.panels = std::move(panels);
        page.showDashboard(dashboard);
    }
    bool settled()
    {
        for (auto &asked : std::exchange(jaeger.callLists, {}))
            asked.answer(std::vector<signals::ServiceCall>{{u"gateway"_s, u"checkout"_s, 4120},
                                                           {u"gateway"_s, u"cart"_s, 800},
                                                           {u"checkout"_s, u"cart"_s, 620},
                                                           {u"checkout"_s, u"payment"_s, 410},
                                                           {u"payment"_s, u"ledger"_s, 90}});
        for (auto &asked : std::exchange(jaeger.searches, {})) {
            signals::TraceAnswer found;
            for (int i = 0; i < 3; ++i) {
                found.traces.emplace_back();
                found.traces.back().traceId = QString::number(i);
            }
            asked.answer(std::move(found));
        }
        for (auto &asked : std::exchange(jaeger.traces, {}))
            asked.answer(trace(asked.question.toInt() * 100));
        return page.isSettled() && !page.cards().empty();
    }
    BoardCard *card(int id)
    {
        for (BoardCard *c : page.cards())
            if (c->placed().panel.id == id)
                return c;
        return nullptr;
    }
};

std::vector<signals::BoardPanel> fourKinds()
{
    std::vector<signals::BoardPanel> out{
        panel(u"nodeGraph"_s, 1, {0, 0, 14, 9}), panel(u"flamegraph"_s, 2, {14, 0, 10, 9}),
        panel(engine::objectiveKind, 3, {0, 9, 14, 8}), panel(u"dashlist"_s, 4, {14, 9, 10, 8})};
    out[1].targets[0].expr = u"gateway"_s;
    out[2].options.insert("objective"_L1, u"checkout-availability"_s);
    return out;
}

} // namespace

class BoardKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    // By the keys alone: every kind can have the focus, and none keeps the key from the panel.
    void altQOpensTheQueryOfEveryKindWithNumbers()
    {
        Stage stage;
        std::vector<signals::BoardPanel> panels;
        for (const QString &type :
             {u"heatmap"_s, u"piechart"_s, u"state-timeline"_s, u"stat"_s, u"bargauge"_s, u"table"_s}) {
            const int at = static_cast<int>(panels.size());
            panels.push_back(panel(type, at + 1, {at % 3 * 8, at / 3 * 6, 8, 6}));
            panels.back().targets[0].expr = u"all_total"_s;
            panels.back().targets[0].dataSource.type = u"prometheus"_s;
        }
        stage.show(panels);
        QTRY_VERIFY_WITH_TIMEOUT(stage.settled(), 20'000);
        QSignalSpy asked(&stage.context, &WatchContext::metricsRequested);
        for (const auto &one : panels) {
            QWidget *content = stage.card(one.id)->content();
            QVERIFY2((content->focusPolicy() & Qt::TabFocus) != 0, qPrintable(one.type));
            content->setFocus();
            QTest::keyClick(content, Qt::Key_Q, Qt::AltModifier);
            QVERIFY2(asked.count() == one.id, qPrintable(one.type));
            QCOMPARE(asked.last().at(0).toString(), u"all_total"_s);
        }
    }

    void allAreDrawnFromWhatTheConsoleHas()
    {
        Stage stage;
        stage.keeper->start();
        stage.show(fourKinds());
        QTRY_VERIFY_WITH_TIMEOUT(stage.settled(), 20'000);
        const auto *graph = stage.card(1)->findChild<widgets::GraphView *>();
        QCOMPARE(graph->figure().nodes.size(), std::size_t(5));
        QCOMPARE(graph->figure().edges.size(), std::size_t(5));
        const auto *flame = stage.card(2)->findChild<widgets::FlameView *>();
        QCOMPARE(flame->figure().boxes.size(), std::size_t(6));
        QVERIFY2(flame->figure().what.contains(u"3 traces, no profile"_s), qPrintable(flame->figure().what));
        const auto *objective = stage.card(3)->findChild<ObjectiveView *>();
        QVERIFY2(objective->left().endsWith(u'%'), qPrintable(objective->left()));
        QVERIFY(objective->burns().size() >= 4);
        const auto *links = stage.card(4)->findChild<widgets::LinkList *>();
        QCOMPARE(links->figure().rows.size(), std::size_t(2));
        for (int id = 1; id <= 4; ++id)
            QVERIFY2(stage.card(id)->verdict().fidelity != engine::Fidelity::LeftOut, qPrintable(QString::number(id)));
        if (!qEnvironmentVariableIsSet("WF_SHOTS"))
            return;
        const QDir shots(qEnvironmentVariable("WF_SHOTS"));
        stage.page.grab().save(shots.filePath(u"kinds-dark.png"_s));
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        stage.page.grab().save(shots.filePath(u"kinds-light.png"_s));
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
    void aNodeOpensItsServiceAndAnEntryItsDashboard()
    {
        Stage stage;
        stage.show({panel(u"nodeGraph"_s, 1, {0, 0, 14, 9}), panel(u"dashlist"_s, 4, {14, 0, 10, 8})});
        QTRY_VERIFY(stage.settled());
        QSignalSpy opened(&stage.context, &WatchContext::openRequested), asked(&stage.page, &BoardPage::boardAsked);
        auto *graph = stage.card(1)->findChild<widgets::GraphView *>();
        Q_EMIT graph->opened(u"checkout"_s, u"checkout"_s);
        QCOMPARE(opened[0][0].value<signals::Subject>().service, u"checkout"_s);
        auto *links = stage.card(4)->findChild<widgets::LinkList *>();
        QTest::mouseClick(links->viewport(), Qt::LeftButton, {}, links->rectOf(0).center());
        QCOMPARE(asked[0][0].toString(), stage.folder.filePath(u"a.json"_s));
        QTest::mouseClick(links->viewport(), Qt::LeftButton, {}, links->starOf(1).center());
        QTRY_VERIFY(stage.settled() && links->figure().rows[1].isStarred);
    }
    void anObjectiveThatIsNotThereIsSaid()
    {
        Stage stage;
        stage.keeper->start();
        auto one = panel(engine::objectiveKind, 3, {0, 0, 14, 8});
        one.options.insert("objective"_L1, u"nobody"_s);
        stage.show({one});
        QTRY_VERIFY_WITH_TIMEOUT(stage.settled(), 20'000);
        QVERIFY(!stage.card(3)->figure().objective);
    }
};

QTEST_MAIN(BoardKindsTest)
#include "tst_boardkinds.moc"
