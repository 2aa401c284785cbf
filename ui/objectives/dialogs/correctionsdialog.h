// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// Time that does not count for an objective: what is excluded already, by whom and why, a form for more, and revoking.
class CorrectionsDialog final : public QDialog {
    Q_OBJECT
public:
    // `files` are those of definitions: shown, and not revoked here.
    CorrectionsDialog(engine::CorrectionBook &book, std::vector<engine::Correction> files, const QString &objectiveId,
                      const QString &actor, qint64 nowNs, QWidget *parent = nullptr);

private:
    void build(qint64 nowNs);
    void fill();
    void add();
    void revoke();

    engine::CorrectionBook &m_book;
    std::vector<engine::Correction> m_files;
    QString m_objective;
    QString m_actor;
    FlatTable *m_table;
    items::RowsModel<engine::Correction, QString> *m_rows;
    QLineEdit *m_start;
    QLineEdit *m_length;
    QLineEdit *m_zone;
    QLineEdit *m_rule;
    QLineEdit *m_reason;
    QLineEdit *m_approved;
    QCheckBox *m_all;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_revoke;
};

} // namespace wf::ui
