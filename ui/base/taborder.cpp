// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/taborder.h"

#include <QWidget>

namespace wf::ui {

namespace {

// In the order the keys go now.
QWidgetList withChildren(QWidget *part)
{
    QWidgetList out{part};
    for (QWidget *next = part->nextInFocusChain(); next && next != part; next = next->nextInFocusChain())
        if (part->isAncestorOf(next))
            out << next;
    return out;
}

} // namespace

void chainTabs(const QWidgetList &parts)
{
    QWidget *last = nullptr;
    for (QWidget *part : parts)
        for (QWidget *one : withChildren(part)) {
            if (last)
                QWidget::setTabOrder(last, one);
            last = one;
        }
}

} // namespace wf::ui
