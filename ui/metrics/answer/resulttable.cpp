// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/resulttable.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using widgets::CellKind;
using widgets::PlainLabel;
using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr std::size_t mostLabelColumns = 4;
constexpr int leastLabelWidth = 72, mostLabelWidth = 240, labelPadding = 24;
enum { ColorRole = Qt::UserRole + 1 };

QColor themed(const widgets::SeriesColor &color, const Theme &t)
{
    return color.kind == widgets::SeriesColor::Palette
               ? t.series[static_cast<std::size_t>(color.index) % t.series.size()]
               : t.accent.base;
}

// The square in the colour of the line.
class SwatchDelegate final : public widgets::CellDelegate {
public:
    using widgets::CellDelegate::CellDelegate;
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        widgets::CellDelegate::paint(p, option, index);
        const QVariant color = index.data(ColorRole);
        const QRect square(option.rect.left() + 9, option.rect.center().y() - 4, 10, 10);
        if (color.isValid())
            p->fillRect(square, themed({widgets::SeriesColor::Palette, color.toInt()}, Theme::of(option.widget)));
    }
};

QVariant number(double value, base::Unit unit, int role)
{
    if (role == widgets::CellKindRole)
        return static_cast<int>(CellKind::Number);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return std::isnan(value) ? QStringLiteral("–") : base::formatValue(value, unit);
    return {};
}

} // namespace

ResultTable::ResultTable(QWidget *parent)
    : QWidget(parent),
      m_table(new FlatTable(tr("Series of the answer"))),
      m_model(new items::RowsModel<ResultRow, QString>(
          {}, [](const ResultRow &row) { return row.key; }, this))
{
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(0, new SwatchDelegate(m_table));
    m_count = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary);
    m_when = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary);
    m_when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_csv = new widgets::Button(tr("CSV"), QStringLiteral("export"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 2, 8, 2);
    foot->setSpacing(12);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_when, 1);
    foot->addWidget(m_csv);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    connect(m_csv, &QPushButton::clicked, this, &ResultTable::csvRequested);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const ResultRow *row = m_model->at(index); row && !m_isFilling)
            Q_EMIT seriesChosen(row->key);
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const ResultRow *row = m_model->at(index))
            Q_EMIT seriesOpened(row->key);
    });
    setFocusProxy(m_table);
}

const std::vector<ResultRow> &ResultTable::rows() const
{
    return m_model->rows();
}

void ResultTable::setAnswer(const engine::ExploreAnswer &answer, const widgets::ChartData &chart)
{
    m_answer = answer;
    m_series = chart.series;
    const auto labels = answer.answer ? differingLabels(answer.answer->series) : std::vector<std::string>();
    if (m_model->columnCount() == 0 || labels != m_labels)
        makeColumns(labels);
    giveRoom();
    fill();
}

// Columns of labels are as wide as their values; while the labels stay they only grow, so that nothing jumps.
void ResultTable::giveRoom()
{
    if (!m_answer.answer || m_labels.empty())
        return;
    const int letter =
        QFontMetrics(widgets::Theme::of(this).font(widgets::TextRole::MonoSmall)).horizontalAdvance(u'n');
    const std::size_t shown = std::min(m_labels.size(), mostLabelColumns);
    bool grew = false;
    for (std::size_t i = 0; i + 1 < shown; ++i) { // the last one has what is left
        qsizetype longest = QString::fromStdString(m_labels[i]).size();
        for (const auto &series : m_answer.answer->series)
            longest = std::max(longest, series.labels.text(m_labels[i]).size());
        const int wanted =
            std::clamp(static_cast<int>(longest) * letter + labelPadding, leastLabelWidth, mostLabelWidth);
        grew |= wanted > m_widths[i + 1];
        m_widths[i + 1] = std::max(m_widths[i + 1], wanted);
    }
    if (grew)
        m_table->setColumnWidths(m_widths);
}

