// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/choosing/filterdialog.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostProposed = 1000;

QComboBox *editable(const QString &name)
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(name);
    box->lineEdit()->setPlaceholderText(name);
    box->setMinimumWidth(180);
    box->setMaxVisibleItems(20);
    return box;
}

// What is written stays; what others told is plain text and offered once.
void offer(QComboBox &box, const QStringList &more)
{
    const QString written = box.currentText();
    for (const QString &one : more)
        if (box.count() < mostProposed && !one.isEmpty() &&
            box.findText(one, Qt::MatchExactly | Qt::MatchCaseSensitive) < 0)
            box.addItem(base::visibleText(one, 200));
    box.setEditText(written);
}

} // namespace

FilterDialog::FilterDialog(engine::FilterProposals proposals, QWidget *parent)
    : QDialog(parent),
      m_label(editable(tr("Label"))),
      m_op(new QComboBox),
      m_value(editable(tr("Value"))),
      m_problem(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Warning)),
      m_ok(new widgets::Button(tr("Add"))),
      m_proposals(std::move(proposals))
{
    setWindowTitle(tr("Filter of the dashboard"));
    m_op->setAccessibleName(tr("Comparison"));
    for (const QString &op : {u"="_s, u"!="_s, u"=~"_s, u"!~"_s})
        m_op->addItem(op);
    auto *row = new QHBoxLayout;
    row->addWidget(m_label, 1);
    row->addWidget(m_op);
    row->addWidget(m_value, 1);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new widgets::Button(tr("Cancel"));
    m_ok->setPrimary(true);
    m_ok->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_ok);
    auto *column = new QVBoxLayout(this);
    column->addWidget(new widgets::PlainLabel(tr("Goes into every query of the dashboard"), widgets::TextRole::Small,
                                              widgets::PlainLabel::Tone::Secondary));
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_label->lineEdit(), &QLineEdit::editingFinished, this, &FilterDialog::askValues);
    connect(m_label, &QComboBox::activated, this, &FilterDialog::askValues);
    m_label->lineEdit()->installEventFilter(this);
    for (QComboBox *box : {m_label, m_op, m_value})
        connect(box, &QComboBox::currentTextChanged, this, &FilterDialog::check);
    m_proposals.askLabels([this](const QStringList &labels) { offer(*m_label, labels); });
    check();
}

signals::AdHocFilter FilterDialog::filter() const
{
    return {m_label->currentText().trimmed(), m_op->currentText(), m_value->currentText()};
}

// Return behind a label goes on to its value; taken at once, the label would have to be empty and every panel too.
bool FilterDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_label->lineEdit() && event->type() == QEvent::KeyPress && m_value->currentText().isEmpty()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_value->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void FilterDialog::check()
{
    const signals::AdHocFilter is = filter();
    const QString problem = engine::filterProblem(is);
    m_problem->setText(is.key.isEmpty() ? QString() : problem);
    m_ok->setEnabled(!is.key.isEmpty() && problem.isEmpty());
}

void FilterDialog::askValues()
{
    const QString label = m_label->currentText().trimmed();
    if (label.isEmpty() || label == m_asked)
        return;
    m_asked = label;
    const QString written = m_value->currentText();
    m_value->clear();
    m_value->setEditText(written);
    m_proposals.askValues(label, [this](const QStringList &values) { offer(*m_value, values); });
}

} // namespace wf::ui
