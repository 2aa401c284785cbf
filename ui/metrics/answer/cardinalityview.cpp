// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/cardinalityview.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using engine::CountedName;
using widgets::CellKind;
using widgets::PlainLabel;

namespace {
constexpr std::size_t mostListed = 200;
}

CardinalityView::CardinalityView(engine::MetricCatalog &catalog, QWidget *parent) : QWidget(parent), m_catalog(catalog)
{
    auto *metrics = makeTable(tr("Metrics with the most series"), tr("Metric"), tr("Series"), true, m_metrics);
    auto *labels = makeTable(tr("Labels with the most values"), tr("Label"), tr("Values"), false, m_labels);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(metrics);
    split->addWidget(labels);
    split->setSizes({700, 300}); // names of metrics are long
    split->setChildrenCollapsible(false);
    m_panel = new widgets::Panel(split);
    m_panel->setHeaderVisible(false);
    m_facts = new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Tertiary);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 4);
    foot->addWidget(m_facts);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(foot);
    setFocusProxy(metrics);
    connect(metrics, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_metrics->at(index))
            Q_EMIT metricChosen(row->name);
    });
    connect(labels, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_labels->at(index))
            Q_EMIT labelChosen(row->name);
    });
    connect(&m_catalog, &engine::MetricCatalog::changed, this, &CardinalityView::fill);
    fill();
}

FlatTable *CardinalityView::makeTable(const QString &accessibleName, const QString &title, const QString &count,
                                      bool hasShare, Rows *&rows)
{
    std::vector<items::RowColumn<CountedName>> columns{
        {title, Qt::AlignLeft,
         [](const CountedName &row, int role) -> QVariant {
             if (role == widgets::CellKindRole)
                 return static_cast<int>(CellKind::Mono);
             return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                        ? QVariant(base::visibleText(row.name, 120))
                        : QVariant();
         }},
        {count, Qt::AlignRight, [](const CountedName &row, int role) -> QVariant {
             if (role == widgets::CellKindRole)
                 return static_cast<int>(CellKind::Number);
             return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                        ? QVariant(base::groupedInteger(row.count))
                        : QVariant();
         }}};
    if (hasShare)
        columns.push_back(
            {tr("Share"), Qt::AlignLeft, [this](const CountedName &row, int role) -> QVariant {
                 const double share = m_total > 0 ? static_cast<double>(row.count) / static_cast<double>(m_total) : 0;
                 if (role == widgets::CellKindRole)
                     return static_cast<int>(CellKind::Bar);
                 if (role == widgets::FractionRole)
                     return share;
                 return role == Qt::DisplayRole ? QVariant(base::formatValue(share, base::Unit::Ratio)) : QVariant();
             }});
    rows = new Rows(
        std::move(columns), [](const CountedName &row) { return row.name; }, this);
    auto *table = new FlatTable(accessibleName);
    table->setModel(rows);
    table->setColumnWidths(hasShare ? std::vector<int>{0, 76, 104} : std::vector<int>{0, 84});
    if (hasShare)
        table->setDroppedWhenNarrow({2});
    return table;
}

void CardinalityView::fill()
{
    const auto &report = *m_catalog.cardinality();
    m_total = std::max<qint64>(report.series, 0);
    const auto some = [](const std::vector<CountedName> &all) {
        return std::vector<CountedName>(all.begin(),
                                        all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), mostListed)));
    };
    m_metrics->setRows(some(report.seriesByMetric));
    m_labels->setRows(some(report.valuesByLabel));
    QString facts = report.series < 0 ? QString()
                                      : tr("%1 series of %2 metrics. Enter asks for the one selected.")
                                            .arg(base::groupedInteger(report.series),
                                                 base::groupedInteger(static_cast<qint64>(m_catalog.index()->size())));
    for (const auto &error : report.errors)
        facts += u' ' + error.summary + u'.';
    m_facts->setText(facts);
    if (!report.seriesByMetric.empty())
        m_panel->showContent();
    else if (m_catalog.isAsking())
        m_panel->showLoading(tr("Asking how many series there are"), false);
    else if (!report.errors.empty())
        m_panel->showError(tr("Nobody says how many series there are"), report.errors.front(),
                           {{tr("Try again"), QStringLiteral("refresh"), [this] { m_catalog.refresh(); }}});
    else
        m_panel->showEmpty(tr("No series"), tr("The sources hold nothing now."));
}

} // namespace wf::ui
