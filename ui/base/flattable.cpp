// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/flattable.h"

#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <iterator>

namespace wf::ui {

FlatTable::FlatTable(const QString &accessibleName, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new widgets::CellDelegate(this));
    setShowGrid(false);
    widgets::showFocusRing(*this);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(widgets::Theme::current().rowHeight + 4);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(widgets::Theme::current().headerHeight);
    horizontalHeader()->setMinimumSectionSize(24);
    horizontalHeader()->setSectionsClickable(false);
    connect(this, &QTableView::activated, this, &FlatTable::rowOpened);
}

void FlatTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            Q_EMIT rowSelected(current);
    });
    fit();
}

void FlatTable::setColumnWidths(const std::vector<int> &widths)
{
    m_widths = widths;
    fit();
}

void FlatTable::setDroppedWhenNarrow(const std::vector<int> &columns)
{
    for (const int column : m_droppedFirst)
        setColumnHidden(column, false);
    m_droppedFirst = columns;
    fit();
}

void FlatTable::setStretchAtLeast(int px)
{
    m_stretchAtLeast = px;
    fit();
}

void FlatTable::setGrowingColumns(const std::vector<int> &columns)
{
    m_growing = columns;
    fit();
}

// Names stay readable: columns that say the least leave first.
void FlatTable::dropWhatHasNoRoom()
{
    int wanted = 0;
    for (int i = 0; i < std::min(model()->columnCount(), static_cast<int>(m_widths.size())); ++i) {
        const int w = m_widths[static_cast<std::size_t>(i)];
        if (w == 0 && isColumnHidden(i))
            continue; // its owner has nothing to say in it
        wanted += w ? w : m_stretchAtLeast;
    }
    for (const int column : m_droppedFirst) {
        const bool drop = column < static_cast<int>(m_widths.size()) && wanted > viewport()->width();
        setColumnHidden(column, drop);
        if (drop)
            wanted -= m_widths[static_cast<std::size_t>(column)];
    }
}

void FlatTable::fit()
{
    if (!model() || m_widths.empty())
        return;
    dropWhatHasNoRoom();
    int fixed = 0;
    int stretching = 0;
    const int columns = std::min(model()->columnCount(), static_cast<int>(m_widths.size()));
    for (int i = 0; i < columns; ++i) {
        if (isColumnHidden(i))
            continue;
        fixed += widthOf(i);
        stretching += widthOf(i) == 0;
    }
    std::vector<int> growing;
    std::copy_if(m_growing.begin(), m_growing.end(), std::back_inserter(growing),
                 [&](int c) { return c < columns && widthOf(c) > 0 && !isColumnHidden(c); });
    const int room = viewport()->width() - fixed;
    const int share =
        std::max(0, room - stretching * stretchEnough) / std::max(1, static_cast<int>(growing.size()) + stretching);
    const int left = room - share * static_cast<int>(growing.size()); // the stretching ones grow as the others do
    for (int i = 0; i < columns; ++i) {
        const int grown = std::find(growing.begin(), growing.end(), i) != growing.end() ? share : 0;
        if (!isColumnHidden(i))
            setColumnWidth(i, widthOf(i) ? widthOf(i) + grown : std::max(60, left / std::max(1, stretching)));
    }
}

void FlatTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void FlatTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copyRows();
    if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_J || event->key() == Qt::Key_K) && model()) {
        const int row =
            std::clamp(currentIndex().row() + (event->key() == Qt::Key_J ? 1 : -1), 0, model()->rowCount() - 1);
        setCurrentIndex(model()->index(row, 0));
        return;
    }
    QTableView::keyPressEvent(event);
}

void FlatTable::copyRows()
{
    QStringList lines;
    for (const QModelIndex &row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int c = 0; c < model()->columnCount(); ++c)
            cells << model()->index(row.row(), c).data().toString().replace(u'\t', u' ').replace(u'\n', u' ');
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace wf::ui
