// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/define/objectiveeditor.h"

#include "models/base/linediff.h"
#include "models/engine/objectives/propose/opensloedit.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using widgets::PlainLabel;
using widgets::TextRole;
using wire::SloProblem;

QString placeText(const SloProblem &problem)
{
    return QStringLiteral("%1:%2").arg(problem.place.line).arg(problem.place.column);
}

std::vector<items::RowColumn<SloProblem>> columns()
{
    return {
        {ObjectiveEditor::tr("Line"), Qt::AlignLeft,
         [](const SloProblem &p, int role) -> QVariant {
             if (role == Qt::DisplayRole)
                 return placeText(p);
             return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Mono)) : QVariant();
         }},
        {ObjectiveEditor::tr("What is wrong"), Qt::AlignLeft, [](const SloProblem &p, int role) -> QVariant {
             if (role == Qt::DisplayRole)
                 return p.what;
             if (role == widgets::ToneRole && p.weight == SloProblem::Weight::Error)
                 return static_cast<int>(signals::Severity::Critical);
             return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Text)) : QVariant();
         }}};
}

QString differenceOf(const QByteArray &before, const QByteArray &after)
{
    QString out;
    for (const base::DiffLine &line : base::lineDiff(before, after, 3)) {
        const char *mark = line.kind == base::DiffLine::Kind::Gone   ? "\u2212 "
                           : line.kind == base::DiffLine::Kind::Come ? "+ "
                                                                     : "  ";
        out += QStringLiteral("%1 %2").arg(line.before > 0 ? line.before : line.after, 5).arg(QString::fromUtf8(mark)) +
               line.text + u'\n';
    }
    return out;
}

} // namespace

ObjectiveEditor::ObjectiveEditor(engine::ObjectiveWizard &wizard, const signals::Objective &objective, QWidget *parent)
    : QDialog(parent),
      m_wizard(wizard),
      m_objective(objective),
      m_target(new QLineEdit(QString::number(objective.target * 100, 'g', 8))),
      m_days(new QLineEdit(QString::number(objective.windowNs / base::nsPerDay))),
      m_owner(new QLineEdit(objective.owner)),
      m_text(new QPlainTextEdit),
      m_difference(new QPlainTextEdit),
      m_side(new widgets::Segmented({tr("Text"), tr("Difference")})),
      m_problems(new FlatTable(tr("Problems of the file"))),
      m_word(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_apply(new widgets::Button(tr("Put into the text"))),
      m_save(new widgets::Button(tr("Look at the difference")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(objective.name.isEmpty() ? objective.id : objective.name));
    resize(980, 640);
    m_rows = new items::RowsModel<SloProblem, QString>(
        columns(), [](const SloProblem &p) -> QString { return placeText(p) + p.what; }, this);
    m_problems->setModel(m_rows);
    m_problems->setColumnWidths({70, 0});
    build();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(250);
    connect(&m_quiet, &QTimer::timeout, this, &ObjectiveEditor::look);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_save->setEnabled(false);
        m_quiet.start();
    });
    connect(m_problems, &FlatTable::rowSelected, this, &ObjectiveEditor::goToProblem);
    connect(m_problems, &FlatTable::rowOpened, this, &ObjectiveEditor::goToProblem);
    connect(m_apply, &QPushButton::clicked, this, &ObjectiveEditor::applyFields);
    connect(m_side, &widgets::Segmented::currentChanged, this, &ObjectiveEditor::showSide);
    connect(m_save, &QPushButton::clicked, this, &ObjectiveEditor::save);
    m_wizard.read(objective.sourceFile, [editor = QPointer(this)](const base::Result<QByteArray> &text) {
        if (editor)
            editor->take(text);
    });
}

