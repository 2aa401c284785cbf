// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/wallpainter.h"

#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr double headSize = 30, valueSize = 88, wordsSize = 25;
constexpr double padding = 22;

QColor valueColor(const WallTile &tile, const Theme &theme)
{
    return tile.severity <= signals::Severity::Warning ? theme.severity(tile.severity).fg : theme.text.primary;
}

// The budget over its window, faint behind the figure; NaN breaks it.
void paintLine(QPainter &p, const QRectF &place, const std::vector<double> &line, const QColor &color, double width)
{
    const auto finite = [](double v) { return std::isfinite(v); };
    if (std::ranges::count_if(line, finite) < 2)
        return;
    QPainterPath path;
    bool isOpen = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!finite(line[i])) {
            isOpen = false;
            continue;
        }
        const QPointF at(place.left() + place.width() * static_cast<double>(i) / static_cast<double>(line.size() - 1),
                         place.bottom() - place.height() * std::clamp(line[i], 0.0, 1.0));
        isOpen ? path.lineTo(at) : path.moveTo(at);
        isOpen = true;
    }
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(color, width));
    p.setBrush(Qt::NoBrush);
    p.drawPath(path);
}

// Lines are ours, what is in them is not.
QString visibleLines(const QString &words)
{
    QStringList out;
    for (const QString &line : words.left(480).split(u'\n'))
        out << base::visibleText(line, 240);
    return out.join(u'\n');
}

// Smaller when they would not fit, down to what is still read.
void paintWords(QPainter &p, const QRectF &place, const QString &words, double scale, const Theme &theme)
{
    constexpr int how = Qt::AlignLeft | Qt::TextWordWrap;
    double size = wordsSize * scale;
    while (size > wordsSize * scale * 0.72 &&
           QFontMetricsF(wallFont(theme, TextRole::Base, size)).boundingRect(place, how, words).height() >
               place.height())
        size *= 0.92;
    p.setPen(theme.text.secondary);
    p.setFont(wallFont(theme, TextRole::Base, size));
    p.drawText(place, how, words);
}

} // namespace

QFont wallFont(const Theme &theme, TextRole role, double pixels)
{
    QFont font = theme.font(role);
    font.setPixelSize(std::max(8, static_cast<int>(std::lround(pixels))));
    return font;
}

void paintWallTile(QPainter &p, const QRectF &place, const WallTile &tile, double scale, const Theme &theme)
{
    const bool isTrouble = tile.severity <= signals::Severity::Warning;
    const auto &colors = theme.severity(tile.severity);
    p.fillRect(place, isTrouble ? widgets::mixed(theme.surface.panel, colors.tint, 0.6) : theme.surface.panel);
    p.fillRect(QRectF(place.topLeft(), QSizeF(6 * scale, place.height())), colors.mark);
    const QRectF inside =
        place.adjusted((padding + 6) * scale, padding * 0.7 * scale, -padding * scale, -padding * scale);
    const double icon = 30 * scale;
    QRectF head(inside.topLeft(), QSizeF(inside.width(), headSize * 1.35 * scale));
    widgets::paintSeverity(p, tile.severity, QRectF(head.left(), head.center().y() - icon / 2, icon, icon));
    const QFont headFont = wallFont(theme, TextRole::Strong, headSize * scale);
    widgets::paintText(p, head.adjusted(icon + 12 * scale, 0, 0, 0), base::visibleText(tile.head, 120), headFont,
                       theme.text.primary);
    QRectF value(inside.left(), head.bottom() + 2 * scale, inside.width(), valueSize * 1.15 * scale);
    const QFont valueFont = wallFont(theme, TextRole::Figure, valueSize * scale);
    widgets::paintText(p, value, tile.value.left(24), valueFont, valueColor(tile, theme));
    double y = value.bottom() + 4 * scale;
    if (std::isfinite(tile.fraction)) {
        widgets::paintBudgetBar(p, QRectF(inside.left(), y, inside.width(), 12 * scale), tile.fraction,
                                isTrouble ? colors.mark : theme.ok.mark, theme, 0, tile.limit);
        y += 20 * scale;
    }
    const QRectF words(inside.left(), y, inside.width(), inside.bottom() - y);
    paintLine(p, QRectF(inside.left(), inside.bottom() - 48 * scale, inside.width(), 48 * scale), tile.line,
              widgets::withAlpha(isTrouble ? colors.mark : theme.text.secondary, 0.55), 2.5 * scale);
    paintWords(p, words, visibleLines(tile.words), scale, theme);
    if (tile.isStale)
        widgets::paintHatch(p, place, theme.text.tertiary, 0.18);
}

void paintWallNews(QPainter &p, const QRectF &place, const WallNews &news, double scale, const Theme &theme)
{
    const auto &colors = theme.severity(news.severity);
    p.fillRect(place, widgets::mixed(theme.surface.panel, colors.tint, 0.6));
    p.fillRect(QRectF(place.topLeft(), QSizeF(14 * scale, place.height())), colors.mark);
    const QRectF inside = place.adjusted(64 * scale, 44 * scale, -56 * scale, -40 * scale);
    const double icon = 48 * scale;
    const QRectF head(inside.topLeft(), QSizeF(inside.width(), 60 * scale));
    widgets::paintSeverity(p, news.severity, QRectF(head.left(), head.center().y() - icon / 2, icon, icon));
    widgets::paintText(p, head.adjusted(icon + 20 * scale, 0, 0, 0), base::visibleText(news.head, 120),
                       wallFont(theme, TextRole::Strong, 44 * scale), colors.fg);
    constexpr int how = Qt::AlignLeft | Qt::TextWordWrap;
    const QString title = base::visibleText(news.title, 240);
    const QRectF body(inside.left(), head.bottom() + 28 * scale, inside.width(), inside.height() * 0.5);
    double size = 92 * scale;
    const auto heightAt = [&](double pixels) {
        return QFontMetricsF(wallFont(theme, TextRole::Title, pixels)).boundingRect(body, how, title).height();
    };
    while (size > 44 * scale && heightAt(size) > body.height())
        size *= 0.92;
    p.setPen(theme.text.primary);
    p.setFont(wallFont(theme, TextRole::Title, size));
    p.drawText(body, how, title);
    double y = body.top() + std::min(heightAt(size), body.height()) + 40 * scale;
    const QFont lineFont = wallFont(theme, TextRole::Base, 36 * scale);
    for (const QString &line : news.lines) {
        const QRectF row(inside.left(), y, inside.width(), 52 * scale);
        if (row.bottom() > inside.bottom())
            break;
        widgets::paintText(p, row, base::visibleText(line, 160), lineFont, theme.text.secondary);
        y = row.bottom();
    }
}

} // namespace wf::ui
