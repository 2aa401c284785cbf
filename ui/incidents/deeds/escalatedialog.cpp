// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/escalatedialog.h"

#include "models/base/untrusted.h"

#include <QComboBox>
#include <QLineEdit>

namespace wf::ui {

EscalateDialog::EscalateDialog(const QString &title, std::vector<Choice> choices, QWidget *parent)
    : LineDialog(title, tr("Escalate"), parent)
{
    auto *to = new QComboBox;
    to->setAccessibleName(tr("Whom to tell"));
    for (const Choice &choice : choices)
        to->addItem(base::visibleText(choice.text, 120));
    addLine(tr("Tell"), to);
    auto *note = addText(tr("Note"), tr("why you need them"), tr("Note"));
    connect(this, &LineDialog::agreed, this, [this, to, note, choices = std::move(choices)] {
        Q_EMIT confirmed(choices.at(static_cast<std::size_t>(std::max(0, to->currentIndex()))).target,
                         note->text().trimmed());
    });
    to->setFocus();
}

} // namespace wf::ui
