// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gui/widgetshot.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QWidget>

namespace wf::support {

using namespace Qt::StringLiterals;

namespace {

int channelDistance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b)),
                     std::abs(qAlpha(a) - qAlpha(b))});
}

} // namespace

QImage shoot(QWidget &widget, QSize size)
{
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.resize(size);
    widget.show();
    QCoreApplication::sendPostedEvents();
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    widget.render(&image);
    return image.convertToFormat(QImage::Format_ARGB32);
}

ImageDifference difference(const QImage &a, const QImage &b, int channelTolerance)
{
    if (a.size() != b.size())
        return {1, 255, a.rect().united(b.rect())};
    if (a.isNull())
        return {};
    const QImage left = a.convertToFormat(QImage::Format_ARGB32);
    const QImage right = b.convertToFormat(QImage::Format_ARGB32);
    ImageDifference d;
    qint64 differing = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) {
            const int distance = channelDistance(left.pixel(x, y), right.pixel(x, y));
            d.worst = std::max(d.worst, distance);
            if (distance <= channelTolerance)
                continue;
            ++differing;
            d.where |= QRect(x, y, 1, 1);
        }
    }
    d.share = static_cast<double>(differing) / static_cast<double>(left.width()) / static_cast<double>(left.height());
    return d;
}

int inkPixels(const QImage &image, QRgb background)
{
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ink += image.pixel(x, y) != background;
    return ink;
}

QString compareWithReference(const QImage &image, const QString &referenceFile, double share, int channelTolerance)
{
    if (qEnvironmentVariableIntValue("WF_UPDATE_SHOTS") == 1) {
        QDir().mkpath(QFileInfo(referenceFile).absolutePath());
        return image.save(referenceFile) ? QString() : QString(u"cannot write "_s + referenceFile);
    }
    const QImage reference(referenceFile);
    const auto d = difference(image, reference, channelTolerance);
    if (!reference.isNull() && d.share <= share)
        return {};
    const QString actual = QDir::temp().filePath(u"wf-"_s + QFileInfo(referenceFile).fileName());
    image.save(actual);
    if (reference.isNull())
        return QStringLiteral("there is no reference %1; the new image is %2; WF_UPDATE_SHOTS=1 accepts it")
            .arg(referenceFile, actual);
    return QStringLiteral("%1 % of the pixels differ, by up to %2, within %3,%4 %5x%6; the new image is %7; "
                          "WF_UPDATE_SHOTS=1 accepts it")
        .arg(QString::number(100 * d.share, 'f', 2), QString::number(d.worst), QString::number(d.where.x()),
             QString::number(d.where.y()), QString::number(d.where.width()), QString::number(d.where.height()), actual);
}

} // namespace wf::support
