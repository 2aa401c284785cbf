// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/desk/exploredesk.h"

#include <QWidget>

class QBoxLayout;

namespace wf::widgets {
class ExpressionEdit;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The queries of one tab, A, B, C …: each with its editor. The current one, which has the focus or had it last, is
// checked, explained and shown.
class QueryStack final : public QWidget {
    Q_OBJECT
public:
    explicit QueryStack(engine::ExploreDesk &desk, QWidget *parent = nullptr);

    void setQueries(const QStringList &queries, int current);
    [[nodiscard]] QStringList queries() const;
    void addQuery(const QString &text = {});
    void removeCurrent(); // the last one becomes empty
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int query);
    [[nodiscard]] QString currentText() const;
    void setCurrentText(const QString &text); // one step that can be undone
    void insert(const QString &text);         // at the caret of the current one
    [[nodiscard]] widgets::ExpressionEdit *editor(int query) const;
    [[nodiscard]] static QString letterOf(int query) { return QString(QChar(u'A' + query)); }
    static constexpr int mostQueries = 6;

Q_SIGNALS:
    void currentChanged();
    void edited(); // the current one, 250 ms after the last key
    void runRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        QWidget *box = nullptr;
        QWidget *letter = nullptr;
        widgets::ExpressionEdit *edit = nullptr;
    };
    void addRow(const QString &text);
    void dropRow(int row);
    void choose(int row);
    void check();
    void showProblem();

    engine::ExploreDesk &m_desk;
    QBoxLayout *m_rowsLayout;
    widgets::PlainLabel *m_problem;
    std::vector<Row> m_rows;
    int m_current = 0;
    bool m_isFilling = false;
};

} // namespace wf::ui
