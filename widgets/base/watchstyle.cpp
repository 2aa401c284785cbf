// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/watchstyle.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace wf::widgets {

namespace {

void paintField(QPainter *p, const QRect &rect, const Theme &t, QStyle::State state, bool isWrong = false)
{
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const bool focus = state & QStyle::State_HasFocus;
    p->setPen(QPen(focus                               ? t.line.focus
                   : isWrong                           ? t.critical.mark
                   : (state & QStyle::State_MouseOver) ? t.line.control
                                                       : t.line.strong,
                   focus ? 2 : 1));
    p->setBrush(t.surface.input);
    const double inset = focus ? 1 : 0.5;
    p->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), 3, 3);
    p->restore();
}

void paintButtonPanel(QPainter *p, const QStyleOption *option, const Theme &t)
{
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    QColor fill = Qt::transparent;
    QColor border = t.line.strong;
    if (!(option->state & QStyle::State_Enabled))
        border = t.line.panel;
    else if (option->state & QStyle::State_On)
        fill = t.accent.tint, border = t.accent.base;
    else if (option->state & QStyle::State_Sunken)
        fill = t.surface.pressed;
    else if (option->state & QStyle::State_MouseOver)
        fill = t.surface.hover, border = t.line.control;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button && (button->features & QStyleOptionButton::DefaultButton) && (option->state & QStyle::State_Enabled)) {
        fill = (option->state & QStyle::State_MouseOver) ? t.accent.strongHover : t.accent.strong;
        border = fill;
    }
    p->setPen(border);
    p->setBrush(fill);
    p->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    p->restore();
}

