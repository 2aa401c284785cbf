// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replayer.h"
#include "models/items/rows/rowsmodel.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;

namespace wf::widgets {
class Button;
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// "What if this were an alert?": the query as a rule, held against the last days: when it would have fired, how often
// it would have flapped. Nothing is written anywhere; the rule is copied as YAML. Asks only while it is seen.
class AlertTrial final : public QWidget {
    Q_OBJECT
public:
    AlertTrial(engine::Replayer &replayer, const base::Clock &clock, QWidget *parent = nullptr);
    void setQuery(const QString &query); // placeholders filled
    // What its newest answer gives: no rule of numbers can be made of histograms.
    void setGivesHistograms(bool gives);
    [[nodiscard]] bool isSettled() const { return !isVisible() || (!m_request.isActive() && !m_soon.isActive()); }

Q_SIGNALS:
    void momentChosen(qint64 timeNs);
    void yamlCopied();
    void settledChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Row {
        int number = 0;
        engine::JudgedFiring judged;
    };
    void build();
    void connectAll();
    void replay();
    void shown(const engine::ReplayPtr &replay);
    [[nodiscard]] std::vector<items::RowColumn<Row>> columns() const;

    engine::Replayer &m_replayer;
    const base::Clock &m_clock;
    QString m_query, m_replayed;
    int m_days = 30;
    bool m_givesHistograms = false;
    QLineEdit *m_for;
    widgets::PickButton *m_range;
    widgets::Button *m_copy;
    widgets::PlainLabel *m_summary;
    widgets::Panel *m_panel;
    FlatTable *m_table;
    items::RowsModel<Row, int> *m_rows;
    QTimer m_soon;
    async::Request m_request;
};

} // namespace wf::ui
