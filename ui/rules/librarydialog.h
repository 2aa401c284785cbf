// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/engine/rules/library/ruleoffers.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

namespace wf::widgets {
class Button;
class FilterEdit;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// Ready rules whose metrics exist here, those that would work at once first.
class LibraryDialog final : public QDialog {
    Q_OBJECT
public:
    // `source`: id of the one whose rules are compared; empty: of all.
    LibraryDialog(engine::RuleSnapshotPtr snapshot, const QString &source, engine::MetricReader &metrics,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    // One rule as YAML, and the group it is usually kept in.
    void chosen(const QString &text, const QString &group);

private:
    struct Row {
        int number = 0;
        engine::RuleOffer offer;
    };
    void build();
    void ask();
    void offer(const QStringList &metrics);
    void list();
    void showCurrent();
    void take();
    [[nodiscard]] static QString stateOf(const engine::RuleOffer &offer);
    [[nodiscard]] static std::vector<items::RowColumn<Row>> columns();

    engine::RuleSnapshotPtr m_snapshot;
    QString m_source;
    engine::MetricReader &m_metrics;
    std::vector<Row> m_all;
    widgets::FilterEdit *m_filter;
    FlatTable *m_table;
    items::RowsModel<Row, int> *m_rows;
    widgets::Panel *m_panel;
    widgets::PlainLabel *m_summary, *m_means, *m_runbook;
    widgets::Button *m_take;
    async::Request m_request;
};

} // namespace wf::ui
