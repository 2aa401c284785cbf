// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/severitymark.h"

#include "widgets/base/icons.h"

#include <QPainter>

namespace wf::ui {

SeverityMark::SeverityMark(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SeverityMark::setSeverity(signals::Severity severity)
{
    m_severity = severity;
    setAccessibleName(signals::severityName(severity));
    update();
}

void SeverityMark::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    widgets::paintSeverity(p, m_severity, QRectF(rect()));
}

} // namespace wf::ui
