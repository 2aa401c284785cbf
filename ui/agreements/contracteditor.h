// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/agreements/book/agreementrecords.h"
#include "models/engine/agreements/round/contractfiles.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QComboBox;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// What a text is compared with: the file as it is, and versions as the book has them.
struct ContractBase {
    QString words; // "the file", "version 2, first seen on 2026-05-01"
    QString text;
};
[[nodiscard]] std::vector<ContractBase> contractBases(const QString &file, const engine::BookState &book,
                                                      const QString &agreement);

// The text of a contract, read again while one types: everything that is wrong with it with its place, which Enter goes
// to, and the difference to the file or an earlier version, which is looked at before it can be saved.
class ContractEditor final : public QDialog {
    Q_OBJECT
public:
    // `bases`: the first is what the file holds (empty: a new file).
    ContractEditor(const QString &path, std::vector<ContractBase> bases, const QString &text,
                   const wire::AgreementNames &known, async::Pools &pools, QWidget *parent = nullptr);
    void tell(const base::Status &status);
    void showVersions(); // the difference first

Q_SIGNALS:
    void saveRequested(const QString &path, const QString &before, const QString &after);

private:
    void build();
    void look();
    void take(engine::ContractCheck check);
    void offer(); // what the button does, and whether
    void showSide(int side);
    void compare();
    void goTo(engine::ContractProblem problem);
    QString m_path;
    std::vector<ContractBase> m_bases;
    wire::AgreementNames m_known;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_difference;
    QComboBox *m_with;
    widgets::Segmented *m_side;
    widgets::PlainLabel *m_place;
    widgets::PlainLabel *m_problem;
    FlatTable *m_problems;
    items::RowsModel<engine::ContractProblem, QString> *m_problemRows;
    widgets::Button *m_undo;
    widgets::Button *m_redo;
    widgets::Button *m_save;
    QTimer m_quiet;
    async::Pools &m_pools;
    async::JobScope m_jobs; // reading and comparing are not done on the GUI thread
    QString m_looked;       // the text that was read last
    bool m_reads = false;
    bool m_isFirst = true;
};

// Lines that went ("− …"), came ("+ …") or stayed ("  …") around them.
[[nodiscard]] QString differenceText(const QString &before, const QString &after);

} // namespace wf::ui
