// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class AllowanceFigure;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// One contract in one period: its clauses with allowance bars and the months before, the allowance of the selected
// clause over its window, and everything that led to the amount.
class ContractView final : public QWidget {
    Q_OBJECT
public:
    explicit ContractView(QWidget *parent = nullptr);
    void show(const engine::AgreementState &state);
    [[nodiscard]] QString clausesAsCsv() const;

private:
    struct ClauseRow {
        signals::AgreementClause clause;
        signals::ClauseResult result;
        QString credit;
        bool isAtRisk = false;
        std::vector<int> past; // severities
    };
    // What counts, what does not, and what is owed.
    struct LedgerRow {
        QString what, when, why, figure;
        signals::Severity severity = signals::Severity::Unknown;
        bool isStrong = false;
    };
    void buildClauses();
    void buildLedger();
    void showClause();
    [[nodiscard]] std::vector<ClauseRow> clauseRows() const;
    [[nodiscard]] std::vector<LedgerRow> ledgerRows() const;

    engine::AgreementState m_state;
    QString m_clause;
    widgets::PlainLabel *m_name;
    widgets::PlainLabel *m_terms;
    widgets::PlainLabel *m_sentence;
    widgets::PlainLabel *m_how;
    FlatTable *m_clauses;
    items::RowsModel<ClauseRow, QString> *m_clauseRows;
    FlatTable *m_ledger;
    items::RowsModel<LedgerRow, QString> *m_ledgerRows;
    widgets::AllowanceFigure *m_figure;
    widgets::Panel *m_figurePanel;
};

} // namespace wf::ui
