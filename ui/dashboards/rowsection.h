// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/panelcard.h"

#include <QWidget>

class QGridLayout;

namespace wf::ui {

// One row of a dashboard: a header that folds it, and its panels in a grid of three that meet at 1 px lines. Folded
// rows have no panels; long ones make thirty at a time.
class RowSection final : public QWidget {
    Q_OBJECT
public:
    RowSection(signals::PanelRow row, const QString &service, PanelSurroundings around, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<PanelCard *> &cards() const { return m_cards; }
    [[nodiscard]] const QString &title() const { return m_row.title; }
    [[nodiscard]] bool isOpen() const { return !m_row.collapsed; }
    void setOpen(bool open);
    void setMarks(const PanelMarks &marks); // the first panel labels the deploys
    void setExemplars(bool wanted);
    // Only this card shows, as tall as `height`; null: all again.
    void setMaximised(PanelCard *card, int height);
    void setColumns(int columns);
    void setMarkLegend(bool shown);

Q_SIGNALS:
    void opened();
    void maximiseRequested(wf::ui::PanelCard *card);
    void settledChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeCards();
    void arrange();

    signals::PanelRow m_row;
    QString m_service;
    PanelSurroundings m_around;
    PanelMarks m_marks;
    bool m_exemplars = false;
    int m_columns = 3;
    QWidget *m_header = nullptr;
    QWidget *m_body = nullptr;
    QWidget *m_more = nullptr;
    QGridLayout *m_grid = nullptr;
    std::vector<PanelCard *> m_cards;
};

} // namespace wf::ui