void paintCheck(QPainter *p, const QStyleOption *option, const Theme &t, bool radio)
{
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const QRectF box(option->rect.center().x() - 6.5, option->rect.center().y() - 6.5, 14, 14);
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option->state & QStyle::State_Enabled;
    p->setPen(QPen(!enabled ? t.line.panel : on ? t.accent.strong : t.line.control, 1));
    p->setBrush(on && enabled ? t.accent.strong : t.surface.input);
    radio ? p->drawEllipse(box) : p->drawRoundedRect(box, 2, 2);
    if (on && radio) {
        p->setPen(Qt::NoPen);
        p->setBrush(t.text.onAccent);
        p->drawEllipse(box.center(), 2.5, 2.5);
    } else if (on) {
        p->setPen(QPen(t.text.onAccent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF points[] = {
            {box.left() + 3, box.top() + 7.2}, {box.left() + 6, box.top() + 10}, {box.left() + 11, box.top() + 4.2}};
        p->drawPolyline(points, 3);
    }
    p->restore();
}

void paintHeaderSection(QPainter *p, const QStyleOptionHeader &header, const Theme &t)
{
    p->fillRect(header.rect, t.surface.panel);
    p->fillRect(QRect(header.rect.left(), header.rect.bottom(), header.rect.width(), 1), t.line.panel);
}

void paintHeaderLabel(QPainter *p, const QStyleOptionHeader &header, const Theme &t)
{
    QFont font = t.font(TextRole::Micro);
    const bool sorted = header.sortIndicator != QStyleOptionHeader::None;
    QRectF box = QRectF(header.rect).adjusted(8, 0, -8, 0);
    const QString arrow =
        header.sortIndicator == QStyleOptionHeader::SortDown ? QStringLiteral(" \u2191") : QStringLiteral(" \u2193");
    paintText(*p, box, sorted ? header.text + arrow : header.text, font, sorted ? t.text.primary : t.text.tertiary,
              (header.textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
}

void paintTab(QPainter *p, const QStyleOptionTab &tab, const Theme &t)
{
    const bool selected = tab.state & QStyle::State_Selected;
    if (tab.state & QStyle::State_MouseOver && !selected)
        p->fillRect(tab.rect, t.surface.hover);
    p->fillRect(QRect(tab.rect.left(), tab.rect.bottom(), tab.rect.width(), 1), t.line.panel);
    if (selected)
        p->fillRect(QRect(tab.rect.left() + 8, tab.rect.bottom() - 1, tab.rect.width() - 16, 2), t.accent.base);
    paintText(*p, tab.rect, tab.text, t.font(TextRole::Base), selected ? t.text.primary : t.text.secondary,
              Qt::AlignCenter);
    if (tab.state & QStyle::State_HasFocus) {
        p->setPen(QPen(t.line.focus, 2));
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(QRectF(tab.rect).adjusted(2, 2, -2, -3), 3, 3);
    }
}

void paintScrollBar(QPainter *p, const QStyleOptionSlider &bar, const QRect &slider, const Theme &t)
{
    const bool hovered = bar.state & QStyle::State_MouseOver;
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(Qt::NoPen);
    p->setBrush(hovered ? t.line.control : t.line.strong);
    const bool vertical = bar.orientation == Qt::Vertical;
    p->drawRoundedRect(vertical ? QRectF(slider).adjusted(2, 1, -2, -1) : QRectF(slider).adjusted(1, 2, -1, -2), 3, 3);
    p->restore();
}

} // namespace

WatchStyle::WatchStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void WatchStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (widget->inherits("QAbstractButton") || widget->inherits("QComboBox") || widget->inherits("QScrollBar") ||
        widget->inherits("QLineEdit") || widget->inherits("QSplitterHandle") || widget->inherits("QTabBar"))
        widget->setAttribute(Qt::WA_Hover);
}

void WatchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *p,
                               const QWidget *widget) const
{
    const Theme &t = Theme::of(widget);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonBevel:
        return paintButtonPanel(p, option, t);
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            p->fillRect(option->rect, (option->state & State_On) ? t.accent.tint : t.surface.pressed);
        else if (option->state & State_MouseOver)
            p->fillRect(option->rect, t.surface.hover);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paintField(p, option->rect, t, option->state, widget && widget->property("wfWrong").toBool());
        return;
    case PE_FrameLineEdit:
        return paintField(p, option->rect, t, option->state);
    case PE_Frame:
        if (widget && widget->property("wfField").toBool())
            paintField(p, option->rect, t, option->state);
        return;
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameMenu:
        p->setPen(t.line.strong);
        p->setBrush(Qt::NoBrush);
        p->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelMenu:
        p->fillRect(option->rect, t.surface.raised);
        return;
    case PE_PanelTipLabel:
        p->fillRect(option->rect, t.surface.raised);
        p->setPen(t.line.strong);
        p->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameFocusRect:
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        p->setPen(QPen(t.line.focus, 2));
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 3, 3);
        p->restore();
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheck(p, option, t, false);
    case PE_IndicatorRadioButton:
        return paintCheck(p, option, t, true);
    case PE_IndicatorTabTear:
    case PE_FrameTabBarBase:
        p->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line.panel);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paintIcon(*p,
                      (option->state & State_Open) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                      QRectF(option->rect.center().x() - 6, option->rect.center().y() - 6, 13, 13), t.text.tertiary);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, p, widget);
    }
}

void WatchStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *p,
                             const QWidget *widget) const
{
    const Theme &t = Theme::of(widget);
    switch (element) {
    case CE_HeaderSection:
        if (const auto *h = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return paintHeaderSection(p, *h, t);
        break;
    case CE_HeaderLabel:
        if (const auto *h = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return paintHeaderLabel(p, *h, t);
        break;
    case CE_HeaderEmptyArea:
        p->fillRect(option->rect, t.surface.panel);
        p->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.line.panel);
        return;
    case CE_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return paintTab(p, *tab, t);
        break;
    case CE_Splitter: {
        p->fillRect(option->rect, t.surface.panel);
        const bool hovered = option->state & (State_MouseOver | State_Sunken);
        const bool upright = option->state & State_Horizontal;
        const int w = hovered ? 3 : 1;
        const QRect line = upright
                               ? QRect(option->rect.center().x() - w / 2, option->rect.top(), w, option->rect.height())
                               : QRect(option->rect.left(), option->rect.center().y() - w / 2, option->rect.width(), w);
        p->fillRect(line, hovered ? t.accent.base : t.line.panel);
        return;
    }
    case CE_MenuBarItem:
        if (const auto *m = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            p->fillRect(option->rect, (m->state & State_Selected) ? t.surface.pressed : t.surface.window);
            p->setFont(t.font(TextRole::Base));
            p->setPen(t.text.primary);
            p->drawText(option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, m->text);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar:
        p->fillRect(option->rect, t.surface.window);
        return;
    case CE_PushButtonLabel: // of dialogs that Qt builds: its ground is the accent
        if (const auto *b = qstyleoption_cast<const QStyleOptionButton *>(option);
            b && (b->features & QStyleOptionButton::DefaultButton) && (b->state & State_Enabled)) {
            QStyleOptionButton own = *b;
            own.palette.setColor(QPalette::ButtonText, t.text.onAccent);
            return QProxyStyle::drawControl(element, &own, p, widget);
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, p, widget);
}

void WatchStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *p,
                                    const QWidget *widget) const
{
    const Theme &t = Theme::of(widget);
    if (control == CC_ScrollBar)
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            p->fillRect(option->rect, t.surface.panel);
            if (bar->maximum > bar->minimum)
                paintScrollBar(p, *bar, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), t);
            return;
        }
    if (control == CC_ComboBox)
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            paintField(p, option->rect, t, option->state);
            paintIcon(*p, QStringLiteral("chevron-down"),
                      QRectF(combo->rect.right() - 19, combo->rect.center().y() - 6, 13, 13), t.text.tertiary);
            return;
        }
    QProxyStyle::drawComplexControl(control, option, p, widget);
}

QRect WatchStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                                 const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const bool vertical = bar->orientation == Qt::Vertical;
            const int length = vertical ? bar->rect.height() : bar->rect.width();
            if (sub == SC_ScrollBarAddLine || sub == SC_ScrollBarSubLine)
                return {};
            if (sub == SC_ScrollBarGroove)
                return bar->rect;
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            int slider = length;
            if (range > 0)
                slider = std::clamp(static_cast<int>(qint64(length) * bar->pageStep / (range + bar->pageStep)),
                                    std::min(28, length), length);
            const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                                   bar->upsideDown);
            const auto part = [&](int from, int size) {
                return vertical ? QRect(0, from, bar->rect.width(), size) : QRect(from, 0, size, bar->rect.height());
            };
            if (sub == SC_ScrollBarSlider)
                return part(at, slider);
            if (sub == SC_ScrollBarSubPage)
                return part(0, at);
            if (sub == SC_ScrollBarAddPage)
                return part(at + slider, length - at - slider);
        }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

int WatchStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_SplitterWidth:
        return 1;
    case PM_DefaultFrameWidth:
        return widget && (widget->inherits("QMenu") || widget->inherits("QLineEdit") ||
                          widget->property("wfField").toBool())
                   ? 1
                   : 0;
    case PM_MenuPanelWidth: // else its frame is not drawn
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_DockWidgetFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
        return 0;
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 10;
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 16;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WatchStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_UnderlineShortcut:
    case SH_MenuBar_AltKeyNavigation:
    case SH_EtchDisabledText:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return hint == SH_MenuBar_AltKeyNavigation ? 1 : 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QRect WatchStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const bool framed = element == SE_LineEditContents && widget && widget->inherits("QLineEdit") &&
                        qstyleoption_cast<const QStyleOptionFrame *>(option) &&
                        qstyleoption_cast<const QStyleOptionFrame *>(option)->lineWidth > 0;
    return framed ? rect.adjusted(5, 0, -5, 0) : rect;
}

QSize WatchStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize out = QProxyStyle::sizeFromContents(type, option, size, widget);
    const Theme &t = Theme::of(widget);
    if (type == CT_ComboBox)
        out.rwidth() += 8; // the mark has more room than Fusion's arrow
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox)
        out.setHeight(t.controlHeight);
    else if (type == CT_MenuBarItem)
        out.setHeight(26);
    else if (type == CT_TabBarTab)
        out.setHeight(30);
    else if (type == CT_MenuItem && out.height() > 12)
        out.setHeight(24);
    return out;
}

} // namespace wf::widgets
