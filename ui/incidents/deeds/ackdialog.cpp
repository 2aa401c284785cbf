// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/ackdialog.h"

#include "models/base/clock.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <array>

namespace wf::ui {

using widgets::PlainLabel;

AckDialog::AckDialog(const QString &title, const QString &owner, QWidget *parent)
    : LineDialog(title, tr("Acknowledge"), parent)
{
    addLine(tr("Owner"), new PlainLabel(owner, widgets::TextRole::Strong, PlainLabel::Tone::Acknowledged));
    auto *note = addText(tr("Note"), tr("what you are doing about it"), tr("Note"));
    auto *span = new widgets::Segmented({tr("15 m"), tr("1 h"), tr("4 h")});
    auto *extend = new QCheckBox(tr("Extend while it fires"));
    extend->setChecked(true);
    auto *duration = new QWidget;
    auto *row = new QHBoxLayout(duration);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(span);
    row->addSpacing(10);
    row->addWidget(extend);
    row->addStretch(1);
    addLine(tr("For"), duration);
    connect(this, &LineDialog::agreed, this, [this, note, span, extend] {
        static constexpr std::array<qint64, 3> choices{15 * base::nsPerMinute, base::nsPerHour, 4 * base::nsPerHour};
        Q_EMIT confirmed(note->text().trimmed(), choices.at(static_cast<std::size_t>(span->current())),
                         extend->isChecked());
    });
    note->setFocus();
}

} // namespace wf::ui
