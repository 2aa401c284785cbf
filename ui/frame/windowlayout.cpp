// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/windowlayout.h"

#include <QDataStream>
#include <QGuiApplication>
#include <QIODevice>
#include <QScreen>

namespace wf::ui {

namespace {
constexpr quint32 mostWindows = 64;
}

QByteArray WindowLayout::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << geometry << state << static_cast<quint32>(own.size());
    for (const auto &one : own)
        out << one.screen << one.geometry;
    return bytes;
}

std::optional<WindowLayout> WindowLayout::fromBytes(const QByteArray &bytes)
{
    QDataStream in(bytes);
    WindowLayout out;
    in >> out.geometry >> out.state;
    if (in.status() != QDataStream::Ok || out.geometry.isEmpty())
        return std::nullopt;
    quint32 count = 0;
    in >> count;
    for (quint32 i = 0; i < count && i < mostWindows && in.status() == QDataStream::Ok; ++i) {
        Own one;
        in >> one.screen >> one.geometry;
        if (in.status() == QDataStream::Ok)
            out.own.push_back(std::move(one));
    }
    return out;
}

QString monitorSet()
{
    QStringList parts;
    for (const QScreen *screen : QGuiApplication::screens())
        parts << QStringLiteral("%1x%2").arg(screen->geometry().width()).arg(screen->geometry().height());
    parts.sort();
    return QStringLiteral("window/") + parts.join(u'+');
}

} // namespace wf::ui
