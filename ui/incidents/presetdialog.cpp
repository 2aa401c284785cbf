// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/presetdialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QHBoxLayout>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

PresetDialog::PresetDialog(const QString &filter, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save filter"));
    setMinimumWidth(380);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addWidget(
        new PlainLabel(filter.isEmpty() ? tr("every alert") : filter, TextRole::Mono, PlainLabel::Tone::Secondary));
    auto *name = new QLineEdit;
    name->setPlaceholderText(tr("name"));
    name->setAccessibleName(tr("Name"));
    name->setMaxLength(60);
    column->addWidget(name);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *save = new widgets::Button(tr("Save"));
    save->setPrimary(true);
    save->setDefault(true);
    save->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(save);
    column->addLayout(row);
    connect(name, &QLineEdit::textChanged, save,
            [save](const QString &text) { save->setEnabled(!text.trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [this, name] {
        Q_EMIT confirmed(name->text().trimmed());
        accept();
    });
    name->setFocus();
}

} // namespace wf::ui
