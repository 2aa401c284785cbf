// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/focusring.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

namespace wf::widgets {

namespace {

class FocusRing final : public QWidget {
public:
    explicit FocusRing(QAbstractScrollArea &area) : QWidget(&area), m_area(area)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
        area.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto type = event->type();
        if (watched == &m_area && (type == QEvent::FocusIn || type == QEvent::FocusOut || type == QEvent::Resize)) {
            setGeometry(m_area.rect());
            setVisible(type == QEvent::FocusIn || (type == QEvent::Resize && m_area.hasFocus()));
            raise();
        }
        return QWidget::eventFilter(watched, event);
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &p, this); // WatchStyle's
    }

private:
    QAbstractScrollArea &m_area;
};

} // namespace

void showFocusRing(QAbstractScrollArea &area)
{
    new FocusRing(area);
}

} // namespace wf::widgets
