// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace wf::ui {

// A QTableView as every table of small size looks: no grid, whole rows, cell delegate, keyboard, Ctrl+C copies rows as
// tab-separated text. Large tables use widgets/table.
class FlatTable final : public QTableView {
    Q_OBJECT
public:
    explicit FlatTable(const QString &accessibleName, QWidget *parent = nullptr);
    // Width in px; 0 = takes what is left.
    void setColumnWidths(const std::vector<int> &widths);
    // Columns that hide, in this order, while the stretching one would be narrower than `setStretchAtLeast`, 130 px.
    void setDroppedWhenNarrow(const std::vector<int> &columns);
    void setStretchAtLeast(int px);
    // Columns that share what is left once the stretching ones are comfortable.
    void setGrowingColumns(const std::vector<int> &columns);
    void setModel(QAbstractItemModel *model) override;
    void keyboardSearch(const QString &) override {} // single letters are commands; "/" filters

Q_SIGNALS:
    void rowSelected(const QModelIndex &index);
    void rowOpened(const QModelIndex &index);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static constexpr int stretchEnough = 190;
    void fit();
    [[nodiscard]] int widthOf(int column) const { return m_widths[static_cast<std::size_t>(column)]; }
    void dropWhatHasNoRoom();
    void copyRows();
    int m_stretchAtLeast = 130;
    std::vector<int> m_widths;
    std::vector<int> m_droppedFirst;
    std::vector<int> m_growing;
};

} // namespace wf::ui
