// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/walldisplay.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace wf::ui {

QString wallDisplay(const QStringList &connected, const QString &ofWindow, const QString &chosenBefore)
{
    if (connected.contains(chosenBefore))
        return chosenBefore;
    const auto other = std::ranges::find_if(connected, [&ofWindow](const QString &name) { return name != ofWindow; });
    return other == connected.end() ? ofWindow : *other;
}

QStringList connectedDisplays()
{
    QStringList out;
    for (const QScreen *display : QGuiApplication::screens())
        out << display->name();
    return out;
}

QScreen *displayNamed(const QString &name)
{
    const auto displays = QGuiApplication::screens();
    const auto found = std::ranges::find_if(displays, [&name](const QScreen *one) { return one->name() == name; });
    return found == displays.end() ? nullptr : *found;
}

} // namespace wf::ui
