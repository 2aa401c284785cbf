// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/importdialog.h"

#include "ui/base/flattable.h"
#include "ui/rules/editor/homepicker.h"
#include "ui/rules/editor/panels/iconline.h"
#include "ui/rules/list/textcolumn.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::RuleHomeKind;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

ImportDialog::ImportDialog(engine::RuleImporter &importer, engine::RuleSnapshotPtr known, QWidget *parent)
    : QDialog(parent),
      m_importer(importer),
      m_known(std::move(known)),
      m_table(new FlatTable(tr("Rules of the file, those that can be kept are marked"))),
      m_rows(new items::RowsModel<Row, int>(
          columns(), [](const Row &row) { return row.number; }, this)),
      m_panel(new widgets::Panel(m_table)),
      m_problem(new IconLine(true)),
      m_says(new IconLine(true)),
      m_expr(new PlainLabel({}, TextRole::MonoSmall, Tone::Secondary)),
      m_where(new HomePicker(tr("Keep in"))),
      m_nameSpace(new QLineEdit),
      m_copy(new widgets::Button(tr("Edit a copy"))),
      m_take(new widgets::Button(tr("Import"), u"import"_s, u"Ctrl Enter"_s))
{
    build();
    m_asking = m_importer.homes([this](const base::Result<std::vector<engine::RuleHome>> &homes) {
        if (homes)
            m_homes = *homes;
        const auto best = std::ranges::find_if(m_homes, &engine::RuleHome::canWrite);
        if (best != m_homes.end())
            setHome(*best);
        else
            fillWhere();
    });
}

void ImportDialog::build()
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import rules"));
    resize(820, 600);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 170, 300});
    m_panel->setHeaderVisible(false);
    m_expr->setWrap(true);
    m_where->setAccessibleName(tr("Where the rules are kept"));
    m_nameSpace->setPlaceholderText(tr("Namespace"));
    m_nameSpace->setAccessibleName(tr("Namespace that the rules are kept in"));
    m_take->setPrimary(true);
    m_take->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *kept = new QHBoxLayout;
    kept->setSpacing(8);
    kept->addWidget(m_where);
    kept->addWidget(m_nameSpace, 1);
    kept->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_take);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_problem);
    column->addWidget(m_panel, 1);
    column->addWidget(m_says);
    column->addWidget(m_expr);
    column->addLayout(kept);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &ImportDialog::take);
    connect(m_copy, &QPushButton::clicked, this, &ImportDialog::takeCopy);
    connect(m_where, &HomePicker::homeChosen, this, &ImportDialog::setHome);
    connect(m_where, &HomePicker::fileChosen, this, [this](const engine::RuleHome &home, const QString &path) {
        m_choosing = m_importer.chooseFile(home, path, [this](const base::Result<engine::RuleHome> &chosen) {
            if (chosen)
                setHome(*chosen);
        });
    });
    connect(m_table, &FlatTable::rowSelected, this, &ImportDialog::fillCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImportDialog::fillWhere);
    connect(m_nameSpace, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_home = engine::homeWithNameSpace(m_home, text.trimmed());
        fillWhere();
    });
    fillWhere();
    fillCurrent();
}

QString ImportDialog::stateOf(const Row &row)
{
    if (!row.error.isEmpty())
        return row.error;
    if (row.isSame)
        return tr("there already, in %1").arg(row.present->sourceName);
    if (row.present)
        return tr("another of that name in %1").arg(row.present->sourceName);
    return row.warning.isEmpty() ? tr("new") : tr("new; %1").arg(row.warning);
}

std::vector<items::RowColumn<ImportDialog::Row>> ImportDialog::columns()
{
    const auto isSame = [](const Row &row) { return row.error.isEmpty() && row.isSame; };
    const auto severity = [](const Row &row) {
        return !row.error.isEmpty()     ? QVariant(static_cast<int>(signals::Severity::Critical))
               : !row.warning.isEmpty() ? QVariant(static_cast<int>(signals::Severity::Warning))
                                        : QVariant();
    };
    return {textColumn<Row>(tr("Rule"), &Row::name, isSame), textColumn<Row>(tr("Group"), &Row::group, isSame),
            textColumn<Row>(tr("Here"), &ImportDialog::stateOf, isSame, severity)};
}

void ImportDialog::show(const QString &path)
{
    setWindowTitle(tr("Import rules from %1").arg(QFileInfo(path).fileName()));
    m_panel->showLoading(tr("Reading %1").arg(path), false);
    m_importer.read(path, m_known, [dialog = QPointer(this)](const base::Result<engine::ForeignRulesPtr> &rules) {
        if (dialog)
            dialog->list(rules);
    });
    open();
}

