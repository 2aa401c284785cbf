// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/assigndialog.h"

#include "widgets/base/controls/controls.h"

#include <QCompleter>
#include <QLineEdit>

namespace wf::ui {

AssignDialog::AssignDialog(const QString &title, const QStringList &people, QWidget *parent)
    : LineDialog(title, tr("Assign"), parent)
{
    auto *owner = addText(tr("To"), tr("as colleagues know them"), tr("Who shall look after it"));
    owner->setMaxLength(200);
    auto *completer = new QCompleter(people, owner);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    owner->setCompleter(completer);
    auto *note = addText(tr("Note"), tr("what they should know"), tr("Note"));
    confirm()->setEnabled(false);
    connect(owner, &QLineEdit::textChanged, confirm(),
            [this](const QString &text) { confirm()->setEnabled(!text.trimmed().isEmpty()); });
    connect(this, &LineDialog::agreed, this,
            [this, owner, note] { Q_EMIT confirmed(owner->text().trimmed(), note->text().trimmed()); });
    owner->setFocus();
}

} // namespace wf::ui
