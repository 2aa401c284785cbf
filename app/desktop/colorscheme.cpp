// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/colorscheme.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString portal = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString settings = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

// Old portals wrap the value twice.
QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

ColorScheme::ColorScheme(QDBusConnection bus, QObject *parent) : QObject(parent)
{
    if (!bus.isConnected())
        return;
    bus.connect(portal, path, settings, u"SettingChanged"_s, this, SLOT(onSettingChanged(QDBusMessage)));
    auto question = QDBusMessage::createMethodCall(portal, path, settings, u"Read"_s);
    question << appearance << colorScheme;
    auto *waiting = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this, [this, waiting] {
        const QDBusPendingReply<QDBusVariant> reply = *waiting;
        if (reply.isValid())
            learn(reply.value().variant());
        waiting->deleteLater();
    });
}

void ColorScheme::onSettingChanged(const QDBusMessage &news)
{
    const auto arguments = news.arguments();
    if (arguments.value(0) == appearance && arguments.value(1) == colorScheme)
        learn(arguments.value(2));
}

// 0 no preference, 1 dark, 2 light.
void ColorScheme::learn(const QVariant &value)
{
    bool isNumber = false;
    const uint scheme = unwrapped(value).toUInt(&isNumber);
    if (!isNumber || (scheme != 1 && scheme != 2) || m_isDark == (scheme == 1))
        return;
    m_isDark = scheme == 1;
    Q_EMIT changed(*m_isDark);
}

} // namespace wf::app
