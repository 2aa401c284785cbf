// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

#include <optional>

namespace wf::app {

// Whether the desktop prefers dark or light, now and whenever it changes: the "color-scheme" of the settings portal
// (org.freedesktop.portal.Settings, appearance), which GNOME, KDE and others answer. Qt 6.4 has no word for it. Without
// a portal nothing is ever emitted. GUI thread; never waits.
class ColorScheme final : public QObject {
    Q_OBJECT
public:
    explicit ColorScheme(QDBusConnection bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);

    [[nodiscard]] std::optional<bool> isDark() const { return m_isDark; } // unknown until the portal has answered

Q_SIGNALS:
    void changed(bool isDark);

public Q_SLOTS:
    // The portal calls it by name.
    void onSettingChanged(const QDBusMessage &news);

private:
    void learn(const QVariant &value);

    std::optional<bool> m_isDark;
};

} // namespace wf::app
