// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/taborder.h"

#include <QFocusEvent>
#include <QPointer>
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

class FocusLead : public QObject {
public:
    FocusLead(QWidget *from, QWidget *to) : QObject(from), m_to(to) {}
    void setTarget(QWidget *to) { m_to = to; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn && m_to)
            m_to->setFocus(static_cast<QFocusEvent *>(event)->reason());
        return false;
    }

private:
    QPointer<QWidget> m_to;
};

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

void leadFocus(QWidget *from, QWidget *to)
{
    for (QObject *child : from->children())
        if (auto *lead = dynamic_cast<FocusLead *>(child))
            return lead->setTarget(to);
    from->installEventFilter(new FocusLead(from, to));
}

} // namespace wf::ui
