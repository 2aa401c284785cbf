// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/attached.h"
#include "widgets/chart/layout/legend.h"
#include "widgets/chart/layout/scene.h"
#include "widgets/chart/raster/plotimage.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

class QMenu;
class QTableView;

namespace wf::widgets {

// What can be asked about one line of a chart: what moves with it, is it as usual, and its query in the explorer.
enum class LineQuestion { Moves, Normal, Explore };

// A time-series chart (DESIGN.md 4). Lines, grid and marks are one cached layer; cross-hair, read-out and legend values
// are painted above it and never draw the lines again. Knows no source: it paints ChartData.
// Mouse: drag selects a range, Shift+drag measures, Ctrl+drag asks what changed there (also Alt+W, and the
// context menu, which with Alt+M and Alt+N also asks about the nearest line, with Alt+Q opens its query, and with Alt+A
// attaches the chart to an incident), wheel passes on but over a legend that has more, Ctrl+wheel zooms, double click
// zooms out; a click on the legend isolates, Ctrl+click toggles. Keys: arrows step a sample, Shift ten, Enter pins,
// Alt+T shows a table.
class ChartView : public QWidget {
    Q_OBJECT
public:
    explicit ChartView(QWidget *parent = nullptr);
    ~ChartView() override;

    void setData(std::shared_ptr<const ChartData> data);
    [[nodiscard]] const std::shared_ptr<const ChartData> &data() const { return m_data; }
    void setRange(base::TimeRange range);
    [[nodiscard]] base::TimeRange range() const { return m_range; }
    // The shared cross-hair, without read-out; 0 = none. The hovered chart ignores it.
    void setCrosshair(qint64 timeNs);
    [[nodiscard]] qint64 crosshair() const { return m_crosshairNs; }
    // What is kept when it is attached to something. `query`: what was asked.
    [[nodiscard]] signals::AttachedContent attached(const QString &query) const;
    void setChoice(const SeriesChoice &choice);
    [[nodiscard]] const SeriesChoice &choice() const { return m_choice; }
    void setTableShown(bool shown);
    [[nodiscard]] bool isTableShown() const;

    // The scene as it would be painted now, for tests and for whoever wants to place something on it.
    [[nodiscard]] const ChartScene &scene();
    [[nodiscard]] const PlotImage::Work &lastWork() const { return m_lastWork; }
    [[nodiscard]] int timesDrawn() const { return m_timesDrawn; } // how often the lines' layer was made
    [[nodiscard]] QString describe() const;
    [[nodiscard]] QSize sizeHint() const override { return {320, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

Q_SIGNALS:
    void crosshairMoved(qint64 timeNs); // 0 when the pointer leaves
    void rangeSelected(wf::base::TimeRange range);
    void zoomOutRequested();
    void changesAsked(wf::base::TimeRange range); // "what changed here?"
    void attachAsked();                           // to an incident, as it is shown
    // The line is the isolated one, the only one, or the nearest to the cursor.
    void lineAsked(wf::widgets::LineQuestion question, const QString &seriesKey, wf::base::TimeRange range);
    void pointClicked(const QString &seriesKey, qint64 timeNs, double value);
    void annotationClicked(int index); // into data()->annotations
    void choiceChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Drag {
        QPointF from, to;
        bool measures = false;
        bool asks = false; // what changed in it
        bool moved = false;
    };
    void invalidate(bool lines);
    void layoutScene();
    void drawLayer();
    [[nodiscard]] std::vector<PlotLine> plotLines(int axis) const;
    [[nodiscard]] DisplayList dragItems() const;
    void moveCursor(qint64 timeNs);
    void stepCursor(int samples);
    void clickAt(QPointF point);
    void clickLegend(const QString &key, bool toggle);
    void clickPoint(qint64 timeNs, double nearY);
    void setHovered(const QString &key);
    [[nodiscard]] base::TimeRange rangeInQuestion() const;
    [[nodiscard]] QString lineInQuestion(double nearY);
    bool askByKey(int key);
    void askAboutLine(LineQuestion question, const QString &seriesKey);
    void addLineQuestions(QMenu &menu, const QString &seriesKey);

    std::shared_ptr<const ChartData> m_data;
    base::TimeRange m_range;
    ChartLines m_lines;
    SeriesChoice m_choice;
    ChartScene m_scene;
    Legend m_legend;
    int m_legendFirst = 0;          // row of a legend that does not fit
    std::vector<PlotImage> m_plots; // one for each axis
    PlotImage::Work m_lastWork;
    QPixmap m_layer;
    quint64 m_generation = 0;
    qint64 m_grownFromNs;
    int m_timesDrawn = 0;
    bool m_sceneValid = false;
    bool m_layerValid = false;
    qint64 m_crosshairNs = 0;
    bool m_hovered = false; // the cross-hair is ours: box and tag show
    std::optional<Drag> m_drag;
    base::TimeRange m_measured; // the last one; what the key and the menu ask about
    QTableView *m_table = nullptr;
};

} // namespace wf::widgets
