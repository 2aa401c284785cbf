// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/annotations/boardannotations.h"
#include "models/engine/boards/importing/importreport.h"
#include "ui/base/watchcontext.h"
#include "ui/dashboards/board/card/boardfigure.h"
#include "widgets/base/controls/panel.h"

#include <optional>

class QMenu;

namespace wf::widgets {
class BandView;
class ChartView;
class DataTable;
class FlameView;
class GraphView;
class HeatView;
class IconButton;
class LinkList;
class MarkdownView;
class PieView;
class TileView;
} // namespace wf::widgets

namespace wf::ui {

class LinkOpener;
class ObjectiveView;

// What the cards of one imported dashboard share.
struct BoardSurroundings {
    engine::BoardReader &reader;
    async::Pools &pools;
    widgets::SeriesColors &colors;
    WatchContext &context;
    LinkOpener *links = nullptr; // none: links are not offered
    const engine::BoardAnnotations *annotations = nullptr;
};

// One panel of an imported dashboard, drawn by its kind. Asks only while it can be seen. What cannot be drawn says why.
class BoardCard final : public widgets::Panel {
    Q_OBJECT
public:
    BoardCard(engine::PlacedPanel placed, std::shared_ptr<const signals::Dashboard> dashboard, BoardSurroundings around,
              QWidget *parent = nullptr);
    ~BoardCard() override;

    [[nodiscard]] const engine::PlacedPanel &placed() const { return m_placed; }
    [[nodiscard]] const BoardFigure &figure() const { return m_figure; }
    [[nodiscard]] const engine::PanelVerdict &verdict() const { return m_verdict; }
    // Shows this panel already, wherever it stands.
    [[nodiscard]] bool isPanel(const engine::PlacedPanel &placed) const;
    // Where it stands now, and whether it is seen.
    void setPlace(const engine::PlacedPanel &placed);
    void markOld() { m_old = true; }
    void look(bool onScreen);
    void showNotes(); // the marks of the dashboard are others
    [[nodiscard]] bool isSettled() const
    {
        return !m_asks || (!m_old && !m_request.isActive() && !m_working && !m_isComparing);
    }

Q_SIGNALS:
    void settledChanged();
    void answered(const QString &key, bool hasData); // for good, of a panel whose condition asks for data
    void exportAsked();
    void boardAsked(const QString &path); // to be opened

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Alt+Q where no chart takes it

private:
    [[nodiscard]] bool holdsFocus() const;
    void showButtons(bool shows); // those of its head
    void makeContent();
    template<class View>
    void shareCrosshair(View &view);
    void makeChart();
    void makeGraph();
    void makeLinks();
    void showText();
    void ask();
    void take(const engine::BoardAnswer &answer);
    void showNothing();
    void showAnswer(const engine::BoardAnswer &answer, BoardFigure figure);
    void paintFigure();
    [[nodiscard]] QString queryOf(const widgets::ChartSeries &line) const; // PromQL; empty: none gave it
    [[nodiscard]] signals::Subject subjectOf(const widgets::ChartSeries &line) const;
    void paintTiles();
    void askEarlier();
    void takeEarlier(const engine::BoardAnswer &answer, qint64 offsetNs);
    void addEarlier(widgets::ChartData &shown) const;
    void attach(); // to an incident
    void addNotes(widgets::ChartData &shown) const;
    void clickMark(int mark);
    void makePanelLinks();
    void openLink(const QString &address);
    void offerDataLinks(const signals::FigurePlace &place, std::optional<double> calculated);
    void offerTileLinks(int tile);
    void offerNodeLinks(int node);
    void offerEdgeLinks(int edge);
    bool addRowLinks(QMenu &menu, const signals::FigurePlace &at); // whether there are any
    void popUp(QMenu &menu);                                       // at the pointer, else in the middle of the panel
    void offerPointLinks(const QString &seriesKey, qint64 timeNs);
    void offerLinksAt(signals::FigurePlace place, qint64 timeNs); // of the sample nearest to it

    engine::PlacedPanel m_placed;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    BoardSurroundings m_around;
    engine::PanelVerdict m_verdict;
    widgets::ChartView *m_chart = nullptr;
    widgets::TileView *m_tiles = nullptr;
    widgets::PieView *m_pie = nullptr;
    widgets::DataTable *m_table = nullptr;
    widgets::HeatView *m_heat = nullptr;
    widgets::BandView *m_bands = nullptr;
    widgets::FlameView *m_flame = nullptr;
    widgets::GraphView *m_graph = nullptr;
    widgets::LinkList *m_links = nullptr;
    ObjectiveView *m_objective = nullptr;
    BoardFigure m_figure;
    widgets::IconButton *m_export;
    widgets::IconButton *m_open;
    QString m_query;         // of the last answer, to be opened in the explorer; empty: none is of metrics
    QStringList m_asked;     // its queries, filled
    qint64 m_answeredNs = 0; // when the sources said what is shown
    bool m_isStale = false;
    bool m_asks = true;
    bool m_old = true;
    bool m_working = false;
    std::vector<BoardFigure::Line> m_earlier; // compared with, moved onto what is shown
    bool m_isComparing = false;               // they are on their way
    async::Request m_request, m_earlierRequest;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui
