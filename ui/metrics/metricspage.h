// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/desk/exploredesk.h"
#include "models/engine/rules/replay/replayer.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/metrics/tiles/tiletree.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/seriescolors.h"

#include <QTimer>

class QBoxLayout;
class QSplitter;
class QStackedWidget;

namespace wf::widgets {
class Button;
class ChartView;
class IconButton;
class Panel;
class PickButton;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class AlertTrial;
class BuilderForm;
class CardinalityView;
class ExplainView;
class FacetTree;
class MetricList;
class QuantileBar;
class QueryStack;
class ResultTable;
class TabStrip;
class TileBoard;

// The explorer of metrics (mock metrics.png): tabs of queries, every metric with its labels on the left, editors, the
// chart and its table. Enter or Shift+Enter runs. An error leaves the last good chart, dimmed.
class MetricsPage final : public Screen {
    Q_OBJECT
public:
    struct Parts {
        engine::ExploreDesk &desk;
        engine::Replayer &replayer;
        const async::Pools &pools;
        widgets::SeriesColors &colors;
    };
    MetricsPage(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~MetricsPage() override;

    [[nodiscard]] QString key() const override { return QStringLiteral("metrics"); }
    // A metric whose id is a query: that query, in a tab of its own.
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    // In the tab that is empty, or in a new one; runs it.
    void showQuery(const QString &query);
    // The same over a range: what the console shows then covers it, unless it does to within a minute or a hundredth.
    void showQueryOver(const QString &query, base::TimeRange range);

private:
    enum class Below { Series, Explain, Cardinality, Alert };
    enum class Tiles { Below, Beside, Chart, Table }; // the usual arrangements: all tiles, or one alone
    // metricspage.cpp
    void run();
    void rerun();
    void showAnswer();
    void showChart();
    void drawChart();
    void showState();
    void keepOldChart(const base::Error &error);
    void showCost();
    void explainCurrent();
    [[nodiscard]] signals::Subject subjectOf(const widgets::ChartSeries &line) const;
    void showQuantile();
    void chooseQuantile(double q);
    void selectSeries(const QString &key, qint64 timeNs);
    void useMetric(const QString &metric);
    void setBelow(Below below);
    void followView(const QString &id);
    void setBuilder(bool isBuilder);
    void fitEditors();
    void followText();
    void followQuery();
    void chooseValues(const QString &metric, const QString &label, const QStringList &values);
    void isolate(const QString &key);
    void showSaved();
    // metricspagebuild.cpp
    void build();
    QWidget *buildLeft();
    QWidget *buildRight();
    QWidget *buildToolbar();
    void buildChart();
    void buildTiles();
    void connectAll();
    void connectWriting();
    void connectAnswer();
    void connectContext();
    // metricspagetabs.cpp
    void readTabs();
    void showTab(int tab);
    void closeTab(int tab);
    void storeTab();
    void showTabTitles();
    // metricspagetiles.cpp
    [[nodiscard]] static TileTree usualTiles(bool areBeside);
    void arrange(Tiles tiles);
    void moveTile(TileSide side);
    void joinTile();
    void showLists(bool areShown);
    void pickTiles();
    void readTiles();
    void storeTiles();
    // metricspageactions.cpp
    void buildActions();
    void format();
    void copyAs(const QString &how);
    void pickCopy();
    void pickType();
    void openHistory(bool onlyStarred);
    void toggleStar();
    void nameQuery();
    void saveCsv();
    void writeCsv(const QString &path);
    [[nodiscard]] QString chartPicture() const;

    Parts m_parts;
    engine::ExploreDesk &m_desk;
    WatchContext &m_context;
    std::vector<engine::QueryTab> m_tabs{engine::QueryTab{{QString()}, 0}};
    int m_tab = 0;
    bool m_isActive = false;
    bool m_isInstant = false;
    bool m_hasRun = false; // the current query ran since it was shown
    bool m_isFilling = false;
    widgets::ChartKind m_kind = widgets::ChartKind::Lines;
    QString m_lower; // which of the views beside the chart was looked at last
    Tiles m_tiles = Tiles::Below;
    QList<QAction *> m_actions;
    QTimer m_costSoon;

    TabStrip *m_strip;
    widgets::Button *m_history, *m_saved, *m_run, *m_add, *m_alert, *m_copy, *m_formatButton;
    MetricList *m_list;
    FacetTree *m_facets;
    QuantileBar *m_quantile;
    widgets::Segmented *m_mode, *m_kindPick;
    widgets::PickButton *m_type;
    widgets::PlainLabel *m_cost;
    QueryStack *m_stack;
    BuilderForm *m_builder;
    QStackedWidget *m_editors;
    widgets::ChartView *m_chart;
    widgets::Panel *m_chartPanel;
    TileBoard *m_board;
    ResultTable *m_table;
    ExplainView *m_explain;
    CardinalityView *m_cardinality;
    AlertTrial *m_trial;
    widgets::IconButton *m_tilesButton;
    QSplitter *m_across, *m_lists;
};

} // namespace wf::ui
