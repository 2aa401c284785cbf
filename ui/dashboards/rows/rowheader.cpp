// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/rows/rowheader.h"

#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace {
constexpr int longestTitle = 160; // it may hold the name of an instance, which is outside text
constexpr int countWidth = 120;
} // namespace

RowHeader::RowHeader(const QString &title, int panels, QWidget *parent)
    : QAbstractButton(parent), m_title(base::visibleText(title, longestTitle)), m_panels(panels)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setOpen(true);
    connect(this, &QAbstractButton::clicked, this, &RowHeader::foldToggled);
}

void RowHeader::setOpen(bool open)
{
    m_open = open;
    setAccessibleName((open ? tr("%1, %2, open") : tr("%1, %2, folded")).arg(m_title, countText()));
    update();
}

QString RowHeader::countText() const
{
    return m_panels == 1 ? tr("1 panel") : tr("%1 panels").arg(m_panels);
}

void RowHeader::setMarkLegend(bool shown)
{
    m_markLegend = shown;
    update();
}

void RowHeader::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), underMouse() ? t.surface.hover : t.surface.header);
    widgets::paintIcon(p, m_open ? u"tri-down"_s : u"tri-right"_s, QRectF(10, (height() - 12) / 2.0, 12, 12),
                       t.text.secondary);
    const QFont strong = t.font(TextRole::SmallStrong), small = t.font(TextRole::Small);
    const double titleWidth = std::min(std::ceil(QFontMetricsF(strong).horizontalAdvance(m_title)) + 2,
                                       std::max(60.0, width() - 30.0 - 10 - countWidth));
    widgets::paintText(p, QRectF(30, 0, titleWidth, height()), m_title, strong, t.text.primary);
    widgets::paintText(p, QRectF(30 + titleWidth + 10, 0, countWidth, height()), countText(), small, t.text.tertiary);
    if (m_markLegend && width() > 560) {
        const QFont micro = t.font(TextRole::Micro);
        double x = width() - 12;
        const auto explain = [&](const QString &icon, const QString &text, const QColor &color) {
            const double w = std::ceil(QFontMetricsF(micro).horizontalAdvance(text)) + 2;
            x -= w;
            widgets::paintText(p, QRectF(x, 0, w, height()), text, micro, t.text.tertiary);
            x -= 18;
            widgets::paintIcon(p, icon, QRectF(x, (height() - 14) / 2.0, 14, 14), color);
            x -= 14;
        };
        explain(u"exemplar"_s, tr("exemplar"), t.signal.exemplar);
        explain(u"deploy"_s, tr("deploy"), t.signal.deploy);
    }
    if (hasFocus()) {
        p.setPen(t.line.focus);
        p.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace wf::ui
