// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/reasondialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace wf::ui {

ReasonDialog::ReasonDialog(const QString &title, const QString &what, const QString &confirm, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(440);
    auto *said = new widgets::PlainLabel(what, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    said->setWrap(true);
    auto *reason = new QLineEdit;
    reason->setPlaceholderText(tr("why"));
    reason->setAccessibleName(tr("Reason"));
    reason->setMaxLength(500);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *record = new widgets::Button(confirm);
    record->setPrimary(true);
    record->setDefault(true);
    record->setEnabled(false);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(record);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(12);
    column->addWidget(said);
    column->addWidget(reason);
    column->addLayout(bottom);
    connect(reason, &QLineEdit::textChanged, record,
            [record](const QString &text) { record->setEnabled(!text.trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(record, &QPushButton::clicked, this, [this, reason] {
        Q_EMIT confirmed(reason->text().trimmed());
        accept();
    });
    reason->setFocus();
}

} // namespace wf::ui
