// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/windowdialog.h"

#include "models/base/duration.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "widgets/base/controls/controls.h"

#include <QComboBox>

namespace wf::ui {

using engine::IncidentKeeper;

WindowDialog::WindowDialog(qint64 windowNs, QWidget *parent)
    : LineDialog(tr("The window of an incident"), tr("Set window"), parent)
{
    auto *choice = new QComboBox;
    choice->setEditable(true);
    choice->setInsertPolicy(QComboBox::NoInsert);
    choice->setAccessibleName(tr("How far apart alerts may begin and still be one incident"));
    for (const int minutes : {2, 5, 10, 15, 30, 60})
        choice->addItem(base::promDuration(minutes * base::nsPerMinute));
    choice->setEditText(base::promDuration(windowNs));
    addLine(tr("Alerts begin within"), choice);
    connect(choice, &QComboBox::editTextChanged, confirm(), [this](const QString &text) {
        confirm()->setEnabled(IncidentKeeper::windowFrom(text.trimmed()).has_value());
    });
    connect(this, &LineDialog::agreed, this, [this, choice] {
        if (const auto ns = IncidentKeeper::windowFrom(choice->currentText().trimmed()))
            Q_EMIT confirmed(*ns);
    });
    choice->setFocus();
}

} // namespace wf::ui
