// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/explainview.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>

namespace wf::ui {

using widgets::CellKind;
using widgets::PlainLabel;

ExplainView::ExplainView(engine::ExplainDesk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_table(new FlatTable(tr("Parts of the query")))
{
    const auto text = [](CellKind kind, auto words) {
        return [kind, words](const Row &row, int role) -> QVariant {
            if (role == widgets::CellKindRole)
                return static_cast<int>(kind);
            return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(words(row)) : QVariant();
        };
    };
    std::vector<items::RowColumn<Row>> columns{
        {tr("What it does"), Qt::AlignLeft,
         text(CellKind::Text,
              [](const Row &row) { return QString(QString(row.step.depth * 4, QChar(u'\u2002')) + row.step.words); })},
        {tr("Part"), Qt::AlignLeft,
         text(CellKind::Mono, [](const Row &row) { return base::visibleText(row.step.text.simplified(), 200); })},
        {tr("Series"), Qt::AlignRight, text(CellKind::Number, [](const Row &row) {
             return row.step.countExpr.isEmpty() ? QString()
                    : row.series < 0             ? QStringLiteral("…")
                                                 : base::groupedInteger(row.series);
         })}};
    m_rows = new items::RowsModel<Row, int>(
        std::move(columns), [](const Row &row) { return static_cast<int>(row.index); }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 230, 70});
    m_table->setDroppedWhenNarrow({1});
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    m_cost = new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 4);
    foot->addWidget(m_cost);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(foot);
    setFocusProxy(m_table);
    connect(&m_desk, &engine::ExplainDesk::changed, this, &ExplainView::fill);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const Row *row = m_rows->at(index))
            Q_EMIT partChosen(row->step.start, row->step.length);
    });
    fill();
}

void ExplainView::fill()
{
    std::vector<Row> rows;
    const auto &steps = m_desk.explanation().steps;
    for (std::size_t i = 0; i < steps.size(); ++i)
        rows.push_back({i, steps[i], m_desk.seriesOf(i)});
    const bool isEmpty = rows.empty();
    m_rows->setRows(std::move(rows));
    const auto cost = m_desk.cost();
    m_cost->setText(m_desk.error() ? tr("Series could not be counted: %1").arg(m_desk.error()->summary)
                    : cost         ? tr("It %1.").arg(cost->words)
                                   : QString());
    m_cost->setTone(m_desk.error() || (cost && cost->isLarge) ? PlainLabel::Tone::Warning
                                                              : PlainLabel::Tone::Secondary);
    if (isEmpty)
        m_panel->showEmpty(tr("Nothing to explain"), tr("Write a query that can be read; errors are underlined."));
    else
        m_panel->showContent();
}

} // namespace wf::ui
