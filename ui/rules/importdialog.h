// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/import/ruleimporter.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

class QLineEdit;

namespace wf::widgets {
class Button;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class HomePicker;
class IconLine;

// The rules of a file, each with what is wrong with it and whether it is there already. Those that are new and right
// are marked; the marked ones are kept where the operator says.
class ImportDialog final : public QDialog {
    Q_OBJECT
public:
    ImportDialog(engine::RuleImporter &importer, engine::RuleSnapshotPtr known, QWidget *parent = nullptr);

    // Reads a file, and shows what it holds.
    void show(const QString &path);

Q_SIGNALS:
    // One rule as YAML, and its group.
    void copyWanted(const QString &text, const QString &group);
    void imported(const wf::engine::ImportedRules &imported, const wf::engine::RuleHome &home);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Row = engine::ForeignRule;
    void build();
    void list(const base::Result<engine::ForeignRulesPtr> &rules);
    void setHome(const engine::RuleHome &home);
    void fillWhere();
    void fillCurrent();
    void take();
    void takeCopy();
    [[nodiscard]] std::vector<int> chosen() const; // numbers of the marked rules
    [[nodiscard]] QString whyNot() const;          // a sentence; empty: the marked rules can be kept
    [[nodiscard]] static QString stateOf(const Row &row);
    [[nodiscard]] static std::vector<items::RowColumn<Row>> columns();

    engine::RuleImporter &m_importer;
    engine::RuleSnapshotPtr m_known;
    engine::ForeignRulesPtr m_rules; // null: not read
    std::vector<engine::RuleHome> m_homes;
    engine::RuleHome m_home;
    FlatTable *m_table;
    items::RowsModel<Row, int> *m_rows;
    widgets::Panel *m_panel;
    IconLine *m_problem, *m_says;
    widgets::PlainLabel *m_expr;
    HomePicker *m_where;
    QLineEdit *m_nameSpace;
    widgets::Button *m_copy, *m_take;
    async::Request m_asking, m_choosing;
};

} // namespace wf::ui
