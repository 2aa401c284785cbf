// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/book/querybook.h"
#include "models/items/rows/rowsmodel.h"

#include <QFrame>

class QLineEdit;

namespace wf::widgets {
class Panel;
}

namespace wf::ui {

class FlatTable;

// Queries that ran, or only those with a star; found by words. Enter takes one over, S gives or takes its star, Delete
// forgets it.
class HistoryPopup final : public QFrame {
    Q_OBJECT
public:
    HistoryPopup(engine::QueryBook &book, const base::Clock &clock, bool onlyStarred, QWidget *parent);
    void showBelow(const QWidget *anchor);

Q_SIGNALS:
    void taken(const QString &query);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] std::vector<items::RowColumn<engine::KeptQuery>> columns() const;
    void fill();
    [[nodiscard]] const engine::KeptQuery *chosen() const;
    void take();
    engine::QueryBook &m_book;
    const base::Clock &m_clock;
    bool m_onlyStarred;
    QLineEdit *m_field;
    FlatTable *m_table;
    items::RowsModel<engine::KeptQuery, QString> *m_rows;
    widgets::Panel *m_panel;
};

} // namespace wf::ui
