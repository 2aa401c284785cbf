// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"

#include <QFormLayout>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace wf::ui {

// Forms of editors: labels above the fields (DESIGN.md 6).
inline void layOutForm(QFormLayout *form)
{
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(4);
}

// A field of several lines, on the ground of fields. Tab leaves it.
inline void layOutText(QPlainTextEdit *text)
{
    QPalette palette = text->palette();
    palette.setColor(QPalette::Base, widgets::Theme::current().surface.input);
    text->setPalette(palette);
    text->setTabChangesFocus(true);
    text->setProperty("wfField", true); // framed as fields are
    text->setFrameShape(QFrame::StyledPanel);
}

// Scrolls what does not fit, without a ground of its own.
inline QScrollArea *scrolling(QWidget *inside)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(inside);
    area->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return area;
}

} // namespace wf::ui
