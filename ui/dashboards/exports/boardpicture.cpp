// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/exports/boardpicture.h"

#include "models/base/untrusted.h"
#include "widgets/base/svgfile.h"
#include "widgets/base/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QWidget>

#include <algorithm>

namespace wf::ui {

using widgets::TextRole;

namespace {

constexpr int headHeight = 48, margin = 12;
constexpr qint64 mostPixels = 100'000'000;
constexpr double pointsPerPixel = 0.75; // 96 pixels an inch
constexpr double mostPoints = 14'400;   // a side of a PDF's page

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::BoardPicture", text);
}

void paintHead(QPainter &p, const widgets::Theme &theme, int width, const PictureWords &words)
{
    const auto line = [&](TextRole role, const QColor &color, int top, const QString &text) {
        const QFont font = theme.font(role);
        p.setFont(font);
        p.setPen(color);
        const QString fits =
            QFontMetricsF(font).elidedText(base::visibleText(text, 300), Qt::ElideRight, width - 2 * margin);
        p.drawText(QRectF(margin, top, width - 2 * margin, 20), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                   fits);
    };
    line(TextRole::Title, theme.text.primary, 6, words.title);
    line(TextRole::Small, theme.text.secondary, 25, words.subtitle);
}

void paintAll(QPainter &p, QWidget &widget, const PictureWords &words)
{
    const widgets::Theme &theme = widgets::Theme::of(&widget);
    p.fillRect(QRect(0, 0, widget.width(), widget.height() + headHeight), theme.surface.canvas);
    paintHead(p, theme, widget.width(), words);
    p.translate(0, headHeight);
    widget.render(&p, {}, {}, QWidget::DrawChildren);
}

base::Result<QByteArray> asPng(QWidget &widget, const PictureWords &words, QSize size)
{
    if (static_cast<qint64>(size.width()) * size.height() > mostPixels)
        return base::makeError(
            base::ErrorKind::TooLarge,
            say("The dashboard is too large for one PNG picture: write it as PDF or SVG, or one panel "
                "of it."));
    QImage image(size, QImage::Format_RGB32);
    QPainter p(&image);
    paintAll(p, widget, words);
    p.end();
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return out;
}

QByteArray asSvg(QWidget &widget, const PictureWords &words, QSize size)
{
    return widgets::svgOf(size, base::visibleText(words.title, 300), [&](QPainter &p) { paintAll(p, widget, words); });
}

QByteArray asPdf(QWidget &widget, const PictureWords &words, QSize size)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    const double scale = std::min(1.0, mostPoints / (std::max(size.width(), size.height()) * pointsPerPixel));
    pdf.setResolution(96);
    pdf.setTitle(base::visibleText(words.title, 300));
    pdf.setCreator(QStringLiteral("Watchfloor"));
    pdf.setPageMargins(QMarginsF());
    pdf.setPageSize(QPageSize(QSizeF(size) * pointsPerPixel * scale, QPageSize::Point, {}, QPageSize::ExactMatch));
    QPainter p(&pdf);
    p.scale(scale, scale);
    paintAll(p, widget, words);
    p.end();
    return out;
}

} // namespace

std::optional<PictureFormat> pictureFormatOf(const QString &name)
{
    if (name == QLatin1String("png"))
        return PictureFormat::Png;
    if (name == QLatin1String("svg"))
        return PictureFormat::Svg;
    return name == QLatin1String("pdf") ? std::optional(PictureFormat::Pdf) : std::nullopt;
}

base::Result<QByteArray> paintedAs(PictureFormat format, QWidget &widget, const PictureWords &words)
{
    const QSize size(widget.width(), widget.height() + headHeight);
    if (format == PictureFormat::Png)
        return asPng(widget, words, size);
    return format == PictureFormat::Svg ? asSvg(widget, words, size) : asPdf(widget, words, size);
}

} // namespace wf::ui
