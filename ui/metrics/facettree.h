// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/index/metriccatalog.h"

#include <QSet>
#include <QTreeWidget>

namespace wf::widgets {
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The labels of a metric with their values and how many series have each; a tick says that the query lets it through.
// Space or a click changes that; Enter or a double click leaves only this value.
class FacetTree final : public QWidget {
    Q_OBJECT
public:
    explicit FacetTree(engine::MetricCatalog &catalog, QWidget *parent = nullptr);
    // `query`: what its selectors of the metric let through is ticked.
    void show(const QString &metric, const QString &query);
    [[nodiscard]] bool isSettled() const;
    static constexpr std::size_t mostValues = 200; // of one label; the rest is said

Q_SIGNALS:
    void valuesChosen(const QString &metric, const QString &label, const QStringList &values); // empty: all
    void settledChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void addLabel(const engine::LabelShape &label, qint64 series);
    void changed(QTreeWidgetItem *item);
    void only(QTreeWidgetItem *item);
    void choose(const QString &label, const QStringList &values);
    engine::MetricCatalog &m_catalog;
    QString m_metric, m_query;
    QTreeWidget *m_tree;
    widgets::PlainLabel *m_title, *m_count;
    widgets::Panel *m_panel;
    QSet<QString> m_closed; // labels somebody closed
    QSet<QString> m_opened;
    bool m_isFilling = false;
};

} // namespace wf::ui