void ImportDialog::list(const base::Result<engine::ForeignRulesPtr> &rules)
{
    if (!rules) {
        m_panel->showError(tr("Nothing can be taken from it"), rules.error(), {});
        return fillWhere();
    }
    m_rules = *rules;
    m_rows->setRows(m_rules->rules);
    m_panel->showContent();
    if (const auto &wrong = m_rules->problems; !wrong.isEmpty())
        m_problem->show(u"sev-critical"_s,
                        wrong.size() == 1 ? wrong.front()
                                          : tr("%1, and %2 more").arg(wrong.front()).arg(wrong.size() - 1),
                        Tone::Critical);
    QItemSelection offered;
    for (const Row &row : m_rows->rows())
        if (row.isOffered())
            offered.select(m_rows->index(row.number, 0), m_rows->index(row.number, m_rows->columnCount() - 1));
    m_table->setFocus();
    const auto first = std::ranges::find_if(m_rows->rows(), &Row::isOffered);
    m_table->selectionModel()->setCurrentIndex(m_rows->index(first != m_rows->rows().end() ? first->number : 0, 0),
                                               QItemSelectionModel::NoUpdate);
    m_table->selectionModel()->select(offered, QItemSelectionModel::ClearAndSelect);
    fillCurrent();
}

std::vector<int> ImportDialog::chosen() const
{
    std::vector<int> out;
    for (const auto &index : m_table->selectionModel()->selectedRows())
        if (const Row *row = m_rows->at(index))
            out.push_back(row->number);
    std::ranges::sort(out);
    return out;
}

QString ImportDialog::whyNot() const
{
    if (!m_rules)
        return tr("There is nothing to import.");
    const auto numbers = chosen();
    if (numbers.empty())
        return tr("Mark the rules that are to be kept.");
    for (const int number : numbers)
        if (const Row &row = m_rows->rows()[static_cast<std::size_t>(number)]; !row.error.isEmpty())
            return tr("%1 is wrong: %2").arg(row.name(), row.error);
    if (m_homes.empty())
        return m_asking.isActive() ? tr("Asking where rules can be kept.")
                                   : tr("No source keeps rules: start the station, or connect a ruler.");
    if (!m_home.canWrite)
        return m_home.reason;
    if (!m_home.isComplete())
        return m_home.kind == RuleHomeKind::File ? tr("Choose a file.") : tr("Write a namespace.");
    return {};
}

void ImportDialog::setHome(const engine::RuleHome &home)
{
    m_home = home;
    if (home.kind != RuleHomeKind::File && home.nameSpace.isEmpty())
        m_home = engine::homeWithNameSpace(home, engine::usualNameSpace());
    m_nameSpace->setText(m_home.nameSpace);
    fillWhere();
}

void ImportDialog::fillWhere()
{
    const bool isFile = m_home.kind == RuleHomeKind::File;
    m_where->setHomes(m_homes, m_home, m_asking.isActive(), !isFile);
    m_nameSpace->setVisible(!m_homes.empty() && !isFile);
    const auto count = static_cast<int>(m_table->selectionModel()->selectedRows().size());
    m_take->setText(count > 0 ? tr("Import %n rules", nullptr, count) : tr("Import"));
    const QString why = whyNot();
    m_take->setEnabled(why.isEmpty());
    widgets::setPlainToolTip(m_take, why);
    m_copy->setEnabled(m_rows->at(m_table->currentIndex()) != nullptr);
    if (why.isEmpty())
        m_says->show(u"info"_s, tr("Checked as watchfloor rules check does; kept in %1.").arg(m_home.title()),
                     Tone::Secondary);
    else
        m_says->show(u"info"_s, why, Tone::Secondary);
}

void ImportDialog::fillCurrent()
{
    const Row *row = m_rows->at(m_table->currentIndex());
    m_expr->setText(row ? row->expr().simplified() : QString());
    m_copy->setEnabled(row != nullptr);
}

void ImportDialog::take()
{
    if (!whyNot().isEmpty())
        return;
    const engine::RuleHome home = m_home;
    m_take->setEnabled(false);
    m_says->show(u"save"_s, tr("Saving"), Tone::Secondary);
    m_importer.take(m_rules, chosen(), home, [dialog = QPointer(this), home](const engine::ImportedRules &done) {
        if (!dialog)
            return;
        if (done.hasAll()) {
            Q_EMIT dialog->imported(done, home);
            return dialog->accept();
        }
        dialog->m_says->show(u"sev-critical"_s, done.refused.join(u' '), Tone::Critical);
        dialog->m_take->setEnabled(true);
        if (done.rules > 0)
            Q_EMIT dialog->imported(done, home);
    });
}

void ImportDialog::takeCopy()
{
    const Row *row = m_rows->at(m_table->currentIndex());
    if (!row)
        return;
    const QString text = row->text(), group = row->group;
    accept();
    Q_EMIT copyWanted(text, group);
}

void ImportDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() == Qt::ControlModifier)
        return take();
    QDialog::keyPressEvent(event);
}

} // namespace wf::ui
