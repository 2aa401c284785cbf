// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/svgfile.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace wf::widgets {

QByteArray svgOf(QSize size, const QString &title, const std::function<void(QPainter &)> &paint)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setTitle(title);
    QPainter p(&svg);
    paint(p);
    p.end();
    return out;
}

} // namespace wf::widgets
