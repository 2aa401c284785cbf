// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/resolvedialog.h"

#include "widgets/base/controls/controls.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <array>

namespace wf::ui {

ResolveDialog::ResolveDialog(const QString &title, int firing, QWidget *parent)
    : LineDialog(title, tr("Resolve"), parent)
{
    auto *outcome = new widgets::Segmented({tr("It was real"), tr("Noise"), tr("It healed itself")});
    outcome->setAccessibleName(tr("What it was"));
    addLine(tr("It was"), outcome);
    auto *note = addText(tr("Ended by"), tr("what helped: next time it is shown"), tr("What ended it"));
    auto *silence = new QCheckBox(tr("Silence the %n alerts that still fire", nullptr, firing));
    silence->setChecked(true);
    auto *howLong = new widgets::Segmented({tr("15 m"), tr("1 h"), tr("4 h")});
    howLong->setCurrent(1);
    howLong->setAccessibleName(tr("How long they are silenced"));
    if (firing > 0) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(silence);
        line->addStretch(1);
        line->addWidget(howLong);
        addLine({}, row);
        connect(silence, &QCheckBox::toggled, howLong, &QWidget::setEnabled);
    } else {
        silence->setParent(this);
        howLong->setParent(this);
        silence->hide();
        howLong->hide();
    }
    connect(this, &LineDialog::agreed, this, [this, outcome, note, silence, howLong, firing] {
        static constexpr std::array spans{15 * base::nsPerMinute, base::nsPerHour, 4 * base::nsPerHour};
        const bool isSilenced = firing > 0 && silence->isChecked();
        Q_EMIT confirmed({static_cast<engine::OutcomeKind>(outcome->current()), note->text().trimmed(),
                          isSilenced ? spans.at(static_cast<std::size_t>(howLong->current())) : 0});
    });
    note->setFocus();
}

} // namespace wf::ui