void ObjectiveEditor::build()
{
    for (QPlainTextEdit *edit : {m_text, m_difference}) {
        edit->setFont(widgets::Theme::of(this).font(TextRole::Mono));
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    m_text->setAccessibleName(tr("Text of the file"));
    m_text->setReadOnly(true); // until it was read
    m_difference->setAccessibleName(tr("Difference to the file"));
    m_difference->setReadOnly(true);
    m_difference->hide();
    m_word->setWrap(true);
    auto *undo = new widgets::Button(tr("Undo"));
    undo->setAutoDefault(false);
    undo->setEnabled(false);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_save->setPrimary(true);
    m_save->setAutoDefault(false);
    m_save->setEnabled(false);
    auto *head = new QHBoxLayout;
    head->addWidget(new PlainLabel(m_objective.sourceFile, TextRole::Strong), 1);
    head->addWidget(m_side);
    auto *right = new QVBoxLayout;
    right->setSpacing(8);
    right->addLayout(head);
    right->addWidget(m_text, 3);
    right->addWidget(m_difference, 3);
    right->addWidget(m_problems, 1);
    auto *both = new QHBoxLayout;
    both->setSpacing(18);
    both->addWidget(buildFields());
    both->addLayout(right, 1);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_word, 1);
    bottom->addWidget(undo);
    bottom->addWidget(cancel);
    bottom->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(12);
    column->addLayout(both, 1);
    column->addLayout(bottom);
    connect(undo, &QPushButton::clicked, m_text, &QPlainTextEdit::undo);
    connect(m_text, &QPlainTextEdit::undoAvailable, undo, &QWidget::setEnabled);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

QWidget *ObjectiveEditor::buildFields()
{
    auto *box = new QWidget;
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    const auto field = [&](const QString &name, QLineEdit *edit) {
        edit->setAccessibleName(name);
        edit->setMaxLength(60);
        auto *label = new PlainLabel(name, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        form->addRow(label, edit);
    };
    field(tr("Target, %"), m_target);
    field(tr("Window, days"), m_days);
    field(tr("Owner"), m_owner);
    m_apply->setAutoDefault(false);
    form->addRow(m_apply);
    box->setFixedWidth(240);
    const bool isForm = m_objective.form == signals::ObjectiveForm::OpenSlo;
    box->setEnabled(isForm);
    if (!isForm) {
        auto *why = new PlainLabel(tr("Fields change OpenSLO files; other forms are edited as text."), TextRole::Small,
                                   PlainLabel::Tone::Tertiary);
        why->setWrap(true);
        form->addRow(why);
    }
    return box;
}

void ObjectiveEditor::take(const base::Result<QByteArray> &text)
{
    if (!text)
        return setWord(text.error().summary, true);
    m_before = *text;
    m_isRead = true;
    m_text->setReadOnly(false);
    m_text->setPlainText(QString::fromUtf8(m_before));
    const QTextBlock block = m_text->document()->findBlockByNumber(std::max(0, m_objective.sourceLine - 1));
    m_text->setTextCursor(QTextCursor(block));
    m_text->setFocus();
    look();
}

void ObjectiveEditor::look()
{
    if (!m_isRead)
        return;
    const QByteArray text = m_text->toPlainText().toUtf8();
    m_wizard.check(m_objective.sourceFile, text, [editor = QPointer(this)](std::vector<SloProblem> problems) {
        if (editor)
            editor->showProblems(std::move(problems));
    });
}

void ObjectiveEditor::showProblems(std::vector<SloProblem> problems)
{
    const auto errors = std::ranges::count(problems, SloProblem::Weight::Error, &SloProblem::weight);
    m_isGood = errors == 0;
    m_rows->setRows(std::move(problems));
    const bool isChanged = m_text->toPlainText().toUtf8() != m_before;
    m_save->setEnabled(m_isGood && isChanged);
    if (errors > 0)
        setWord(tr("%n errors: nothing is saved before they are mended.", nullptr, static_cast<int>(errors)), true);
    else
        setWord(isChanged ? tr("Every document reads.") : tr("As the file holds it."), false);
    if (m_side->current() == 1)
        showSide(1);
}

void ObjectiveEditor::goToProblem(const QModelIndex &index)
{
    const auto *problem = m_rows->at(index);
    if (!problem)
        return;
    m_side->setCurrent(0);
    showSide(0);
    const QTextBlock block = m_text->document()->findBlockByNumber(std::max(0, problem->place.line - 1));
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor,
                        std::clamp(problem->place.column - 1, 0, std::max(0, block.length() - 1)));
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
}

// One step of the editor's undo.
void ObjectiveEditor::applyFields()
{
    bool isTarget = false, isWindow = false;
    engine::ObjectiveChange change;
    const double target = m_target->text().toDouble(&isTarget) / 100;
    const int days = m_days->text().toInt(&isWindow);
    if (!isTarget || !(target > 0 && target < 1))
        return setWord(tr("A target is above 0 and below 100 %: of nothing that may fail there is no budget."), true);
    if (!isWindow || days < 1 || days > 366)
        return setWord(tr("A window is from 1 to 366 days."), true);
    if (std::abs(target - m_objective.target) > 1e-12)
        change.target = target;
    if (days * base::nsPerDay != m_objective.windowNs)
        change.windowNs = days * base::nsPerDay;
    if (m_owner->text().trimmed() != m_objective.owner)
        change.owner = m_owner->text().trimmed();
    const auto edited = engine::editedOpenSlo(m_text->toPlainText().toUtf8(), m_objective.id, change);
    if (!edited)
        return setWord(edited.error().summary, true);
    m_objective.target = target;
    m_objective.windowNs = days * base::nsPerDay;
    m_objective.owner = m_owner->text().trimmed();
    QTextCursor cursor(m_text->document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(*edited));
    cursor.endEditBlock();
}

void ObjectiveEditor::showSide(int side)
{
    if (side == 1)
        m_difference->setPlainText(differenceOf(m_before, m_text->toPlainText().toUtf8()));
    m_text->setVisible(side == 0);
    m_difference->setVisible(side == 1);
    m_save->setText(side == 0 ? tr("Look at the difference") : tr("Save"));
}

void ObjectiveEditor::setWord(const QString &text, bool isBad)
{
    m_word->setTone(isBad ? PlainLabel::Tone::Critical : PlainLabel::Tone::Secondary);
    m_word->setText(text);
}

void ObjectiveEditor::save()
{
    if (m_side->current() == 0) { // first look at what changes
        m_side->setCurrent(1);
        return showSide(1);
    }
    m_save->setEnabled(false);
    m_wizard.replace(m_objective.sourceFile, m_before, m_text->toPlainText().toUtf8(),
                     [editor = QPointer(this)](const base::Status &status) {
                         if (!editor)
                             return;
                         if (!status) {
                             editor->m_save->setEnabled(true);
                             return editor->setWord(status.error().summary, true);
                         }
                         Q_EMIT editor->saved(editor->m_objective.sourceFile);
                         editor->accept();
                     });
}

} // namespace wf::ui
