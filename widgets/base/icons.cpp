// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/icons.h"

#include "widgets/base/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace wf::widgets {

namespace {

QByteArray svgSource(const QString &name, bool small)
{
    if (small) {
        QFile file(QStringLiteral(":/wf/icons/16/%1.svg").arg(name));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    QFile file(QStringLiteral(":/wf/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Follows the palette's text colour and the checked state.
class ThemedEngine final : public QIconEngine {
public:
    explicit ThemedEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, m_name, rect, colorFor(mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, colorFor(mode, state), std::min(size.width(), size.height()));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        return iconPixmap(m_name, colorFor(mode, state),
                          static_cast<int>(std::min(size.width(), size.height()) / scale), scale);
    }
    [[nodiscard]] QIconEngine *clone() const override { return new ThemedEngine(m_name); }

private:
    static QColor colorFor(QIcon::Mode mode, QIcon::State state)
    {
        const Theme &t = Theme::current();
        if (mode == QIcon::Disabled)
            return t.text.disabled;
        return state == QIcon::On ? t.accent.text : t.text.secondary;
    }
    QString m_name;
};

} // namespace

QPixmap iconPixmap(const QString &name, const QColor &color, int size, double dpr)
{
    const QString key = QStringLiteral("wf/%1/%2/%3/%4")
                            .arg(name, color.name(QColor::HexArgb), QString::number(size), QString::number(dpr));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = svgSource(name, size <= 16);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    const int px = std::max(1, static_cast<int>(std::lround(size * dpr)));
    QImage image(px, px, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        QPainter painter(&image);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter, QRectF(0, 0, px, px));
    }
    image.setDevicePixelRatio(dpr);
    pixmap = QPixmap::fromImage(image);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon themedIcon(const QString &name)
{
    return name.isEmpty() ? QIcon() : QIcon(new ThemedEngine(name));
}

void paintIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color)
{
    const int size = static_cast<int>(std::min(rect.width(), rect.height()));
    const double dpr = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const QPointF at(std::round(rect.center().x() - size / 2.0), std::round(rect.center().y() - size / 2.0));
    painter.drawPixmap(at, iconPixmap(name, color, size, dpr));
}

QString severityIconName(signals::Severity severity)
{
    return QStringLiteral("sev-") + signals::severityName(severity);
}

void paintSeverity(QPainter &painter, signals::Severity severity, const QRectF &rect)
{
    paintIcon(painter, severityIconName(severity), rect, Theme::current().severity(severity).mark);
}

} // namespace wf::widgets