void ResultTable::makeColumns(const std::vector<std::string> &labels)
{
    m_labels = labels;
    using Column = items::RowColumn<ResultRow>;
    std::vector<Column> columns;
    columns.push_back({{}, Qt::AlignLeft, [](const ResultRow &row, int role) -> QVariant {
                           return role == ColorRole ? QVariant(row.color.index) : QVariant();
                       }});
    std::vector<int> widths{30};
    const std::size_t shown = std::min(labels.size(), mostLabelColumns);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool isLast = i + 1 == shown;
        columns.push_back({base::visibleText(QString::fromStdString(labels[i]), 40), Qt::AlignLeft,
                           [name = labels[i]](const ResultRow &row, int role) -> QVariant {
                               if (role == widgets::CellKindRole)
                                   return static_cast<int>(CellKind::Mono);
                               return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                                          ? QVariant(base::visibleText(row.labels.text(name), 120))
                                          : QVariant();
                           }});
        widths.push_back(isLast ? 0 : leastLabelWidth);
    }
    if (shown == 0) {
        columns.push_back({tr("series"), Qt::AlignLeft, [](const ResultRow &row, int role) -> QVariant {
                               if (role == widgets::CellKindRole)
                                   return static_cast<int>(CellKind::Mono);
                               return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                                          ? QVariant(base::visibleText(row.labels.toString(), 200))
                                          : QVariant();
                           }});
        widths.push_back(0);
    }
    columns.push_back({tr("Shown range"), Qt::AlignLeft, [](const ResultRow &row, int role) -> QVariant {
                           if (role == widgets::CellKindRole)
                               return static_cast<int>(CellKind::Spark);
                           return role == widgets::NumbersRole ? QVariant::fromValue(row.spark) : QVariant();
                       }});
    widths.push_back(96);
    const auto addNumber = [&](const QString &title, double ResultRow::*value) {
        columns.push_back({title, Qt::AlignRight, [this, value](const ResultRow &row, int role) {
                               return number(row.*value, m_answer.unit.unit, role);
                           }});
        widths.push_back(82);
    };
    addNumber(tr("At cursor"), &ResultRow::atCursor);
    addNumber(tr("Max"), &ResultRow::greatest);
    addNumber(tr("Min"), &ResultRow::least);
    addNumber(tr("Mean"), &ResultRow::mean);
    const int last = static_cast<int>(columns.size()) - 1;
    m_model->setColumns(std::move(columns));
    m_widths = widths;
    m_table->setColumnWidths(widths);
    m_table->setDroppedWhenNarrow({last - 1, last, last - 4, last - 2});
}

void ResultTable::setCursor(qint64 timeNs)
{
    if (timeNs == m_cursorNs)
        return;
    m_cursorNs = timeNs;
    fill();
}

void ResultTable::fill()
{
    std::vector<ResultRow> rows;
    if (m_answer.answer)
        rows = resultRows(*m_answer.answer, m_series, m_cursorNs, mostRows);
    m_isFilling = true; // the selection only follows its row
    m_model->setRows(std::move(rows));
    m_isFilling = false;
    showFoot();
}

void ResultTable::showFoot()
{
    const auto all = m_answer.answer ? m_answer.answer->series.size() : 0;
    const auto listed = m_model->rows().size();
    m_count->setText(listed < all ? tr("Showing %1 of %2 series. Narrow the query.")
                                        .arg(base::groupedInteger(static_cast<qint64>(listed)),
                                             base::groupedInteger(static_cast<qint64>(all)))
                                  : tr("%1 series").arg(base::groupedInteger(static_cast<qint64>(all))));
    m_when->setText(m_cursorNs == 0 ? tr("Newest values")
                                    : tr("Values at the cursor, %1 UTC").arg(base::timeOfDay(m_cursorNs)));
    m_csv->setEnabled(listed > 0);
}

void ResultTable::setSelected(const QString &key)
{
    const auto &rows = m_model->rows();
    const auto it = std::ranges::find(rows, key, &ResultRow::key);
    if (it == rows.end())
        return;
    m_isFilling = true;
    m_table->setCurrentIndex(m_model->index(static_cast<int>(it - rows.begin()), 0));
    m_isFilling = false;
}

QString ResultTable::asCsv() const
{
    return resultCsv(m_model->rows(), m_labels);
}

} // namespace wf::ui
