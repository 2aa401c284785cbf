// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeedit/codefield.h"

#include "widgets/base/theme.h"

#include <QPainter>
#include <QWidget>

namespace wf::widgets {

void paintCodeField(QWidget &edit, bool isFocused, bool isWrong)
{
    const Theme &t = Theme::of(&edit);
    QPainter p(&edit);
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(t.surface.input);
    p.setPen(QPen(isFocused ? t.line.focus : isWrong ? t.critical.mark : t.line.strong, isFocused ? 2 : 1));
    const double inset = isFocused ? 1 : 0.5;
    p.drawRoundedRect(QRectF(edit.rect()).adjusted(inset, inset, -inset, -inset), 3, 3);
}

} // namespace wf::widgets
