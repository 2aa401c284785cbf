// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/ground.h"

#include "widgets/base/theme.h"

#include <QVariant>
#include <QWidget>

namespace wf::widgets {

namespace {

constexpr const char *property = "wfTransparent";

} // namespace

void setTransparent(QWidget &widget, bool isTransparent)
{
    widget.setProperty(property, isTransparent);
}

QColor groundOf(const QWidget *widget)
{
    const Theme &theme = Theme::of(widget);
    for (const QWidget *at = widget; at; at = at->parentWidget())
        if (at->property(property).toBool())
            return theme.surface.canvas;
    return theme.surface.panel;
}

} // namespace wf::widgets
