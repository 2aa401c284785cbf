// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/agreements/ledgerrows.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace wf::widgets {
class AllowanceFigure;
class Panel;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// One contract in one period: its clauses with allowance bars, the allowance of the selected clause over its window,
// what counts, what was missed and how one knows, and how the periods before ended.
class ContractView final : public QWidget {
    Q_OBJECT
public:
    explicit ContractView(QWidget *parent = nullptr);
    void show(const engine::AgreementState &state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct ClauseRow {
        signals::AgreementClause clause;
        signals::ClauseResult result;
        QString credit;
        bool isAtRisk = false;
    };
    struct PastRow {
        QString clause;
        std::vector<int> severities; // oldest first, the shown period last
        QString words;
    };
    void buildHead(QVBoxLayout *column);
    void buildClauses();
    void buildLedger();
    void buildPast();
    void showClause();
    void fillLedger();
    void fillPast();
    [[nodiscard]] std::vector<ClauseRow> clauseRows() const;

    engine::AgreementState m_state;
    QString m_clause;
    widgets::PlainLabel *m_name;
    widgets::PlainLabel *m_reference;
    widgets::PlainLabel *m_breached;
    widgets::PlainLabel *m_risky;
    widgets::PlainLabel *m_terms;
    widgets::PlainLabel *m_sentence;
    FlatTable *m_clauses;
    items::RowsModel<ClauseRow, QString> *m_clauseRows;
    FlatTable *m_ledger;
    items::RowsModel<LedgerRow, QString> *m_ledgerRows;
    widgets::Segmented *m_ledgerSide;
    widgets::Panel *m_ledgerPanel;
    FlatTable *m_past;
    items::RowsModel<PastRow, QString> *m_pastRows;
    widgets::Panel *m_pastPanel;
    widgets::AllowanceFigure *m_figure;
    widgets::Panel *m_figurePanel;
};

} // namespace wf::ui
