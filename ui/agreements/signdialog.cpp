// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/signdialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>

namespace wf::ui {

SignDialog::SignDialog(const QString &what, const QString &verb, const QString &actor, QWidget *parent)
    : QDialog(parent),
      m_name(new QLineEdit(actor)),
      m_reason(new QPlainTextEdit),
      m_problem(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Critical)),
      m_sign(new widgets::Button(verb, {}, tr("Ctrl Enter")))
{
    setWindowTitle(tr("Sign off"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(480, 280);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    auto *head = new widgets::PlainLabel(what, widgets::TextRole::Strong);
    head->setWrap(true);
    column->addWidget(head);
    column->addWidget(new widgets::PlainLabel(tr("Signed by"), widgets::TextRole::Small));
    m_name->setAccessibleName(tr("Signed by"));
    column->addWidget(m_name);
    column->addWidget(new widgets::PlainLabel(tr("Reason"), widgets::TextRole::Small));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setTabChangesFocus(true);
    column->addWidget(m_reason, 1);
    m_problem->setWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    m_sign->setPrimary(true);
    row->addWidget(cancel);
    row->addWidget(m_sign);
    column->addLayout(row);
    const auto write = [this] {
        if (!m_sign->isEnabled())
            return;
        m_sign->setEnabled(false); // once
        Q_EMIT signedOff({m_name->text().trimmed(), m_reason->toPlainText().trimmed()});
    };
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_sign, &QAbstractButton::clicked, this, write);
    connect(m_name, &QLineEdit::textChanged, this, &SignDialog::look);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &SignDialog::look);
    auto *enter = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    connect(enter, &QShortcut::activated, this, write);
    look();
    m_reason->setFocus();
}

void SignDialog::look()
{
    m_sign->setEnabled(!m_name->text().trimmed().isEmpty() && !m_reason->toPlainText().trimmed().isEmpty());
}

void SignDialog::tell(const base::Status &status)
{
    if (status) {
        accept();
        return;
    }
    m_problem->setText(status.error().summary);
    m_problem->show();
    look();
}

} // namespace wf::ui
