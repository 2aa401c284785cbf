// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/capacity/capacitykeeper.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

class QSlider;

namespace wf::widgets {
class ChartView;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// One resource: when it is full, its line with the forecast and its interval, what helps, what if, and why it is said.
class CapacityDetail final : public QWidget {
    Q_OBJECT
public:
    static constexpr QLatin1String usedLine{"past"}; // key of the line of what was measured
    explicit CapacityDetail(const base::Clock &clock, QWidget *parent = nullptr);
    void clear();
    void show(engine::ResourceForecastPtr resource, const engine::CapacityPtr &capacity);
    // Days of the forecast that are drawn: 7, 30 or 90.
    void setHorizon(int days);
    [[nodiscard]] int horizon() const { return m_days; }
    [[nodiscard]] widgets::ChartView &chart() const { return *m_chart; }
    void setWhatIf(const engine::CapacityChange &what);
    [[nodiscard]] const engine::CapacityChange &whatIf() const { return m_what; }

private:
    QWidget *buildWhatIf();
    QWidget *buildFacts();
    void readSliders();
    void fill();
    void fillFacts(const engine::ResourceForecast &resource);
    void fillChart(const engine::ResourceForecast &resource);
    [[nodiscard]] QString why(const engine::ResourceForecast &resource) const;

    const base::Clock &m_clock;
    engine::ResourceForecastPtr m_resource; // null: none
    engine::CapacityPtr m_capacity;
    engine::CapacityChange m_what;
    int m_days = 30;
    widgets::Panel *m_head = nullptr;
    widgets::PlainLabel *m_left = nullptr;
    std::vector<widgets::PlainLabel *> m_facts; // values, in the order of their captions
    widgets::ChartView *m_chart = nullptr;
    widgets::Panel *m_advicePanel = nullptr;
    FlatTable *m_advice = nullptr;
    items::RowsModel<engine::Advice, QString> *m_rows = nullptr;
    widgets::PlainLabel *m_why = nullptr;
    QSlider *m_traffic = nullptr;
    QSlider *m_growth = nullptr;
    QSlider *m_nodes = nullptr;
    std::vector<widgets::PlainLabel *> m_whatTexts;
};

} // namespace wf::ui
