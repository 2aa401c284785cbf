// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/assigndialog.h"

#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"

#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

AssignDialog::AssignDialog(const QString &title, const QStringList &people, QWidget *parent)
    : QDialog(parent), m_owner(new QLineEdit), m_note(new QLineEdit)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(430);
    const auto caption = [](const QString &text) {
        auto *label = new PlainLabel(text, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return label;
    };
    m_owner->setPlaceholderText(tr("as colleagues know them"));
    m_owner->setAccessibleName(tr("Who shall look after it"));
    m_owner->setMaxLength(200);
    auto *completer = new QCompleter(people, m_owner);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_owner->setCompleter(completer);
    m_note->setPlaceholderText(tr("what they should know"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(2000);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(12);
    form->addRow(caption(tr("To")), m_owner);
    form->addRow(caption(tr("Note")), m_note);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *confirm = new widgets::Button(tr("Assign"));
    confirm->setPrimary(true);
    confirm->setDefault(true);
    confirm->setEnabled(false);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(confirm);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 14);
    all->setSpacing(14);
    all->addLayout(form);
    all->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_owner, &QLineEdit::textChanged, confirm,
            [confirm](const QString &text) { confirm->setEnabled(!text.trimmed().isEmpty()); });
    connect(confirm, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(m_owner->text().trimmed(), m_note->text().trimmed());
        accept();
    });
    m_owner->setFocus();
}

} // namespace wf::ui
