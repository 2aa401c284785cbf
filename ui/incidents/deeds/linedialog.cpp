// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/linedialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QFormLayout>
#include <QLineEdit>

namespace wf::ui {

using widgets::PlainLabel;

LineDialog::LineDialog(const QString &title, const QString &verb, QWidget *parent)
    : QDialog(parent), m_form(new QFormLayout), m_confirm(new widgets::Button(verb))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(460);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(12);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_confirm->setPrimary(true);
    m_confirm->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_confirm);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 14);
    all->setSpacing(14);
    all->addLayout(m_form);
    all->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        Q_EMIT agreed();
        accept();
    });
}

void LineDialog::addLine(const QString &caption, QWidget *field)
{
    auto *label = new PlainLabel(caption, widgets::TextRole::Base, PlainLabel::Tone::Secondary);
    label->setFixedHeight(28);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->addRow(label, field);
}

QLineEdit *LineDialog::addText(const QString &caption, const QString &placeholder, const QString &spoken)
{
    constexpr int longest = 2000;
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(spoken);
    edit->setMaxLength(longest);
    addLine(caption, edit);
    return edit;
}

IncidentNoteDialog::IncidentNoteDialog(const QString &title, QWidget *parent)
    : LineDialog(title, tr("Keep note"), parent)
{
    auto *text = addText(tr("Note"), tr("what colleagues should know"), tr("Note"));
    confirm()->setEnabled(false);
    connect(text, &QLineEdit::textChanged, confirm(),
            [this](const QString &now) { confirm()->setEnabled(!now.trimmed().isEmpty()); });
    connect(this, &LineDialog::agreed, this, [this, text] { Q_EMIT confirmed(text->text().trimmed()); });
    text->setFocus();
}

} // namespace wf::ui
