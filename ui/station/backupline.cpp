// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/backupline.h"

#include "ui/station/stationwords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QPointer>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

BackupLine::BackupLine(engine::StationWatch &station, WatchContext &context, QWidget *parent)
    : QWidget(parent), m_station(station), m_context(context)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_state = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary);
    m_state->setElide(Qt::ElideNone);
    m_where = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary);
    m_where->setElide(Qt::ElideMiddle);
    m_now = new widgets::Button(tr("Back up now"));
    row->addWidget(m_state);
    row->addWidget(m_where, 1);
    row->addWidget(m_now);
    connect(m_now, &QAbstractButton::clicked, this, &BackupLine::backUp);
}

void BackupLine::fill(const engine::StationSnapshot &station)
{
    const auto &backup = station.backup;
    m_now->setEnabled(station.isOpen && !backup.isRunning);
    m_state->setText(backupText(backup, m_context.clock().nowNs()));
    m_state->setTone(backup.damaged > 0 ? PlainLabel::Tone::Critical : PlainLabel::Tone::Secondary);
    const QString where = backup.path.isEmpty() ? tr("The next one goes to %1").arg(backup.folder) : backup.path;
    m_where->setText(where);
    widgets::setPlainToolTip(m_where, where);
}

void BackupLine::backUp()
{
    m_now->setEnabled(false);
    const QPointer<BackupLine> self = this; // the station outlives it
    m_station.backUp([self](const base::Result<QString> &path) {
        if (!self)
            return;
        self->m_now->setEnabled(true);
        if (path)
            self->m_context.say({tr("Backed up and compared: %1").arg(*path), signals::Severity::Ok, {}, {}, 10});
        else
            self->m_context.say(
                {path.error().summary + u' ' + path.error().detail, signals::Severity::Warning, {}, {}, 0});
    });
}

} // namespace wf::ui
