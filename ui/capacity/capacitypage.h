// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/capacitykeeper.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/firstrow.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

class QBoxLayout;

namespace wf::widgets {
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class CapacityDetail;
class FlatTable;

// Everything finite, soonest first; of the selected one its forecast, what helps and what if. 7, 3 and 9 choose the
// horizon, Shift+T forecasts anew, E exports, W takes what-if back.
class CapacityPage final : public Screen {
    Q_OBJECT
public:
    CapacityPage(engine::CapacityKeeper &keeper, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("capacity"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override
    {
        return m_keeper.snapshot()->asOfNs != 0 || m_keeper.snapshot()->error;
    }
    [[nodiscard]] Badge badge() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }

private:
    void buildHead(QBoxLayout &column);
    void buildActions();
    [[nodiscard]] signals::Subject measuredSubject(const QString &line) const;
    void pick(widgets::PickButton &button, const std::vector<std::pair<QString, std::function<void()>>> &choices);
    void setHorizon(int days);
    void fill();
    void fillFacts(const engine::CapacitySnapshot &snapshot);
    void askExport();

    engine::CapacityKeeper &m_keeper;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts = nullptr;
    widgets::PlainLabel *m_problem = nullptr; // of the price list; hidden: none
    widgets::PickButton *m_horizon = nullptr;
    widgets::PickButton *m_kind = nullptr;
    QString m_kindFilter; // empty: all
    FlatTable *m_table = nullptr;
    items::RowsModel<engine::ResourceForecastPtr, QString> *m_rows = nullptr;
    widgets::Panel *m_tablePanel = nullptr;
    CapacityDetail *m_detail = nullptr;
    QList<QAction *> m_actions;
    FirstRow m_firstRow;
    bool m_active = false;
};

} // namespace wf::ui
